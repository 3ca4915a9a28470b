"""Shapes that cannot be checked are refused, with the shape and the construct by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import DataFileError, ShapeError
from kg.settings import Settings
from kg.shacl import read_shapes

HEAD = """
@prefix ex: <https://example.org/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""
SHAPE = """
ex:S a sh:PropertyShape ; sh:targetClass ex:C ; sh:path ex:p ; sh:message "错"@zh , "wrong"@en ;
"""


def read(folder: Path, text: str) -> None:
    path = folder / "shapes.ttl"
    path.write_text(HEAD + text, encoding="utf-8")
    read_shapes(path)


def test_our_shapes_are_all_read() -> None:
    text = (Settings().ontology / "shapes.ttl").read_text(encoding="utf-8")
    assert len(read_shapes(Settings().ontology / "shapes.ttl")) == text.count("a sh:PropertyShape")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (SHAPE + "sh:maxLength 3 .", "ex:S|Unknown constraint sh:maxLength. Known: class, "),
        (SHAPE + "sh:pattern 'a' ; sh:flags 'i' .", "Unknown constraint sh:flags"),
        (SHAPE + "sh:deactivated true .", "Unknown constraint sh:deactivated"),
        (SHAPE + "sh:severity sh:Warning .", "Unknown constraint sh:severity"),
        (SHAPE + "sh:targetNode ex:n .", "Unknown constraint sh:targetNode"),
        (SHAPE + "sh:not [ sh:or ( [] [] ) ] .", "Unknown constraint sh:or"),
        (SHAPE + "sh:not [ sh:path ex:q ; sh:minCount 1 ] .", "is no node shape"),
        (SHAPE + "sh:minCount 'one' .", "is no count"),
        (SHAPE + "sh:nodeKind sh:Iri .", "is no node kind"),
        (SHAPE + "sh:pattern '(' .", "is no regular expression"),
        (SHAPE + "sh:uniqueLang false .", "says true or is left out"),
        (SHAPE + "sh:qualifiedMinCount 1 .", "has one sh:qualifiedValueShape"),
        (SHAPE + "sh:in ex:list .", "is no list"),
        (SHAPE.replace("sh:path ex:p", "sh:path [ sh:zeroOrMorePath ex:p ]") + ".", "zeroOrMore"),
        (SHAPE.replace("sh:path ex:p", "sh:path ( ex:p ex:q )") + ".", "Unknown path"),
        (SHAPE.replace("sh:path ex:p ;", "") + ".", "has 0 paths"),
        (SHAPE.replace("sh:targetClass ex:C ;", "") + ".", "has no target"),
        (SHAPE.replace('"wrong"@en', '"faux"@fr') + ".", "no sh:message in zh and en"),
        ("ex:N a sh:NodeShape ; sh:targetClass ex:C .", "is no sh:PropertyShape"),
        ("ex:N a sh:NodeShape .", "NodeShape"),
        ("ex:N sh:targetClass ex:C ; sh:minCount 1 .", "is no sh:PropertyShape"),
        ("[] a sh:PropertyShape ; sh:path ex:p ; sh:targetClass ex:C .", "needs an IRI"),
    ],
)
def test_what_is_not_known_is_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ShapeError) as error:
        read(tmp_path, text)
    for part in said.replace("ex:", "https://example.org/").split("|"):
        assert part in str(error.value)
    assert str(tmp_path / "shapes.ttl") in str(error.value)


def test_what_is_no_turtle_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match=r"shapes\.ttl:6: no Turtle"):
        read(tmp_path, "ex:S a\n  'shape .")
