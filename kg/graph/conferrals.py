"""Honours conferred: the events behind "X was awarded H, four times running, last in 2020".

A run of n (n连冠) is n conferrals. Those that the text dates, or else the last, are asserted. The
earlier ones follow from the number alone: they are marked implied and carry no date.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pyoxigraph import Literal, NamedNode, Triple
from rdflib import RDF, SKOS, URIRef

from kg.graph.iris import Iris
from kg.graph.statements import fact_triples
from kg.graph.terms import about, boolean, integer, zh
from kg.graph.vocabulary import KG, SEM
from kg.model import Article, Entity, Evidence, LinkedArticle, Predicate, Statement

Bounds = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class Award:
    """One honour and one receiver in one article, with all that the article says of the pair."""

    honour: Entity
    receiver: Entity
    said: tuple[Statement, ...]
    times: tuple[tuple[Bounds, tuple[Statement, ...]], ...]
    """The statements of each distinct time, oldest first."""
    rounds: Mapping[Bounds, str]
    """The round of the record for the times at which the record has this conferral."""


def split_awards(linked: LinkedArticle) -> tuple[tuple[Award, ...], tuple[Statement, ...]]:
    """The awards of an article, and the statements that are not part of one.

    A time that stands in the same stretch of text as one award is no time of the honour's others.
    """
    entities = {e.key: e for e in linked.entities}
    pairs: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    for statement in linked.statements:
        if statement.predicate is Predicate.AWARDED:
            pairs[statement.subject, statement.object].append(statement)
    honours = {honour for honour, _ in pairs}
    times = defaultdict(list)
    rest = []
    for statement in linked.statements:
        if statement.predicate is Predicate.TIME and statement.subject in honours:
            times[statement.subject].append(statement)
        elif statement.predicate is not Predicate.AWARDED:
            rest.append(statement)
    rounds: dict[tuple[str, str], dict[Bounds, str]] = defaultdict(dict)
    for one in linked.recorded:
        rounds[one.honour, one.receiver][one.earliest, one.latest] = one.round
    awards = []
    for (honour, receiver), said in pairs.items():
        siblings = [s for (h, _), group in pairs.items() if h == honour for s in group]
        own = [t for t in times[honour] if _beside(t, said) or not _beside(t, siblings)]
        awards.append(
            Award(
                entities[honour],
                entities[receiver],
                tuple(said),
                _by_bounds(own, entities),
                rounds[honour, receiver],
            )
        )
    return tuple(awards), tuple(rest)


def _beside(time: Statement, awards: Sequence[Statement]) -> bool:
    return any(_overlap(time.evidence, award.evidence) for award in awards)


def _overlap(one: Evidence, other: Evidence) -> bool:
    return one.start < other.end and other.start < one.end


def _by_bounds(
    times: Sequence[Statement], entities: Mapping[str, Entity]
) -> tuple[tuple[Bounds, tuple[Statement, ...]], ...]:
    groups: dict[Bounds, list[Statement]] = defaultdict(list)
    for statement in times:
        span = entities[statement.object].time
        groups[(span.earliest, span.latest) if span else (None, None)].append(statement)

    def oldest_first(bounds: Bounds) -> tuple[date, date]:
        earliest, latest = bounds
        return (earliest or latest or date.min, latest or earliest or date.min)

    return tuple((bounds, tuple(groups[bounds])) for bounds in sorted(groups, key=oldest_first))


def award_triples(award: Award, article: Article, iris: Iris) -> Iterator[Triple]:
    """The plain fact that the receiver holds the honour, and each conferral of it."""
    honour, receiver = iris.entity(award.honour.key), iris.entity(award.receiver.key)
    for said in award.said:
        yield from fact_triples(receiver, KG.receivedHonour, honour, said, article, iris)

    undated: tuple[Bounds, tuple[Statement, ...]] = ((None, None), ())
    stated = award.times or (undated,)
    run = max(award.honour.count or 1, len(stated))
    first_stated = run - len(stated) + 1
    counted = award.honour.count is not None
    for ordinal, (bounds, times) in enumerate(stated, start=first_stated):
        last = _conferral(award, bounds, article, iris)
        yield from _conferral_triples(last, award, ordinal if counted else None, article, iris)
        for said in times:
            time = iris.entity(said.object)
            yield from fact_triples(last, SEM.hasTime, time, said, article, iris)
    for ordinal in range(1, first_stated):
        implied = iris.conferral(last.value, ordinal)
        yield from _conferral_triples(implied, award, ordinal, article, iris)
        yield from about(implied, (KG.implied, boolean(True)), (KG.impliedBy, last))


def _conferral(award: Award, bounds: Bounds, article: Article, iris: Iris) -> NamedNode:
    """Dated conferrals are the same in every article, and those of the record the record's; nothing
    tells undated ones of two apart."""
    if (round_ := award.rounds.get(bounds)) is not None:
        return record_conferral(award.honour.code, round_, award.receiver.code, iris)
    if bounds == (None, None):
        return iris.conferral(award.honour.key, award.receiver.key, article.id)
    earliest, latest = (day.isoformat() if day else None for day in bounds)
    return iris.conferral(award.honour.key, award.receiver.key, earliest, latest)


def record_conferral(honour: str | None, round_: str, code: str | None, iris: Iris) -> NamedNode:
    """The naming of a place in a round of an honour of the record, by their ids."""
    return iris.conferral("record", honour, round_, code)


def _conferral_triples(
    node: NamedNode, award: Award, ordinal: int | None, article: Article, iris: Iris
) -> Iterator[Triple]:
    yield from about(
        node,
        (RDF.type, KG.Event),
        (RDF.type, KG.Conferral),
        (SKOS.prefLabel, zh(f"{award.honour.label}（{award.receiver.label}）")),
    )
    facts: list[tuple[URIRef, NamedNode | Literal]] = [
        (KG.honour, iris.entity(award.honour.key)),
        (KG.receiver, iris.entity(award.receiver.key)),
    ]
    if ordinal is not None:
        facts.append((KG.ordinalInRun, integer(ordinal)))
    for said in award.said:
        for term, value in facts:
            yield from fact_triples(node, term, value, said, article, iris)
