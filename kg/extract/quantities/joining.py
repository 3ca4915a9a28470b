"""Amounts that are one: 1小时53分钟, 两年半, 15年—20年."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from kg.model import Mention, Quantity

_HALF = Decimal("0.5")
_LONGER = {"小时": ("分钟", 60), "分钟": ("秒", 60), "年": ("个月", 12)}
"""Units that go on in a smaller one, and how many of that they are: 1小时53分钟."""
_AND = re.compile("[零又]?")
_TO = re.compile(r"—+|-|－|~|～|至|到")
_CHANGE = re.compile("[从由]$")
"""从3人到5人 tells of a growth, and of two amounts."""
_HALVED = frozenset({"年", "天", "小时", "公里", "亩"})
_AND_A_HALF = re.compile("半(?![数夜空岛径天生])")


def joined(found: list[Mention], text: str) -> list[Mention]:
    """The amounts in their order, those that belong together made one."""
    result: list[Mention] = []
    for mention in found:
        before = result[-1] if result else None
        one = (
            (_compound(before, mention, text) or _range(before, mention, text)) if before else None
        )
        if one:
            result[-1] = one
            continue
        result.append(mention)
        amount = mention.quantity
        if amount and amount.unit in _HALVED and _AND_A_HALF.match(text, mention.end):
            longer = _with(amount, lambda value: value + _HALF, amount.unit)
            result[-1] = _reaching(mention, mention.end + 1, text, longer)
    return result


def _compound(before: Mention, mention: Mention, text: str) -> Mention | None:
    """The two as one amount in the smaller unit, None where they are two."""
    one, other = before.quantity, mention.quantity
    if one is None or other is None or other.minimum is None:
        return None
    smaller, times = _LONGER.get(one.unit or "", ("", 1))
    if other.unit != smaller or not _AND.fullmatch(text, before.end, mention.start):
        return None
    if one.minimum != one.maximum or other.minimum != other.maximum:
        return None
    added = other.minimum
    longer = _with(one, lambda value: value * times + added, smaller)
    return _reaching(before, mention.end, text, longer)


def _range(before: Mention, mention: Mention, text: str) -> Mention | None:
    """The two as the bounds of one amount, None where they are two."""
    one, other = before.quantity, mention.quantity
    if one is None or other is None or one.unit != other.unit or one.unit is None:
        return None
    low, high = one.minimum, other.maximum
    exact = one.maximum == low is not None and other.minimum == high is not None
    if not exact or low is None or high is None or low >= high:
        return None
    if not _TO.fullmatch(text, before.end, mention.start) or _CHANGE.search(
        text, max(before.start - 1, 0), before.start
    ):
        return None
    return _reaching(before, mention.end, text, replace(one, maximum=high))


def _with(amount: Quantity, change: Callable[[Decimal], Decimal], unit: str | None) -> Quantity:
    """The amount with its bounds changed."""
    low, high = amount.minimum, amount.maximum
    return replace(
        amount,
        minimum=None if low is None else change(low),
        maximum=None if high is None else change(high),
        unit=unit,
    )


def _reaching(mention: Mention, end: int, text: str, amount: Quantity) -> Mention:
    """The mention of an amount, made longer."""
    words = text[mention.start : end]
    return replace(mention, end=end, text=words, name=words, quantity=replace(amount, text=words))
