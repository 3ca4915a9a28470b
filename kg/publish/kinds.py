"""The kinds of named graphs: what articles say, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

import pyoxigraph as ox

from kg.errors import StoreError
from kg.graph.metadata import dataset_of
from kg.graph.store import Store

KINDS = MappingProxyType(
    {
        "articles": "graph/article/",
        "gazetteer": "graph/gazetteer/",
        "resolution": "graph/resolution",
        "claims": "graph/claims",
        "judgements": "graph/judgements",
        "metadata": "graph/metadata",
    }
)
"""How the names of a kind's graphs begin, below the base (`kg.graph.iris`)."""


def kind_of(graph: str, base: str) -> str:
    """The kind of the named graph. Raises StoreError for a graph of no known kind.

    >>> kind_of("https://example.org/graph/article/a/1", "https://example.org/")
    'articles'
    """
    for kind, beginning in KINDS.items():
        if graph.startswith(base + beginning):
            return kind
    raise StoreError(f"<{graph}> is a graph of no known kind ({', '.join(KINDS)}).")


def quads_by_kind(store: Store) -> dict[str, Iterator[ox.Quad]]:
    """The quads of each kind that the store has. Raises StoreError for a graph of no known kind."""
    base = dataset_of(store).value.removesuffix("dataset")
    graphs: dict[str, list[ox.NamedNode]] = {}
    for graph in store.graphs():
        graphs.setdefault(kind_of(graph.value, base), []).append(graph)
    return {kind: _quads(store, graphs[kind]) for kind in KINDS if kind in graphs}


def _quads(store: Store, graphs: list[ox.NamedNode]) -> Iterator[ox.Quad]:
    for graph in graphs:
        yield from store.quads(graph)
