"""Tell the article from what a page puts around it: share links, teasers, footers.

The words are data: data/lexicons/boilerplate.tsv with `term` and `kind`: `line` is a line that
consists of the term, `prefix` a line that begins with it, `end` begins what follows the article.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from kg.gazetteer.tables import read_table
from kg.model import Span

_BULLET = re.compile(r"^[\s•·▪◆>|\-*]+|[\s>|]+$")
_EPOCH = re.compile(r"^1970-01-01(?: 0\d:00(?::00)?)?$")
_REGISTRATION = re.compile(r"ICP备|公网安备|Copyright|©", re.IGNORECASE)
_CRUMBS = re.compile(r"^(?:首页|主页)\s*(?:>|»|/|-|›)")
_SENTENCE = re.compile(r"[。！？；，,]")
_SHORT = 40


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """The words that mark what is not article."""

    lines: frozenset[str]
    prefixes: tuple[str, ...]
    ends: tuple[str, ...]

    @classmethod
    def load(cls, path: Path) -> Boilerplate:
        """Read the lexicon. Raises `DataFileError` naming the row that is wrong."""
        kinds: dict[str, list[str]] = {"line": [], "prefix": [], "end": []}
        for row in read_table(path, ("term", "kind"), unique=("term",), required=("term", "kind")):
            if row["kind"] not in kinds:
                raise row.error(f"kind {row['kind']!r} is none of {', '.join(kinds)}")
            kinds[row["kind"]].append(row["term"])
        return cls(frozenset(kinds["line"]), tuple(kinds["prefix"]), tuple(kinds["end"]))

    def body(self, text: str) -> tuple[Span, ...]:
        """The parts of a text that are article, in order, without the blank lines around them."""
        lines = [
            (m.start(), m.end(), m[0].strip())
            for m in re.finditer(r"[^\r\n]+", text)
            if m[0].strip()
        ]
        # A slogan above the first share link belongs to the page.
        shares = [i for i, (_, _, line) in enumerate(lines[:8]) if self._drops(line)]
        first = 0
        if shares and all(
            len(line) <= _SHORT and not _SENTENCE.search(line) for _, _, line in lines[: shares[0]]
        ):
            first = shares[0]
        last = next(
            (i for i, (_, _, line) in enumerate(lines) if i > first and self._ends(line)),
            len(lines),
        )
        repeated = Counter(line for _, _, line in lines[last:])
        kept = [(s, e) for s, e, line in lines[first:last] if not self._drops(line)]
        while kept and repeated[text[kept[-1][0] : kept[-1][1]].strip()] > 1:
            kept.pop()
        return tuple(_joined(text, kept))

    def _drops(self, line: str) -> bool:
        bare = _BULLET.sub("", line)
        return (
            bare in self.lines
            or any(bare.startswith(p) and len(bare) <= _SHORT for p in self.prefixes)
            or _EPOCH.match(bare) is not None
            or _CRUMBS.match(bare) is not None
            or (_REGISTRATION.search(bare) is not None and len(bare) <= 2 * _SHORT)
        )

    def _ends(self, line: str) -> bool:
        bare = _BULLET.sub("", line)
        return any(
            bare.startswith(end) and len(bare) <= _SHORT and "。" not in bare for end in self.ends
        )


def _joined(text: str, spans: list[Span]) -> list[Span]:
    """Neighbouring lines as one part: only blank lines lie between them."""
    parts: list[Span] = []
    for start, end in spans:
        if parts and not text[parts[-1][1] : start].strip():
            parts[-1] = (parts[-1][0], end)
        else:
            parts.append((start, end))
    return parts
