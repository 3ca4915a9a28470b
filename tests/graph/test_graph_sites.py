"""What the gazetteer knows of a site goes into the graph when an article names it."""

from __future__ import annotations

import pytest
from rdflib import DCTERMS, RDF, SDO, SKOS, Graph, Literal, URIRef

from kg.gazetteer import Gazetteer
from kg.graph.iris import Iris
from kg.graph.sites import site_quads
from kg.graph.vocabulary import KG
from kg.publish.dump import serialize
from kg.publish.formats import FORMATS
from kg.settings import Settings


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load(Settings().gazetteer)


def graph_of(gazetteer: Gazetteer, iris: Iris, *ids: str) -> Graph:
    data = serialize(site_quads(ids, gazetteer, iris), FORMATS["turtle"])
    return Graph().parse(data=data, format="turtle")


def test_a_site_says_what_and_where_it_is(gazetteer: Gazetteer, iris: Iris) -> None:
    graph = graph_of(gazetteer, iris, "heritage-1-24")
    site = URIRef(iris.entity("site/heritage-1-24").value)
    assert graph.value(site, RDF.type) == KG.Site
    assert graph.value(site, SKOS.prefLabel) == Literal("卢沟桥", lang="zh")
    assert graph.value(site, DCTERMS.identifier) == Literal("heritage-1-24")
    assert graph.value(site, SDO.address) == Literal("北京市丰台区", lang="zh")
    assert graph.value(site, SDO.containedInPlace) == URIRef(iris.entity("place/110106").value)
    assert {str(d) for d in graph.objects(site, KG.designation)} == {"heritage-1", "resistance-1"}


def test_it_commemorates_what_the_gazetteer_knows_by_that_name(
    gazetteer: Gazetteer, iris: Iris
) -> None:
    graph = graph_of(gazetteer, iris, "yang-jingyu-xunguodi")
    site = URIRef(iris.entity("site/yang-jingyu-xunguodi").value)
    person = graph.value(site, KG.commemorates)
    assert person is not None
    assert graph.value(person, RDF.type) == KG.Person
    assert graph.value(person, SKOS.prefLabel) == Literal("杨靖宇", lang="zh")


def test_an_id_that_no_table_has_is_an_error(gazetteer: Gazetteer, iris: Iris) -> None:
    with pytest.raises(KeyError, match="atlantis"):
        list(site_quads(["atlantis"], gazetteer, iris))


def test_the_order_of_ids_does_not_matter(gazetteer: Gazetteer, iris: Iris) -> None:
    one = list(site_quads(["heritage-1-24", "heritage-1-18"], gazetteer, iris))
    other = list(site_quads(["heritage-1-18", "heritage-1-24", "heritage-1-18"], gazetteer, iris))
    assert one == other
    assert {quad.graph_name for quad in one} == {iris.gazetteer_graph("sites")}
