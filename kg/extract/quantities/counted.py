"""What is counted, and for whom."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.words import Words

_HAN_RUN = re.compile(r"[\u4e00-\u9fff]{1,80}")
_CLOSING = "，。；、：“”（"
_LONGEST_AFTER, _LONGEST_BEFORE, _SEEN_BEFORE = 20, 12, 16
_BENEFICIARY = re.compile(
    r"(?:为|给|向|对(?!象))(?P<whom>[^，。；为给向]{2,20}?)"
    r"(?:发放|提供|捐赠|捐款|捐|送去|送上|悬挂|落实|开展|进行)"
)


class Counted:
    """Finds the noun beside an amount. `stops` are the words at which it ends."""

    def __init__(self, stops: re.Pattern[str]) -> None:
        self._stops = stops

    def noun(self, text: str, words: Words, start: int, end: int) -> str | None:
        """What an amount counts: the noun after it, else the one that it stands close behind."""
        run = _HAN_RUN.match(text, end)
        if run:
            stop = next(self._stopped(text, words, end, run.end()), (run.end(), run.end()))
            if 1 < stop[0] - end <= _LONGEST_AFTER:
                return text[end : stop[0]]
        if start == 0 or text[start - 1] in _CLOSING:
            return None
        runs = list(_HAN_RUN.finditer(text, max(start - _SEEN_BEFORE, 0), start))
        if not runs:
            return None
        first = runs[-1].start()
        for _, after in self._stopped(text, words, first, runs[-1].end()):
            first = after
        noun = text[first : runs[-1].end()]
        return noun if 1 < len(noun) <= _LONGEST_BEFORE else None

    def _stopped(self, text: str, words: Words, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The stop words that are words of their own there: 有, but not the 中 of 中央委员."""
        for match in self._stops.finditer(text, start, end):
            if words.begins[match.start()] and words.begins[match.end()]:
                yield match.span()

    @staticmethod
    def beneficiary(text: str, start: int, end: int) -> str | None:
        """For whom something is done, as the words of a sentence before the amount say it."""
        found = _BENEFICIARY.search(text, start, end)
        return found["whom"].removesuffix("的") if found else None
