"""Dates as the calendar writes them, full or partial, and the words for days around today."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from kg.extract.numerals import parse_integer
from kg.extract.times.bounds import bounds
from kg.extract.times.found import Found, PartialDate
from kg.model import TimeSpan

_YEAR = (
    r"(?:(?P<year>(?:1[5-9]|20)\d\d|[一二][〇零○一二三四五六七八九]{3})"
    r"|民国(?P<republic>[1-3]?\d|[一二三]?十?[一二三四五六七八九]?(?<!国)))年"
)
_MONTH = r"(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月(?!份?以(?!来))份?"
_DAY = (
    r"(?P<day>3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])[日号]"
)
_PART = r"(?P<part>初|底|末|上旬|中旬|下旬|上半年|下半年|春(?![节晚运耕联])|夏(?!令)|秋(?!收)|冬(?![奥训运]))?"
_CLOCK = (
    r"(?:凌晨|清晨|早上|上午|中午|下午|傍晚|晚上|深夜|晚|夜)?"
    r"(?:\d{1,2}(?:时|点)(?:\d{1,2}分|许|半)?(?:左右|许)?)?"
)
_DATE = re.compile(
    r"(?:" + _YEAR + r"|(?P<relative>今年|去年|前年|明年|同年|当年|翌年|次年|本月|上月|上个月))?"
    r"(?:" + _MONTH + r"(?:" + _DAY + r")?)?" + _PART + _CLOCK
)
_SAME_DAY = re.compile(
    r"(?P<month_word>同月|当月|本月|上月|上个月)"
    + _DAY
    + _CLOCK
    + r"|(?<![\d一二三四五六七八九十年第月如复])"
    + _DAY.replace("day", "day2").replace("[日号]", "日")
    + r"(?!前|内)"
    + _CLOCK
)
_DAY_WORD = re.compile(
    r"(今天|昨天|明天|前天|今日|昨日|明日|今晚|昨晚|今晨)(（\d{1,2}月\d{1,2}日）)?" + _CLOCK
)
_DAY_SHIFT = {"今": 0, "昨": -1, "明": 1, "前": -2}
_THAT_DAY = re.compile(r"(?:当日|同日|当天|次日|翌日)" + _CLOCK)
_CLOCK_ONLY = re.compile(r"(?<![\d年月日号天])\d{1,2}(?:时|点)(?:\d{1,2}分|许|整|半)(?:左右|许)?")
_ISO = re.compile(r"(?<![\d-])((?:19|20)\d\d)-(\d{1,2})-(\d{1,2})(?![\d-])")
_REPUBLIC = 1911
"""The year before the first of 民国."""


def dates(text: str, _published: date | None) -> Iterator[Found]:
    """Dates with a year, a relative year, or a month; same days of a month that stands before."""
    for match in _SAME_DAY.finditer(text):
        partial = PartialDate(
            relative=match["month_word"] or "", day=parse_integer(match["day"] or match["day2"])
        )
        yield Found(match.start(), match.end(), TimeSpan(text=match[0]), 0.85, partial)
    for match in _DATE.finditer(text):
        if not _is_date(text, match):
            continue
        if match.start() and text[match.start() - 1].isdigit():
            continue
        if match["relative"] in ("今年", "去年") and text.startswith("来", match.end()):
            continue
        partial = PartialDate(
            year=_year(match["year"], match["republic"]),
            relative=match["relative"] or "",
            month=parse_integer(match["month"]) if match["month"] else None,
            day=parse_integer(match["day"]) if match["day"] else None,
            part=match["part"] or "",
        )
        yield Found(match.start(), match.end(), TimeSpan(text=match[0]), partial=partial)


def iso_dates(text: str, _published: date | None) -> Iterator[Found]:
    """Dates such as 2021-03-12."""
    for match in _ISO.finditer(text):
        limits = bounds(int(match[1]), int(match[2]), int(match[3]))
        if limits:
            earliest, latest, edtf = limits
            time = TimeSpan(text=match[0], earliest=earliest, latest=latest, edtf=edtf, rule="date")
            yield Found(match.start(), match.end(), time)


def day_words(text: str, published: date | None) -> Iterator[Found]:
    """今天, 昨晚: counted from the day of publication."""
    for match in _DAY_WORD.finditer(text):
        if published is None:
            yield Found(match.start(), match.end(), TimeSpan(text=match[0], rule="day-word"), 0.7)
            continue
        day = published + timedelta(days=_DAY_SHIFT[match[1][0]])
        time = TimeSpan(
            text=match[0],
            earliest=day,
            latest=day,
            edtf=day.isoformat(),
            anchor=published,
            rule="day-word",
        )
        yield Found(match.start(), match.end(), time)


def that_day(text: str, _published: date | None) -> Iterator[Found]:
    """当日, 次日: counted from the last full date before."""
    for match in _THAT_DAY.finditer(text):
        partial = PartialDate(relative=match[0][:2])
        yield Found(match.start(), match.end(), TimeSpan(text=match[0]), 0.85, partial)


def clocks(text: str, published: date | None) -> Iterator[Found]:
    """A time of day by itself: on the day of publication."""
    for match in _CLOCK_ONLY.finditer(text):
        time = TimeSpan(
            text=match[0],
            earliest=published,
            latest=published,
            edtf=published.isoformat() if published else None,
            anchor=published,
            rule="clock",
        )
        yield Found(match.start(), match.end(), time, 0.8)


def _is_date(text: str, match: re.Match[str]) -> bool:
    """Without a year, a month alone is a date only after another one; 3个月 and 每月 are none."""
    if match["year"] or match["republic"] or match["relative"]:
        return True
    if match["month"] is None:
        return False
    if match["day"] or match["part"] or text[max(match.start() - 1, 0)] in "，至到、（":
        return True
    before = text[match.start() - 1 : match.start()]
    after = text[match.end() : match.end() + 1]
    return after not in ("", "来") and before not in tuple("0123456789个几两每.、")


def _year(raw: str | None, republic: str | None) -> int | None:
    if republic:
        number = parse_integer(republic)
        return _REPUBLIC + number if number else None
    if raw is None or raw.isdigit():
        return int(raw) if raw else None
    return int("".join(str("〇一二三四五六七八九".index("〇" if c in "零○" else c)) for c in raw))
