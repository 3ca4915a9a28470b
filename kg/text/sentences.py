"""Split on 。！？； and line ends, keeping a quotation in one piece."""

from __future__ import annotations

from collections.abc import Iterator

from kg.model import Span

_TERMINATORS = frozenset("。！？；")
_OPENING = {"“": "”", "《": "》", "（": "）", "「": "」", "『": "』"}
_CLOSING = frozenset(_OPENING.values())
_LONGEST_QUOTATION = 400
_LONGEST = 4000
"""Characters of a sentence: a list of all towns that were honoured has fewer. What is longer has no
full stops, and rules that compare all in a sentence would take forever."""


def sentences(text: str) -> Iterator[Span]:
    """Yield the spans of the sentences of a text; together they cover it.

    A full stop inside an open quotation does not end the sentence; a quotation that is not closed
    within its line, or within 400 characters, does not hold the text together any longer. What has no
    full stop in 4,000 characters ends at a comma.

    >>> [(s, e) for s, e in sentences("他说：“好。走吧！”大家走了。天亮了。")]
    [(0, 15), (15, 19)]
    """
    start = 0
    expected: list[str] = []
    opened = 0
    length = len(text)
    for i, char in enumerate(text):
        if char == "\n":
            expected.clear()
        elif char in _OPENING:
            if not expected:
                opened = i
            expected.append(_OPENING[char])
            continue
        elif char in _CLOSING:
            if char in expected:
                while expected.pop() != char:
                    pass
            continue
        elif char not in _TERMINATORS or (
            expected and i - opened <= _LONGEST_QUOTATION and _closes(text, i, expected[0])
        ):
            continue
        else:
            expected.clear()
        end = i + 1
        while end < length and text[end] in _CLOSING:
            end += 1
        if end > start:
            yield from _parts(text, start, end)
            start = end
    if start < length:
        yield from _parts(text, start, length)


def _parts(text: str, start: int, end: int) -> Iterator[Span]:
    """A sentence, or what it is cut into where it is too long."""
    while end - start > _LONGEST:
        limit = start + _LONGEST
        cut = max(text.rfind(mark, start, limit) for mark in "，、") + 1 or limit
        yield start, cut
        start = cut
    yield start, end


def _closes(text: str, position: int, closing: str) -> bool:
    end = text.find(closing, position, position + _LONGEST_QUOTATION)
    return end >= 0 and "\n" not in text[position:end]
