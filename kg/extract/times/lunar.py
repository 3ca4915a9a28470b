"""Days of the lunar calendar: 农历三月初三, 正月十五, 大年三十."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from kg.extract.numerals import parse_integer
from kg.extract.times.found import Found
from kg.gazetteer.lunar import LunarCalendar
from kg.model import TimeSpan

_LUNAR = re.compile(
    r"(?P<calendar>(?:农历|阴历|夏历|旧历)(?:[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年)?)?"
    r"(?:(?P<when>(?:1[89]|20)\d\d年|今年|去年|明年)(?=[正腊冬一二三四五六七八九十]))?"
    r"(?P<month>闰?(?:正月|腊月|冬月|十[一二]月|[二三四五六七八九十]月))"
    r"(?P<day>初[一二三四五六七八九十]|廿[一二三四五六七八九]?|二?十[一二三四五六七八九]?|三十)(?![日号多余几年])"
    r"|(?:(?P<eve_of>(?:1[89]|20)\d\d年|今年|去年))?"
    r"(?:(?P<eve>除夕(?!夜[晚饭])|大年三十|大年夜)|大年(?P<new_year>初[一二三四五六七])|(?P<third>三月三)(?![十日]))"
)
_MONTHS = {"正月": 1, "冬月": 11, "腊月": 12}
_SURE = "初廿"
"""What begins the number of a day only in the lunar calendar."""
_YEAR_BEFORE = re.compile(r"((?:1[89]|20)\d\d)年[^。！？\n]{0,20}$")
_SHIFT = {"今年": 0, "去年": -1, "明年": 1}
_NEAR = 10
"""Days from publication within which a day without a year is that year's."""


class LunarDays:
    """Reads days of the lunar calendar, and finds on which day of ours they fell."""

    def __init__(self, calendar: LunarCalendar) -> None:
        self._calendar = calendar

    def find(self, text: str, published: date | None) -> Iterator[Found]:
        """The days in a text. The year is the one that is said, or named before in the sentence; else
        that of the publication, where 农历 says that this very day is meant or it is near."""
        for match in _LUNAR.finditer(text):
            named = match["eve"] or match["new_year"] or match["third"]
            plain = match["month"] is not None and match["day"][0] not in _SURE
            if plain and not (match["calendar"] or match["month"] in _MONTHS):
                continue  # 三月十五 may be a day of ours
            day = self._day(match, text, published)
            time = TimeSpan(text=match[0], rule="lunar")
            if day is not None:
                time = TimeSpan(
                    text=match[0],
                    earliest=day,
                    latest=day,
                    edtf=day.isoformat(),
                    anchor=published,
                    rule="lunar",
                )
            yield Found(match.start(), match.end(), time, 0.8 if named else 0.85)

    def _day(self, match: re.Match[str], text: str, published: date | None) -> date | None:
        before = _YEAR_BEFORE.search(text, max(match.start() - 26, 0), match.start())
        when = match["when"] or match["eve_of"]
        if when and when[0].isdigit():
            return self._on(match, int(when[:4]))
        if when and published:
            of_feast = match["eve_of"] is not None  # 去年除夕: the eve of the feast of that year
            year = published.year if of_feast else self._lunar_year(published)
            return self._on(match, year + _SHIFT[when])
        if before:
            return self._on(match, int(before[1]))
        if published is None:
            return None
        days = [self._on(match, published.year + shift) for shift in (-1, 0, 1)]
        nearest = min(
            (d for d in days if d is not None), key=lambda d: abs(d - published), default=None
        )
        sure = match["calendar"] is not None and days[1] is not None
        if nearest is not None and abs((nearest - published).days) <= _NEAR:
            return nearest
        return days[1] if sure else None

    def _lunar_year(self, published: date) -> int:
        """The lunar year of a day, which begins in January or February of ours."""
        begin = self._calendar.day(published.year, 1, 1)
        return published.year - (begin is not None and published < begin)

    def _on(self, match: re.Match[str], year: int) -> date | None:
        if match["eve"]:
            first = self._calendar.day(year, 1, 1)
            return first - timedelta(days=1) if first else None
        if match["new_year"]:
            return self._calendar.day(year, 1, _number(match["new_year"]))
        if match["third"]:
            return self._calendar.day(year, 3, 3)
        if match["month"].startswith("闰"):
            return None
        month = _MONTHS.get(match["month"]) or _number(match["month"][:-1])
        return self._calendar.day(year, month, _number(match["day"]))


def _number(numeral: str) -> int:
    """初三, 廿六, 十五."""
    return parse_integer(numeral.removeprefix("初").replace("廿", "二十")) or 0
