"""What some quads say of each subject, for those who ask by subject and property."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import pyoxigraph as ox
from rdflib import RDF, URIRef

from kg.graph.store import Store
from kg.publish.sorting import sorted_lines

Term = ox.NamedNode | ox.Literal


class Description:
    """The objects of each subject and property, in memory: of an article, of an entity, of a change.

    >>> from rdflib import RDFS
    >>> a = ox.NamedNode("https://example.org/a")
    >>> found = Description([ox.Quad(a, ox.NamedNode(RDFS.label), ox.Literal("双拥"))])
    >>> found.one(a.value, RDFS.label)
    '双拥'
    """

    def __init__(self, quads: Iterable[ox.Quad] = ()) -> None:
        self.about: dict[str, dict[str, set[Term]]] = defaultdict(lambda: defaultdict(set))
        for quad in quads:
            self.add(quad)

    def add(self, quad: ox.Quad) -> None:
        """Take a quad in. Graphs with blank nodes are not for this."""
        assert isinstance(quad.subject, ox.NamedNode)
        assert isinstance(quad.object, ox.NamedNode | ox.Literal)
        self.about[quad.subject.value][quad.predicate.value].add(quad.object)

    def all(self, subject: str, term: URIRef) -> list[Term]:
        """The objects, sorted."""
        return sorted(self.about.get(subject, {}).get(str(term), ()), key=str)

    def one(self, subject: str, term: URIRef) -> str:
        """The first object as text, empty where there is none."""
        return next((term.value for term in self.all(subject, term)), "")

    def is_a(self, subject: str, *classes: URIRef) -> bool:
        """Whether a subject is in one of the classes."""
        types = {term.value for term in self.all(subject, RDF.type)}
        return not types.isdisjoint(map(str, classes))

    def instances(self, *classes: URIRef) -> list[str]:
        """The subjects that are in one of the classes, sorted."""
        return sorted(subject for subject in self.about if self.is_a(subject, *classes))


def instances(store: Store, *classes: URIRef) -> Iterator[str]:
    """What is in one of the classes in any graph of a store, by IRI; sorted on disk."""
    found = (
        quad.subject.value.encode() + b"\n"
        for class_ in classes
        for quad in store.oxigraph.quads_for_pattern(
            None, ox.NamedNode(RDF.type), ox.NamedNode(class_)
        )
        if isinstance(quad.subject, ox.NamedNode)
    )
    for line in sorted_lines(found):
        yield line.decode().rstrip("\n")
