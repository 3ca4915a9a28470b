"""The record of honours from the gazetteer, for the honours and places that the articles name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from pyoxigraph import NamedNode, Quad, Triple
from rdflib import DC, RDF, SDO, SKOS

from kg.gazetteer.honour_record import Count, Coverage, HonourRecord, Receiver, Round
from kg.gazetteer.honours import Honour
from kg.graph.conferrals import record_conferral
from kg.graph.iris import Iris
from kg.graph.terms import about, string, zh
from kg.graph.values import time_triples
from kg.graph.vocabulary import KG, SEM
from kg.model import TimeSpan

Row = Receiver | Coverage | Count


def rows_of(
    honours: Collection[str], codes: Collection[str], record: HonourRecord
) -> Iterator[Row]:
    """The rows on these honours (by id) and places, under whatever codes the places had.

    A notice of those about to be named is left out where it does not prove the naming.
    """
    same = {one for code in codes for one in record.succession.same(code)}
    for receiver in record.receivers:
        mentioned = receiver.honour in honours and receiver.code in same
        if mentioned and record.counts_as_named(receiver):
            yield receiver
    for list_ in record.coverage:
        if list_.honour in honours and any(
            record.divisions.contains(list_.scope, code) for code in same
        ):
            yield list_
    for count in record.counts:
        if count.honour in honours and count.code in same:
            yield count


def record_quads(rows: Iterable[Row], record: HonourRecord, iris: Iris) -> Iterator[Quad]:
    """The rows, with the honours and rounds that they are about, in the graph of the table."""
    graph = iris.gazetteer_graph("honours")
    rows = list(rows)
    honours = {honour.id: honour for honour in record.honours}
    rounds = {(one.honour, one.round): one for one in record.rounds}

    def triples() -> Iterator[Triple]:
        for id_ in sorted({row.honour for row in rows}):
            yield from _honour_triples(honours[id_], iris)
        for key in sorted({(row.honour, row.round) for row in rows}):
            yield from _time_triples(rounds[key], iris)
        for row in rows:
            yield from _row_triples(row, honours[row.honour], record, iris)

    for triple in triples():
        yield Quad(triple.subject, triple.predicate, triple.object, graph)


def row_node(row: Row, iris: Iris) -> NamedNode:
    """The node of a row: a conferral, or a note on a list or on a number of conferrals."""
    if isinstance(row, Receiver):
        return record_conferral(row.honour, row.round, row.code, iris)
    if isinstance(row, Coverage):
        return iris.record_note(row.honour, row.round, row.scope)
    return iris.record_note(row.honour, row.round, row.code, row.kind)


def _honour_triples(honour: Honour, iris: Iris) -> Iterator[Triple]:
    node = iris.entity(f"honour/{honour.id}")
    yield from about(
        node,
        (RDF.type, KG.Honour),
        (SKOS.prefLabel, zh(honour.name)),
        (SKOS.inScheme, KG.honours),
        (DC.source, string(honour.source)),
    )
    for alias in honour.aliases:
        yield from about(node, (SKOS.altLabel, zh(alias)))
    for giver in honour.given_by:
        yield from about(node, (DC.creator, zh(giver)))


def _time_triples(one: Round, iris: Iris) -> Iterator[Triple]:
    node = _time(one.honour, one.round, iris)
    yield from about(
        node,
        (RDF.type, KG.TimeSpan),
        (SKOS.prefLabel, zh(one.when)),
        (DC.source, string(one.source)),
    )
    span = TimeSpan(text=one.when, earliest=one.earliest, latest=one.latest, edtf=one.when)
    yield from time_triples(node, span)


def _row_triples(row: Row, honour: Honour, record: HonourRecord, iris: Iris) -> Iterator[Triple]:
    node = row_node(row, iris)
    yield from about(node, (KG.round, string(row.round)), (DC.source, string(row.source)))
    title = iris.entity(f"honour/{honour.id}")
    if isinstance(row, Receiver):
        yield from about(
            node,
            (RDF.type, KG.Event),
            (RDF.type, KG.Conferral),
            (SKOS.prefLabel, zh(f"{honour.name}（{row.name}）")),
            (KG.honour, title),
            (KG.receiver, iris.entity(f"place/{row.code}")),
            (SEM.hasTime, _time(row.honour, row.round, iris)),
        )
        return
    yield from about(
        node,
        (RDF.type, KG.RecordNote),
        (SKOS.prefLabel, zh(_label(row, honour, record))),
        (SDO.about, title),
        (SDO.about, iris.entity(f"place/{_place(row)}")),
    )


def _label(row: Coverage | Count, honour: Honour, record: HonourRecord) -> str:
    (when,) = (r.when for r in record.rounds if (r.honour, r.round) == (row.honour, row.round))
    if isinstance(row, Count):
        return (
            f"{honour.name}，{when}：{row.name}{'连续' if row.kind == 'run' else '共'}{row.count}次"
        )
    division = record.divisions.get(row.scope)
    name = division.name if division else row.scope
    return (
        f"{honour.name}，{when}：{name}{row.places}个，名单{'完整' if row.complete else '不完整'}"
    )


def _place(row: Coverage | Count) -> str:
    return row.code if isinstance(row, Count) else row.scope


def _time(honour: str, round_: str, iris: Iris) -> NamedNode:
    return iris.entity(f"time/{honour}-{round_}")
