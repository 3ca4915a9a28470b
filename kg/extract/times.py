"""Times: dates, parts of dates, ranges, anniversaries and festivals, resolved against anchors.

A relative word is resolved against the article's publication date or the last full date before it;
where neither is known its bounds stay open.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from spacy.tokens import Doc

from kg.extract.document_state import published
from kg.extract.lexicon import alternatives
from kg.extract.numerals import parse_integer
from kg.gazetteer.events import HistoricalEvent
from kg.gazetteer.festivals import Festival
from kg.model import EntityType, Mention, TimeSpan

_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d|[一二][〇零○一二三四五六七八九]{3})年"
_MONTH = r"(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月(?!份?以)份?"
_DAY = (
    r"(?P<day>3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])[日号]"
)
_PART = r"(?P<part>初|底|末|上旬|中旬|下旬|上半年|下半年|春|夏|秋|冬)?"
_CLOCK = r"(?:凌晨|清晨|早上|上午|中午|下午|傍晚|晚上|深夜|晚|夜)?(?:\d{1,2}(?:时|点)(?:\d{1,2}分|许|半)?(?:左右|许)?)?"

_DATE = re.compile(
    r"(?:" + _YEAR + r"|(?P<relative>今年|去年|前年|明年|同年|当年|翌年|次年))?"
    r"(?:" + _MONTH + r"(?:" + _DAY + r")?)?" + _PART + _CLOCK
)
_SAME_DAY = re.compile(
    r"(?:同月|当月|本月)"
    + _DAY
    + _CLOCK
    + r"|(?<![\d一二三四五六七八九十年第月])"
    + _DAY.replace("day", "day2").replace("[日号]", "日")
    + r"(?!前|内)"
    + _CLOCK
)
_DAY_WORD = re.compile(
    r"(今天|昨天|明天|前天|今日|昨日|明日|今晚|昨晚|今晨)(（\d{1,2}月\d{1,2}日）)?" + _CLOCK
)
_DAY_SHIFT = {"今": 0, "昨": -1, "明": 1, "前": -2}
_CLOCK_ONLY = re.compile(r"(?<![\d年月日号天])\d{1,2}(?:时|点)(?:\d{1,2}分|许|整|半)(?:左右|许)?")
_ISO = re.compile(r"(?<![\d-])((?:19|20)\d\d)-(\d{1,2})-(\d{1,2})(?![\d-])")
_JOIN = re.compile(r"(?:至|到|—+|–|-|~|～)")
_YEARS_SINCE = re.compile(r"(?:过去|近|最近)?([\d一二两三四五六七八九十]{1,3})年(?:多)?来")
_RECENT = re.compile(r"近年来|近些年来?|近几年来?|多年来|近日|日前|近期|连日来")
_CENTURY = re.compile(
    r"(?:(上)个?世纪|(?:(\d\d|二十|十九|十八|二十一)世纪))(?:(\d0|[二三四五六七八九]十)年代)?(初|中|末|后)?期?"
)
_ANNIVERSARY_NUMBER = r"([\d一二三四五六七八九十百]{1,4})周年"
_PART_MONTHS = {
    "上半年": (1, 6),
    "下半年": (7, 12),
    "春": (2, 5),
    "夏": (5, 8),
    "秋": (8, 11),
    "冬": (11, 12),
    "初": (1, 3),
    "底": (11, 12),
    "末": (11, 12),
}
_PART_DAYS = {
    "初": (1, 10),
    "上旬": (1, 10),
    "中旬": (11, 20),
    "下旬": (21, 31),
    "底": (21, 31),
    "末": (21, 31),
}


@dataclass(slots=True)
class _Found:
    start: int
    end: int
    time: TimeSpan
    confidence: float = 0.97


def last_day(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def bounds(
    year: int, month: int | None = None, day: int | None = None, part: str | None = None
) -> tuple[date, date, str] | None:
    """Earliest and latest date and EDTF of a possibly partial date; None where no such date is.

    >>> bounds(2020, 2)
    (datetime.date(2020, 2, 1), datetime.date(2020, 2, 29), '2020-02')
    >>> bounds(2020, 13) is None
    True
    """
    if not 1 <= year <= 9999 or (month is not None and not 1 <= month <= 12):
        return None
    if month is None:
        first, last = _PART_MONTHS.get(part or "", (1, 12))
        text = f"{year:04}" + ("~" if part else "")
        return date(year, first, 1), last_day(year, last), text
    end = last_day(year, month)
    if day is None:
        first_day, final = _PART_DAYS.get(part or "", (1, 31))
        return (
            date(year, month, first_day),
            date(year, month, min(final, end.day)),
            f"{year:04}-{month:02}" + ("~" if part else ""),
        )
    if not 1 <= day <= end.day:
        return None
    exact = date(year, month, day)
    return exact, exact, exact.isoformat()


class TimeFinder:
    """Sets `doc._.times`."""

    def __init__(self, events: list[HistoricalEvent], festivals: list[Festival]) -> None:
        self._events = {
            name: e for e in events if e.anniversary or e.start for name in (e.name, *e.aliases)
        }
        self._anniversary = re.compile(
            r"(?:中国人民解放军)?(?P<event>"
            + alternatives(self._events)
            + r")(?:暨[^，。\d]{2,12})?"
            + _ANNIVERSARY_NUMBER
        )
        self._since_event = re.compile(rf"(?P<event>{alternatives(self._events)})以来")
        self._festivals = {name: f for f in festivals for name in (f.name, *f.aliases)}
        self._festival = re.compile(
            r"[“‘]?(?P<festival>" + alternatives(self._festivals) + r")[”’]?(?:节)?"
            r"(?:前夕|期间|前后|来临之际|假期)?"
        )

    def __call__(self, doc: Doc) -> Doc:
        text = doc.text
        taken = [False] * len(text)
        found: list[_Found] = []
        for rule in (
            self._anniversaries,
            self._day_words,
            self._dates,
            self._isos,
            self._centuries,
            self._since,
            self._festival_names,
            self._clocks,
        ):
            for item in rule(text, published(doc)):
                if not any(taken[item.start : item.end]):
                    taken[item.start : item.end] = [True] * (item.end - item.start)
                    found.append(item)
        found.sort(key=lambda item: item.start)
        found = list(_joined(text, list(_anchored(text, found, published(doc)))))
        doc._.times = [
            Mention(
                type=EntityType.TIME,
                start=f.start,
                end=f.end,
                text=text[f.start : f.end],
                name=text[f.start : f.end],
                time=f.time,
                confidence=f.confidence,
                rule=f"time.{f.time.rule}",
            )
            for f in found
            if f.time.rule != "unresolvable"
        ]
        return doc

    def _dates(self, text: str, _anchor: date | None) -> Iterator[_Found]:
        for match in _DATE.finditer(text):
            if not _is_date(text, match):
                continue
            if match.start() and text[match.start() - 1].isdigit():
                continue
            if match["relative"] in ("今年", "去年") and text.startswith("来", match.end()):
                continue
            year = _year(match["year"])
            raw = match[0]
            month = parse_integer(match["month"]) if match["month"] else None
            day = parse_integer(match["day"]) if match["day"] else None
            yield _Found(
                match.start(),
                match.end(),
                TimeSpan(
                    text=raw,
                    rule=f"pending:{year or match['relative'] or ''}:{month or ''}:{day or ''}:{match['part'] or ''}",
                ),
            )
        for match in _SAME_DAY.finditer(text):
            day_text = match["day"] or match["day2"]
            day = parse_integer(day_text)
            yield _Found(
                match.start(),
                match.end(),
                TimeSpan(text=match[0], rule=f"pending:同月::{day}:"),
                0.85,
            )

    def _isos(self, text: str, _anchor: date | None) -> Iterator[_Found]:
        for match in _ISO.finditer(text):
            limits = bounds(int(match[1]), int(match[2]), int(match[3]))
            if limits:
                yield _Found(
                    match.start(),
                    match.end(),
                    TimeSpan(
                        text=match[0],
                        earliest=limits[0],
                        latest=limits[1],
                        edtf=limits[2],
                        rule="date",
                    ),
                )

    def _day_words(self, text: str, anchor: date | None) -> Iterator[_Found]:
        for match in _DAY_WORD.finditer(text):
            if anchor:
                day = anchor + timedelta(days=_DAY_SHIFT[match[1][0]])
                yield _Found(
                    match.start(),
                    match.end(),
                    TimeSpan(
                        text=match[0],
                        earliest=day,
                        latest=day,
                        edtf=day.isoformat(),
                        anchor=anchor,
                        rule="day-word",
                    ),
                )
            else:
                yield _Found(
                    match.start(), match.end(), TimeSpan(text=match[0], rule="day-word"), 0.7
                )

    def _clocks(self, text: str, _anchor: date | None) -> Iterator[_Found]:
        for match in _CLOCK_ONLY.finditer(text):
            yield _Found(match.start(), match.end(), TimeSpan(text=match[0], rule="clock"), 0.8)

    def _anniversaries(self, text: str, _anchor: date | None) -> Iterator[_Found]:
        for match in self._anniversary.finditer(text):
            event = self._events[match["event"]]
            number = parse_integer(match[match.lastindex or 0])
            start = event.anniversary or event.start
            if number is None or start is None:
                continue
            year = start.year + number
            begin = match.start()
            day = (start.month, start.day) if event.anniversary else ()
            limits = bounds(year, *day)
            if limits:
                yield _Found(
                    begin,
                    match.end(),
                    TimeSpan(
                        text=match[0],
                        earliest=limits[0],
                        latest=limits[1],
                        edtf=limits[2],
                        anchor=start,
                        rule="anniversary",
                    ),
                )

    def _centuries(self, text: str, anchor: date | None) -> Iterator[_Found]:
        for match in _CENTURY.finditer(text):
            if match[1] and anchor is None:
                yield _Found(
                    match.start(), match.end(), TimeSpan(text=match[0], rule="century"), 0.7
                )
                continue
            number = (
                parse_integer(match[2]) if match[2] else (anchor.year - 1) // 100 if anchor else 0
            )
            first = ((number or 1) - 1) * 100
            decade = parse_integer(match[3]) if match[3] else None
            low, high = (
                (first + decade, first + decade + 9)
                if decade is not None
                else (first + 1, first + 100)
            )
            edtf = f"{low // 10}X" if decade is not None else f"{first // 100:02}XX"
            if match[4] and decade is not None:
                low, high = {"初": (low, low + 3), "中": (low + 3, low + 6)}.get(
                    match[4], (low + 6, high)
                )
                edtf = f"{low:04}/{high:04}"
            yield _Found(
                match.start(),
                match.end(),
                TimeSpan(
                    text=match[0],
                    earliest=date(low, 1, 1),
                    latest=date(high, 12, 31),
                    edtf=edtf,
                    anchor=anchor if match[1] else None,
                    rule="century",
                ),
            )

    def _since(self, text: str, anchor: date | None) -> Iterator[_Found]:
        for match in _YEARS_SINCE.finditer(text):
            number = parse_integer(match[1])
            if number is None:
                continue
            if anchor is None:
                yield _Found(
                    match.start(), match.end(), TimeSpan(text=match[0], rule="years-since"), 0.6
                )
                continue
            # In the first quarter "N years" looks back on complete calendar years.
            last = anchor.year - 1 if anchor.month <= 3 else anchor.year
            latest = date(last, 12, 31) if anchor.month <= 3 else anchor
            first = date(last - number + (1 if anchor.month <= 3 else 0), 1, 1)
            yield _Found(
                match.start(),
                match.end(),
                TimeSpan(
                    text=match[0],
                    earliest=first,
                    latest=latest,
                    edtf=f"{first.year}/{latest.year}",
                    anchor=anchor,
                    rule="years-since",
                ),
                0.8,
            )
        for match in _RECENT.finditer(text):
            yield _Found(
                match.start(),
                match.end(),
                TimeSpan(text=match[0], latest=anchor, anchor=anchor, rule="recent"),
                0.8,
            )
        for match in self._since_event.finditer(text):
            begin = self._events[match["event"]].start
            until = anchor.isoformat() if anchor else ".."
            yield _Found(
                match.start(),
                match.end(),
                TimeSpan(
                    text=match[0],
                    earliest=begin,
                    latest=anchor,
                    anchor=anchor,
                    edtf=f"{begin.isoformat()}/{until}" if begin else None,
                    rule="since-event",
                ),
            )

    def _festival_names(self, text: str, anchor: date | None) -> Iterator[_Found]:
        for match in self._festival.finditer(text):
            name = match["festival"]
            quoted = match[0][0] in "“‘"
            if name.isdigit() or (
                len(name) == 2
                and name[0] in "一二三五七八九十"
                and not quoted
                and not match[0].endswith("节")
            ):
                continue  # 八一 without marks is also a street, a film studio, a school
            festival = self._festivals[name]
            day = festival.on(anchor.year) if anchor else None
            near = day is not None and anchor is not None and abs((anchor - day).days) <= 10
            if near and day is not None and match[0] in (name, f"{name}节"):
                time = TimeSpan(
                    text=match[0],
                    earliest=day,
                    latest=day,
                    edtf=day.isoformat(),
                    anchor=anchor,
                    rule="festival",
                )
            else:
                time = TimeSpan(text=match[0], rule="festival")
            yield _Found(match.start(), match.end(), time, 0.85)


def _is_date(text: str, match: re.Match[str]) -> bool:
    """Without a year, a month alone is a date only after another one; 3个月 and 每月 are none."""
    if match["year"] or match["relative"]:
        return True
    if match["month"] is None:
        return False
    if match["day"] or match["part"] or _follows_date(text, match.start()):
        return True
    before = text[match.start() - 1 : match.start()]
    after = text[match.end() : match.end() + 1]
    return after not in ("", "来") and before not in tuple("0123456789个几两每.、")


def _year(raw: str | None) -> int | None:
    if raw is None:
        return None
    return (
        int(raw)
        if raw.isdigit()
        else int("".join(str("〇一二三四五六七八九".index("〇" if c in "零○" else c)) for c in raw))
    )


def _follows_date(text: str, start: int) -> bool:
    return start > 0 and text[start - 1] in "，至到、（"


def _shift(word: str, anchor: date | None, last: date | None) -> int | None:
    base = last if word in ("同年", "当年", "翌年", "次年") else anchor
    if base is None:
        return None
    return base.year + {"去年": -1, "前年": -2, "明年": 1, "翌年": 1, "次年": 1}.get(word, 0)


def _anchored(text: str, found: list[_Found], anchor: date | None) -> Iterator[_Found]:
    """Fill in years and months that a date leaves out, walking forward through the text."""
    last: date | None = None
    for item in found:
        time = item.time
        if time.rule.startswith("pending:"):
            _, year_text, month_text, day_text, part = time.rule.split(":")
            month = int(month_text) if month_text else None
            day = int(day_text) if day_text else None
            used: date | None = None
            rule = "date"
            if year_text.isdigit():
                year: int | None = int(year_text)
            elif year_text == "同月":
                used = last or anchor
                year, month, rule = (
                    (used.year, used.month, "same-month") if used else (None, None, "same-month")
                )
            elif year_text:
                used = last if year_text in ("同年", "当年", "翌年", "次年") else anchor
                year, rule = _shift(year_text, anchor, last), "relative-year"
            else:
                used = last if last and _same_sentence(text, item.start) else anchor
                year = used.year if used else None
                if (
                    used
                    and used is anchor
                    and month
                    and (month, day or 1)
                    > (anchor.month, anchor.day + 3 if anchor.day < 28 else 31)
                ):
                    year = used.year - 1  # news of January tells of the December before
                rule = "yearless"
            limits = bounds(year, month, day, part or None) if year else None
            if limits is None:
                well_formed = year is None and bounds(2000, month, day) is not None
                item.time = TimeSpan(text=time.text, rule=rule if well_formed else "unresolvable")
                item.confidence = 0.5
            else:
                item.time = TimeSpan(
                    text=time.text,
                    earliest=limits[0],
                    latest=limits[1],
                    edtf=limits[2],
                    anchor=used,
                    rule=rule,
                )
                last = limits[0]
        elif time.rule == "clock":
            day_known = last if last and last == anchor else anchor
            item.time = TimeSpan(
                text=time.text,
                earliest=day_known,
                latest=day_known,
                edtf=day_known.isoformat() if day_known else None,
                anchor=day_known,
                rule="clock",
            )
        elif time.rule in ("date", "day-word") and time.earliest:
            last = time.earliest
        yield item


def _same_sentence(text: str, offset: int) -> bool:
    """Whether the stretch before an offset, back to the paragraph's start, gives a year."""
    start = text.rfind("\n", 0, offset) + 1
    return re.search(r"\d{4}年|同年|当年", text[start:offset]) is not None


def _joined(text: str, found: list[_Found]) -> Iterator[_Found]:
    """Join two dates with 至 between them into one span."""
    index = 0
    while index < len(found):
        item = found[index]
        if index + 1 < len(found):
            other = found[index + 1]
            between = text[item.end : other.start]
            a, b = item.time.earliest, other.time.latest
            if _JOIN.fullmatch(between) and a and b and a <= b:
                end = other.end + (1 if text.startswith("间", other.end) else 0)
                yield _Found(
                    item.start,
                    end,
                    TimeSpan(
                        text=text[item.start : end],
                        earliest=a,
                        latest=b,
                        edtf=f"{item.time.edtf}/{other.time.edtf}",
                        rule="range",
                    ),
                    0.95,
                )
                index += 2
                continue
        yield item
        index += 1
