"""Pinyin without tones: of names, and the ways to read typed letters as syllables.

ü is written u, as many keyboards have it. pypinyin reads characters in the context of words; what
it does not know of place names stands in a table that editors extend.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from kg.gazetteer.tables import read_table

TABLE = "place_pinyin.tsv"
COLUMNS = ("name", "pinyin", "source")

READINGS = 16
"""Ways to read letters that are tried at most: a long row of letters has many."""


class Pinyin:
    """Reads names aloud. `overrides` maps names to their syllables, joined by blanks.

    >>> Pinyin({"单县": "shan xian"}).read("山东省单县")
    ['shan', 'dong', 'sheng', 'shan', 'xian']
    """

    def __init__(self, overrides: dict[str, str]) -> None:
        self._overrides = {name: syllables.split() for name, syllables in overrides.items()}
        longest_first = sorted(overrides, key=lambda name: (-len(name), name))
        self._names = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")

    @classmethod
    def load(cls, folder: Path) -> Pinyin:
        """With the table of the gazetteer's folder. Raises `DataFileError` naming a broken row."""
        overrides = {}
        for row in read_table(folder / TABLE, COLUMNS, unique=("name",), required=COLUMNS):
            if len(row["pinyin"].split(" ")) != len(row["name"]):
                raise row.error(f"{row['name']} needs one syllable a character, joined by blanks")
            if unknown := set(row["pinyin"].split(" ")) - syllables():
                raise row.error(
                    f"{', '.join(sorted(unknown))}: no syllable of pinyin without tones"
                )
            overrides[row["name"]] = row["pinyin"]
        return cls(overrides)

    def read(self, text: str) -> list[str]:
        """The syllables of the Chinese characters in simplified text; all else is silent."""
        found: list[str] = []
        position = 0
        for match in self._names.finditer(text):
            found += _plain(text[position : match.start()])
            found += self._overrides[match[0]]
            position = match.end()
        return found + _plain(text[position:])


# pypinyin is imported where it is needed: its tables take a third of a second.


def _plain(text: str) -> list[str]:
    from pypinyin import lazy_pinyin

    return [s.replace("v", "u") for s in lazy_pinyin(text, errors="ignore")] if text else []


@cache
def syllables() -> frozenset[str]:
    """Every syllable of pinyin, without its tone."""
    from pypinyin.pinyin_dict import pinyin_dict

    marked = {reading for readings in pinyin_dict.values() for reading in readings.split(",")}
    bare = {
        "".join(c for c in unicodedata.normalize("NFD", reading) if c.isascii())
        for reading in marked
    }
    return frozenset(s for s in bare if s.isalpha() and re.search("[aeiou]", s))


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(s[:length] for s in syllables() for length in range(1, len(s) + 1))


def readings(letters: str) -> list[tuple[str, ...]]:
    """The ways to read letters as syllables, of which the last may be unfinished.

    >>> readings("xian")
    [('xian',), ('xia', 'n'), ('xi', 'an'), ('xi', 'a', 'n')]
    >>> readings("baish")
    [('bai', 'sh')]
    >>> readings("bss")
    []
    """
    word = letters.replace("v", "u")
    dead: set[int] = set()  # from here no reading reaches the end: never tried twice

    def onwards(start: int) -> Iterator[tuple[str, ...]]:
        if start in dead:
            return
        reached = False
        rest = word[start:]
        if rest in _beginnings():
            reached = True
            yield (rest,)
        for length in range(min(6, len(rest) - 1), 0, -1):
            if rest[:length] in syllables():
                for tail in onwards(start + length):
                    reached = True
                    yield (rest[:length], *tail)
        if not reached:
            dead.add(start)

    found = []
    for reading in onwards(0):
        found.append(reading)
        if len(found) == READINGS:
            break
    return found
