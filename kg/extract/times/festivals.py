"""Festivals and memorial days: 春节, “八一”前夕, 2023年中秋、国庆假期."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from kg.extract.lexicon import alternatives
from kg.extract.times.found import Found
from kg.gazetteer.festivals import Festival
from kg.model import TimeSpan

_FULL = "国际儿童节|国际劳动节|国际妇女节|青年节|建军节|建党节|国庆节|节"
_AROUND = "前夕|期间|前后|假期|小?长假|黄金周|当天|之际"
_DAYS_OFF = re.compile("(?:假期|长假|黄金周)$")
_NO_FEAST = re.compile("运动|精神|起义|勋章|奖章|大罢工")
_EVERY = re.compile("每[年逢到当]|逢年")
"""每年春节: of no year."""
_NEAR_IT = frozenset({"前夕", "期间", "之际", "当天", "前后"})
_SHIFT = {"去年": -1, "明年": 1}
_NEAR = 10
"""Days from publication within which a festival named without a year is that year's."""
_NATIONAL_DAY, _MID_AUTUMN = "国庆节", "中秋节"
_WEEK_OFF_SINCE = 1999
"""The first year in which National Day brought a week off, by decision of the State Council."""


class FestivalTimes:
    """Reads the festivals of the gazetteer; one without a year is dated where it is near."""

    def __init__(self, festivals: Sequence[Festival]) -> None:
        self._festivals = {name: f for f in festivals for name in (f.name, *f.aliases)}
        names = alternatives(self._festivals)
        one = rf"(?:[“‘]{names}[”’]|{names})(?:{_FULL})?"
        self._festival = re.compile(
            rf"(?P<when>今年|去年|明年|(?:19|20)\d\d年)?(?P<first>{one})"
            rf"(?:(?P<second>{one})|[、和](?P<listed>{one})(?=假期|[双两]节))?"
            rf"(?P<around>{_AROUND}|[双两]节)?"
        )
        self._name = re.compile(names)

    def dated(self, text: str, published: date | None) -> Iterator[Found]:
        """今年元旦期间: a festival with its year, which would else be read by itself."""
        for found in self.find(text, published):
            if (
                text.startswith(("今年", "去年", "明年"), found.start)
                or text[found.start].isdigit()
            ):
                yield found

    def find(self, text: str, published: date | None) -> Iterator[Found]:
        """The festival of the year of publication where it is near; else no one can say which."""
        for match in self._festival.finditer(text):
            if _is_other_word(match):
                continue
            if _EVERY.search(text, max(match.start() - 5, 0), match.start()):
                yield Found(
                    match.start(), match.end(), TimeSpan(text=match[0], rule="festival"), 0.85
                )
                continue
            first = self._day(match["first"], match["when"], published)
            second = match["second"] or match["listed"]
            time = TimeSpan(text=match[0], rule="festival")
            around = match["around"] or ""
            national = self._named(match["first"]).name == _NATIONAL_DAY or (
                second is not None and self._named(second).name == _NATIONAL_DAY
            )
            week = (around == "期间" and second is None) or _DAYS_OFF.search(around)
            if national and week:
                near = self._day(_NATIONAL_DAY, match["when"], published)
                off = self._week_off(near.year) if near else None
                time = _between(time, *off, published) if off else time
            elif second:
                last = self._day(second, match["when"], published)
                if around in ("", "期间", "双节", "两节") and first:
                    time = _between(time, first, last, published)
            elif first and around in ("", "期间", "当天"):
                time = _between(time, first, first, published)
            elif first and around == "前夕" and (match["when"] or "").endswith("年"):
                eve = first - timedelta(days=1)
                edtf = f"{first.year:04}/{eve.isoformat()}"
                time = replace(time, earliest=date(first.year, 1, 1), latest=eve, edtf=edtf)
            yield Found(match.start(), match.end(), time, 0.85)

    def _named(self, words: str) -> Festival:
        """The festival that is meant by a name with its marks: “八一”建军节."""
        found = self._name.search(words)
        assert found is not None  # the words were found by this name
        return self._festivals[found[0]]

    def _day(self, words: str, when: str | None, published: date | None) -> date | None:
        """The day of a festival: in the year that is said, else the one near publication."""
        festival = self._named(words)
        if when and when[0].isdigit():
            return festival.on(int(when[:4]))
        if published is None:
            return None
        if when:
            return festival.on(published.year + _SHIFT.get(when, 0))
        days = (festival.on(published.year + shift) for shift in (0, -1, 1))
        return next((d for d in days if d and abs((published - d).days) <= _NEAR), None)

    def _week_off(self, year: int) -> tuple[date, date] | None:
        """The days off around National Day: a week, and one more where Mid-Autumn falls in it."""
        if year < _WEEK_OFF_SINCE:
            return None
        first, autumn = date(year, 10, 1), self._festivals[_MID_AUTUMN].on(year)
        if autumn and -2 <= (autumn - first).days <= 7:
            first = min(first, autumn)
            return first, first + timedelta(days=7)
        return first, first + timedelta(days=6)


def _is_other_word(match: re.Match[str]) -> bool:
    """八一 without marks is also a street, a film studio, a school; 韩国庆尚道 has no 国庆, and “五四”运动
    is no feast."""
    first: str = match["first"]
    plain = len(first) == 2 and first[0] in "一二三五六七八九十"
    korean = first == "国庆" and match.string.startswith("韩", match.start() - 1)
    other = _NO_FEAST.match(match.string, match.end())
    return (
        korean
        or other is not None
        or (plain and not _DAYS_OFF.search(match[0]) and match["around"] not in _NEAR_IT)
    )


def _between(time: TimeSpan, first: date, last: date | None, anchor: date | None) -> TimeSpan:
    end = "" if first == last else f"/{last.isoformat() if last else '..'}"
    edtf = f"{first.isoformat()}{end}"
    return replace(time, earliest=first, latest=last, edtf=edtf, anchor=anchor)
