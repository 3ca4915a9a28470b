"""The remote store as a push sees it: what it holds, counted by queries."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kg.errors import EndpointError
from kg.push.connection import Connection
from kg.push.targets import Graph, iri

GROUP = 100
"""Graphs whose counts one query asks for."""

PAGE = 5_000
"""Graphs that one query lists: Virtuoso cuts answers off after 10,000 rows."""

_ALL = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
_MERGE = (
    "SELECT (COUNT(*) AS ?n) WHERE { SELECT DISTINCT ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } } }"
)

Progress = Callable[[int], object]
"""Told how many more triples have been dealt with."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A graph that does not hold as many triples as it should; None is the default graph."""

    graph: Graph
    wanted: int
    found: int

    def __str__(self) -> str:
        name = self.graph or "the default graph"
        return f"{name}: {self.wanted:,} triples wanted, {self.found:,} found"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pushed:
    """What a push did: graphs compared, triples written, where counts differ, and which graphs there
    are named as ours but are not in the source."""

    graphs: int
    triples: int
    differences: tuple[Difference, ...]
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remote:
    """A remote store: the connection, and the address there that answers queries."""

    connection: Connection
    query: str

    def check(self) -> None:
        """Raise EndpointError where queries are not answered, before anything is written."""
        self._number("SELECT (1 AS ?n) WHERE { }")

    def differences(self, wanted: Mapping[Graph, int]) -> list[Difference]:
        """The graphs that do not hold as many triples as is wanted. Raises EndpointError."""
        found = self.count([graph for graph in wanted if graph is not None])
        if None in wanted:
            found[None] = self._number(_ALL)
        return [
            Difference(graph, number, found[graph])
            for graph, number in wanted.items()
            if found[graph] != number
        ]

    def count(self, graphs: Sequence[str]) -> dict[Graph, int]:
        """How many triples each of the named graphs has. Raises EndpointError."""
        found: dict[Graph, int] = dict.fromkeys(graphs, 0)
        for start in range(0, len(graphs), GROUP):
            names = " ".join(iri(graph) for graph in graphs[start : start + GROUP])
            for row in self.connection.rows(
                self.query,
                f"SELECT ?g (COUNT(*) AS ?n) WHERE {{ VALUES ?g {{ {names} }} "
                f"GRAPH ?g {{ ?s ?p ?o }} }} GROUP BY ?g",
            ):
                found[row["g"]] = int(row["n"])
        return found

    def merge_difference(self) -> list[Difference]:
        """Whether the default graph has as many triples as the merge of all named graphs there."""
        wanted, found = self._number(_MERGE), self._number(_ALL)
        return [] if wanted == found else [Difference(None, wanted, found)]

    def graphs(self, prefix: str) -> Iterator[str]:
        """The named graphs there that begin so, by name. Raises EndpointError."""
        last = ""
        while True:
            page = self.connection.rows(
                self.query,
                f"SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ ?s ?p ?o }} "
                f"FILTER(STRSTARTS(STR(?g), {ox.Literal(prefix)}) && STR(?g) > {ox.Literal(last)}) }} "
                f"ORDER BY STR(?g) LIMIT {PAGE}",
            )
            for row in page:
                last = row["g"]
                yield last
            if len(page) < PAGE:
                return

    def _number(self, sparql: str) -> int:
        rows = self.connection.rows(self.query, sparql)
        try:
            ((number,),) = (row.values() for row in rows)
            return int(number)
        except ValueError as error:
            raise EndpointError(
                f"{self.query} counts with {rows!r}, which is no number."
            ) from error
