"""The changelog of a release as Markdown. Words of articles are text in it and never markup."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.publish.words import Section

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&!]|^\s*[-+=]|^\s*\d+(?=[.)]))")


def markdown(heading: str, lead: str, sections: Iterable[Section]) -> str:
    """The text of the file.

    >>> print(markdown("Changes", "*Nothing* changed.", []))
    # Changes
    <BLANKLINE>
    \\*Nothing\\* changed.
    <BLANKLINE>
    """
    lines = [f"# {_plain(heading)}", "", _plain(lead)]
    for section in sections:
        lines += ["", f"## {_plain(section.title)}", "", _plain(section.summary), ""]
        for line in section.lines:
            lines.append(f"- {_plain(line.text)}")
            lines += [f"  - {_plain(detail)}" for detail in line.details]
        if section.more:
            lines += ["", _plain(section.more)]
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    """Text on one line in which nothing is markup."""
    one_line = "".join(c if c.isprintable() else " " for c in text)
    return _MARKUP.sub(_escaped, one_line.strip())


def _escaped(match: re.Match[str]) -> str:
    # A number is escaped at the point or bracket that would make it one of a list.
    return f"{match[0]}\\" if match[0][-1].isdigit() else f"\\{match[0]}"
