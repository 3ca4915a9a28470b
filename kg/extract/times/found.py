"""A time that was found in a text, before and after it is resolved."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import TimeSpan

CLOCK, SPAN = "clock", "span"
"""What waits for a day as its anchor: a time of day, and a stretch of days that ends there."""

OF_THE_CALENDAR = ("anniversary", "festival", "holiday")
"""How the rules end of times that are days of remembering or feasts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartialDate:
    """What a date says of itself: any of year, month, day; `relative` is a word such as 同年 that
    stands for what it leaves out, `part` a part of year or month such as 上旬; 过去一周 is so many
    `days` up to its anchor."""

    year: int | None = None
    relative: str = ""
    month: int | None = None
    day: int | None = None
    part: str = ""
    days: int = 0


@dataclass(slots=True)
class Found:
    """A stretch of text with its time; while `partial` is set, the time waits for its anchor."""

    start: int
    end: int
    time: TimeSpan
    confidence: float = 0.97
    partial: PartialDate | None = None
