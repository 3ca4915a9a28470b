"""What an article names: classes, names, identifiers and values of each entity."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Triple
from rdflib import DCTERMS, RDF, SKOS

from kg.graph.iris import Iris
from kg.graph.terms import about, boolean, string, zh
from kg.graph.values import quantity_triples, time_triples
from kg.graph.vocabulary import KG, classes_of
from kg.model import Entity, EntityType


def entity_triples(entity: Entity, iris: Iris) -> Iterator[Triple]:
    """The description of one entity.

    Raises ValueError for a subtype that the ontology does not declare.
    """
    node = iris.entity(entity.key)
    if entity.type is EntityType.EVENT and entity.subtype:
        # The kinds of events are words of the lexicons, which editors extend, not classes.
        yield from about(node, (RDF.type, KG.Event), (KG.kind, string(entity.subtype)))
    else:
        for class_ in classes_of(entity.type, entity.subtype):
            yield from about(node, (RDF.type, class_))
    yield from about(node, (SKOS.prefLabel, zh(entity.label)))
    for name in sorted({entity.name, *entity.aliases} - {entity.label}):
        yield from about(node, (SKOS.altLabel, zh(name)))
    if entity.code:
        yield from about(node, (DCTERMS.identifier, string(entity.code)))
    for code in sorted(entity.named_for):
        yield from about(node, (KG.namedFor, iris.entity(f"place/{code}")))
    if entity.number:
        yield from about(node, (KG.documentNumber, string(entity.number)))
    if entity.type is EntityType.HONOUR:
        yield from about(node, (SKOS.inScheme, KG.honours))
    if not entity.resolved:
        yield from about(node, (KG.resolved, boolean(False)))
    if entity.time:
        yield from time_triples(node, entity.time)
    if entity.quantity:
        yield from quantity_triples(node, entity.quantity)
