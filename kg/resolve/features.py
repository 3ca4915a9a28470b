"""Features of a pair for which nobody need know places or names: days, actors, who tells of both."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from kg.resolve.profiles import Bounds, Profile
from kg.resolve.reasons import Reason

_SOON = timedelta(days=7)
LONG = timedelta(days=400)
"""From then on two tellings are of different years."""
_CAREER = timedelta(days=365 * 20)


def published_apart(one: Profile, other: Profile) -> timedelta:
    """How long after each other two were told of; where a day is not known, for ever."""
    first, second = one.published, other.published
    return abs(first - second) if first and second else timedelta.max


def listed(one: Profile, other: Profile, weight: float) -> Iterator[Reason]:
    """One is in the gazetteer, and the other has its very name."""
    entry, unlisted = (one, other) if one.code else (other, one)
    if entry.code and not unlisted.code and entry.label in unlisted.names:
        yield Reason("与名录条目同名", "it has the name of the gazetteer's entry", weight)


def _span(bounds: Bounds) -> tuple[date, date]:
    earliest, latest = bounds
    return earliest or date.min, latest or date.max


def any_overlap(ones: frozenset[Bounds], others: frozenset[Bounds]) -> bool:
    """Whether a span of the one may be a span of the other."""
    return any(a[0] <= b[1] and b[0] <= a[1] for a in map(_span, ones) for b in map(_span, others))


def exact_days(profile: Profile) -> set[date]:
    """The days that an event is said to have been on, where a text gives the day."""
    return {earliest for earliest, latest in profile.times if earliest and earliest == latest}


def dates(one: Profile, other: Profile) -> Iterator[Reason]:
    """How near two events are in time, and the articles that tell of them."""
    common = exact_days(one) & exact_days(other)
    if common:
        yield Reason(f"同一天：{min(common)}", f"on the same day: {min(common)}", 0.35)
        return
    if one.times and other.times and any_overlap(one.times, other.times):
        lengths = [
            (latest - earliest).days
            for earliest, latest in (*one.times, *other.times)
            if earliest and latest
        ]
        if lengths and max(lengths) <= 31:
            yield Reason("日期范围在一个月内重合", "their dates overlap within a month", 0.2)
        else:
            yield Reason("日期范围重合", "their dates overlap", 0.05)
    first, second = one.published, other.published
    if first and second and not (one.code or other.code):  # of history all may tell at any time
        if abs(first - second) <= _SOON:
            yield Reason("报道相隔不到一周", "told within a week of each other", 0.15)
        elif abs(first - second) > LONG and not (one.times and other.times):
            yield Reason("报道相隔一年以上", "told more than a year apart", -0.3)


def shared_actors(one: Profile, other: Profile, *, each: float, most: float) -> Iterator[Reason]:
    """Who takes part in both, or issues both."""
    count = len(one.actors & other.actors)
    if count:
        weight = round(min(count * each, most), 2)
        yield Reason(f"有{count}个共同的相关机构或人物", f"{count} actors in common", weight)


def told_apart(one: Profile, other: Profile) -> Iterator[Reason]:
    """An article that names both takes them for two."""
    if other.key in one.apart or one.key in other.apart:
        yield Reason("同一篇文章分别提到二者", "one article names both", -0.3)


def years_between(one: Profile, other: Profile) -> Iterator[Reason]:
    """Few are in office for more than twenty years."""
    first, second = one.published, other.published
    if first and second and abs(first - second) > _CAREER:
        yield Reason("报道相隔二十年以上", "told more than twenty years apart", -0.3)
