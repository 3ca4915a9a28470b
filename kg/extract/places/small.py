"""镇, 乡, 村: places below the gazetteer, named by a suffix right after what shows where they are."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.extract.lexicon import Lexicon, alternatives
from kg.model import EntityType, Mention

_SMALL = re.compile(
    r"(?:(?![的了着过把被和与及向为各偏座每该本某受])[\u4e00-\u9fff]){2,4}?(?:自治乡|街道|镇|乡|村|屯|(?<=[^子田山村农钱饭])庄(?![稼园严重主家子户]))(?<![农乡山渔全整邻各]村)(?<![还回返下家故老同城]乡)(?![民庄长委史容里风级干])"
)


class SmallPlaces:
    """Finds them directly after a known place or a word such as 在; known once, known everywhere."""

    def __init__(self, words: Lexicon) -> None:
        self._left = re.compile(alternatives(words.terms(role="left-context")) + "$")

    def find(self, text: str, known: list[Mention], taken: list[bool]) -> list[Mention]:
        """The small places of a text whose other places are known."""
        ends = {m.end for m in known}
        result: list[Mention] = []
        marks = list(taken)
        for m in known:
            marks[m.start : m.end] = [True] * (m.end - m.start)
        ends |= {end + 1 for end in ends if text.startswith("的", end)}
        starts = sorted(ends | {m.end() for m in re.finditer(r"[到抵]达|[在于到、]", text)})
        while starts:
            start = starts.pop(0)
            match = _SMALL.match(text, start)
            if not match or any(marks[start : match.end()]):
                continue
            if match[0][-1] == "庄" and start not in ends:
                continue  # 江苏淮阴|刘老庄
            if start not in ends and not self._left.search(text[:start][-3:]):
                continue
            result.append(
                Mention(
                    type=EntityType.PLACE,
                    start=start,
                    end=match.end(),
                    text=match[0],
                    name=match[0],
                    confidence=0.7,
                    rule="place.suffix",
                )
            )
            ends.add(match.end())
            starts.insert(0, match.end())
            marks[start : match.end()] = [True] * len(match[0])
        return result + repeated(text, result, marks)


def repeated(text: str, found: list[Mention], marks: list[bool]) -> list[Mention]:
    """The other places in the text where these names stand free; `marks` are updated."""
    again: list[Mention] = []
    for name, first in sorted({m.text: m for m in reversed(found)}.items()):
        for match in re.finditer(re.escape(name), text):
            if not any(marks[match.start() : match.end()]):
                marks[match.start() : match.end()] = [True] * len(name)
                again.append(replace(first, start=match.start(), end=match.end()))
    return again
