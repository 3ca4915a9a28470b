"""RDF terms in the one lexical form that stores keep.

Oxigraph rewrites literals to their canonical form when it stores them ("0.730" becomes "0.73"), so
any other form would not survive a round trip.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache

from pyoxigraph import Literal, NamedNode, Triple
from rdflib import XSD, URIRef

_DATE = NamedNode(XSD.date)
_DATETIME = NamedNode(XSD.dateTime)
_DECIMAL = NamedNode(XSD.decimal)
_INTEGER = NamedNode(XSD.integer)
_BOOLEAN = NamedNode(XSD.boolean)
_YEAR = NamedNode(XSD.gYear)


def zh(text: str) -> Literal:
    """Words of the text, in Chinese."""
    return Literal(text, language="zh")


def english(text: str) -> Literal:
    """Our own words, in English."""
    return Literal(text, language="en")


def string(text: str) -> Literal:
    return Literal(text)


def typed(text: str, datatype: URIRef) -> Literal:
    return Literal(text, datatype=NamedNode(datatype))


def integer(value: int) -> Literal:
    return Literal(str(value), datatype=_INTEGER)


def decimal(value: Decimal) -> Literal:
    """A decimal without exponent, superfluous zeros or negative zero (XML Schema 1.1, 3.3.3).

    >>> decimal(Decimal("0.730")).value, decimal(Decimal("3E+3")).value
    ('0.73', '3000')
    """
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return Literal("0" if text == "-0" else text, datatype=_DECIMAL)


def confidence(value: float) -> Literal:
    """A confidence, rounded to what it can honestly tell: four places."""
    return decimal(Decimal(str(round(value, 4))))


def boolean(value: bool) -> Literal:
    return Literal(str(value).lower(), datatype=_BOOLEAN)


def day(value: date) -> Literal:
    return Literal(value.isoformat(), datatype=_DATE)


def year(value: int) -> Literal:
    return Literal(f"{value:04d}", datatype=_YEAR)


def instant(value: datetime) -> Literal:
    """A moment in UTC, to the second. Raises ValueError for a time without its zone."""
    if value.tzinfo is None:
        raise ValueError(f"{value!r} has no time zone: give one, such as datetime.UTC.")
    utc = value.astimezone(UTC).replace(microsecond=0, tzinfo=None)
    return Literal(f"{utc.isoformat()}Z", datatype=_DATETIME)


def about(
    subject: NamedNode, *pairs: tuple[URIRef, URIRef | NamedNode | Literal]
) -> Iterator[Triple]:
    """The triples of one subject.

    >>> from rdflib import RDF
    >>> [str(t) for t in about(NamedNode("https://example.org/a"), (RDF.value, string("b")))]
    ['<https://example.org/a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#value> "b"']
    """
    for predicate, value in pairs:
        target = _node(value) if isinstance(value, URIRef) else value
        yield Triple(subject, _node(predicate), target)


@cache
def _node(term: URIRef) -> NamedNode:
    """A term of a vocabulary, of which there are few."""
    return NamedNode(term)
