"""Spans of years: centuries and decades, 四年来, 近年来."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from kg.extract.numerals import parse_integer
from kg.extract.times.bounds import bounds, last_day
from kg.extract.times.found import SPAN, Found, PartialDate
from kg.model import TimeSpan

_PHASE = r"(?:(?P<phase>初|末|中(?=期|叶)|后(?=期))[期叶]?)?"
_DECADE = r"(?:(?P<from>[一二三四五六七八])、?)?(?P<decade>\d0|[一二三四五六七八九]十)年代"
_CENTURY = re.compile(
    r"(?:(?P<last>上)个?世纪|(?P<next>下)个?世纪|本世纪|(?P<century>\d\d|二十一|二十|十九|十八)世纪)"
    rf"(?:{_DECADE})?{_PHASE}"
)
_YEAR_DECADE = re.compile(r"(?<!\d)(?P<first>(?:1[5-9]|20)\d0)年代" + _PHASE)
_DECADE_ONLY = re.compile(rf"(?<![\d一二三四五六七八九十百]){_DECADE}{_PHASE}")
_NUMBER = r"\d{1,3}|[一二两三四五六七八九十]{1,3}"
_YEARS_SINCE = re.compile(
    rf"(?=[\d一二两三四五六七八九十过近最这短])"
    rf"(?:(?<![\d数几])(?:过去|近|最近)?(?P<number>{_NUMBER})年(?:多)?来"
    rf"|过去的?(?P<past>{_NUMBER})年(?!的?(?:历史|时间)|多)"
    r"|(?:(?<![时达过了有经续历])近(?P<lately>[两二三四五]|[2-5])|(?<![\u4e00-\u9fff])近(?P<long>10|十))年"
    r"(?!的?(?:历史|时间|前|后|之久|光景|里程)|代|级)"
    rf"|(?<![\d数几至到的年第—])(?:这|短短)?(?P<within>{_NUMBER})年间(?!隔))"
)
_MONTHS_SINCE = re.compile(
    r"(?=[\d一二两三四五六七八九十过近最半])(?<![\d数几第])(?:过去|近|最近)?(?:(\d{1,2}|[一二两三四五六七八九十]{1,2})个多?月|半年多?)(?:以)?来"
)
_LAST_YEAR = re.compile("过去的?一年(?!来|多)")
_LAST_DAYS = re.compile(
    r"(?:过去|最近)的?(?P<number>\d{1,2}|[一二两三四五六七八九十]{1,2})个?(?P<unit>周|天|月|小时)(?![来多])内?"
)
_LENGTHS = {"周": 7.0, "天": 1.0, "月": 30.0, "小时": 1 / 24}
_WHEN = r"(?P<when>今年|去年|(?:19|20)\d\d年)"
_FIRST_MONTHS = re.compile(
    r"(?=[今去前12])(?:"
    rf"(?:{_WHEN}的?|(?<![\u4e00-\u9fff]))前(?P<months>\d{{1,2}}|[一二两三四五六七八九十]{{1,2}})个?月"
    rf"|{_WHEN.replace('when', 'when2')}?前(?P<quarters>[二两三])个?季度)"
)
_TERM = re.compile(rf"(?=[今去12春秋]){_WHEN}?(?P<season>[春秋])季(?:新)?学期(?!期)")
_YEARS_AGO = re.compile(
    r"(?<![\d.数几第余多])(\d{1,3}|[一二两三四五六七八九十百]{1,4})年(?:之)?前(?!后|夕)"
    r"(?:的(\d{1,2})月(?:(\d{1,2})[日号])?)?"
)
_RECENT = re.compile(
    r"近年(?:来|(?![代轻级关间]))|近些年来?|近几年来?|(?<![\d十百千])多年来|[几数]十?年来|这些年来?|入[春夏秋冬汛]以来|[冬春暑]运以来|前不久|不久前|近日|日前|近期|连日来"
    r"|(?:\d{1,3}|[二三四五六七八九]?十|一?百)[余多几]年(?:以)?来|[二三]?十几年来|半个?多?世纪(?:以)?来"
)


def centuries(text: str, published: date | None) -> Iterator[Found]:
    """20世纪30年代末, 上世纪90年代; a decade alone (40年代) is the last one that was."""
    for match in _CENTURY.finditer(text):
        if match["century"]:
            number = parse_integer(match["century"]) or 0
        elif published is None:
            yield Found(match.start(), match.end(), TimeSpan(text=match[0], rule="century"), 0.7)
            continue
        else:
            shift = 0 if match["last"] else 2 if match["next"] else 1
            number = (published.year - 1) // 100 + shift
        anchor = None if match["century"] else published
        yield _span(match, (number - 1) * 100, anchor, 0.97)
    for match in _YEAR_DECADE.finditer(text):
        yield _decade(match, int(match["first"]), None, 0.97)
    for match in _DECADE_ONLY.finditer(text):
        if published:
            first = published.year // 100 * 100
            if first + (parse_integer(match["decade"]) or 0) > published.year:
                first -= 100
            yield _span(match, first, published, 0.85)


def _span(match: re.Match[str], first: int, anchor: date | None, confidence: float) -> Found:
    decade = parse_integer(match["decade"]) if match["decade"] else None
    if decade is not None:
        return _decade(match, first + decade, anchor, confidence)
    low, high = {
        "初": (first + 1, first + 10),
        "中": (first + 41, first + 60),
        "末": (first + 91, first + 100),
        "后": (first + 67, first + 100),
    }.get(match["phase"] or "", (first + 1, first + 100))
    edtf = f"{low:04}/{high:04}" if match["phase"] else f"{first // 100:02}XX"
    found = _of_years(match, low, high, edtf, anchor, confidence)
    if anchor and match["phase"] == "末" and low <= anchor.year <= high:  # by 本世纪末
        found.time = replace(found.time, earliest=None, edtf=f"../{high:04}")
    return found


def _decade(match: re.Match[str], first: int, anchor: date | None, confidence: float) -> Found:
    low, high, edtf = first, first + 9, f"{first // 10}X"
    if before := match.groupdict().get("from"):  # 五六十年代
        low = first // 100 * 100 + 10 * (parse_integer(before) or 0)
        edtf = f"{low:04}/{high:04}"
    if match["phase"]:
        low, high = {"初": (low, low + 3), "中": (low + 3, low + 6), "末": (high - 2, high)}.get(
            match["phase"], (low + 6, high)
        )
        edtf = f"{low:04}/{high:04}"
    return _of_years(match, low, high, edtf, anchor, confidence)


def _of_years(
    match: re.Match[str], low: int, high: int, edtf: str, anchor: date | None, confidence: float
) -> Found:
    time = TimeSpan(
        text=match[0],
        earliest=date(low, 1, 1),
        latest=date(high, 12, 31),
        edtf=edtf,
        anchor=anchor,
        rule="century",
    )
    return Found(match.start(), match.end(), time, confidence)


def years_since(text: str, published: date | None) -> Iterator[Found]:
    """四年来. In the first quarter it looks back on complete calendar years; in January only where
    the text tells of the year before by its number, and so is a review."""
    for match in _YEARS_SINCE.finditer(text):
        number = parse_integer(next(filter(None, match.groups())))
        if number is None or match["past"] in ("1", "一"):
            continue
        if published is None:
            time = TimeSpan(text=match[0], rule="years-since")
            yield Found(match.start(), match.end(), time, 0.6)
            continue
        reviewed = number == 1 or published.month > 1 or f"{published.year - 1}年" in text
        complete = published.month <= 3 and reviewed
        last = published.year - 1 if complete else published.year
        latest = date(last, 12, 31) if complete else published
        first = last - number + (1 if complete else 0)
        if first < 1:
            continue
        time = TimeSpan(
            text=match[0],
            earliest=date(first, 1, 1),
            latest=latest,
            edtf=f"{first:04}/{latest.year:04}",
            anchor=published,
            rule="years-since",
        )
        yield Found(match.start(), match.end(), time, 0.8)


def months_since(text: str, published: date | None) -> Iterator[Found]:
    """6个多月来: so many months back from the day of publication."""
    for match in _MONTHS_SINCE.finditer(text):
        number = parse_integer(match[1]) if match[1] else 6
        time = TimeSpan(text=match[0], rule="months-since")
        if number and published:
            months = published.year * 12 + published.month - 1 - number
            first = date(months // 12, months % 12 + 1, 1)
            time = replace(
                time,
                earliest=first,
                latest=published,
                anchor=published,
                edtf=f"{first:%Y-%m}/{published.isoformat()}",
            )
        yield Found(match.start(), match.end(), time, 0.75)


def last_spans(text: str, published: date | None) -> Iterator[Found]:
    """过去的一年: in the first quarter the calendar year before; 最近一周: the days up to publication."""
    for match in _LAST_YEAR.finditer(text):
        time = TimeSpan(text=match[0], rule="last-span")
        if published and published.month <= 3 and (limits := bounds(published.year - 1)):
            earliest, latest, edtf = limits
            time = replace(time, earliest=earliest, latest=latest, edtf=edtf, anchor=published)
        elif published:
            time = until(time, published, 365)
        yield Found(match.start(), match.end(), time, 0.8)
    for match in _LAST_DAYS.finditer(text):
        number = parse_integer(match["number"]) or 0
        partial = PartialDate(relative=SPAN, days=round(number * _LENGTHS[match["unit"]]))
        time = TimeSpan(text=match[0], rule="last-span")
        yield Found(match.start(), match.end(), time, 0.75, partial)


def until(time: TimeSpan, published: date, days: int) -> TimeSpan:
    """The time as so many days up to a date."""
    first = published - timedelta(days=days)
    edtf = f"{first.isoformat()}/{published.isoformat()}"
    return replace(time, earliest=first, latest=published, edtf=edtf, anchor=published)


def year_parts(text: str, published: date | None) -> Iterator[Found]:
    """今年前8个月, 前三季度: from the first of January; 秋季学期 from the first of September."""
    for match in _FIRST_MONTHS.finditer(text):
        months = parse_integer(match["months"] or "") or 3 * (
            parse_integer(match["quarters"] or "") or 0
        )
        year = _said_year(match["when"] or match["when2"], published)
        if year is None or not 1 <= months <= 12:
            continue
        time = TimeSpan(
            text=match[0],
            earliest=date(year, 1, 1),
            latest=last_day(year, months),
            edtf=f"{year:04}-01/{year:04}-{months:02}",
            anchor=published,
            rule="year-part",
        )
        yield Found(match.start(), match.end(), time, 0.85)
    for match in _TERM.finditer(text):
        year = _said_year(match["when"], published)
        time = TimeSpan(text=match[0], anchor=published, rule="year-part")
        if year is not None:
            first = date(year, 9 if match["season"] == "秋" else 2, 1)
            time = replace(time, earliest=first, edtf=f"{first:%Y-%m}/..")
        yield Found(match.start(), match.end(), time, 0.75)


def _said_year(when: str | None, published: date | None) -> int | None:
    """The year that 去年 or 2019年 says, else that of publication."""
    if when and when[0].isdigit():
        return int(when[:4])
    return published.year - (when == "去年") if published else None


def years_ago(text: str, published: date | None) -> Iterator[Found]:
    """90年前: the year so many before that of publication; 一年前的9月30日 a day of it."""
    for match in _YEARS_AGO.finditer(text):
        number = parse_integer(match[1])
        if not number:
            continue
        time = TimeSpan(text=match[0], anchor=published, rule="years-ago")
        month, day = (int(part) if part else None for part in match.groups()[1:])
        if published and (limits := bounds(published.year - number, month, day)):
            earliest, latest, edtf = limits
            time = replace(time, earliest=earliest, latest=latest, edtf=edtf)
        yield Found(match.start(), match.end(), time, 0.85)


def recent(text: str, published: date | None) -> Iterator[Found]:
    """近年来, 日前: open at the beginning, at the latest the day of publication."""
    for match in _RECENT.finditer(text):
        time = TimeSpan(text=match[0], latest=published, anchor=published, rule="recent")
        yield Found(match.start(), match.end(), time, 0.8)
