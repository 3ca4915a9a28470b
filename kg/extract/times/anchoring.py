"""Fill in what a date leaves out, and join two dates into a range, walking forward in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from kg.extract.numerals import YEAR, parse_integer
from kg.extract.times.found import CLOCK, OF_THE_CALENDAR, SPAN, Found
from kg.extract.times.resolving import Told, possible, resolve
from kg.model import TimeSpan

_DAY_LENGTH = len("2020-12-30")
_JOIN = re.compile(r"(?:至|到|—+|–|-|~|～)")
_BEFORE = re.compile("前(?=[，。；、]|[完实撤建达基全落到交提逐将要])")
"""What opens a date backwards: 年底前完成, but 前往, 前后."""
_NUMBER = re.compile(r"[\d一二两三四五六七八九十百]{1,4}$")
_REVIEW = 3
"""The last month in which years are counted to the end of the one before."""
_FULL_YEAR = re.compile(YEAR)


def anchored(text: str, found: list[Found], published: date | None) -> Iterator[Found]:
    """The same times, those that waited resolved: against the last date before them or the day of
    publication. What is no date at all (13月32日) is left out."""
    last: Found | None = None
    last_day: Found | None = None
    for item in found:
        if item.partial is not None:
            if not possible(item.partial):
                continue
            told = Told(text, item.start, last, last_day)
            item.time = resolve(item, item.partial, told, published)
            if item.time.earliest is None:
                item.confidence = 0.5
        if item.time.earliest and text.startswith("以来", item.end):
            _keep_on(item, published)
        if item.partial is not None and item.time.latest and _BEFORE.match(text, item.end):
            _leave_open(item)
        if _bygone(text, item, last, published):
            continue
        exact = item.time.earliest == item.time.latest and item.time.earliest is not None
        dated = item.partial is not None and item.partial.relative not in (CLOCK, SPAN)
        if (dated and item.time.earliest) or (exact and _tells_when(item.time)):
            last = item
            last_day = item if exact else last_day
        elif exact and _FULL_YEAR.match(text, item.start):
            last = item  # 1959年国庆: the year holds
        yield item


def from_anniversaries(found: list[Found], published: date | None) -> None:
    """25年来, where the text tells of 澳门回归25周年 too: the years since that very day."""
    since = {_number(f, "周年"): f.time.anchor for f in found if f.time.rule == "anniversary"}
    for item in found:
        begin = since.get(_number(item, "年")) if item.time.rule == "years-since" else None
        if begin and published:
            edtf = f"{begin.isoformat()}/{published.isoformat()}"
            item.time = replace(item.time, earliest=begin, latest=published, edtf=edtf)


def from_told_years(found: list[Found], published: date | None) -> None:
    """１５年来, where the text has told of １９８２年: of the complete years since, early in the next."""
    if published is None or published.month > _REVIEW:
        return
    told: set[int] = set()
    for item in found:
        if item.partial and item.partial.year:
            told.add(item.partial.year)
        elif item.time.rule == "years-since" and (number := _number(item, "年")):
            first, last = published.year - 1 - number, published.year - 1
            if first in told:
                item.time = replace(
                    item.time,
                    earliest=date(first, 1, 1),
                    latest=date(last, 12, 31),
                    edtf=f"{first:04}/{last:04}",
                )


def _number(item: Found, unit: str) -> int | None:
    """How many years a time says."""
    number = _NUMBER.search(item.time.text.partition(unit)[0])
    return parse_integer(number[0]) if number else None


def _bygone(text: str, item: Found, last: Found | None, published: date | None) -> bool:
    """当年村民与日寇浴血抗争 tells of old times and of no year; 2018年…当年 does, in one paragraph."""
    partial = item.partial
    if partial is None or partial.relative != "当年" or partial.month or partial.part:
        return False
    paragraph = text.rfind("\n", 0, item.start) + 1
    told = (
        last is not None
        and last.start >= paragraph
        and _FULL_YEAR.search(last.time.text)
        and not _JOIN.search(text, last.start - 1, last.start)  # of a span no one year is meant
    )
    year = item.time.earliest.year if item.time.earliest else None
    return not told or year is None or (published is not None and year == published.year)


def _keep_on(item: Found, published: date | None) -> None:
    """去年9月以来: from then to the day of publication."""
    begin = item.time.edtf
    item.end += len("以来")
    item.time = replace(
        item.time,
        text=item.time.text + "以来",
        latest=published,
        anchor=published,
        edtf=f"{begin}/{published.isoformat() if published else '..'}",
        rule="since",
    )


def _leave_open(item: Found) -> None:
    """今年年底前: at the latest then."""
    item.end += 1
    item.time = replace(
        item.time, text=item.time.text + "前", earliest=None, edtf=f"../{item.time.edtf}"
    )


def _tells_when(time: TimeSpan) -> bool:
    """Whether what follows may happen then: the day that is celebrated is not the day of the feast."""
    return time.rule != "clock" and not time.rule.endswith(OF_THE_CALENDAR)


def joined(text: str, found: list[Found]) -> Iterator[Found]:
    """Join two dates with 至 between them into one span."""
    index = 0
    while index < len(found):
        item = found[index]
        other = found[index + 1] if index + 1 < len(found) else None
        days = len(item.time.edtf or "") == _DAY_LENGTH and text[item.end - 1].isdigit()
        listed = days and text.startswith("、", item.end)  # 28、29日
        if other and (
            _JOIN.fullmatch(text, item.end, other.start) or (listed and other.start == item.end + 1)
        ):
            a, b = item.time.earliest, other.time.latest
            if a and b and a <= b:
                end = other.end + (1 if text.startswith("间", other.end) else 0)
                time = TimeSpan(
                    text=text[item.start : end],
                    earliest=a,
                    latest=b,
                    edtf=f"{item.time.edtf}/{other.time.edtf}",
                    rule="range",
                )
                yield Found(item.start, end, time, 0.95)
                index += 2
                continue
        yield item
        index += 1
