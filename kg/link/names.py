"""Names as they are compared: without quote marks, title marks and blanks."""

from __future__ import annotations

import re
import unicodedata

from kg.model import EntityType, Mention

_ADORNING = re.compile("大型|盛大|隆重")
_SAID_AGAIN = re.compile("[（(][^）)]*[）)]")
_MARKS = frozenset("“”‘’\"'「」『』《》〈〉")


def comparable(name: str) -> str:
    """A name for comparison.

    >>> comparable("“四保 临江”纪念馆")
    '四保临江纪念馆'
    """
    folded = unicodedata.normalize("NFKC", name)
    return "".join(c for c in folded if not c.isspace() and c not in _MARKS)


def folded(mention: Mention, name: str | None = None) -> str:
    """The name under which mentions in one article are one: comparable, and of an event without
    words that only adorn it (大型), of a time without what says it again: 今天（12月13日）."""
    name = name or mention.name
    if mention.type is EntityType.EVENT:
        return _ADORNING.sub("", comparable(name)) or comparable(name)
    if mention.type is EntityType.TIME:
        return comparable(_SAID_AGAIN.sub("", name)) or comparable(name)
    return comparable(name)
