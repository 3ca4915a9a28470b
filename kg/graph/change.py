"""A change of a store: named graphs get other quads, and the default graph stays their merge."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pyoxigraph as ox
from rdflib import RDF

from kg.graph.metadata import class_of
from kg.graph.store import Store

_DEFAULT = ox.DefaultGraph()
_TYPE = ox.NamedNode(RDF.type)


class Change:
    """Quads that leave a store and quads that enter it, gathered and then made so.

    A triple leaves the default graph when no named graph holds it any more: that is looked up
    triple by triple, so that a change costs what it changes.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self.removed: set[ox.Quad] = set()
        self.added: set[ox.Quad] = set()

    @property
    def graphs(self) -> set[ox.NamedNode]:
        """The named graphs that change."""
        return {_graph(quad) for quad in self.removed | self.added}

    def replace(self, old: Iterable[ox.Quad], new: Iterable[ox.Quad]) -> None:
        """Put quads in the place of others, which must be in the store."""
        before, after = set(old), set(new)
        self.removed |= before - after
        self.added |= after - before

    def replace_graph(self, graph: ox.NamedNode, new: Iterable[ox.Quad]) -> None:
        """Put quads in the place of all that a named graph holds."""
        self.replace(self._store.quads(graph), new)

    def apply(self) -> Counter[str]:
        """Change the store. By how much it then has more triples (`triples`), or things of a class
        of our ontology (`class/Place`)."""
        oxigraph = self._store.oxigraph
        counts: Counter[str] = Counter(triples=len(self.added) - len(self.removed))
        for quad in self.removed:
            oxigraph.remove(quad)
        oxigraph.extend(self.added)
        for graph in {_graph(quad) for quad in self.removed} - {_graph(q) for q in self.added}:
            if next(iter(self._store.quads(graph)), None) is None:
                oxigraph.remove_graph(graph)
        for triple in {quad.triple for quad in self.removed}:
            held = oxigraph.quads_for_pattern(triple.subject, triple.predicate, triple.object)
            if all(quad.graph_name == _DEFAULT for quad in held):
                oxigraph.remove(_merged(triple))
                _count_class(triple, -1, counts)
        entering = [
            triple
            for triple in {quad.triple for quad in self.added}
            if _merged(triple) not in oxigraph
        ]
        oxigraph.extend(map(_merged, entering))
        for triple in entering:
            _count_class(triple, 1, counts)
        return counts


def _merged(triple: ox.Triple) -> ox.Quad:
    return ox.Quad(triple.subject, triple.predicate, triple.object, _DEFAULT)


def _graph(quad: ox.Quad) -> ox.NamedNode:
    assert isinstance(quad.graph_name, ox.NamedNode)
    return quad.graph_name


def _count_class(triple: ox.Triple, by: int, counts: Counter[str]) -> None:
    if triple.predicate == _TYPE and (name := class_of(triple.object)) is not None:
        counts[f"class/{name}"] += by
