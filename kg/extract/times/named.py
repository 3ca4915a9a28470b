"""Times that have a name: anniversaries, what has been since an event, periods."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from kg.extract.lexicon import alternatives
from kg.extract.numerals import parse_integer
from kg.extract.times.bounds import bounds
from kg.extract.times.found import Found
from kg.gazetteer.events import HistoricalEvent
from kg.gazetteer.periods import Period
from kg.model import TimeSpan

_ANNIVERSARY_NUMBER = r"([\d一二三四五六七八九十百]{1,4})周年"
_OF_ANYTHING = re.compile(
    r"(?:今年是|适逢|恰逢|值此|正值|迎来|迎接|纪念|庆祝|喜迎|[共同欢喜]庆|举行|出席|参加|[为在以])*"
    r"(?P<event>(?:《[^》\n]{2,30}》)?(?![\d年月日])(?:(?!出席|参加|举行|举办|发表|共同|迎来|迎接|\d{1,2}[月日])[^，。；：、\s的是在为与和暨（）《》“”]){0,18}?(?:成立|建立|创立|创建|创刊|签订|签署|爆发|出发|胜利|投降|无条件投降|诞辰|建交|诞生|逝世|牺牲|殉国|遇难"
    r"|就义|解放|起义|战役|会议|大捷|事变|惨案|战争|颁布|发表|开馆|建校|建馆|通车|通航|开通|竣工|投产|进驻[\u4e00-\u9fff]{2}|建县|建市|建区|建院|建团|建队|建军|回归|回归祖国|命名|召开|提出|实施|施行|生效|创办|设立|组建|启动|恢复|改革开放|落成|去世|运动|出国作战|作战|会师|入党|参军"
    r"|新中国|共和国))" + _ANNIVERSARY_NUMBER
)
"""Years since something that no table knows: 中俄建交75周年."""
_TODAY_IS = re.compile("今天(?:（[^）]{4,8}）)?是[^，。]{0,3}$")
_DAY_IS = re.compile(r"(\d{4})年(?:(\d{1,2})月(\d{1,2})日)?，?(?:也就|即|正)?是[^，。]{0,30}$")
"""1997年12月29日，是何长工逝世10周年纪念日."""
_YEAR_OF = re.compile(
    r"(\d{4})年(?:\d{1,2}月)?(?:\d{1,2}日)?，?(?:正值|恰逢|适逢|值|为?(?:纪念|庆祝|迎接))[^，。]{0,12}$"
)
"""1987年10月，正值根据地创建六十周年."""


class NamedTimes:
    """Reads the names that the gazetteer knows."""

    def __init__(
        self,
        events: Sequence[HistoricalEvent],
        periods: Sequence[Period],
    ) -> None:
        self._events = {
            name: e for e in events if e.anniversary or e.start for name in (e.name, *e.aliases)
        }
        self._anniversary = re.compile(
            r"(?:中国人民解放军)?(?P<event>"
            + alternatives(self._events)
            + r")(?:暨[^，。\d]{2,12}|发生|爆发)?"
            + _ANNIVERSARY_NUMBER
        )
        self._since_event = re.compile(rf"(?P<event>{alternatives(self._events)})以来")
        self._years_of = re.compile(
            rf"(?P<event>{alternatives(self._events)})的?[\d一二三四五六七八九十百]{{1,4}}多?年(?:以)?来"
        )
        going_on = [n for p in periods if p.end is None for n in (p.name, *p.aliases)]
        self._years_of_period = re.compile(
            rf"(?P<period>{alternatives(going_on)})的?[\d一二三四五六七八九十百]{{1,4}}多?年(?:以)?来"
        )
        self._periods = {name: p for p in periods for name in (p.name, *p.aliases)}
        self._period = re.compile(
            rf"(?<![一二三四五六七八九十])[“‘]?(?P<period>{alternatives(self._periods)})[”’]?"
            r"(?:(?P<phase>[初中后末])[期年]|(?P<end>末)|期间|时期|计划期间|规划期间|(?P<since>以来))"
        )

    def anniversaries(self, text: str, published: date | None) -> Iterator[Found]:
        """建军92周年: the day or year in which so many years were full."""
        if "周年" not in text:
            return
        for match in self._anniversary.finditer(text):
            event = self._events[match["event"]]
            number = parse_integer(match[match.lastindex or 0])
            start = event.anniversary or event.start
            if number is None or start is None:
                continue
            kept = event.anniversary or (start.day > 1 and text.startswith("纪念日", match.end()))
            day = (start.month, start.day) if kept else ()
            limits = _said(text, match.start(), published) or bounds(start.year + number, *day)
            if limits:
                time = TimeSpan(
                    text=match[0],
                    earliest=limits[0],
                    latest=limits[1],
                    edtf=limits[2],
                    anchor=start,
                    rule="anniversary",
                )
                yield Found(match.start(), match.end(), time)

    def other_anniversaries(self, text: str, published: date | None) -> Iterator[Found]:
        """中俄建交75周年: of what no table knows it is the year of publication that is full."""
        if "周年" not in text:
            return
        for match in _OF_ANYTHING.finditer(text):
            year = bounds(published.year) if published else None
            limits = _said(text, match.start("event"), published) or year
            time = TimeSpan(text=text[match.start("event") : match.end()], rule="year-anniversary")
            if limits:
                time = replace(
                    time, earliest=limits[0], latest=limits[1], edtf=limits[2], anchor=published
                )
            yield Found(match.start("event"), match.end(), time, 0.7)

    def since_events(self, text: str, published: date | None) -> Iterator[Found]:
        """党的十八大以来: from the event to the day of publication."""
        return self._since(self._since_event, text, published) if "以来" in text else iter(())

    def years_of_events(self, text: str, published: date | None) -> Iterator[Found]:
        """新中国成立75年来: as 新中国成立以来."""
        return self._since(self._years_of, text, published)

    def _since(
        self, pattern: re.Pattern[str], text: str, published: date | None
    ) -> Iterator[Found]:
        for match in pattern.finditer(text):
            begin = self._events[match["event"]].start
            until = published.isoformat() if published else ".."
            time = TimeSpan(
                text=match[0],
                earliest=begin,
                latest=published,
                anchor=published,
                edtf=f"{begin.isoformat()}/{until}" if begin else None,
                rule="since-event",
            )
            yield Found(match.start(), match.end(), time)

    def periods(self, text: str, published: date | None) -> Iterator[Found]:
        """抗战期间, “十三五”时期: the years of the period; 抗战初期 a third of them."""
        for match in self._period.finditer(text):
            period = self._periods[match["period"]]
            if period.end is None:
                if match["since"]:
                    yield _since_year(match, period.start, published)
                continue
            first, last = _phase(period.start, period.end, match["phase"] or match["end"])
            until = published if match["since"] else None
            time = TimeSpan(
                text=match[0],
                earliest=date(first, 1, 1),
                latest=until or date(last, 12, 31),
                edtf=f"{first}/{until.isoformat() if until else last}",
                anchor=until,
                rule="period",
            )
            yield Found(match.start(), match.end(), time, 0.7 if match["phase"] else 0.9)

    def years_of_periods(self, text: str, published: date | None) -> Iterator[Found]:
        """改革开放40多年来: as 改革开放以来."""
        for match in self._years_of_period.finditer(text):
            yield _since_year(match, self._periods[match["period"]].start, published)


def _since_year(match: re.Match[str], first: int, published: date | None) -> Found:
    """改革开放以来: from that year to the day of publication."""
    time = TimeSpan(
        text=match[0],
        earliest=date(first, 1, 1),
        latest=published,
        edtf=f"{first}/{published.isoformat() if published else '..'}",
        anchor=published,
        rule="period",
    )
    return Found(match.start(), match.end(), time)


def _phase(first: int, last: int, phase: str | None) -> tuple[int, int]:
    """抗战初期: the first quarter of the years of a period, 后期 the last, 中期 what is between."""
    quarter = max((last - first + 1) // 4, 1)
    if phase == "初":
        return first, first + quarter - 1
    if phase == "中":
        return first + quarter, last - quarter
    return (last - quarter + 1, last) if phase else (first, last)


def _said(text: str, start: int, published: date | None) -> tuple[date, date, str] | None:
    """今天是日本宣布无条件投降78周年的日子: the day of publication itself, or the one that is said."""
    if published and _TODAY_IS.search(text[max(start - 20, 0) : start]):
        return bounds(published.year, published.month, published.day)
    if said := _DAY_IS.search(text[max(start - 50, 0) : start]):
        year, month, day = (int(part) if part else None for part in said.groups())
        return bounds(year, month, day) if year else None
    if said := _YEAR_OF.search(text[max(start - 40, 0) : start]):
        return bounds(int(said[1]))
    return None
