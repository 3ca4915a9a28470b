"""Administrative divisions from the gazetteer, for the places that the articles name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from pyoxigraph import NamedNode, Quad, Triple
from rdflib import DC, DCTERMS, RDF, SDO, SKOS, XSD

from kg.gazetteer.divisions import Division, Divisions
from kg.gazetteer.matches import Match
from kg.gazetteer.points import Point
from kg.graph.iris import Iris
from kg.graph.terms import about, string, typed, year, zh
from kg.graph.vocabulary import GEO, KG, SKOSXL

_NO_POINTS: Mapping[str, Point] = MappingProxyType({})
_NO_MATCHES: Mapping[str, Sequence[Match]] = MappingProxyType({})


def place_quads(
    codes: Iterable[str],
    divisions: Divisions,
    iris: Iris,
    *,
    points: Mapping[str, Point] = _NO_POINTS,
    matches: Mapping[str, Sequence[Match]] = _NO_MATCHES,
) -> Iterator[Quad]:
    """The divisions with these codes and all that contain them, in order of their codes.

    Each comes with its point and its matches in other gazetteers where there are any. A code that
    the gazetteer does not list is passed over: the article's own graph still has it.
    """
    graph = iris.gazetteer_graph("divisions")
    named = {division.code: division for code in codes if (division := divisions.get(code))}
    outer = {division.code: division for code in named for division in divisions.ancestors(code)}
    for code, division in sorted((named | outer).items()):
        node = iris.entity(f"place/{code}")
        triples = [*_division_triples(node, division, iris)]
        # The whole chain, so that queries need no property path, in which stores differ.
        for whole in (division, *divisions.ancestors(code)):
            triples += about(node, (GEO.sfWithin, iris.entity(f"place/{whole.code}")))
        for former in divisions.former_names(code):
            triples += _former_name_triples(node, former, iris)
        if code in points:
            triples += _point_triples(node, points[code], iris)
        for match in matches.get(code, ()):
            triples += about(node, (SKOS[match.relation], NamedNode(match.iri)))
        for triple in triples:
            yield Quad(triple.subject, triple.predicate, triple.object, graph)


def _division_triples(node: NamedNode, division: Division, iris: Iris) -> Iterator[Triple]:
    yield from about(
        node,
        (RDF.type, KG.Place),
        (SKOS.prefLabel, zh(division.name)),
        (DCTERMS.identifier, string(division.code)),
        (KG.level, string(division.level)),
        (KG.validFrom, year(division.start)),
        (DC.source, string(division.source)),
    )
    if division.short:
        yield from about(node, (SKOS.altLabel, zh(division.short)))
    if division.parent:
        yield from about(node, (SDO.containedInPlace, iris.entity(f"place/{division.parent}")))
    if division.end:
        yield from about(node, (KG.validUntil, year(division.end)))
    for successor in division.successors:
        yield from about(node, (DCTERMS.isReplacedBy, iris.entity(f"place/{successor}")))


def _former_name_triples(node: NamedNode, former: Division, iris: Iris) -> Iterator[Triple]:
    """A name with its years: the plain label for those who search, the node for those who ask when."""
    name = iris.part(node, f"name/{former.start}")
    yield from about(node, (SKOS.altLabel, zh(former.name)), (SKOSXL.altLabel, name))
    yield from about(
        name,
        (RDF.type, SKOSXL.Label),
        (SKOSXL.literalForm, zh(former.name)),
        (KG.validFrom, year(former.start)),
    )
    if former.end:
        yield from about(name, (KG.validUntil, year(former.end)))


def _point_triples(node: NamedNode, point: Point, iris: Iris) -> Iterator[Triple]:
    """A point as GeoSPARQL has it: longitude first, WGS 84 (the default of a WKT literal)."""
    geometry = iris.part(node, "point")
    yield from about(node, (GEO.hasGeometry, geometry))
    yield from about(
        geometry,
        (RDF.type, GEO.Geometry),
        (GEO.asWKT, typed(f"POINT({point.longitude} {point.latitude})", GEO.wktLiteral)),
        (GEO.hasMetricSpatialAccuracy, typed(str(point.precision_km * 1000), XSD.double)),
        (KG.kind, string(point.kind)),
        (DC.source, string(point.source)),
    )
