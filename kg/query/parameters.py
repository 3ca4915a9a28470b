"""What a named query may be given, and how it becomes an RDF term.

A value reaches a query only as a term that a library has serialised: never as pasted text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from pyoxigraph import Literal, NamedNode

from kg.errors import QueryError
from kg.graph.terms import day, decimal, integer, string, zh

Value = str | int | Decimal | date


@dataclass(frozen=True, slots=True)
class ParameterType:
    """One type: what it expects, in words, and the term of a text (ValueError if it is none)."""

    expects: str
    term: Callable[[str], NamedNode | Literal]


def _matching(pattern: str, text: str) -> str:
    if not re.fullmatch(pattern, text, re.ASCII):
        raise ValueError(text)
    return text


TYPES = MappingProxyType(
    {
        "iri": ParameterType("an absolute IRI", NamedNode),
        "string": ParameterType("any text", string),
        "name": ParameterType("a name as the texts write it", zh),
        "integer": ParameterType(
            "a whole number such as 20", lambda text: integer(int(_matching(r"[+-]?\d+", text)))
        ),
        "decimal": ParameterType(
            "a number such as 0.6",
            lambda text: decimal(Decimal(_matching(r"[+-]?\d+(\.\d+)?", text))),
        ),
        "year": ParameterType(
            "a year of four digits such as 2016",
            lambda text: integer(int(_matching(r"\d{4}", text))),
        ),
        "date": ParameterType(
            "a date such as 2016-08-01",
            lambda text: day(date.fromisoformat(_matching(r"\d{4}-\d{2}-\d{2}", text))),
        ),
        "place-code": ParameterType(
            "a code of GB/T 2260 such as 220600", lambda text: string(_matching(r"\d{6,12}", text))
        ),
    }
)
"""The types that the header of a query may name. A year is bound as an integer, for YEAR()."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One parameter of a named query. Without a `default` it must be given; then `example` shows
    a value that could be."""

    name: str
    type: str
    description: str
    default: str | None = None
    example: str | None = None

    def term(self, value: Value) -> str:
        """The value as a term of SPARQL.

        Raises QueryError for a value that is not of the type.

        >>> Parameter(name="since", type="year", description="first year").term(2016)
        '"2016"^^<http://www.w3.org/2001/XMLSchema#integer>'
        """
        kind = TYPES[self.type]
        try:
            return str(kind.term(str(value)))
        except ValueError:
            raise QueryError(
                f"Parameter {self.name!r} must be {kind.expects}, got {str(value)!r}."
            ) from None
