"""The day on which a text says it was written: 新华社北京1月23日电."""

from __future__ import annotations

import re
from bisect import bisect
from datetime import date

from kg.extract.times.bounds import bounds

_DATELINE = re.compile(r"(?:社|报|台)[\u4e00-\u9fff]{0,10}?(\d{1,2})月(\d{1,2})日[电讯]")
_LATE = 15
"""Days after which news that is published is of another year."""


class Datelines:
    """A paper prints today what was 今晚 yesterday: such words count from the dateline.

    What stands before the first dateline (a headline) goes by that one, all else by the last before
    it; without one, by the day of publication.
    """

    def __init__(self, text: str, published: date | None) -> None:
        self._published = published
        self._starts: list[int] = []
        self._days: list[date] = []
        if published is None:
            return
        for match in _DATELINE.finditer(text):
            for year in (published.year, published.year - 1):
                limits = bounds(year, int(match[1]), int(match[2]))
                if limits and 0 <= (published - limits[0]).days <= _LATE:
                    self._starts.append(match.start())
                    self._days.append(limits[0])

    def before(self, offset: int) -> date | None:
        """The day on which the text around an offset was written, None where unknown."""
        if not self._days:
            return self._published
        return self._days[max(bisect(self._starts, offset) - 1, 0)]
