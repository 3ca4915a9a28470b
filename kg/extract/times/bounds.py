"""The first and last day that a partial date can mean, and its EDTF (ISO 8601-2)."""

from __future__ import annotations

import calendar
from datetime import date

_PART_MONTHS = {
    "上半年": (1, 6),
    "下半年": (7, 12),
    "春": (3, 5),
    "夏": (6, 8),
    "秋": (9, 11),
    "冬": (11, 12),
    "暑": (7, 8),
    "寒": (1, 2),
    "初": (1, 1),
    "底": (12, 12),
    "末": (12, 12),
}
_QUARTERS = {"一": (1, 3), "二": (4, 6), "三": (7, 9), "四": (10, 12)}
_PART_DAYS = {
    "初": (1, 10),
    "上旬": (1, 10),
    "中旬": (11, 20),
    "下旬": (21, 31),
    "上半月": (1, 15),
    "下半月": (16, 31),
    "底": (21, 31),
    "末": (21, 31),
}


def last_day(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def _months(part: str) -> tuple[int, int]:
    """The first and last month of a part of a year: 上半年, 夏天, 一季度."""
    if part.endswith("季度"):
        return _QUARTERS[part.removesuffix("季度")[-1]]
    return _PART_MONTHS.get(part) or _PART_MONTHS.get(part[:1], (1, 12))


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
        first, last = _months(part or "")
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
