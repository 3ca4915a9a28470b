"""Headers of the named queries, and the binding of their parameters."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Store

from kg.errors import DataFileError, QueryError
from kg.query.named import load
from kg.query.parameters import TYPES, Parameter

HEADER = """\
#+ summary:
#+   zh: 问
#+   en: Question
#+ description: For a test.
#+ parameters:
#+   - name: words
#+     type: string
#+     description: the words
#+     example: a
"""
QUERY = "SELECT ?s WHERE { ?s <urn:says> ?_words }"


@pytest.mark.parametrize(
    "words",
    [
        'a" } ; DROP ALL #',
        "a' } UNION { ?s ?p ?o",
        "<urn:x> } UNION { ?s ?p ?o } #",
        "\\",
        "\\u0022 }",
        '"""',
        "two\nlines\r\tand a tab",
        "?_words",
        "七道江\u202e",
        "",
    ],
)
def test_a_string_finds_itself_and_nothing_else(words: str, tmp_path: Path) -> None:
    (tmp_path / "said.rq").write_text(HEADER + QUERY, encoding="utf-8")
    store = Store()
    store.add(Quad(NamedNode("urn:this"), NamedNode("urn:says"), Literal(words)))
    store.add(Quad(NamedNode("urn:other"), NamedNode("urn:says"), Literal("something else")))
    answer = store.query(load(tmp_path)["said"].bind(words=words))
    assert isinstance(answer, QuerySolutions)
    assert [row["s"] for row in answer] == [NamedNode("urn:this")]


@pytest.mark.parametrize(
    ("type_", "value"),
    [
        ("iri", "urn:a> } #"),
        ("iri", "no scheme"),
        ("integer", "1.5"),
        ("integer", "１２"),
        ("decimal", "1e3"),
        ("decimal", "1 } #"),
        ("year", "20"),
        ("date", "2020-02-30"),
        ("place-code", "白山市"),
        ("place-code", "220600\n"),
    ],
)
def test_a_value_of_another_type_is_refused_by_name(type_: str, value: str) -> None:
    parameter = Parameter(name="which", type=type_, description="")
    with pytest.raises(QueryError, match="'which' must be ") as refused:
        parameter.term(value)
    assert TYPES[type_].expects in str(refused.value)
    assert repr(value) in str(refused.value)


def test_a_missing_parameter_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "said.rq").write_text(HEADER + QUERY, encoding="utf-8")
    with pytest.raises(QueryError, match="needs the parameter 'words': the words"):
        load(tmp_path)["said"].bind()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (QUERY, "header"),
        (HEADER.replace("#+   en: Question\n", "") + QUERY, "'en'"),
        (HEADER.replace("zh: 问", "zh: [") + QUERY, "not YAML"),
        (HEADER.replace("type: string", "type: text") + QUERY, "unknown type 'text'"),
        (HEADER.replace("#+     example: a\n", "") + QUERY, "default or an example"),
        (HEADER + "ASK {}", "declares \\['words'\\], but the query uses \\[\\]"),
    ],
)
def test_a_broken_header_is_refused(text: str, problem: str, tmp_path: Path) -> None:
    (tmp_path / "broken.rq").write_text(text, encoding="utf-8")
    with pytest.raises(DataFileError, match=problem):
        load(tmp_path)


def test_a_folder_without_queries_is_refused(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="No queries"):
        load(tmp_path)
