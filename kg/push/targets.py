"""The two ways to write into a remote store: SPARQL 1.1 Graph Store Protocol, and SPARQL 1.1 Update.

Each takes quads in batches of bounded size, so that neither side holds a graph whole. Stores refuse
large updates (Virtuoso 7.2.5: about 5,000 triples, and texts over 10 MB), so batches are small; a
literal longer than a batch goes in one of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

import pyoxigraph as ox

from kg.push.connection import Connection

TRIPLES = 1_000
"""Triples of one batch at most."""

BYTES = 1_000_000
"""Bytes of one batch at most, unless a single triple has more."""

GRAPHS = 50
"""Graphs of one batch at most: each is an operation of its own, and Virtuoso takes only so many."""

Graph = str | None
"""The IRI of a named graph, None for the default graph."""


class GraphStore:
    """Writes by the SPARQL 1.1 Graph Store Protocol: PUT of the first batch, POST of the others.

    Writing the same twice does no harm, here as in `Update`.
    """

    def __init__(self, connection: Connection, address: str) -> None:
        self._connection = connection
        self._address = address

    def replace(self, graph: Graph, found: Iterable[ox.Quad]) -> Iterator[int]:
        """Make the triples of the quads all that the graph holds. Yields how many each batch wrote."""
        method = "PUT"
        for batch in batches(found):
            self._connection.send(
                method,
                self._address,
                params=_named(graph),
                body="".join(f"{quad.triple} .\n" for quad in batch).encode(),
                headers={"Content-Type": ox.RdfFormat.N_TRIPLES.media_type},
            )
            method = "POST"
            yield len(batch)

    def remove(self, graph: str) -> None:
        """Remove a graph, should it be there."""
        self._connection.send("DELETE", self._address, params=_named(graph), absent=True)


class Update:
    """Writes by SPARQL 1.1 Update, sent as forms: Virtuoso hangs on direct POST."""

    def __init__(self, connection: Connection, address: str) -> None:
        self._connection = connection
        self._address = address

    def replace(self, graph: Graph, found: Iterable[ox.Quad]) -> Iterator[int]:
        """Make the triples of the quads all that the graph holds. Yields how many each batch wrote."""
        self._send("DROP SILENT DEFAULT" if graph is None else f"DROP SILENT GRAPH {iri(graph)}")
        for batch in batches(found):
            self.insert(batch)
            yield len(batch)

    def remove(self, graph: str) -> None:
        """Remove a graph, should it be there."""
        self._send(f"DROP SILENT GRAPH {iri(graph)}")

    def insert(self, quads: Iterable[ox.Quad]) -> None:
        """Add quads; those that are there already do no harm."""
        self._send(_each_graph("INSERT DATA", quads))

    def delete(self, quads: Iterable[ox.Quad]) -> None:
        """Take quads away; those that are not there do no harm."""
        self._send(_each_graph("DELETE DATA", quads))

    def merge(self, quads: Iterable[ox.Quad]) -> None:
        """Add the triples of quads to the default graph."""
        self._send(f"INSERT DATA {{ {_triples(quads)} }}")

    def unmerge(self, quads: Iterable[ox.Quad]) -> None:
        """Take the triples of quads out of the default graph, but for those that a named graph holds."""
        rows = " ".join(f"({q.subject} {q.predicate} {q.object})" for q in quads)
        self._send(
            f"DELETE {{ ?s ?p ?o }} WHERE {{ VALUES (?s ?p ?o) {{ {rows} }} "
            f"FILTER NOT EXISTS {{ GRAPH ?g {{ ?s ?p ?o }} }} }}"
        )

    def _send(self, update: str) -> None:
        self._connection.send("POST", self._address, form={"update": update})


def batches(quads: Iterable[ox.Quad]) -> Iterator[list[ox.Quad]]:
    """The quads in lists of at most `TRIPLES` from `GRAPHS` and, if there is more than one, `BYTES`."""
    kept: list[ox.Quad] = []
    graphs: set[str] = set()
    size = 0
    for quad in quads:
        graph, length = str(quad.graph_name), len(str(quad).encode())
        full = len(kept) == TRIPLES or size + length > BYTES
        if kept and (full or (len(graphs) == GRAPHS and graph not in graphs)):
            yield kept
            kept, graphs, size = [], set(), 0
        kept.append(quad)
        graphs.add(graph)
        size += length
    if kept:
        yield kept


def _named(graph: Graph) -> dict[str, str]:
    return {"default": ""} if graph is None else {"graph": graph}


def iri(graph: str) -> str:
    """The name of a graph as SPARQL writes it."""
    return str(ox.NamedNode(graph))


def _each_graph(operation: str, quads: Iterable[ox.Quad]) -> str:
    """An operation for each graph: Virtuoso 7.2.5 says that it deletes from several, and does not."""
    ordered = sorted(quads, key=lambda quad: str(quad.graph_name))
    return " ;\n".join(
        f"{operation} {{ {_block(graph, same)} }}"
        for graph, same in groupby(ordered, key=lambda quad: quad.graph_name)
    )


def _block(graph: object, quads: Iterable[ox.Quad]) -> str:
    triples = _triples(quads)
    return triples if isinstance(graph, ox.DefaultGraph) else f"GRAPH {graph} {{ {triples} }}"


def _triples(quads: Iterable[ox.Quad]) -> str:
    return "".join(f"{quad.triple} . " for quad in quads)
