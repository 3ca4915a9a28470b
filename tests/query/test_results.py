"""Answers and how they are written."""

from __future__ import annotations

import csv
import json
from io import StringIO

import pytest
from rdflib import Literal

from kg.errors import QueryError
from kg.query.results import graph, rows, write

ROWS = rows(
    json.dumps(
        {
            "head": {"vars": ["site", "note"]},
            "results": {
                "bindings": [
                    {"site": {"type": "literal", "value": "七道江会议旧址", "xml:lang": "zh"}},
                    {"note": {"type": "literal", "value": 'a "b", [red]c[/red]\x1b[31m\u202e'}},
                ]
            },
        }
    ).encode()
)
YES = rows(b'{"head": {}, "boolean": true}')
GRAPH = graph(b'<urn:a> <http://www.w3.org/2004/02/skos/core#prefLabel> "\xe5\xb1\xb1"@zh .')


def test_rows_as_csv() -> None:
    assert list(csv.reader(StringIO(write(ROWS, "csv")))) == [
        ["site", "note"],
        ["七道江会议旧址", ""],
        ["", 'a "b", [red]c[/red]\x1b[31m\u202e'],
    ]


def test_rows_survive_a_round_trip_through_json() -> None:
    again = rows(write(ROWS, "json").encode())
    assert again.vars == ROWS.vars
    assert again.bindings == ROWS.bindings
    assert Literal("七道江会议旧址", lang="zh") in again.bindings[0].values()


def test_a_table_neither_obeys_markup_nor_steers_the_terminal() -> None:
    shown = write(ROWS, "table")
    assert "[red]c[/red]\\u001b[31m\\u202e" in shown
    assert "\x1b" not in shown


def test_a_boolean() -> None:
    assert "true" in write(YES, "table")
    assert json.loads(write(YES, "json"))["boolean"] is True


def test_a_graph() -> None:
    assert '<urn:a> skos:prefLabel "山"@zh .' in write(GRAPH, "turtle")
    assert "prefLabel" in write(GRAPH, "table")


def test_a_format_that_the_answer_does_not_have() -> None:
    with pytest.raises(QueryError, match="Known: table, csv, json"):
        write(ROWS, "turtle")
    with pytest.raises(QueryError, match="Known: table, turtle"):
        write(GRAPH, "csv")


@pytest.mark.parametrize(
    "body", [b"<html>", b"", b"3", b"[]", b"{}", b'{"head":{},"results":{}}', b"\xff"]
)
def test_what_is_no_result_is_said(body: bytes) -> None:
    with pytest.raises(ValueError, match="not SPARQL results"):
        rows(body)


@pytest.mark.parametrize("body", [b"<html>", b"\xff\xfe", b"<urn:a> <urn:b>"])
def test_what_is_no_graph_is_said(body: bytes) -> None:
    with pytest.raises(ValueError, match="not Turtle"):
        graph(body)
