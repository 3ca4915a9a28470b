"""Words of the dictionary: where they begin, and which are no names.

Chinese has no blanks. Whether 都 is a word of its own or the second half of 首都 is told by a
segmentation along the dictionary of jieba (rjieba, MIT); unknown words stay single characters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import rjieba
from spacy.tokens import Doc

from kg.extract.lexicon import Lexicons, alternatives

_PLACE = "ns"
_PERSON = "nr"
"""What the tags of persons' names begin with in the dictionary."""
_NOMINAL = ("n", "a", "b", "f", "j", "m", "q", "s")
"""What the tags begin with of words that stand in a noun phrase before its head: 关键控制性工程."""


@dataclass(frozen=True, slots=True)
class Words:
    """For each offset of a text, up to and with its end, whether a word begins there; by where they
    begin, with their ends, the words of two characters or more that are no person's name, those
    that the dictionary calls a place, and those that may stand in a noun phrase before its head."""

    begins: bytearray
    common: dict[int, int]
    places: dict[int, int]
    nominal: dict[int, int]

    @classmethod
    def of(cls, text: str) -> Words:
        """Segment a text.

        >>> list(Words.of("首都军民").begins)
        [1, 0, 1, 0, 1]
        """
        begins = bytearray(len(text) + 1)
        common: dict[int, int] = {}
        places: dict[int, int] = {}
        nominal: dict[int, int] = {}
        position = 0
        for word, tag in rjieba.tag(text, False):
            begins[position] = 1
            end = position + len(word)
            if len(word) > 1 and not tag.startswith(_PERSON):
                common[position] = end
            if tag == _PLACE:
                places[position] = end
            if tag.startswith(_NOMINAL):
                nominal[position] = end
            position = end
        begins[position] = 1
        return cls(begins, common, places, nominal)

    def begin(self, position: int) -> int:
        """Where the word begins that holds a character.

        >>> Words.of("首都军民").begin(1)
        0
        """
        while not self.begins[position]:
            position -= 1
        return position

    def join(self, start: int, end: int) -> None:
        """Make one word of a stretch."""
        self.begins[start + 1 : end] = bytes(end - start - 1)


class WordSegmenter:
    """Sets `doc._.words`; words that the dictionary lacks come from data/lexicons/words.tsv."""

    def __init__(self, lexicons: Lexicons) -> None:
        self._joined = re.compile(alternatives(lexicons["words"].terms()))

    def __call__(self, doc: Doc) -> Doc:
        doc._.words = Words.of(doc._.text)
        for match in self._joined.finditer(doc._.text):
            doc._.words.join(*match.span())
        return doc
