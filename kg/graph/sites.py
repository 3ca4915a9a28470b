"""What the gazetteer knows of the sites that the articles name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Quad, Triple
from rdflib import DC, DCTERMS, RDF, SDO, SKOS

from kg.gazetteer import Gazetteer
from kg.gazetteer.sites import Site
from kg.graph.iris import Iris
from kg.graph.terms import about, string, zh
from kg.graph.vocabulary import KG


def site_quads(ids: Iterable[str], gazetteer: Gazetteer, iris: Iris) -> Iterator[Quad]:
    """The sites with these ids, in the order of the ids.

    Raises KeyError for an id that the gazetteer does not list: only the gazetteer gives ids.
    """
    graph = iris.gazetteer_graph("sites")
    sites = {site.id: site for site in gazetteer.sites}
    remembered = _remembered(gazetteer, iris)
    for site in (sites[id_] for id_ in sorted(set(ids))):
        node = iris.entity(f"site/{site.id}")
        for triple in _site_triples(node, site, iris):
            yield Quad(triple.subject, triple.predicate, triple.object, graph)
        for name in site.commemorates:
            for other, class_ in remembered.get(name, ()):
                for triple in (
                    *about(node, (KG.commemorates, other)),
                    *about(other, (RDF.type, class_), (SKOS.prefLabel, zh(name))),
                ):
                    yield Quad(triple.subject, triple.predicate, triple.object, graph)


def _site_triples(node: NamedNode, site: Site, iris: Iris) -> Iterator[Triple]:
    yield from about(
        node,
        (RDF.type, KG.Site),
        (SKOS.prefLabel, zh(site.name)),
        (DCTERMS.identifier, string(site.id)),
        (KG.kind, string(site.kind)),
        (SDO.address, zh(site.address)),
    )
    for alias in site.aliases:
        yield from about(node, (SKOS.altLabel, zh(alias)))
    if site.era:
        yield from about(node, (SDO.temporalCoverage, zh(site.era)))
    for code in site.divisions:
        yield from about(node, (SDO.containedInPlace, iris.entity(f"place/{code}")))
    for designation in site.designations:
        yield from about(node, (KG.designation, string(designation)))
    for source in site.source.split("|"):
        yield from about(node, (DC.source, string(source)))


def _remembered(gazetteer: Gazetteer, iris: Iris) -> dict[str, list[tuple[NamedNode, NamedNode]]]:
    """Events and persons of the gazetteer by name; a name that two of them bear stands for none."""
    found: dict[str, set[tuple[NamedNode, NamedNode]]] = {}
    for event in gazetteer.events:
        for name in (event.name, *event.aliases):
            found.setdefault(name, set()).add(
                (iris.entity(f"event/{event.id}"), NamedNode(KG.Event))
            )
    for person in gazetteer.persons:
        for name in (person.name, *person.aliases):
            key = (iris.entity(f"person/{person.id}"), NamedNode(KG.Person))
            found.setdefault(name, set()).add(key)
    return {name: list(nodes) for name, nodes in found.items() if len(nodes) == 1}
