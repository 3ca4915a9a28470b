"""What a literal is worth: whether its text is one of its datatype, and which of two comes first."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType

import pyoxigraph as ox
from rdflib import RDF, XSD

_INTEGER = ox.NamedNode(XSD.integer)
Value = int | Decimal | float | str | bool | date | datetime


def _moment(text: str) -> datetime:
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?", text):
        raise ValueError(text)
    return datetime.fromisoformat(text)


def _day(text: str) -> date:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        raise ValueError(text)
    return date.fromisoformat(text)


def _integer(text: str) -> int:
    if not re.fullmatch(r"[+-]?[0-9]+", text):
        raise ValueError(text)
    return int(text)


def _decimal(text: str) -> Decimal:
    if not re.fullmatch(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)", text):
        raise ValueError(text)
    return Decimal(text)


def _double(text: str) -> float:
    if not re.fullmatch(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?|[+-]?INF|NaN", text):
        raise ValueError(text)
    return float(text.replace("INF", "inf"))


def _boolean(text: str) -> bool:
    return {"true": True, "1": True, "false": False, "0": False}[text]


def _year(text: str) -> int:
    if not re.fullmatch(r"-?\d{4,}", text):
        raise ValueError(text)
    return int(text)


_READERS: MappingProxyType[str, Callable[[str], Value]] = MappingProxyType(
    {
        str(XSD.string): str,
        str(RDF.langString): str,
        str(XSD.integer): _integer,
        str(XSD.decimal): _decimal,
        str(XSD.double): _double,
        str(XSD.float): _double,
        str(XSD.boolean): _boolean,
        str(XSD.date): _day,
        str(XSD.dateTime): _moment,
        str(XSD.gYear): _year,
    }
)
"""Datatypes whose texts are read, as XML Schema 1.1 writes them in four-digit years. A day in a time
zone is refused: nothing here writes one, and it has no order beside one without."""

_ORDERED = (
    (frozenset({XSD.integer, XSD.decimal, XSD.double, XSD.float}), "number"),
    (frozenset({XSD.string}), "string"),
    (frozenset({XSD.boolean}), "boolean"),
    (frozenset({XSD.date}), "day"),
    (frozenset({XSD.dateTime}), "moment"),
)
_KIND = {str(datatype): kind for datatypes, kind in _ORDERED for datatype in datatypes}


@lru_cache(maxsize=65536)
def _read(text: str, datatype: str) -> Value | None:
    try:
        return _READERS[datatype](text)
    except (KeyError, ValueError, OverflowError):
        return None


def well_formed(literal: ox.Literal) -> bool:
    """Whether the text is one of the datatype; of a datatype not known here, any is.

    >>> integer = ox.NamedNode(XSD.integer)
    >>> well_formed(ox.Literal("12", datatype=integer)), well_formed(ox.Literal("x", datatype=integer))
    (True, False)
    """
    datatype = literal.datatype.value
    return datatype not in _READERS or _read(literal.value, datatype) is not None


def less(left: ox.Literal, right: ox.Literal, *, or_equal: bool) -> bool:
    """Whether the first comes before the second by the operator < (or <=) of SPARQL.

    False where the two have no order, such as a number and a day.

    >>> less(ox.Literal(9), ox.Literal(10), or_equal=False)
    True
    >>> less(ox.Literal(9), ox.Literal("10"), or_equal=False)
    False
    """
    kind = _KIND.get(left.datatype.value)
    if kind is None or kind != _KIND.get(right.datatype.value):
        return False
    one, other = (_read(literal.value, literal.datatype.value) for literal in (left, right))
    if one is None or other is None:
        return False
    try:
        return bool(one <= other if or_equal else one < other)  # type: ignore[operator]
    except TypeError:  # a moment with a time zone and one without
        return False


def whole_number(literal: ox.Literal) -> int | None:
    """The number of an xsd:integer, None for any other literal.

    >>> whole_number(ox.Literal(12)), whole_number(ox.Literal("12"))
    (12, None)
    """
    value = _read(literal.value, literal.datatype.value)
    return value if isinstance(value, int) and literal.datatype == _INTEGER else None
