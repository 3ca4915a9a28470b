"""Fill in what a date leaves out, and join two dates into a range, walking forward in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from kg.extract.numerals import parse_integer
from kg.extract.times.bounds import bounds
from kg.extract.times.found import CLOCK, SPAN, Found, PartialDate
from kg.extract.times.spans import until
from kg.model import TimeSpan

_AHEAD = 100
"""Days that a date without a year may lie after publication."""
_NEWS = 7
"""Days before publication in which a time of day, or 过去24小时, is that of the day named last."""
_JOIN = re.compile(r"(?:至|到|—+|–|-|~|～)")
_BEFORE = re.compile("前(?=[，。；、]|[完实撤建达基全落到交提逐将要])")
"""What opens a date backwards: 年底前完成, but 前往, 前后."""
_FROM_LAST = frozenset({"同年", "当年", "翌年", "次年", "同月", "当月"})
_SHIFT = {"去年": -1, "前年": -2, "明年": 1, "翌年": 1, "次年": 1}
_DAYS = {"当日": 0, "同日": 0, "当天": 0, "当晚": 0, "当夜": 0, "次日": 1, "翌日": 1}
_MONTHS = {"本月": 0, "上月": -1, "上个月": -1}
_DAY_LENGTH = len("2020-12-30")
_NUMBER = re.compile(r"[\d一二两三四五六七八九十百]{1,4}$")
_FULL_YEAR = re.compile(r"\d{4}年")
_LONGEST = 2000
"""Characters of a paragraph in which a year may hold for a day that follows."""
_YEAR_BEFORE = re.compile(r"\d{4}年|同年|当年")


def anchored(text: str, found: list[Found], published: date | None) -> Iterator[Found]:
    """The same times, those that waited resolved: against the last date before them or the day of
    publication. What is no date at all (13月32日) is left out."""
    last: Found | None = None
    for item in found:
        if item.partial is not None:
            if not _possible(item.partial):
                continue
            item.time = _resolved(item, item.partial, _Before(text, item, last), published)
            if item.time.earliest is None:
                item.confidence = 0.5
        if item.time.earliest and text.startswith("以来", item.end):
            _keep_on(item, published)
        if item.partial is not None and item.time.latest and _BEFORE.match(text, item.end):
            _leave_open(item)
        if _bygone(text, item, last, published):
            continue
        if (item.partial and item.partial.relative not in (CLOCK, SPAN)) or (
            item.time.earliest == item.time.latest and _tells_when(item.time)
        ):
            last = item if item.time.earliest else last
        yield item


def from_anniversaries(found: list[Found], published: date | None) -> None:
    """25年来, where the text tells of 澳门回归25周年 too: the years since that very day."""
    since = {_number(f, "周年"): f.time.anchor for f in found if f.time.rule == "anniversary"}
    for item in found:
        begin = since.get(_number(item, "年")) if item.time.rule == "years-since" else None
        if begin and published:
            edtf = f"{begin.isoformat()}/{published.isoformat()}"
            item.time = replace(item.time, earliest=begin, latest=published, edtf=edtf)


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
    told = last is not None and last.start >= paragraph and _FULL_YEAR.search(last.time.text)
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
    return time.rule != "clock" and not time.rule.endswith(("anniversary", "festival"))


class _Before:
    """The last date before a time, and how near it stands."""

    def __init__(self, text: str, item: Found, last: Found | None) -> None:
        self.date = last.time.earliest if last else None
        paragraph = max(text.rfind("\n", 0, item.start) + 1, item.start - _LONGEST)
        self.year_here = bool(_YEAR_BEFORE.search(text, paragraph, item.start))
        exact = last is not None and len(last.time.edtf or "") == _DAY_LENGTH
        self.gives_month = (
            last is not None and last.start >= paragraph and (exact or last.time.rule == "date")
        )


def _possible(partial: PartialDate) -> bool:
    """Whether some year has the month and day; a leap year gives each its chance."""
    year = partial.year or 2000
    return bounds(year, partial.month or (1 if partial.day else None), partial.day) is not None


def _resolved(
    item: Found, partial: PartialDate, before: _Before, published: date | None
) -> TimeSpan:
    anchor: date | None = None
    last = before.date
    year, month, day, rule = partial.year, partial.month, partial.day, "date"
    if partial.relative == SPAN:
        anchor = last if before.gives_month and _lately(last, published) else published
        return until(item.time, anchor, partial.days) if anchor and partial.days else item.time
    if partial.relative == CLOCK:
        if last and _lately(last, published):
            return replace(
                item.time, earliest=last, latest=last, edtf=last.isoformat(), anchor=last
            )
        return item.time
    if partial.relative in _DAYS:
        anchor, rule = last or published, "that-day"
        if anchor:
            moved = anchor + timedelta(days=_DAYS[partial.relative])
            year, month, day = moved.year, moved.month, moved.day
    elif partial.relative in _MONTHS:
        anchor, rule = published, "relative-month"
        if anchor:
            months = anchor.year * 12 + anchor.month - 1 + _MONTHS[partial.relative]
            year, month = divmod(months, 12)
            month += 1
    elif partial.relative in ("同月", "当月"):
        anchor, rule = last or published, "same-month"
        if anchor:
            year, month = anchor.year, anchor.month
    elif partial.relative:
        anchor, rule = last if partial.relative in _FROM_LAST else published, "relative-year"
        year = anchor.year + _SHIFT.get(partial.relative, 0) if anchor else None
    elif year is None and month is None and day:
        narrated = before.gives_month and (published is None or (last or published) <= published)
        anchor, rule = last if narrated or published is None else published, "same-month"
        if anchor:
            year, month = anchor.year, anchor.month
            if anchor is published and day > anchor.day:  # early in a month, late in the one before
                year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    elif year is None:
        anchor, rule = last if last and before.year_here else published, "yearless"
        year = anchor.year if anchor else None
        if anchor and anchor is published and month and _far_ahead(month, day, anchor):
            year = anchor.year - 1  # news of January tells of the December before
    limits = bounds(year, month, day, partial.part or None) if year else None
    if limits is None:
        return replace(item.time, rule=rule)
    earliest, latest, edtf = limits
    return replace(item.time, earliest=earliest, latest=latest, edtf=edtf, anchor=anchor, rule=rule)


def _lately(day: date | None, published: date | None) -> bool:
    """Whether a day is one of the last before publication."""
    return day is not None and published is not None and 0 <= (published - day).days <= _NEWS


def _far_ahead(month: int, day: int | None, published: date) -> bool:
    """Whether the day was, in the year of publication, still too far off to be the one meant: news
    announces what comes in the next months, and tells of December in January."""
    limits = bounds(published.year, month, day)
    return limits is not None and (limits[0] - published).days > _AHEAD


def joined(text: str, found: list[Found]) -> Iterator[Found]:
    """Join two dates with 至 between them into one span."""
    index = 0
    while index < len(found):
        item = found[index]
        other = found[index + 1] if index + 1 < len(found) else None
        listed = text[item.end - 1].isdigit() and text.startswith("、", item.end)  # 28、29日
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
