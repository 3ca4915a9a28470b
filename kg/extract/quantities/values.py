"""From the words of an amount to its bounds."""

from __future__ import annotations

import re
from decimal import Decimal

from kg.extract.numerals import SCALES, parse_number, parse_pair
from kg.extract.quantities.patterns import ABOUT, ABOVE, BARE_SCALE, BELOW, SOON
from kg.model import Quantity

_HALF = Decimal("0.5")
_HUNDREDTH = Decimal("0.01")
_UNITS = {"元人民币": "元", "人口": "人", "个点": "点", "分": "分钟"}
"""Units that are said in another way."""


def amount_of(match: re.Match[str]) -> Quantity | None:
    """The amount of a match of `patterns.amounts`, None where its number is none."""
    raw = match["number"]
    pair = None if raw[0].isascii() else parse_pair(raw)
    value = pair[1] if pair else _number(raw)
    if value is None:
        return None
    if match["scale"]:
        value *= SCALES[match["scale"]]
    if match["rest"]:  # 3万5千
        value += int(match["rest"]) * SCALES.get(match["rest_scale"] or "", 1)
    low: Decimal | None = parse_number(match["low"]) if match["low"] else value
    if pair and not match["low"]:  # 三四百人
        low = pair[0]
    scale = match["low_scale"] or match["scale"]
    if low is not None and (match["low"] or pair) and scale:
        low *= SCALES[scale]
    if match["minus"]:
        low = value = -value
    high: Decimal | None = value
    some = match["more"] == "来"  # 二百来户
    before, after = match["before"], match["after"]
    above = (
        (match["more"] and not some)
        or match["more2"]
        or match["more3"]
        or after == "以上"
        or before in ABOVE
        or raw[0] in "数几"
        or raw in BARE_SCALE - {"近"}
    )
    if above:
        high = None
    elif before in BELOW or before == SOON or after == "以下" or raw == "近":
        low = None
    unit = match["unit"]
    if unit and unit.startswith("个多"):  # 6个多月, 1个多小时: more than that
        unit, high = "个月" if unit == "个多月" else unit[2:], None
    elif unit and unit.startswith("个半"):  # 一个半月, 2个半小时
        unit = "个月" if unit == "个半月" else unit[2:]
        low, high = (None if bound is None else bound + _HALF for bound in (low, high))
    elif unit and len(unit) > 2 and unit[0] == "个":
        unit = unit[1:]  # 个基点, 个小时
    return Quantity(
        text=match[0],
        minimum=low,
        maximum=high,
        unit=_UNITS.get(unit, unit),
        approximate=pair is not None or some or before in ABOUT or after in ("左右", "上下"),
    )


def _number(raw: str) -> Decimal | None:
    if raw[0] in "数几":
        return Decimal(SCALES[raw[1:]])
    if raw in BARE_SCALE:
        return Decimal(1)
    return Decimal(SCALES[raw]) if raw == "万" else parse_number(raw)


def share_of(match: re.Match[str]) -> Quantity:
    """The amount of a match of `patterns.shares`, in per cent."""
    exact = True
    if parts := match["parts"] or match["parts_digits"]:  # 三分之一
        share = parse_number(match["share"] or match["share_digits"])
        whole = Decimal(100) * (share or 0) / (parse_number(parts) or 1)
        value: Decimal | None = whole.quantize(_HUNDREDTH if whole % 1 else Decimal(1))
        exact = value == whole
    elif match["tenths"]:
        value = (parse_number(match["tenths"]) or Decimal(0)) * 10
    else:
        value = parse_number(match["han"] or match["digits"])
    low, high = parse_number(match["low"]) if match["low"] else value, value
    if match["after"] == "以上" or match["before"] in ABOVE:
        high = None
    elif match["before"] in BELOW or match["after"] == "以下":
        low = None
    return Quantity(
        text=match[0],
        minimum=low,
        maximum=high,
        unit="%",
        approximate=not exact or match["before"] in ABOUT or match["after"] == "左右",
    )
