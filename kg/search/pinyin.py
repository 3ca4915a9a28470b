"""Pinyin without tones: of names, and the ways to read typed letters as syllables.

ü is written u, as many keyboards have it. pypinyin reads characters in the context of words; what
it does not know of place names stands in a table that editors extend.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from kg.gazetteer.tables import read_table

TABLE = "place_pinyin.tsv"
COLUMNS = ("name", "pinyin", "source")

_FINALS = {
    "": "a ai an ang ao e ei en eng er o ou",
    "b": "a ai an ang ao ei en eng i ian iang iao ie in ing o ong u",
    "c": "a ai an ang ao e ei en eng i ong ou u uan ui un uo",
    "ch": "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
    "d": "a ai an ang ao e ei en eng i ia ian iao ie in ing iu ong ou u uan ui un uo",
    "f": "a an ang ei en eng iao o ou u",
    "g": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "h": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "j": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "k": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "l": "a ai an ang ao e ei en eng i ia ian iang iao ie in ing iu o ong ou u uan ue un uo",
    "m": "a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u",
    "n": "a ai an ang ao e ei en eng i ia ian iang iao ie in ing iu ong ou u uan ue un uo",
    "p": "a ai an ang ao ei en eng i ian iao ie in ing o ou u",
    "q": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "r": "an ang ao e en eng i ong ou u ua uan ui un uo",
    "s": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "sh": "a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo",
    "t": "a ai an ang ao e ei eng i ian iao ie ing ong ou u uan ui un uo",
    "w": "a ai an ang ei en eng o ong u",
    "x": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "y": "a an ang ao e i in ing o ong ou u uan ue un",
    "z": "a ai an ang ao e ei en eng i ong ou u uan ui un uo",
    "zh": "a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo",
}
"""What may follow each initial."""

SYLLABLES = frozenset(
    initial + final for initial, finals in _FINALS.items() for final in finals.split()
)
"""Every syllable of pinyin, without its tone. Written out: to take them from pypinyin, as a test does,
costs the first search of a process half a second."""

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
            if unknown := set(row["pinyin"].split(" ")) - SYLLABLES:
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


def _plain(text: str) -> list[str]:
    # Imported here: its tables take a third of a second, and who only searches needs none.
    from pypinyin import lazy_pinyin

    return [s.replace("v", "u") for s in lazy_pinyin(text, errors="ignore")] if text else []


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(s[:length] for s in SYLLABLES for length in range(1, len(s) + 1))


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
            if rest[:length] in SYLLABLES:
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
