"""Names as they are compared: without quote marks, title marks and blanks."""

from __future__ import annotations

import unicodedata

_MARKS = frozenset("“”‘’\"'「」『』《》〈〉")


def comparable(name: str) -> str:
    """A name for comparison.

    >>> comparable("“四保 临江”纪念馆")
    '四保临江纪念馆'
    """
    folded = unicodedata.normalize("NFKC", name)
    return "".join(c for c in folded if not c.isspace() and c not in _MARKS)
