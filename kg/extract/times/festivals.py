"""Festivals and memorial days: 春节, “八一”前夕, 2023年中秋、国庆假期."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from kg.extract.lexicon import alternatives
from kg.extract.numerals import YEAR, parse_integer, parse_year
from kg.extract.times.found import Found
from kg.gazetteer.festivals import Festival
from kg.gazetteer.holidays import Holidays
from kg.model import TimeSpan

_FULL = "国际儿童节|国际劳动节|国际妇女节|青年节|建军节|建党节|国庆节|节"
_AROUND = "前夕|期间|前后|假期|小?长假|黄金周|当天|之际|前(?![往来线方沿期半所列])"
_DAYS_OFF = re.compile("(?:假期|长假|黄金周|期间)$")
_NO_FEAST = re.compile("运动|精神|起义|勋章|奖章|大罢工")
_EVERY = re.compile("每[年逢到当]|逢年|(?:定|立|作)为$|设立$")
"""每年春节, 将9月30日设立为烈士纪念日: of no year."""
_NEAR_IT = frozenset({"前夕", "期间", "之际", "当天", "前后"})
_AGO = "[一二两三四五六七八九十]{1,2}年前的"
_DATED = re.compile(f"今年|去年|明年|前年|{_AGO}|{YEAR}")
_DAY_BEFORE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日[^。，\n]{0,8}$")
"""2014年9月30日是第一个烈士纪念日."""
_SHIFT = {"前年": -2, "去年": -1, "明年": 1}
_NEAR = 15
"""Days from publication within which a festival named without a year is that year's."""
_NEW_YEAR_DAY, _NEAR_NEW_YEAR = "元旦", 31
_COMING = 60
"""Days that a festival may be off where the text says that it comes."""
_COMES = re.compile("(?:即将|就要|快要|将要?)?(?:到来|来临|临近|将至|将临|到了)")
_AWAITED = re.compile("(?:临近|迎接|喜迎|迎来)$")
_NEW_YEAR = "新年"
_THE_DAY = re.compile(
    "期间|之际|前夕|前后|到来|来临|将至|假[期日]|的?钟声|过后|第一天|(?:元旦|春节)"
)
"""What follows 新年 where it is the day, and no 新年贺词."""


class FestivalTimes:
    """Reads the festivals of the gazetteer; one without a year is dated where it is near."""

    def __init__(self, festivals: Sequence[Festival], holidays: Holidays) -> None:
        self._festivals = {name: f for f in festivals for name in (f.name, *f.aliases)}
        self._holidays = holidays
        names = alternatives(self._festivals)
        one = rf"(?:[“‘]{names}[”’]|{names})(?:{_FULL})?"
        self._festival = re.compile(
            rf"(?P<when>今年|去年|明年|前年|{_AGO}|{YEAR})?(?P<first>{one})"
            rf"(?:(?P<second>{one})|[、和](?P<listed>{one})(?=假期|期间|[双两]节))?"
            rf"(?P<around>{_AROUND}|[双两]节)?"
        )
        self._name = re.compile(names)

    def dated(self, text: str, published: date | None) -> Iterator[Found]:
        """今年元旦期间: a festival with its year, which would else be read by itself."""
        for found in self.find(text, published):
            if _DATED.match(text, found.start):
                yield found

    def find(self, text: str, published: date | None) -> Iterator[Found]:
        """The festival of the year of publication where it is near; else no one can say which."""
        for match in self._festival.finditer(text):
            if _is_other_word(match):
                continue
            time = TimeSpan(text=match[0], rule="festival")
            if not _EVERY.search(text, max(match.start() - 5, 0), match.start()):
                time = self._resolved(match, time, published)
            elif match["first"] == _NEW_YEAR:
                continue
            if time.earliest or match["first"] != _NEW_YEAR:
                yield Found(match.start(), match.end(), time, 0.85)

    def _resolved(self, match: re.Match[str], time: TimeSpan, published: date | None) -> TimeSpan:
        """The day, the days off around it, or the days from one festival to another."""
        around, second = match["around"] or "", match["second"] or match["listed"]
        first = self._day(match, match["first"], published)
        last = self._day(match, second, published) if second else first
        if _DAYS_OFF.search(around) and (second is None or around != "期间"):
            day = last or first
            name = self._named(second or match["first"]).name
            if day and (off := self._holidays.around(name, day)):
                return replace(_between(time, *off, published), rule="holiday")
        if first is None or around == "前后":
            return time
        if not around.startswith("前"):
            return _between(time, first, last, published)
        return time if second else _eve(match, time, first, published)

    def _named(self, words: str) -> Festival:
        """The festival that is meant by a name with its marks: “八一”建军节."""
        found = self._name.search(words)
        assert found is not None  # the words were found by this name
        return self._festivals[found[0]]

    def _day(self, match: re.Match[str], words: str, published: date | None) -> date | None:
        """The day of a festival: in the year that is said, else the one near publication."""
        festival, when = self._named(words), match["when"]
        if when and (year := parse_year(when.removesuffix("年"))):
            return festival.on(year)
        if said := _DAY_BEFORE.search(match.string, max(match.start() - 20, 0), match.start()):
            day = festival.on(int(said[1]))
            if day and (day.month, day.day) == (int(said[2]), int(said[3])):
                return day
        if published is None:
            return None
        if when:
            ago = parse_integer(when.partition("年前")[0])
            return festival.on(published.year + (-ago if ago else _SHIFT.get(when, 0)))
        days = [d for shift in (0, -1, 1) if (d := festival.on(published.year + shift))]
        reach = _NEAR_NEW_YEAR if festival.name == _NEW_YEAR_DAY else _NEAR
        near = next((d for d in days if abs((published - d).days) <= reach), None)
        if near is None and (
            match["around"] == "前"
            or _COMES.match(match.string, match.end())
            or _AWAITED.search(match.string, max(match.start() - 2, 0), match.start())
        ):
            near = next((d for d in days if 0 <= (d - published).days <= _COMING), None)
        return near


def _eve(match: re.Match[str], time: TimeSpan, day: date, published: date | None) -> TimeSpan:
    """2015年春节前夕: of that year, the day before at the latest; 春节前 the latter; 春节前夕 is vague."""
    dated = match["when"] is not None
    if not dated and match["around"] == "前夕":
        return time
    eve = day - timedelta(days=1)
    return replace(
        time,
        earliest=date(day.year, 1, 1) if dated else None,
        latest=eve,
        edtf=f"{f'{day.year:04}' if dated else '..'}/{eve.isoformat()}",
        anchor=published,
    )


def _is_other_word(match: re.Match[str]) -> bool:
    """八一 without marks is also a street, a film studio, a school; 韩国庆尚道 has no 国庆, “五四”运动
    is no feast, and 新年贺词 no day."""
    first: str = match["first"]
    plain = len(first) == 2 and first[0] in "一二三五六七八九十"
    korean = first == "国庆" and match.string.startswith("韩", match.start() - 1)
    other = _NO_FEAST.match(match.string, match.end())
    greeting = first == _NEW_YEAR and not _THE_DAY.match(match.string, match.end("first"))
    return (
        korean
        or other is not None
        or greeting
        or (plain and not _DAYS_OFF.search(match[0]) and match["around"] not in _NEAR_IT)
    )


def _between(time: TimeSpan, first: date, last: date | None, anchor: date | None) -> TimeSpan:
    end = "" if first == last else f"/{last.isoformat() if last else '..'}"
    edtf = f"{first.isoformat()}{end}"
    return replace(time, earliest=first, latest=last, edtf=edtf, anchor=anchor)
