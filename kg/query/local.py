"""Queries on the embedded store."""

from __future__ import annotations

from pyoxigraph import QueryResultsFormat, QueryTriples, RdfFormat
from rdflib.query import Result

from kg.graph.store import Store
from kg.query.guard import check
from kg.query.results import graph, rows


def run(store: Store, sparql: str) -> Result:
    """The answer of the store, whose default graph is the union of its named graphs.

    Raises QueryError for a query that does not parse or that `kg.query.guard` refuses.
    """
    check(sparql)
    answer = store.query(sparql)
    if isinstance(answer, QueryTriples):
        return graph(answer.serialize(format=RdfFormat.N_TRIPLES) or b"")
    return rows(answer.serialize(format=QueryResultsFormat.JSON) or b"")
