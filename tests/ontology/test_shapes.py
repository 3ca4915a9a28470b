"""Each shape is shown at work: what it lets pass, and what it stops."""

from __future__ import annotations

from pathlib import Path

import pyshacl
import pytest
from rdflib import SH, Graph, Literal, URIRef

from kg.graph.vocabulary import KG_SHAPE
from kg.settings import Settings

ONTOLOGY = Settings().ontology
SHAPES = Graph().parse(ONTOLOGY / "shapes.ttl")
VALID = sorted((ONTOLOGY / "examples" / "valid").glob("*.ttl"))
INVALID = sorted((ONTOLOGY / "examples" / "invalid").glob("*.ttl"))


def violated(path: Path) -> set[URIRef]:
    _, report, _ = pyshacl.validate(Graph().parse(path), shacl_graph=SHAPES, inference="none")
    return {URIRef(shape) for shape in report.objects(None, SH.sourceShape)}


def named(path: Path) -> URIRef:
    """The shape that an invalid example names in its first line."""
    first = path.read_text(encoding="utf-8").splitlines()[0]
    marker = "# violates: kg-shape:"
    assert first.startswith(marker), f"{path.name} must begin with {marker!r}"
    return KG_SHAPE[first.removeprefix(marker)]


@pytest.mark.parametrize("path", VALID, ids=lambda p: p.stem)
def test_valid_examples_pass(path: Path) -> None:
    assert violated(path) == set()


@pytest.mark.parametrize("path", INVALID, ids=lambda p: p.stem)
def test_invalid_examples_violate_the_shape_they_name_and_no_other(path: Path) -> None:
    assert violated(path) == {named(path)}


def test_every_shape_has_an_invalid_example() -> None:
    shapes = {s for s in SHAPES.subjects(SH.path) if isinstance(s, URIRef)}
    assert shapes == {named(path) for path in INVALID}


def test_every_shape_has_a_target_and_a_message_in_both_languages() -> None:
    for shape in SHAPES.subjects(SH.message):
        assert str(shape).startswith(str(KG_SHAPE)), "a shape needs an IRI of its own"
        messages = [m for m in SHAPES.objects(shape, SH.message) if isinstance(m, Literal)]
        assert sorted(str(m.language) for m in messages) == ["en", "zh"]
        targets = SHAPES.predicates(shape)
        assert {SH.targetClass, SH.targetSubjectsOf} & set(targets)
    assert set(SHAPES.subjects(SH.message)) == set(SHAPES.subjects(SH.path))
