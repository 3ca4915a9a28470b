"""Fold what varies in print without meaning, and remember where every character came from.

Folded: full-width letters and digits to ASCII, 『』 and 「」 to “”, half-width punctuation between Chinese characters
to full width, traditional characters to simplified, invisible characters away, picture file
endings of captions away, stray blanks inside a word (抗美 援朝) away. A headline's blank, which
separates two phrases, stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from opencc import OpenCC

from kg.model import Article, Span

_PUNCTUATION = str.maketrans(",:;!?()", "，：；！？（）")
_SAME = {
    "％": "%",
    "．": ".",
    "－": "-",
    "\u3000": " ",
    "\xa0": " ",
    "\t": " ",
    "『": "“",
    "』": "”",
    "「": "“",
    "」": "”",
}
_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad\r")
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|bmp)\s*$", re.IGNORECASE)
_HAN = re.compile(r"[\u3400-\u9fff〇]")
_CLAUSE = re.compile(r"[，。；！？]")


@dataclass(frozen=True, slots=True)
class NormalisedText:
    """Text to read, and for each of its characters the offset it has in the source."""

    text: str
    offsets: tuple[int, ...]

    def source_span(self, start: int, end: int) -> Span:
        """The stretch of the source that `text[start:end]` was made from.

        >>> normalise_text("抗美 援朝，１９５０年").source_span(2, 4)
        (3, 5)
        """
        return self.offsets[start], self.offsets[end - 1] + 1


@cache
def _simplifier() -> OpenCC:
    return OpenCC("t2s")


def _fold(char: str) -> str:
    code = ord(char)
    if 0xFF10 <= code <= 0xFF5A and char.isalnum():
        return chr(code - 0xFEE0)
    return _SAME.get(char, char)


def _is_han(char: str) -> bool:
    return _HAN.match(char) is not None


def _line(text: str, start: int) -> tuple[str, list[int]]:
    picture = _PICTURE.search(text)
    if picture:
        text = text[: picture.start()]
    folded = "".join(_fold(char) for char in text)
    simplified = _simplifier().convert(folded)
    if len(simplified) == len(folded):  # a conversion that changes the length has no way back
        folded = simplified
    prose = _CLAUSE.search(folded.translate(_PUNCTUATION)) is not None
    chars: list[str] = []
    offsets: list[int] = []
    for i, char in enumerate(folded):
        before = folded[i - 1] if i else ""
        after = folded[i + 1] if i + 1 < len(folded) else ""
        if char in _INVISIBLE:
            continue
        if char == " " and prose and _is_han(before or " ") and _is_han(after or " "):
            continue
        if char in ",:;!?()" and not (before.isdigit() and after.isdigit()):
            wide = any(_is_han(c) or c in "”’》」%" for c in (before, after) if c)
            char = char.translate(_PUNCTUATION) if wide else char
        chars.append(char)
        offsets.append(start + i)
    return "".join(chars), offsets


def normalise_text(text: str, body: Iterable[Span] | None = None) -> NormalisedText:
    """Normalise the body parts of a text, line by line.

    >>> normalise_text("白山市,召开抗美 援朝座谈会。").text
    '白山市，召开抗美援朝座谈会。'
    """
    chars: list[str] = []
    offsets: list[int] = []
    for start, end in body if body is not None else [(0, len(text))]:
        if chars and not chars[-1].endswith("\n"):  # parts of the body never run together
            chars.append("\n")
            offsets.append(offsets[-1])
        position = start
        for line in text[start:end].splitlines(keepends=True):
            bare = line.rstrip("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029")
            folded, places = _line(bare, position)
            chars.append(folded)
            offsets.extend(places)
            if len(bare) < len(line):
                chars.append("\n")
                offsets.append(position + len(bare))
            position += len(line)
    return NormalisedText("".join(chars), tuple(offsets))


def normalise(article: Article) -> NormalisedText:
    """Normalise the body of an article; what lies outside the body does not appear at all."""
    return normalise_text(article.text, article.body)
