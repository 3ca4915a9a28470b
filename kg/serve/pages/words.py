"""Dates and amounts in words, exactly as vague as they are."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date
from decimal import Decimal

Say = Callable[..., str]
"""`say(key, …)`: a text in the language of the page."""


def date_words(say: Say, earliest: date | None, latest: date | None) -> str:
    """The span that the bounds leave, in the coarsest unit that says it; empty without bounds."""
    if earliest is None and latest is None:
        return ""
    if earliest is None:
        assert latest is not None
        return say("date.until", b=_day(say, latest))
    if latest is None:
        return say("date.from", a=_day(say, earliest))
    if earliest == latest:
        return _day(say, earliest)
    name = _unit(earliest, latest)
    first, last = name(say, earliest), name(say, latest)
    return first if first == last else say("date.range", a=first, b=last)


def _unit(earliest: date, latest: date) -> Callable[[Say, date], str]:
    if latest.day != monthrange(latest.year, latest.month)[1] or earliest.day != 1:
        return _day
    if (earliest.month, latest.month) == (1, 12):
        return _year
    return _month


def _year(say: Say, value: date) -> str:
    return say("date.year", y=value.year)


def _month(say: Say, value: date) -> str:
    return say("date.month", y=value.year, m=_name(say, value))


def _day(say: Say, value: date) -> str:
    return say("date.day", y=value.year, m=_name(say, value), d=value.day)


def _name(say: Say, value: date) -> str:
    return say("date.months").split()[value.month - 1]


def amount_words(
    say: Say, minimum: Decimal | None, maximum: Decimal | None, unit: str, *, approximate: bool
) -> str:
    """The bounds of an amount; empty where it has none."""
    if minimum is None and maximum is None:
        return ""
    if minimum is None:
        key, figures = "amount.most", [maximum]
    elif maximum is None:
        key, figures = "amount.least", [minimum]
    elif minimum != maximum:
        key, figures = "amount.between", [minimum, maximum]
    else:
        key, figures = ("amount.about" if approximate else "amount.exactly"), [minimum]
    names = {name: f"{figure:,f}" for name, figure in zip("ab", figures, strict=False)}
    return say(key, unit=unit, **names).strip()


def kind_words(say: Say, kind: str) -> str:
    """A kind of event or site; one that only the lexicon knows is shown as it has it."""
    try:
        return say(f"kind.{kind}")
    except KeyError:
        return kind
