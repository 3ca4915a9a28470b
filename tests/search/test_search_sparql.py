"""Search within a query: what is written in its place, and what is refused."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.errors import QueryError
from kg.graph.folder import STATE
from kg.graph.vocabulary import PREFIXES
from kg.search import Entry, Pinyin, SearchIndex
from kg.search.index import write_index
from kg.search.sparql import expand

ONTOLOGY = PREFIXES["kg"]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    path = tmp_path_factory.mktemp("search") / STATE
    entries = [
        Entry(
            iri=f"urn:{name}",
            key=name,
            type="Place",
            classes=frozenset({"Place"}),
            label=name,
            names=frozenset(),
            mentions=mentions,
        )
        for name, mentions in (("白山", 1), ("长白山", 5), ('a"b', 1))
    ]
    write_index(path, entries, [], Pinyin({}))
    return SearchIndex(path)


@pytest.mark.parametrize(
    ("query", "expanded"),
    [
        (
            'SELECT * { ?p kg:search "baishan" . ?p ?q ?o }',
            "SELECT * { VALUES ?p { <urn:白山> <urn:长白山> } . ?p ?q ?o }",
        ),
        (
            "SELECT * { ?s ?p ?o . # a comment {\n (?x ?rank) kg:search '白山'@zh }",
            "SELECT * { ?s ?p ?o . # a comment {\n"
            " VALUES (?x ?rank) { (<urn:白山> 1) (<urn:长白山> 2) } }",
        ),
        (
            f'SELECT * {{ ?p <{ONTOLOGY}search> "nothing" }}',
            "SELECT * { VALUES ?p {  } }",
        ),
        (
            f'PREFIX x: <{ONTOLOGY}> SELECT * {{ {{ ?p x:search "白山" }} UNION {{ ?p a ?t }} }}',
            f"PREFIX x: <{ONTOLOGY}> SELECT * {{ {{ VALUES ?p {{ <urn:白山> <urn:长白山> }} }} "
            "UNION { ?p a ?t } }",
        ),
        (r'ASK { ?p kg:search "a\"b" }', 'ASK { VALUES ?p { <urn:a"b> } }'),
    ],
)
def test_a_search_becomes_what_it_finds(index: SearchIndex, query: str, expanded: str) -> None:
    assert expand(query, index) == expanded


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p \"?x kg:search '白山' .\" }",
        "SELECT * { ?s ?p '''{ ?x kg:search \"白山\" .''' }",
        'SELECT * { ?s ?p ?o } # { ?x kg:search "白山" . }',
        'PREFIX kg: <urn:other#> SELECT * { ?p kg:search "白山" }',
        'SELECT * { ?p kg:searched "白山" . ?p kg:search-term "白山" . ?p okg:search "白山" }',
    ],
)
def test_what_is_no_search_stays(index: SearchIndex, query: str) -> None:
    assert expand(query, index) == query


@pytest.mark.parametrize(
    "query",
    [
        'SELECT * { ?p a kg:Place ; kg:search "白山" }',
        "SELECT * { ?p kg:search ?text }",
        'SELECT * { ?p kg:search "白山", "山" }',
        'SELECT * { ?a ?b ?p kg:search "白山" }',
        'SELECT * { <urn:白山> kg:search "白山" }',
        'SELECT * { ?p kg:search|kg:kind "白山" }',
    ],
)
def test_another_way_of_writing_it_is_refused(index: SearchIndex, query: str) -> None:
    with pytest.raises(QueryError, match="kg:search is a triple of its own"):
        expand(query, index)


def test_an_expanded_query_runs(index: SearchIndex) -> None:
    store = ox.Store()
    label = ox.NamedNode("urn:label")
    for name in ("白山", "别处"):
        store.add(ox.Quad(ox.NamedNode(f"urn:{name}"), label, ox.Literal(name)))
    query = expand(
        'SELECT ?l ?r { ?p <urn:label> ?l . (?p ?r) kg:search "bs" . FILTER(?r < 9) }', index
    )
    solutions = store.query(query)
    assert isinstance(solutions, ox.QuerySolutions)
    assert [[term.value for term in row] for row in solutions] == [["白山", "1"]]
