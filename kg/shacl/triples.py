"""The triples of one graph, in memory, by subject and by object."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.errors import ShapeError

Node = ox.NamedNode | ox.BlankNode
Term = Node | ox.Literal

TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
SUBCLASS = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf")


class Triples:
    """A set of triples that answers who has which property.

    Raises ShapeError for a triple that has a triple for a term.

    >>> a, b = ox.NamedNode("urn:a"), ox.NamedNode("urn:b")
    >>> triples = Triples([ox.Triple(a, TYPE, b)])
    >>> triples.objects(a, TYPE) == [b], triples.is_a(a, b), len(triples)
    (True, True, 1)
    """

    def __init__(self, triples: Iterable[ox.Triple | ox.Quad]) -> None:
        self._objects: dict[Node, dict[ox.NamedNode, list[Term]]] = {}
        self._subjects: dict[ox.NamedNode, dict[Term, list[Node]]] = {}
        self._size = 0
        objects = self._objects
        for triple in triples:
            subject, value = triple.subject, triple.object
            if isinstance(value, ox.Triple) or isinstance(subject, ox.Triple):
                raise ShapeError(f"{triple} has a triple for a term (RDF 1.2): SHACL knows none.")
            properties = objects.get(subject)
            if properties is None:
                properties = objects[subject] = {}
            values = properties.get(triple.predicate)
            if values is None:
                properties[triple.predicate] = [value]
            else:
                values.append(value)
            self._size += 1

    def __len__(self) -> int:
        return self._size

    def __contains__(self, triple: tuple[Node, ox.NamedNode, Term]) -> bool:
        return triple[2] in self.objects(triple[0], triple[1])

    def nodes(self) -> Iterator[Node]:
        """Whatever has a property, each once."""
        return iter(self._objects)

    def of(self, subject: Node) -> dict[ox.NamedNode, list[Term]]:
        """All that is said of the subject, by property."""
        return self._objects.get(subject, {})

    def objects(self, subject: Term, predicate: ox.NamedNode) -> list[Term]:
        """The values of a property of the subject; a literal has none."""
        if isinstance(subject, ox.Literal):
            return []
        return self._objects.get(subject, {}).get(predicate, [])

    def object(self, subject: Term, predicate: ox.NamedNode) -> Term | None:
        """The value of a property, of several the first in order; None where there is none."""
        return min(self.objects(subject, predicate), key=str, default=None)

    def having(self, predicate: ox.NamedNode) -> dict[Term, list[Node]]:
        """The subjects of a property by its values."""
        found = self._subjects.get(predicate)
        if found is None:
            found = self._subjects[predicate] = {}
            for subject, properties in self._objects.items():
                for value in properties.get(predicate, ()):
                    found.setdefault(value, []).append(subject)
        return found

    def subjects(self, predicate: ox.NamedNode, value: Term) -> list[Node]:
        """Whatever has the value of the property."""
        return self.having(predicate).get(value, [])

    def instances(self, class_: ox.NamedNode) -> list[Node]:
        """The SHACL instances of a class: of it, or of a class below it in these triples."""
        types = self.having(TYPE)
        found = list(types.get(class_, ()))
        if self.having(SUBCLASS):
            for below in self._below(class_):
                found += types.get(below, ())
        return list(dict.fromkeys(found))

    def is_a(self, term: Term, class_: ox.NamedNode) -> bool:
        """Whether the term is a SHACL instance of the class."""
        types = self.objects(term, TYPE)
        if class_ in types:
            return True
        if not types or not self.having(SUBCLASS):
            return False
        return not self._below(class_).isdisjoint(types)

    def _below(self, class_: ox.NamedNode) -> set[Node]:
        below: set[Node] = set()
        rest: list[Term] = [class_]
        while rest:
            found = set(self.subjects(SUBCLASS, rest.pop())) - below
            below |= found
            rest += found
        return below
