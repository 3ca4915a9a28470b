"""SHACL property paths: from a focus node to its value nodes."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pyoxigraph as ox

from kg.errors import ShapeError
from kg.shacl.triples import Term, Triples

Path = Callable[[Triples, Term], list[Term]]

SH = "http://www.w3.org/ns/shacl#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_FIRST, _REST, _NIL = (ox.NamedNode(_RDF + name) for name in ("first", "rest", "nil"))
_ALTERNATIVE = ox.NamedNode(f"{SH}alternativePath")
_INVERSE = ox.NamedNode(f"{SH}inversePath")


def read_path(shapes: Triples, node: Term) -> Path:
    """The path that a node of the shapes graph describes: a property, an inverse, alternatives.

    Raises ShapeError for the other kinds of paths.
    """
    if isinstance(node, ox.NamedNode):
        property_ = node
        return lambda data, focus: data.objects(focus, property_)
    if isinstance(node, ox.BlankNode):
        kinds = set(shapes.of(node))
        if kinds == {_INVERSE}:
            inverse = shapes.object(node, _INVERSE)
            if isinstance(inverse, ox.NamedNode):
                return lambda data, focus: list(data.subjects(inverse, focus))
        if kinds == {_ALTERNATIVE}:
            (members,) = shapes.objects(node, _ALTERNATIVE)
            paths = [read_path(shapes, member) for member in read_list(shapes, members)]
            return lambda data, focus: _all(path(data, focus) for path in paths)
        told = ", ".join(sorted(kind.value.removeprefix(SH) for kind in kinds))
        raise ShapeError(
            f"Unknown path {told or node}. Known: a property, sh:inversePath of one, "
            f"sh:alternativePath."
        )
    raise ShapeError(f"{node} is no path.")


def read_list(shapes: Triples, node: Term) -> list[Term]:
    """The members of an RDF list. Raises ShapeError for what is none."""
    members: list[Term] = []
    while node != _NIL:
        first, rest = shapes.objects(node, _FIRST), shapes.objects(node, _REST)
        if len(first) != 1 or len(rest) != 1:
            raise ShapeError(f"{node} is no list.")
        members += first
        node = rest[0]
    return members


def _all(values: Iterable[list[Term]]) -> list[Term]:
    return list(dict.fromkeys(term for some in values for term in some))
