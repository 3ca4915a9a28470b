"""Administrative divisions from the gazetteer, for the places that the articles name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Quad, Triple
from rdflib import DC, DCTERMS, RDF, SDO, SKOS

from kg.gazetteer.divisions import Division, Divisions
from kg.graph.iris import Iris
from kg.graph.terms import about, string, year, zh
from kg.graph.vocabulary import KG


def place_quads(codes: Iterable[str], divisions: Divisions, iris: Iris) -> Iterator[Quad]:
    """The divisions with these codes and all that contain them, in order of their codes.

    A code that the gazetteer does not list is passed over: the article's own graph still has it.
    """
    graph = iris.gazetteer_graph("divisions")
    named = {division.code: division for code in codes if (division := divisions.get(code))}
    outer = {division.code: division for code in named for division in divisions.ancestors(code)}
    for _, division in sorted((named | outer).items()):
        for triple in _division_triples(division, iris):
            yield Quad(triple.subject, triple.predicate, triple.object, graph)


def _division_triples(division: Division, iris: Iris) -> Iterator[Triple]:
    node = iris.entity(f"place/{division.code}")
    yield from about(
        node,
        (RDF.type, KG.Place),
        (SKOS.prefLabel, zh(division.name)),
        (DCTERMS.identifier, string(division.code)),
        (KG.level, string(division.level)),
        (KG.validFrom, year(division.start)),
        (DC.source, string(division.source)),
    )
    if division.parent:
        yield from about(node, (SDO.containedInPlace, iris.entity(f"place/{division.parent}")))
    if division.end:
        yield from about(node, (KG.validUntil, year(division.end)))
    for successor in division.successors:
        yield from about(node, (DCTERMS.isReplacedBy, iris.entity(f"place/{successor}")))
