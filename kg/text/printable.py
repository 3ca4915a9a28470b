"""Text of articles for a terminal: without what it would obey."""

from __future__ import annotations


def printable(text: str) -> str:
    """The text with a blank for each control and format character, so that it stays on its line.

    >>> printable("白山\\x1b[31m\\u202e市")
    '白山 [31m 市'
    """
    return "".join(c if c.isprintable() else " " for c in text)
