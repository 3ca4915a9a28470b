"""What the gazetteer knows of the national bodies that the articles name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Quad, Triple
from rdflib import DC, DCTERMS, RDF, SKOS

from kg.gazetteer.organizations import Body, Organizations
from kg.graph.iris import Iris
from kg.graph.terms import about, string, year, zh
from kg.graph.vocabulary import KG
from kg.link.keys import organization_key


def organization_quads(
    names: Iterable[str], organizations: Organizations, iris: Iris
) -> Iterator[Quad]:
    """The listed bodies with these full names and those that followed them, in order of the table."""
    by_name = {body.name: body for body in organizations}
    told: set[str] = set()
    waiting = [name for name in names if name in by_name]
    while waiting:
        name = waiting.pop()
        if name not in told:
            told.add(name)
            waiting += by_name[name].successors
    graph = iris.gazetteer_graph("organizations")
    for body in organizations:
        if body.name in told:
            for triple in _body_triples(body, iris):
                yield Quad(triple.subject, triple.predicate, triple.object, graph)


def _body_triples(body: Body, iris: Iris) -> Iterator[Triple]:
    node = _node(body.name, iris)
    yield from about(
        node,
        (RDF.type, KG.Organization),
        (RDF.type, KG[body.subtype]),
        (SKOS.prefLabel, zh(body.name)),
    )
    for alias in body.aliases:
        yield from about(node, (SKOS.altLabel, zh(alias)))
    if body.start:
        yield from about(node, (KG.validFrom, year(body.start.year)))
    if body.end:
        yield from about(node, (KG.validUntil, year(body.end.year)))
    for successor in body.successors:
        yield from about(node, (DCTERMS.isReplacedBy, _node(successor, iris)))
    for source in body.source.split("|"):
        yield from about(node, (DC.source, string(source)))


def _node(name: str, iris: Iris) -> NamedNode:
    return iris.entity(organization_key(name))
