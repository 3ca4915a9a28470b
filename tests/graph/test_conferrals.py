"""Runs of honours: what the text says is asserted, what follows from a number is implied."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from rdflib import RDF, Graph, URIRef

from kg.graph.iris import Iris
from kg.graph.quads import article_quads
from kg.graph.vocabulary import KG, SEM
from kg.model import (
    Article,
    Entity,
    EntityType,
    Evidence,
    LinkedArticle,
    Predicate,
    Statement,
    TimeSpan,
)
from kg.publish.dump import serialize
from kg.publish.formats import FORMATS

IRIS = Iris("https://example.org/")
HONOUR = Entity(key="honour/h", type=EntityType.HONOUR, name="全国双拥模范城")
CITY = Entity(key="place/220600", type=EntityType.PLACE, name="白山市")
OTHER = Entity(key="place/220500", type=EntityType.PLACE, name="通化市")


def year(number: int) -> Entity:
    span = TimeSpan(text=f"{number}年", earliest=date(number, 1, 1), latest=date(number, 12, 31))
    return Entity(key=f"time/{number}", type=EntityType.TIME, name=span.text, time=span)


def said(subject: Entity, predicate: Predicate, value: Entity, start: int, end: int) -> Statement:
    return Statement(
        subject=subject.key,
        predicate=predicate,
        object=value.key,
        evidence=Evidence(start=start, end=end, quote="x" * (end - start)),
        confidence=0.9,
        rule="test",
    )


def graph_of(entities: Iterable[Entity], *statements: Statement, article: str = "a") -> Graph:
    linked = LinkedArticle(
        article=Article(id=article, text="x" * 100, body=((0, 100),)),
        entities=tuple(entities),
        statements=statements,
    )
    data = serialize(article_quads(linked, IRIS), FORMATS["turtle"])
    return Graph().parse(data=data, format="turtle")


def conferrals(graph: Graph) -> set[tuple[str | None, int | None, bool]]:
    """Time, ordinal and whether implied, of each conferral."""
    found = set()
    for node in graph.subjects(RDF.type, KG.Conferral):
        time = graph.value(node, SEM.hasTime)
        ordinal = graph.value(node, KG.ordinalInRun)
        found.add(
            (
                str(time).rpartition("/")[2] if time else None,
                int(str(ordinal)) if ordinal is not None else None,
                (node, KG.implied, None) in graph,
            )
        )
    return found


def test_four_in_a_row_is_one_asserted_and_three_implied() -> None:
    graph = graph_of(
        [replace(HONOUR, count=4), CITY, year(2020)],
        said(HONOUR, Predicate.AWARDED, CITY, 0, 20),
        said(HONOUR, Predicate.TIME, year(2020), 0, 20),
    )
    assert conferrals(graph) == {
        ("2020", 4, False),
        (None, 3, True),
        (None, 2, True),
        (None, 1, True),
    }
    (last,) = graph.subjects(SEM.hasTime)
    assert set(graph.objects(None, KG.impliedBy)) == {last}


def test_a_single_award_has_no_ordinal() -> None:
    graph = graph_of([HONOUR, CITY], said(HONOUR, Predicate.AWARDED, CITY, 0, 20))
    assert conferrals(graph) == {(None, None, False)}
    receiver = URIRef(IRIS.entity(CITY.key).value)
    assert (receiver, KG.receivedHonour, URIRef(IRIS.entity(HONOUR.key).value)) in graph


def test_two_years_are_two_conferrals_and_nothing_is_implied() -> None:
    graph = graph_of(
        [HONOUR, CITY, year(2020), year(2016)],
        said(HONOUR, Predicate.AWARDED, CITY, 0, 20),
        said(HONOUR, Predicate.TIME, year(2020), 0, 20),
        said(HONOUR, Predicate.TIME, year(2016), 0, 20),
    )
    assert conferrals(graph) == {("2016", None, False), ("2020", None, False)}


def test_three_in_a_row_of_which_two_are_dated() -> None:
    graph = graph_of(
        [replace(HONOUR, count=3), CITY, year(2020), year(2016)],
        said(HONOUR, Predicate.AWARDED, CITY, 0, 20),
        said(HONOUR, Predicate.TIME, year(2020), 0, 20),
        said(HONOUR, Predicate.TIME, year(2016), 0, 20),
    )
    assert conferrals(graph) == {("2020", 3, False), ("2016", 2, False), (None, 1, True)}


def test_each_city_keeps_the_year_of_its_own_sentence() -> None:
    graph = graph_of(
        [HONOUR, CITY, OTHER, year(2020), year(2016)],
        said(HONOUR, Predicate.AWARDED, CITY, 0, 20),
        said(HONOUR, Predicate.TIME, year(2020), 5, 20),
        said(HONOUR, Predicate.AWARDED, OTHER, 20, 40),
        said(HONOUR, Predicate.TIME, year(2016), 25, 40),
    )
    pairs = {
        (graph.value(node, KG.receiver), graph.value(node, SEM.hasTime))
        for node in graph.subjects(RDF.type, KG.Conferral)
    }
    assert pairs == {
        (URIRef(IRIS.entity(one.key).value), URIRef(IRIS.entity(time.key).value))
        for one, time in ((CITY, year(2020)), (OTHER, year(2016)))
    }


def test_one_dated_conferral_is_the_same_in_every_article_an_undated_one_is_not() -> None:
    award = said(HONOUR, Predicate.AWARDED, CITY, 0, 20)
    dated = said(HONOUR, Predicate.TIME, year(2020), 0, 20)

    def nodes(article: str, *statements: Statement) -> set[object]:
        graph = graph_of([HONOUR, CITY, year(2020)], *statements, article=article)
        return set(graph.subjects(RDF.type, KG.Conferral))

    assert nodes("a", award, dated) == nodes("b", award, dated)
    assert nodes("a", award).isdisjoint(nodes("b", award))


def test_the_time_of_an_honour_that_nobody_receives_is_kept() -> None:
    graph = graph_of([HONOUR, year(2020)], said(HONOUR, Predicate.TIME, year(2020), 0, 20))
    assert conferrals(graph) == set()
    honour = URIRef(IRIS.entity(HONOUR.key).value)
    assert graph.value(honour, KG.statedTime) == URIRef(IRIS.entity("time/2020").value)
