"""What pages ask of the store: SPARQL with bounds, answered by the workers like any other query."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyoxigraph as ox
from starlette.exceptions import HTTPException
from starlette.requests import Request

from kg.serve.job import Busy, Job, QueryStopped
from kg.serve.workers import Workers

Term = ox.NamedNode | ox.Literal
Row = Mapping[str, Term]
"""A row of an answer: the variables that are bound, and their terms."""

_JSON = "application/sparql-results+json"


@dataclass(frozen=True, slots=True)
class Reader:
    """Asks for what a page shows. `base` is the namespace of the graph's own IRIs."""

    workers: Workers
    base: str

    async def rows(self, sparql: str) -> list[Row]:
        """The answer to a SELECT. Raises HTTPException (503) where it takes too long."""
        body = await self._run(sparql, rows=_JSON)
        solutions = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
        assert isinstance(solutions, ox.QuerySolutions)
        names = [variable.value for variable in solutions.variables]
        return [
            {n: t for n in names if isinstance(t := solution[n], ox.NamedNode | ox.Literal)}
            for solution in solutions
        ]

    async def graph(self, sparql: str, media_type: str) -> bytes:
        """The answer to a CONSTRUCT in one of `kg.serve.negotiate.GRAPHS`."""
        return await self._run(sparql, graph=media_type)

    async def _run(
        self, sparql: str, *, rows: str | None = None, graph: str | None = None
    ) -> bytes:
        try:
            return (await self.workers.run(Job(sparql=sparql, rows=rows, graph=graph))).body
        except (QueryStopped, Busy) as error:
            raise HTTPException(503, str(error)) from error


def reader(request: Request) -> Reader:
    """The reader of the application that serves the request."""
    found: Reader = request.app.state.reader
    return found


def node(iri: str) -> str:
    """An IRI as it stands in a query. Raises HTTPException (404) for what is no IRI.

    >>> node("https://example.org/a")
    '<https://example.org/a>'
    """
    try:
        return str(ox.NamedNode(iri))
    except ValueError as error:
        raise HTTPException(404, f"{iri!r} is no IRI.") from error


def values(variable: str, iris: Iterable[str]) -> str:
    """A VALUES block that binds the variable to each of the IRIs.

    >>> values("x", ["urn:a", "urn:b"])
    'VALUES ?x { <urn:a> <urn:b> }'
    """
    return f"VALUES ?{variable} {{ {' '.join(node(iri) for iri in iris)} }}"


def text(row: Row, name: str) -> str:
    """The text of a term, empty where the variable is not bound."""
    term = row.get(name)
    return term.value if term is not None else ""
