"""What is counted when a graph is written is what a query would count in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.graph.iris import Iris
from kg.graph.quads import article_quads
from kg.graph.store import Store
from kg.graph.vocabulary import KG
from kg.model import EntityType, LinkedArticle

Row = tuple[str | None, ...]


@pytest.fixture(scope="module")
def store(demo_graph: Path) -> Iterator[Store]:
    with Store.of(demo_graph) as opened:
        yield opened


def rows(store: Store, sparql: str) -> list[Row]:
    found = store.query(sparql)
    assert isinstance(found, ox.QuerySolutions)
    return [tuple(term.value if term else None for term in row) for row in found]


def test_statements_of_an_article(store: Store) -> None:
    written = rows(
        store,
        "SELECT ?g ?n WHERE { GRAPH ?g { ?v kg:statementCount ?n ; dcterms:isVersionOf ?a } }",
    )
    counted = rows(
        store, "SELECT ?g (COUNT(?s) AS ?n) WHERE { GRAPH ?g { ?s a kg:Statement } } GROUP BY ?g"
    )
    assert len(written) == 14
    assert sorted(written) == sorted(counted)


def test_statements_of_a_rule_with_a_confidence(store: Store) -> None:
    written = rows(
        store,
        "SELECT ?rule ?c ?n WHERE { GRAPH ?g { "
        "?p a kg:RulePartition ; kg:rule ?rule ; kg:confidence ?c ; kg:statementCount ?n } }",
    )
    counted = rows(
        store,
        "SELECT ?rule ?c (COUNT(?s) AS ?n) WHERE { GRAPH ?g { "
        "?s a kg:Statement ; kg:rule ?rule ; kg:confidence ?c } } GROUP BY ?rule ?c",
    )
    assert len(written) > 20
    assert sorted(written) == sorted(counted)


def test_the_hundred_that_are_mentioned_most(store: Store) -> None:
    written = rows(
        store,
        "SELECT ?e ?articles ?mentions WHERE { GRAPH ?g { "
        "?e kg:articleCount ?articles ; kg:mentionCount ?mentions ; rdfs:label ?label } }",
    )
    counted = rows(
        store,
        "SELECT ?e (COUNT(DISTINCT ?g) AS ?articles) (COUNT(?m) AS ?mentions) WHERE { "
        "GRAPH ?g { ?m kg:mentionOf ?e } FILTER(!REGEX(STR(?e), '/id/(time|quantity)/')) "
        "} GROUP BY ?e",
    )
    assert len(written) == 100
    assert set(written) <= set(counted)
    least = min(int(mentions or 0) for _, _, mentions in written)
    assert {row for row in counted if int(row[2] or 0) > least} <= set(written)


def test_a_body_is_named_for_the_place_in_its_name(golden: LinkedArticle, iris: Iris) -> None:
    """Of an unnamed unit only the place where it is may be said."""
    entities = []
    for entity in golden.entities:
        if entity.type is EntityType.ORGANIZATION:
            scope = "single:220600" if entity.subtype == "Garrison" else "220600"
            mentions = tuple(replace(m, scope=scope) for m in entity.mentions)
            entity = replace(entity, mentions=mentions)
        entities.append(entity)
    linked = replace(golden, entities=tuple(entities))
    named = {
        (quad.subject, quad.object)
        for quad in article_quads(linked, iris)
        if quad.predicate == ox.NamedNode(KG.namedFor)
    }
    assert named == {(iris.entity("organization/aaaaaaaaaaaa"), iris.entity("place/220600"))}


def test_the_place_of_such_a_body_is_among_those_of_the_gazetteer(demo_graph: Path) -> None:
    with Store.of(demo_graph) as store:
        lost = rows(
            store,
            "SELECT ?body ?place WHERE { GRAPH ?g { ?body kg:namedFor ?place } "
            "FILTER NOT EXISTS { GRAPH ?d { ?place kg:level ?level } } }",
        )
        found = rows(store, "SELECT ?body WHERE { GRAPH ?g { ?body kg:namedFor ?place } }")
    assert len(found) > 10
    assert lost == []


def test_a_place_is_within_itself_and_all_that_contains_it(store: Store) -> None:
    within = rows(store, "SELECT ?place ?whole WHERE { GRAPH ?g { ?place geo:sfWithin ?whole } }")
    path = rows(
        store,
        "SELECT ?place ?whole WHERE { GRAPH ?g { ?place kg:level ?l ; "
        "schema:containedInPlace* ?whole . ?whole kg:level ?m } }",
    )
    assert len(within) > 100
    assert sorted(within) == sorted(set(path))
