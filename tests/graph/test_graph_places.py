"""The divisions that articles name come with all that contain them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from rdflib import DCTERMS, RDF, SDO, SKOS, Graph, Literal, URIRef

from kg.gazetteer.divisions import Division, Divisions
from kg.gazetteer.matches import Match
from kg.gazetteer.points import Point
from kg.graph.iris import Iris
from kg.graph.places import place_quads
from kg.graph.vocabulary import GEO, KG, SKOSXL
from kg.publish.dump import serialize
from kg.publish.formats import FORMATS


def division(
    code: str, name: str, level: str, parent: str | None, end: int | None = None
) -> Division:
    return Division(
        code=code,
        name=name,
        level=level,
        parent=parent,
        start=1985,
        end=end,
        successors=("220602",) if end else (),
        source="areacodes",
    )


DIVISIONS = Divisions(
    [
        division("220000", "吉林省", "province", None),
        division("220600", "白山市", "prefecture", "220000"),
        division("220602", "浑江区", "county", "220600"),
        division("220601", "八道江区", "county", "220600", end=2010),
        division("110000", "北京市", "province", None),
    ]
)


def graph_of(iris: Iris, *codes: str) -> Graph:
    data = serialize(place_quads(codes, DIVISIONS, iris), FORMATS["turtle"])
    return Graph().parse(data=data, format="turtle")


def test_a_place_brings_its_ancestors_and_no_others(iris: Iris) -> None:
    graph = graph_of(iris, "220602", "220600")
    assert {str(code) for code in graph.objects(None, DCTERMS.identifier)} == {
        "220000",
        "220600",
        "220602",
    }
    chain = [URIRef(iris.entity(f"place/{code}").value) for code in ("220602", "220600", "220000")]
    assert graph.value(chain[0], SDO.containedInPlace) == chain[1]
    assert graph.value(chain[1], SDO.containedInPlace) == chain[2]
    assert graph.value(chain[1], SKOS.prefLabel) == Literal("白山市", lang="zh")
    assert set(graph.subjects(RDF.type, KG.Place)) == set(chain)


def test_a_former_division_says_when_and_what_came_after(iris: Iris) -> None:
    graph = graph_of(iris, "220601")
    former = URIRef(iris.entity("place/220601").value)
    assert str(graph.value(former, KG.validFrom)) == "1985"
    assert str(graph.value(former, KG.validUntil)) == "2010"
    assert graph.value(former, DCTERMS.isReplacedBy) == URIRef(iris.entity("place/220602").value)


def test_an_unknown_code_adds_nothing(iris: Iris) -> None:
    assert len(graph_of(iris, "999999")) == 0


def test_the_order_of_codes_does_not_matter(iris: Iris) -> None:
    one = list(place_quads(["220602", "110000"], DIVISIONS, iris))
    other = list(place_quads(["110000", "220602", "110000"], DIVISIONS, iris))
    assert one == other
    assert {quad.graph_name for quad in one} == {iris.gazetteer_graph("divisions")}


def test_a_place_brings_its_point_and_its_matches(iris: Iris) -> None:
    point = Point(
        code="220600",
        latitude=Decimal("41.939"),
        longitude=Decimal("126.420"),
        kind="seat",
        precision_km=5,
        source="geonames",
    )
    match = Match(
        code="220600",
        relation="closeMatch",
        iri="https://sws.geonames.org/2038584/",
        rule="seat",
        source="geonames",
    )
    quads = place_quads(
        ["220600"], DIVISIONS, iris, points={"220600": point}, matches={"220600": [match]}
    )
    graph = Graph().parse(data=serialize(quads, FORMATS["turtle"]), format="turtle")
    city = URIRef(iris.entity("place/220600").value)
    geometry = graph.value(city, GEO.hasGeometry)
    assert str(graph.value(geometry, GEO.asWKT)) == "POINT(126.420 41.939)"
    assert float(str(graph.value(geometry, GEO.hasMetricSpatialAccuracy))) == 5000
    assert str(graph.value(geometry, KG.kind)) == "seat"
    assert graph.value(city, SKOS.closeMatch) == URIRef("https://sws.geonames.org/2038584/")


def test_a_former_name_is_a_label_with_its_years(iris: Iris) -> None:
    now = replace(division("420600", "襄阳市", "prefecture", None), start=2010)
    then = replace(now, name="襄樊市", start=1981, end=2010, successors=("420600",))
    divisions = Divisions([then, now])
    data = serialize(place_quads(["420600"], divisions, iris), FORMATS["turtle"])
    graph = Graph().parse(data=data, format="turtle")
    node = URIRef(iris.entity("place/420600").value)
    assert graph.value(node, SKOS.prefLabel) == Literal("襄阳市", lang="zh")
    assert graph.value(node, SKOS.altLabel) == Literal("襄樊市", lang="zh")
    name = graph.value(node, SKOSXL.altLabel)
    assert graph.value(name, SKOSXL.literalForm) == Literal("襄樊市", lang="zh")
    assert str(graph.value(name, KG.validFrom)) == "1981"
    assert str(graph.value(name, KG.validUntil)) == "2010"
    assert graph.value(node, DCTERMS.isReplacedBy) is None
