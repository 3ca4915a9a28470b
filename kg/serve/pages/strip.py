"""The strip above a timeline: each thing a bar from the earliest to the latest day it can lie on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

WIDTH = 640
_ROW = 9
_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000)


@dataclass(frozen=True, slots=True)
class Bar:
    """A span of time: type of the thing, and where its bar lies."""

    type: str
    x: float
    y: float
    width: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A year on the axis."""

    year: int
    x: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Axis:
    """A drawing of WIDTH by `height`, from the first year to the last."""

    first: int
    last: int
    height: float
    ticks: Sequence[Tick]
    bars: Sequence[Bar]


def spread(spans: Iterable[tuple[str, date | None, date | None]]) -> Axis | None:
    """The axis of some spans (type, earliest, latest); None where they all lie in one year.

    A span with one bound only is drawn as that day: how far it reaches is not known.
    """
    known = [(kind, a or b, b or a) for kind, a, b in spans]
    sure = [(kind, a, b) for kind, a, b in known if a is not None and b is not None]
    if not sure:
        return None
    first, last = min(a.year for _, a, _ in sure), max(b.year for _, _, b in sure)
    if first == last:
        return None
    scale = WIDTH / (date(last, 12, 31).toordinal() - date(first, 1, 1).toordinal())

    def x(day: date) -> float:
        return round((day.toordinal() - date(first, 1, 1).toordinal()) * scale, 1)

    rows: list[float] = []
    bars = []
    for kind, a, b in sorted(sure, key=lambda s: (s[1], s[2], s[0])):
        left, width = x(a), max(6.0, round(x(b) - x(a), 1))
        left = min(left, WIDTH - width)
        row = next((n for n, end in enumerate(rows) if end < left), len(rows))
        if row == len(rows):
            rows.append(0.0)
        rows[row] = left + width
        bars.append(Bar(kind, left, 4.0 + row * _ROW, width))
    step = next(step for step in (*_STEPS, last - first) if (last - first) / step <= 8)
    years = range(first + -first % step, last + 1, step)
    ticks = [Tick(year, x(date(year, 1, 1)), _anchor(x(date(year, 1, 1)))) for year in years]
    return Axis(first, last, 4.0 + len(rows) * _ROW + 26, ticks, bars)


def _anchor(x: float) -> str:
    return "start" if x < 20 else "end" if x > WIDTH - 20 else "middle"
