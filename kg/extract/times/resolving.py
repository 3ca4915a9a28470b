"""What a partial date means: against the dates told before it, or the day of publication."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kg.extract.times.bounds import bounds
from kg.extract.times.found import CLOCK, SPAN, Found, PartialDate
from kg.extract.times.spans import until
from kg.model import TimeSpan

_AHEAD = 100
"""Days that a date without a year may lie after publication."""
_NEWS = 7
"""Days before publication in which a time of day, or 过去24小时, is that of the day named last."""
_LATELY, _SOON = 31, 10
"""Days before and after publication in which a day is one of the news, whatever year of old stands
before it."""
_LONG_AGO = 5
"""Years after which a story of the past is no news."""
_HALF_MONTH = 15
_TOLD_ON = 200
"""Days within which a narrative goes on without naming its year again."""
_LISTED = re.compile(r"(?:至|到|—+|–|-|~|～|[、和及与])")
_FORETOLD = re.compile(r"(?:将[于在]?|预计|计划[于在]?|定于|拟于)(?:今年)?$")
_FORE = 6
_FORECAST = re.compile(
    r"(?:至\d{1,2}日)?[^。！？\n说称示布]{0,40}?将(?:有|出现|迎来|举行|召开|开幕|自)"
)
_FROM_LAST = frozenset({"同年", "当年", "翌年", "次年", "同月", "当月"})
_SHIFT = {
    "去": -1,
    "去年": -1,
    "上年": -1,
    "前年": -2,
    "明": 1,
    "明年": 1,
    "翌年": 1,
    "次年": 1,
}
_DAYS = {"当日": 0, "同日": 0, "当天": 0, "当晚": 0, "当夜": 0, "次日": 1, "翌日": 1}
_MONTHS = {"本月": 0, "上月": -1, "上个月": -1}
_MONTH_LENGTH, _DAY_LENGTH = len("2020-12"), len("2020-12-30")
_LONGEST = 2000
"""Characters of a paragraph, and of a sentence, in which a year may hold for a day that follows."""
_YEAR_BEFORE = re.compile(r"\d{4}年|[一二][〇零○0一二三四五六七八九]{3}年|同年|当年")
_SENTENCE_END = re.compile("[。！？\n]")


@dataclass(frozen=True, slots=True)
class Told:
    """The text before a time: the last date that it tells, and the last single day."""

    text: str
    start: int
    last: Found | None
    last_day: Found | None

    @property
    def when(self) -> date | None:
        """The last date before, None where nothing has been told."""
        return self.last.time.earliest if self.last else None

    @property
    def day(self) -> date | None:
        """The last single day before."""
        return self.last_day.time.earliest if self.last_day else None

    @property
    def paragraph(self) -> int:
        """Where the paragraph begins, so far as it is looked back upon."""
        return max(self.text.rfind("\n", 0, self.start) + 1, self.start - _LONGEST)

    @property
    def month(self) -> date | None:
        """The last date, where it says a month and stands in the same paragraph."""
        here = self.last is not None and self.last.start >= self.paragraph
        return self.when if here and self.says_month() else None

    @property
    def day_here(self) -> date | None:
        """The last single day, where it stands in the same paragraph."""
        here = self.last_day is not None and self.last_day.start >= self.paragraph
        return self.day if here else None

    def says_month(self) -> bool:
        """Whether the last date is a day, or a month with its year; 11月 alone gives no 15日 its month."""
        if self.last is None:
            return False
        length = len((self.last.time.edtf or "").partition("/")[0].rstrip("~"))
        return length == _DAY_LENGTH or (length == _MONTH_LENGTH and self.last.time.rule == "date")

    def has_year(self) -> bool:
        """Whether the paragraph names a year before."""
        return bool(_YEAR_BEFORE.search(self.text, self.paragraph, self.start))

    def in_sentence(self) -> bool:
        """Whether the last date stands in the same sentence."""
        return self.last is not None and not _SENTENCE_END.search(
            self.text, self.last.end, self.start
        )

    def foretells(self) -> bool:
        """Whether 将于 or the like stands right before."""
        return bool(_FORETOLD.search(self.text, max(self.start - _FORE, 0), self.start))

    def joins(self) -> bool:
        """Whether only 至, 、 or the like stand between the last date and this."""
        return self.last is not None and bool(
            _LISTED.fullmatch(self.text, self.last.end, self.start)
        )


def possible(partial: PartialDate) -> bool:
    """Whether some year has the month and day; a leap year gives each its chance."""
    year = partial.year or 2000
    return bounds(year, partial.month or (1 if partial.day else None), partial.day) is not None


def resolve(item: Found, partial: PartialDate, told: Told, published: date | None) -> TimeSpan:
    """The time with its bounds; without them where nothing says which day or year is meant."""
    if partial.relative == SPAN:
        anchor = told.month if _lately(told.month, published) else published
        return until(item.time, anchor, partial.days) if anchor and partial.days else item.time
    if partial.relative == CLOCK:
        day = told.day_here or (told.day if _lately(told.day, published) else None)
        if day is None:
            return item.time
        return replace(item.time, earliest=day, latest=day, edtf=day.isoformat(), anchor=day)
    anchor, year, month, number, rule = _date(item, partial, told, published)
    limits = bounds(year, month, number, partial.part or None) if year else None
    if limits is None:
        return replace(item.time, rule=rule)
    earliest, latest, edtf = limits
    return replace(item.time, earliest=earliest, latest=latest, edtf=edtf, anchor=anchor, rule=rule)


_Anchored = tuple[date | None, int | None, int | None, int | None, str]
"""The anchor; year, month and day; and the rule by which they were found."""


def _date(item: Found, partial: PartialDate, told: Told, published: date | None) -> _Anchored:
    word, year, month, day = partial.relative, partial.year, partial.month, partial.day
    if word in _DAYS:
        if told.day is None:
            return None, None, None, None, "that-day"
        moved = told.day + timedelta(days=_DAYS[word])
        return told.day, moved.year, moved.month, moved.day, "that-day"
    if word in _MONTHS:
        if published is None:
            return None, None, None, day, "relative-month"
        months = published.year * 12 + published.month - 1 + _MONTHS[word]
        return published, months // 12, months % 12 + 1, day, "relative-month"
    if word in ("同月", "当月"):
        anchor = told.when or published
        first = (anchor.year, anchor.month) if anchor else (None, None)
        return anchor, *first, day, "same-month"
    if word:
        anchor = told.when if word in _FROM_LAST else published
        year = anchor.year + _SHIFT.get(word, 0) if anchor else None
        return anchor, year, month, day, "relative-year"
    if year is None and month is None and day:
        return _of_month(item, day, told, published)
    if year is None and month:
        anchor, year = _of_year(month, day, told, published)
        if published and told.foretells():
            anchor, year = published, published.year
        return anchor, year, month, day, "yearless"
    return None, year, month, day, "date"


def _of_month(item: Found, day: int, told: Told, published: date | None) -> _Anchored:
    """28日: of the month that is told, or of the publication: before it, unless it is foretold."""
    month = told.month
    if published is None or (month and (month <= published or told.joins())):
        anchor = month or told.when
        if anchor is None:
            return None, None, None, day, "same-month"
        later = told.joins() and day < anchor.day  # 9月28日至3日
        return anchor, *_shifted(anchor, later), day, "same-month"
    foretold = told.foretells() or bool(_FORECAST.match(told.text, item.end))
    ahead = foretold and day + _HALF_MONTH <= published.day
    behind = not foretold and day > published.day
    return published, *_shifted(published, ahead - behind), day, "same-month"


def _shifted(day: date, by: int) -> tuple[int, int]:
    """Year and month so many months after a day."""
    months = day.year * 12 + day.month - 1 + by
    return months // 12, months % 12 + 1


def _of_year(
    month: int, day: int | None, told: Told, published: date | None
) -> tuple[date | None, int | None]:
    """The anchor of a date without a year, and its year: news tells what was lately or will be soon,
    in January of the December before; a narrative stays in the year that it has named."""
    last = told.when
    if published is None:
        return last, last.year if last else None
    limits = bounds(published.year, month, day)
    far = limits is not None and (limits[0] - published).days > _AHEAD
    year = published.year - far
    now, then = bounds(year, month, day), bounds(last.year, month, day) if last else None
    if last is None or now is None or then is None or last.year == year:
        return published, year
    near = (now[1] - published).days >= -_LATELY and (now[0] - published).days <= _SOON
    if told.has_year():
        of_now = near and not told.says_month() and not told.in_sentence()
        return (published, year) if of_now else (last, last.year)
    long_ago = published.year - last.year >= _LONG_AGO
    goes_on = told.says_month() and 0 <= (then[0] - last).days <= _TOLD_ON
    return (last, last.year) if long_ago and goes_on and not near else (published, year)


def _lately(day: date | None, published: date | None) -> bool:
    """Whether a day is one of the last before publication."""
    return day is not None and published is not None and 0 <= (published - day).days <= _NEWS
