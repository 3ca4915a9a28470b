"""Every named query, on a graph of two small articles, against the answer worked out by hand.

The expected answers are the CSV files beside this test; a query gives the same one where the default
graph is the merge of the named graphs and where it is empty.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import BlankNode, NamedNode, QueryResultsFormat, QuerySolutions
from rdflib.query import Result

from kg.build import build
from kg.errors import QueryError
from kg.graph.store import Store
from kg.query import local
from kg.query.named import load
from kg.query.results import rows, write
from kg.settings import Settings

HERE = Path(__file__).parent
QUERIES = load(Settings().queries)
ARGUMENTS: dict[str, dict[str, str]] = {"article-statements": {"article": "b"}}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    out = tmp_path_factory.mktemp("query") / "out"
    assert build([HERE / "articles.jsonl"], out).articles == 2
    return Store.of(out)


def bound(name: str) -> str:
    return QUERIES[name].bind(**ARGUMENTS.get(name, {}))


def test_there_are_enough_questions() -> None:
    assert len(QUERIES) >= 15
    assert {path.stem for path in (HERE / "expected").glob("*.csv")} == set(QUERIES)


@pytest.mark.parametrize("name", QUERIES)
def test_answer(name: str, store: Store) -> None:
    answer = write(local.run(store, bound(name)), "csv").replace("\r\n", "\n")
    assert answer == (HERE / "expected" / f"{name}.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", QUERIES)
def test_the_answer_does_not_rest_on_a_union_graph(name: str, store: Store) -> None:
    nothing = NamedNode("https://example.org/empty")
    named: list[NamedNode | BlankNode] = [*store.graphs()]
    solutions = store.oxigraph.query(bound(name), default_graph=nothing, named_graphs=named)
    assert isinstance(solutions, QuerySolutions)
    strict: Result = rows(solutions.serialize(format=QueryResultsFormat.JSON) or b"")
    assert write(strict, "csv") == write(local.run(store, bound(name)), "csv")


@pytest.mark.parametrize("name", QUERIES)
def test_every_query_is_in_the_table_of_the_readme(name: str) -> None:
    table = (Settings().queries / "README.md").read_text(encoding="utf-8")
    assert f"| {name} | {QUERIES[name].summary['zh']} " in table


@pytest.mark.parametrize("value", ['x" . DROP ALL #', "x' } INSERT", "<a> <b>", "\\", '"""'])
def test_a_parameter_is_a_term_and_nothing_else(value: str, store: Store) -> None:
    query = QUERIES["amounts-for-group"].bind(group=value)
    assert len(local.run(store, query).bindings) == 0


@pytest.mark.parametrize(
    ("name", "value"), [("since", "20x0"), ("place", "白山"), ("nothing", "1")]
)
def test_a_wrong_parameter_is_said(name: str, value: str) -> None:
    with pytest.raises(QueryError, match=name):
        QUERIES["events-of-place"].bind(**{name: value})
