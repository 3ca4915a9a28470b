"""Shapes: what they are about, and what they ask of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path as FilePath

import pyoxigraph as ox

from kg.errors import DataFileError, ShapeError
from kg.shacl.constraints import Constraint, read_constraints
from kg.shacl.paths import SH, Path, read_path
from kg.shacl.triples import TYPE, Node, Term, Triples

_PROPERTY_SHAPE, _PATH, _MESSAGE, _TARGET_CLASS, _TARGET_SUBJECTS = (
    ox.NamedNode(SH + name)
    for name in ("PropertyShape", "path", "message", "targetClass", "targetSubjectsOf")
)


@dataclass(frozen=True, slots=True)
class Violation:
    """A validation result: `value` breaks the constraint of the shape, or the focus node does."""

    shape: Shape
    component: str
    focus: Node
    value: Term | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A property shape with its targets; `messages` by language.

    `path_node` is the path in the shapes graph, and `path_triples` what is said of it there.
    """

    iri: ox.NamedNode
    classes: tuple[ox.NamedNode, ...]
    subjects_of: tuple[ox.NamedNode, ...]
    path: Path
    path_node: Node
    path_triples: tuple[ox.Triple, ...]
    constraints: tuple[Constraint, ...]
    messages: Mapping[str, str]

    def targets(self, data: Triples) -> Iterable[Node]:
        """The focus nodes of the shape, each once."""
        if len(self.classes) == 1 and not self.subjects_of:
            return data.instances(self.classes[0])
        found: dict[Node, None] = {}
        for class_ in self.classes:
            found.update(dict.fromkeys(data.instances(class_)))
        for predicate in self.subjects_of:
            found.update((s, None) for some in data.having(predicate).values() for s in some)
        return found

    def validate(self, data: Triples) -> Iterator[Violation]:
        """What is wrong with the focus nodes of the shape in the data."""
        for focus in self.targets(data):
            values = self.path(data, focus)
            for constraint in self.constraints:
                for value in constraint.check(data, focus, values):
                    yield Violation(self, constraint.component, focus, value)


def read_shapes(path: FilePath) -> tuple[Shape, ...]:
    """The shapes of a Turtle file, by IRI.

    Raises DataFileError for a file that is no Turtle, and ShapeError where it states what could not
    be checked: a component, a path or a target that is not known here.
    """
    try:
        with path.open("rb") as file:
            shapes = Triples(ox.parse(file, format=ox.RdfFormat.TURTLE))
    except SyntaxError as error:
        raise DataFileError(path, error.lineno or 1, f"no Turtle: {error.msg}") from error
    found = []
    for node in _shapes(shapes, path):
        try:
            found.append(_shape(shapes, node))
        except ShapeError as error:
            raise ShapeError(f"{path}: shape {node.value}: {error}") from error
    return tuple(found)


def _shapes(shapes: Triples, path: FilePath) -> list[ox.NamedNode]:
    """The property shapes of the file, all of them: what else has a target would go unseen."""
    known = shapes.instances(_PROPERTY_SHAPE)
    for node in shapes.nodes():
        targets = [p for p in shapes.of(node) if p.value.startswith(f"{SH}target")]
        if targets and node not in known:
            raise ShapeError(f"{path}: {node} has a target and is no sh:PropertyShape.")
        # A type such as sh:NodeShape, and statements of whole files such as sh:declare.
        others = [
            t
            for t in shapes.objects(node, TYPE)
            if isinstance(t, ox.NamedNode) and t.value.startswith(SH) and t != _PROPERTY_SHAPE
        ]
        if others:
            raise ShapeError(f"{path}: {node} is a {others[0]}; known are property shapes only.")
    named = [node for node in known if isinstance(node, ox.NamedNode)]
    if len(named) < len(known):
        raise ShapeError(f"{path}: a shape needs an IRI, by which findings name it.")
    return sorted(named, key=lambda node: node.value)


def _shape(shapes: Triples, node: ox.NamedNode) -> Shape:
    paths = shapes.objects(node, _PATH)
    if len(paths) != 1:
        raise ShapeError(f"has {len(paths)} paths, where one is needed.")
    path, path_node = read_path(shapes, paths[0]), paths[0]
    assert not isinstance(path_node, ox.Literal)
    classes, subjects_of = (
        tuple(t for t in shapes.objects(node, target) if isinstance(t, ox.NamedNode))
        for target in (_TARGET_CLASS, _TARGET_SUBJECTS)
    )
    if not classes and not subjects_of:
        raise ShapeError("has no target: sh:targetClass or sh:targetSubjectsOf.")
    messages = {
        text.language: text.value
        for text in shapes.objects(node, _MESSAGE)
        if isinstance(text, ox.Literal) and text.language
    }
    if not {"zh", "en"} <= messages.keys():
        raise ShapeError("has no sh:message in zh and en.")
    return Shape(
        iri=node,
        classes=classes,
        subjects_of=subjects_of,
        path=path,
        path_node=path_node,
        path_triples=tuple(_about(shapes, path_node)),
        constraints=tuple(read_constraints(shapes, node)),
        messages=messages,
    )


def _about(shapes: Triples, node: Term) -> Iterator[ox.Triple]:
    """What the shapes graph says of a blank node, and of those that it leads to."""
    if isinstance(node, ox.BlankNode):
        for predicate, values in shapes.of(node).items():
            for value in values:
                yield ox.Triple(node, predicate, value)
                yield from _about(shapes, value)
