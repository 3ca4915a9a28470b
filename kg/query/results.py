"""Answers, local or remote, as one type (rdflib's Result), and the ways to write them down."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from io import BytesIO, StringIO
from types import MappingProxyType

from rdflib import Graph
from rdflib.plugins.parsers.notation3 import BadSyntax
from rdflib.query import Result, ResultException
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from kg.errors import QueryError
from kg.graph.vocabulary import PREFIXES

_GRAPHS = frozenset({"CONSTRUCT", "DESCRIBE"})
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def rows(body: bytes) -> Result:
    """The answer to a SELECT or ASK, from SPARQL 1.1 Query Results JSON.

    Raises ValueError for what is none.
    """
    try:
        return Result.parse(BytesIO(body), format="json")
    except (ValueError, LookupError, TypeError, NotImplementedError, ResultException) as error:
        raise ValueError(f"not SPARQL results in JSON: {error}") from error


def graph(body: bytes) -> Result:
    """The answer to a CONSTRUCT or DESCRIBE, from Turtle (or N-Triples, which is Turtle too).

    Raises ValueError for what is none.
    """
    result = Result("CONSTRUCT")
    result.graph = Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        result.graph.bind(prefix, namespace)
    try:
        result.graph.parse(data=body, format="turtle")
    except (ValueError, IndexError, BadSyntax) as error:  # IndexError: rdflib, on cut-off text
        raise ValueError("not Turtle") from error
    return result


def table(result: Result) -> Table:
    """The rows for a terminal; a boolean is one cell, a graph three columns.

    Article text is shown as it is: markup in it stays text, and what would steer the terminal or
    reverse the writing direction is written as its code point.
    """
    if result.type == "ASK":
        header, body = ["answer"], [[str(result.askAnswer).lower()]]
    elif result.graph is not None:
        header = ["subject", "predicate", "object"]
        body = [[str(term) for term in triple] for triple in sorted(result.graph)]
    else:
        header = [str(variable) for variable in result.vars or ()]
        body = [
            ["" if row.get(v) is None else str(row[v]) for v in result.vars or ()]
            for row in result.bindings
        ]
    shown = Table(*(Column(Text(name)) for name in header))
    for cells in body:
        shown.add_row(*(Text(_visible(cell)) for cell in cells))
    return shown


def _visible(text: str) -> str:
    return "".join(f"\\u{ord(c):04x}" if unicodedata.category(c) in _INVISIBLE else c for c in text)


def _table(result: Result) -> str:
    console = Console(file=StringIO(), width=160, color_system=None)
    with console.capture() as capture:
        console.print(table(result))
    return capture.get()


def _serialised(format_: str) -> Callable[[Result], str]:
    def write(result: Result) -> str:
        text = (result.serialize(format=format_) or b"").decode()
        return text if text.endswith("\n") else f"{text}\n"

    return write


ROWS = MappingProxyType({"table": _table, "csv": _serialised("csv"), "json": _serialised("json")})
"""How to write the answer to a SELECT or ASK."""

GRAPHS = MappingProxyType({"table": _table, "turtle": _serialised("turtle")})
"""How to write the answer to a CONSTRUCT or DESCRIBE."""


def write(result: Result, format_: str) -> str:
    """The answer in one of the formats of its kind.

    Raises QueryError for a format that the kind of answer does not have.
    """
    formats = GRAPHS if result.type in _GRAPHS else ROWS
    if format_ not in formats:
        options = ", ".join(formats)
        raise QueryError(
            f"No format {format_!r} for the answer to a {result.type}. Known: {options}."
        )
    return formats[format_](result)
