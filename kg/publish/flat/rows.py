"""The rows of the flat set, read from the store an article or an entity at a time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from types import MappingProxyType

import pyoxigraph as ox
from rdflib import DC, DCTERMS, PROV, RDF, SDO, SKOS, URIRef

from kg.graph.store import Store
from kg.graph.vocabulary import CLASSES, GEO, KG, OA, SEM
from kg.publish.description import Description, instances
from kg.publish.flat.tables import SEPARATOR
from kg.publish.kinds import kind_of
from kg.publish.vocabulary import short

Value = str | int | Decimal | bool | date | None
Row = tuple[Value, ...]

_ENTITIES = tuple(CLASSES.values())
_POINT = re.compile(r"POINT ?\((-?[\d.]+) (-?[\d.]+)\)")


def articles(store: Store) -> Iterator[Row]:
    """Each article version, by its IRI."""
    for graph in _article_graphs(store):
        for version in graph.instances(KG.ArticleVersion):
            yield (
                version,
                _article(graph, version),
                graph.one(version, DCTERMS.title),
                _day(graph.one(version, DCTERMS.issued)),
                graph.one(version, SDO.url),
                _texts(graph, version, DC.source),
                graph.one(version, DC.rights),
            )


def entities(store: Store) -> Iterator[Row]:
    """Each entity of articles and gazetteer, by its IRI."""
    for iri in instances(store, *_ENTITIES):
        entity = _described(store, iri)
        own = {t.value for t in entity.all(iri, RDF.type)}
        type_ = next(str(c) for c in _ENTITIES if str(c) in own)
        latitude, longitude = _point(store, entity, iri)
        label = entity.one(iri, SKOS.prefLabel)
        names = {t.value for term in (SKOS.prefLabel, SKOS.altLabel) for t in entity.all(iri, term)}
        yield (
            iri,
            type_.removeprefix(KG),
            SEPARATOR.join(sorted(c.removeprefix(KG) for c in own - {type_} if c.startswith(KG))),
            label,
            SEPARATOR.join(sorted(names - {label})),
            entity.one(iri, DCTERMS.identifier),
            entity.one(iri, KG.resolved) != "false",
            latitude,
            longitude,
            *_dates(entity, iri),
            _count(store, KG.mentionOf, iri),
        )


def statements(store: Store) -> Iterator[Row]:
    """Each statement of each article, in the order of the text."""
    for graph in _article_graphs(store):
        for iri in _in_text_order(graph, KG.Statement):
            start, end, quote = _evidence(graph, iri)
            version = _version(graph, iri)
            (subject,), (term,), (value,) = (
                graph.all(iri, part) for part in (RDF.subject, RDF.predicate, RDF.object)
            )
            is_node = isinstance(value, ox.NamedNode)
            yield (
                iri,
                subject.value,
                graph.one(subject.value, SKOS.prefLabel),
                short(term.value),
                value.value if is_node else "",
                graph.one(value.value, SKOS.prefLabel) if is_node else value.value,
                graph.one(iri, KG.office),
                quote,
                start,
                end,
                _article(graph, version),
                version,
                graph.one(version, SDO.url),
                _day(graph.one(version, DCTERMS.issued)),
                *_read(graph, iri),
            )


def mentions(store: Store) -> Iterator[Row]:
    """Each mention of each article, in the order of the text."""
    for graph in _article_graphs(store):
        for iri in _in_text_order(graph, KG.Mention):
            start, end, text = _evidence(graph, iri)
            version, entity = _version(graph, iri), graph.one(iri, KG.mentionOf)
            yield (
                iri,
                entity,
                graph.one(entity, SKOS.prefLabel),
                text,
                start,
                end,
                _article(graph, version),
                version,
                *_read(graph, iri),
            )


def events(store: Store) -> Iterator[Row]:
    """Each event of articles and gazetteer at each of its times, by its IRI."""
    for iri in instances(store, KG.Event):
        event = _described(store, iri)
        for time in [t.value for t in event.all(iri, SEM.hasTime)] or [""]:
            yield (
                iri,
                time,
                event.one(iri, SKOS.prefLabel),
                event.one(iri, KG.kind),
                *(_dates(_described(store, time), time) if time else (None,) * 4),
                *_things(store, event, iri, SEM.hasPlace),
                *_things(store, event, iri, KG.organizer),
                *_things(store, event, iri, KG.participant),
                event.one(iri, KG.honour),
                _texts(event, iri, KG.receiver),
                _integer(event.one(iri, KG.ordinalInRun)),
                event.one(iri, KG.implied) == "true",
                event.one(iri, KG.round),
            )


def amounts(store: Store) -> Iterator[Row]:
    """Each amount of each article, by the article's and its IRI."""
    for graph in _article_graphs(store):
        stated = {
            graph.one(s, RDF.subject): _evidence(graph, s)[2]
            for s in reversed(_in_text_order(graph, KG.Statement))
            if graph.one(s, RDF.predicate) == str(KG.statisticOf)
        }
        (version,) = graph.instances(KG.ArticleVersion)
        for iri in graph.instances(KG.Quantity):
            yield (
                iri,
                version,
                graph.one(iri, KG.rawText),
                _decimal(graph.one(iri, SDO.minValue)),
                _decimal(graph.one(iri, SDO.maxValue)),
                graph.one(iri, SDO.unitText),
                graph.one(iri, KG.approximate) == "true",
                graph.one(iri, KG.counted),
                graph.one(iri, KG.statedBy),
                graph.one(iri, KG.beneficiary),
                graph.one(iri, KG.statedPeriod),
                _texts(graph, iri, KG.statisticOf),
                SEPARATOR.join(
                    graph.one(t.value, SKOS.prefLabel) for t in graph.all(iri, KG.statisticOf)
                ),
                stated.get(iri, ""),
                _article(graph, version),
                _day(graph.one(version, DCTERMS.issued)),
            )


ROWS: MappingProxyType[str, Callable[[Store], Iterator[Row]]] = MappingProxyType(
    {
        "articles": articles,
        "entities": entities,
        "statements": statements,
        "mentions": mentions,
        "events": events,
        "amounts": amounts,
    }
)
"""What gives the rows of each table; their values are in the order of its columns."""


def _article_graphs(store: Store) -> Iterator[Description]:
    for graph in store.graphs():
        if kind_of(graph.value) == "articles":
            yield Description(store.quads(graph))


def _described(store: Store, iri: str) -> Description:
    """What all graphs say of one thing."""
    return Description(store.oxigraph.quads_for_pattern(ox.NamedNode(iri), None, None))


def _count(store: Store, term: URIRef, iri: str) -> int:
    """How many have the thing as the object of a property."""
    pattern = None, ox.NamedNode(term), ox.NamedNode(iri)
    return len({quad.subject for quad in store.oxigraph.quads_for_pattern(*pattern)})


def _things(store: Store, graph: Description, iri: str, term: URIRef) -> tuple[str, str]:
    """The objects of a property and what they are called."""
    found = [t.value for t in graph.all(iri, term)]
    labels = (_described(store, other).one(other, SKOS.prefLabel) for other in found)
    return SEPARATOR.join(found), SEPARATOR.join(labels)


def _point(store: Store, entity: Description, iri: str) -> tuple[Decimal | None, Decimal | None]:
    """Latitude and longitude."""
    for geometry in entity.all(iri, GEO.hasGeometry):
        text = _described(store, geometry.value).one(geometry.value, GEO.asWKT)
        if found := _POINT.fullmatch(text):
            return Decimal(found[2]), Decimal(found[1])
    return None, None


def _in_text_order(graph: Description, class_: URIRef) -> list[str]:
    return sorted(graph.instances(class_), key=lambda iri: (*_evidence(graph, iri)[:2], iri))


def _evidence(graph: Description, iri: str) -> tuple[int, int, str]:
    """Start, end and words of what a statement or mention rests on."""
    evidence = graph.one(iri, PROV.wasDerivedFrom)
    said = {
        term: graph.one(selector.value, term)
        for selector in graph.all(evidence, OA.hasSelector)
        for term in (OA.start, OA.end, OA.exact)
        if graph.all(selector.value, term)
    }
    return int(said[OA.start]), int(said[OA.end]), said[OA.exact]


def _version(graph: Description, iri: str) -> str:
    return graph.one(graph.one(iri, PROV.wasDerivedFrom), OA.hasSource)


def _article(graph: Description, version: str) -> str:
    return graph.one(graph.one(version, DCTERMS.isVersionOf), DCTERMS.identifier)


def _read(graph: Description, iri: str) -> tuple[str, Decimal | None]:
    return graph.one(iri, KG.rule), _decimal(graph.one(iri, KG.confidence))


def _dates(graph: Description, iri: str) -> tuple[str, date | None, date | None, str]:
    return (
        graph.one(iri, KG.rawText) if graph.is_a(iri, KG.TimeSpan) else "",
        _day(graph.one(iri, KG.earliest)),
        _day(graph.one(iri, KG.latest)),
        graph.one(iri, KG.edtf),
    )


def _texts(graph: Description, iri: str, term: URIRef) -> str:
    return SEPARATOR.join(t.value for t in graph.all(iri, term))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _decimal(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _integer(text: str) -> int | None:
    return int(text) if text else None
