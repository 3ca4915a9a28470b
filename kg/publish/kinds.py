"""The kinds of named graphs: what articles say, and what is said of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pyoxigraph as ox

from kg.graph.store import Store

KINDS = ("articles", "gazetteer", "resolution", "claims", "judgements", "metadata", "other")
"""The kinds, in the order that they are written in."""

# As kg.graph.iris names them. Ids are percent-encoded, so that none of them looks like this.
_NAMES = re.compile(r"/graph/(?:(article|gazetteer)/|(resolution|claims|judgements|metadata)$)")


def kind_of(graph: str) -> str:
    """The kind of the named graph, by its IRI.

    >>> kind_of("https://example.org/graph/article/a/1"), kind_of("https://example.org/graph/a")
    ('articles', 'other')
    """
    found = _NAMES.search(graph)
    if found is None:
        return "other"
    return {"article": "articles"}.get(kind := found[1] or found[2], kind)


def quads_by_kind(store: Store) -> dict[str, Iterator[ox.Quad]]:
    """The quads of each kind that the store has."""
    graphs: dict[str, list[ox.NamedNode]] = {}
    for graph in store.graphs():
        graphs.setdefault(kind_of(graph.value), []).append(graph)
    return {kind: _quads(store, graphs[kind]) for kind in KINDS if kind in graphs}


def _quads(store: Store, graphs: list[ox.NamedNode]) -> Iterator[ox.Quad]:
    for graph in graphs:
        yield from store.quads(graph)
