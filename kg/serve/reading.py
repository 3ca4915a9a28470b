"""What pages ask of the graph: SPARQL with bounds, answered by the workers like any other query."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph as ox
from starlette.exceptions import HTTPException
from starlette.requests import Request

from kg.serve.job import Busy, Job, QueryRefused, QueryStopped, RemoteFailed, RemoteLate
from kg.serve.workers import Workers

Term = ox.NamedNode | ox.Literal
Row = Mapping[str, Term]
"""A row of an answer: the variables that are bound, and their terms."""

BATCH = 20_000
"""Characters of IRIs that one query names at most."""

_JSON = "application/sparql-results+json"


@dataclass(frozen=True, slots=True)
class Reader:
    """Asks for what a page shows. `base` is the namespace of the graph's own IRIs."""

    workers: Workers
    base: str

    async def rows(self, sparql: str) -> list[Row]:
        """The answer to a SELECT. Raises HTTPException where it takes too long (503) or a remote store
        fails (502) or is late (504)."""
        try:
            answer = await self.workers.run(Job(sparql=sparql, rows=_JSON, graph=None))
        except (QueryStopped, Busy) as error:
            raise HTTPException(503, str(error)) from error
        except (RemoteFailed, QueryRefused) as error:
            raise HTTPException(502, str(error)) from error
        except RemoteLate as error:
            raise HTTPException(504, str(error)) from error
        solutions = ox.parse_query_results(answer.body, format=ox.QueryResultsFormat.JSON)
        assert isinstance(solutions, ox.QuerySolutions)
        names = [variable.value for variable in solutions.variables]
        return [
            {n: t for n in names if isinstance(t := solution[n], ox.NamedNode | ox.Literal)}
            for solution in solutions
        ]

    async def rows_about(
        self, select: str, variable: str, iris: Iterable[str], pattern: str
    ) -> list[Row]:
        """The answers to `select WHERE { pattern }` for each of the IRIs as the variable: in as many
        queries as it takes, since a query may not be of any length."""
        found: list[Row] = []
        for batch in _batches(sorted(set(iris))):
            found += await self.rows(f"{select} WHERE {{ {values(variable, batch)} {pattern} }}")
        return found


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


def _batches(iris: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    for iri in iris:
        batch.append(iri)
        if sum(map(len, batch)) > BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def text(row: Row, name: str) -> str:
    """The text of a term, empty where the variable is not bound."""
    term = row.get(name)
    return term.value if term is not None else ""
