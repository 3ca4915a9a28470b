"""Numbers as Chinese news writes them: 12, 1,139, 3.18, 三百二十, 两千."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from itertools import pairwise

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_POWERS = {"十": 10, "百": 100, "千": 1000}
SCALES = {
    "十": 10,
    "百": 100,
    "千": 1000,
    "万": 10_000,
    "百万": 1_000_000,
    "千万": 10_000_000,
    "亿": 100_000_000,
    "万亿": 1_000_000_000_000,
}
_ZEROS = {"O": 0, "o": 0}
_YEAR_DIGITS = 4
LONGEST = 18
"""More digits than any count of news has; a longer run of digits is an account number or noise."""


def parse_number(text: str) -> Decimal | None:
    """The value of a numeral without 万 or 亿, or None where it is none.

    >>> parse_number("六十八点七")
    Decimal('68.7')
    >>> parse_number("四万五千")
    Decimal('45000')
    >>> parse_number("1,139"), parse_number("3.18"), parse_number("三百二十"), parse_number("两千")
    (Decimal('1139'), Decimal('3.18'), Decimal('320'), Decimal('2000'))
    """
    if not text or len(text) > LONGEST:
        return None
    if text[0].isascii():
        try:
            return Decimal(text.replace(",", "").replace("·", "."))
        except InvalidOperation:
            return None
    whole, point, fraction = text.partition("点")
    if point:
        above, digits = parse_number(whole), [_DIGITS.get(char) for char in fraction]
        if above is None or None in digits or not digits:
            return None
        return above + Decimal("0." + "".join(map(str, digits)))
    for scale in ("亿", "万"):
        many, mark, rest = text.partition(scale)
        if mark:
            high, low = parse_number(many), parse_number(rest) if rest else Decimal(0)
            return None if high is None or low is None else high * SCALES[scale] + low
    total, digit = 0, None
    for char in text:
        if char in _DIGITS:
            if digit is not None and digit != 0:
                return None
            digit = _DIGITS[char]
        elif char in _POWERS:
            if digit is None and total:
                return None  # 千百年
            total += (1 if digit is None else digit) * _POWERS[char]
            digit = None
        else:
            return None
    return Decimal(total + (digit or 0))


def parse_pair(text: str) -> tuple[Decimal, Decimal] | None:
    """The two values of a numeral that names two neighbours, or None where it does not.

    >>> parse_pair("三四百"), parse_pair("十七八"), parse_pair("三五")
    ((Decimal('300'), Decimal('400')), (Decimal('17'), Decimal('18')), None)
    """
    for i, (one, next_one) in enumerate(pairwise(text)):
        if _DIGITS.get(next_one, 0) - _DIGITS.get(one, 9) == 1 and one in _DIGITS:
            low, high = (parse_number(text[:i] + char + text[i + 2 :]) for char in (one, next_one))
            return None if low is None or high is None else (low, high)
    return None


def parse_integer(text: str) -> int | None:
    """As `parse_number`, for whole numbers."""
    value = parse_number(text)
    return int(value) if value is not None and value == value.to_integral_value() else None


YEAR = r"(?:(?:1[5-9]|20)\d\d|[一二][〇零○0Oo一二三四五六七八九]{3})年"
"""A pattern: 1998年, 一九九八年."""


def parse_year(text: str) -> int | None:
    """The year that four digits write, or None where they are none.

    >>> parse_year("1998"), parse_year("一九九八"), parse_year("二00九"), parse_year("今年")
    (1998, 1998, 2009, None)
    """
    digits = [
        int(char) if char.isdecimal() else _ZEROS.get(char, _DIGITS.get(char)) for char in text
    ]
    if len(digits) != _YEAR_DIGITS or None in digits:
        return None
    return int("".join(map(str, digits)))
