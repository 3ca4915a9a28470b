"""The page of an entity: all that the graph says of it, each fact with its sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import pyoxigraph as ox
from rdflib import RDF, RDFS, SKOS
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from kg.graph.vocabulary import FACTS, GEO, KG, SEM, SKOSXL
from kg.serve.pages import frame
from kg.serve.pages.facts import Fact, Group, groups, pieces
from kg.serve.pages.identity import identity
from kg.serve.pages.linked_data import STATEMENTS
from kg.serve.pages.locator import EDGES, basemap_name, locate
from kg.serve.pages.neighbourhood import neighbourhood
from kg.serve.pages.strip import spread
from kg.serve.pages.things import Thing, things
from kg.serve.reading import Reader, Row, Term, node, reader, text

ARTICLES = 50
"""How many articles that mention the entity are listed."""

_SHOWN_ELSEWHERE = {
    str(term)
    for term in (
        RDF.type,
        RDFS.label,
        SKOS.prefLabel,
        SKOS.altLabel,
        SKOSXL.altLabel,
        SKOS.inScheme,
        SEM.hasActor,
        GEO.hasGeometry,
        GEO.sfWithin,
    )
} | {
    str(KG[name])
    for name in (
        "resolved",
        "implied",
        "ordinalInRun",
        "rawText",
        "earliest",
        "latest",
        "anchor",
        "approximate",
        "counted",
        "statedBy",
        "beneficiary",
        "statedPeriod",
        "rule",
    )
}


_TABLE = """SELECT ?subject ?subjectLabel ?property ?object ?objectLabel ?quote ?article WHERE {
  { ?statement rdf:subject %(x)s } UNION { ?statement rdf:object %(x)s }
  ?statement rdf:subject ?subject ; rdf:predicate ?property ; rdf:object ?object ;
    prov:wasDerivedFrom ?evidence .
  ?evidence oa:hasSource ?article ; oa:hasSelector/oa:exact ?quote .
  OPTIONAL { ?subject skos:prefLabel ?subjectLabel } OPTIONAL { ?object skos:prefLabel ?objectLabel }
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Particular:
    """A property that rests on no sentence, such as a code: what the records say."""

    predicate: str
    values: tuple[Thing | str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """One line of the timeline: when, what, and by which property it belongs here."""

    span: Thing
    thing: Thing
    predicate: str
    inverse: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentioned:
    """An article version that names the entity: how often, and where first."""

    version: str
    title: str
    issued: str
    times: int
    start: int
    end: int


async def page(request: Request, iri: str) -> Response:
    """The page. Raises HTTPException (404) for what the graph does not know."""
    ask = reader(request)
    described = await ask.rows(
        f"SELECT DISTINCT ?says ?what WHERE {{ {node(iri)} ?says ?what }} LIMIT 2000"
    )
    if not described:
        raise HTTPException(404, f"The graph says nothing of {iri}.")
    entity = (await things(ask, [iri], times=True))[iri]
    outgoing = await groups(ask, iri)
    incoming = await groups(ask, iri, inverse=True)
    names = sorted(
        {
            row["what"].value
            for row in described
            if row["says"].value in (str(SKOS.prefLabel), str(SKOS.altLabel))
        }
        - {entity.label}
    )
    said = sum(group.statements for group in (*outgoing, *incoming))
    dated = timeline([*outgoing, *incoming])
    return frame.page(
        request,
        "entity.html.j2",
        entity=entity,
        key=iri.removeprefix(f"{ask.base}id/"),
        names=names,
        particulars=await _particulars(ask, described, outgoing),
        outgoing=outgoing,
        incoming=incoming,
        timeline=dated,
        differing=differing(incoming),
        drawing=await neighbourhood(ask, entity, [*outgoing, *incoming]),
        spot=await locate(ask, entity),
        basemap=(EDGES, basemap_name(request.app.state.basemap)),
        articles=await _articles(ask, iri),
        identity=await identity(ask, entity),
        beyond=STATEMENTS if said > STATEMENTS else 0,
        table=_TABLE % {"x": node(iri)},
        axis=spread((d.thing.type, d.span.earliest, d.span.latest) for d in dated),
        pieces=pieces,
        classes=[frame.terms()[str(KG[name])].label for name in _subclasses(entity)],
        today=date.today(),
    )


def timeline(found: Iterable[Group]) -> list[Dated]:
    """What is dated among the facts, in order of time; each thing once at each time."""
    lines: dict[tuple[str, str], Dated] = {}
    for group in found:
        for fact in group.facts:
            if isinstance(fact.other, Thing):
                spans = [fact.other] if fact.other.dated else list(fact.other.times)
                for span in spans:
                    if span.dated:
                        lines.setdefault(
                            (fact.other.iri, span.iri),
                            Dated(
                                span=span,
                                thing=fact.other,
                                predicate=group.predicate,
                                inverse=group.inverse,
                            ),
                        )
    return sorted(
        lines.values(),
        key=lambda d: (
            d.span.earliest or d.span.latest or date.max,
            d.span.latest or date.max,
            d.thing.label,
        ),
    )


def differing(found: Iterable[Group]) -> list[list[Fact]]:
    """Figures of the same thing, in the same unit and for the same period, that are not equal."""
    same: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
    for group in found:
        for fact in group.facts:
            if isinstance(fact.other, Thing) and (amount := fact.other.amount) and amount.counted:
                same[amount.counted, amount.unit, amount.period].append(fact)
    return [facts for facts in same.values() if len({_bounds(fact) for fact in facts}) > 1]


def _bounds(fact: Fact) -> tuple[object, object]:
    assert isinstance(fact.other, Thing)
    assert fact.other.amount is not None
    return fact.other.amount.minimum, fact.other.amount.maximum


async def _particulars(
    ask: Reader,
    described: Sequence[Row],
    outgoing: Sequence[Group],
) -> list[Particular]:
    """What is said without a sentence: codes, levels, sources, the hierarchy of the gazetteer."""
    with_sentence = {
        (group.predicate, fact.other.iri if isinstance(fact.other, Thing) else fact.other)
        for group in outgoing
        for fact in group.facts
    }
    capped = {group.predicate for group in outgoing if group.hidden}
    said: dict[str, list[Term]] = defaultdict(list)
    for row in described:
        term = row["says"].value
        known = (term, row["what"].value) in with_sentence or term in capped
        if term not in _SHOWN_ELSEWHERE and not known:
            said[term].append(row["what"])
    named = await things(
        ask, (t.value for terms in said.values() for t in terms if isinstance(t, ox.NamedNode))
    )
    return [
        Particular(
            predicate=term,
            values=tuple(sorted((named.get(t.value, t.value) for t in terms), key=_label)),
        )
        for term, terms in sorted(
            said.items(), key=lambda item: (item[0] in map(str, FACTS), item[0])
        )
    ]


def _subclasses(entity: Thing) -> list[str]:
    """The classes that say more than its type, such as the kind of an organization."""
    return [
        name
        for name in entity.classes
        if name not in (entity.type, "Event", "Organization") and str(KG[name]) in frame.terms()
    ]


def _label(value: Thing | str) -> str:
    return value if isinstance(value, str) else value.label


async def _articles(ask: Reader, iri: str) -> list[Mentioned]:
    rows = await ask.rows(f"""
SELECT ?version (COUNT(?mention) AS ?times) (MIN(?from) AS ?start) WHERE {{
  {{ SELECT ?mention ?evidence WHERE {{
    ?mention kg:mentionOf {node(iri)} ; prov:wasDerivedFrom ?evidence }} LIMIT 2000 }}
  ?evidence oa:hasSource ?version ; oa:hasSelector ?position . ?position oa:start ?from
}} GROUP BY ?version LIMIT 500""")
    if not rows:
        return []
    details = await ask.rows_about(
        "SELECT DISTINCT ?version ?title ?issued",
        "version",
        (row["version"].value for row in rows),
        "?version a kg:ArticleVersion OPTIONAL { ?version dcterms:title ?title } "
        "OPTIONAL { ?version dcterms:issued ?issued }",
    )
    said = {row["version"].value: row for row in details}
    found = [
        Mentioned(
            version=version,
            title=text(said.get(version, {}), "title"),
            issued=text(said.get(version, {}), "issued"),
            times=int(row["times"].value),
            start=int(row["start"].value),
            end=int(row["start"].value) + 1,
        )
        for row in rows
        for version in [row["version"].value]
    ]
    found.sort(key=lambda m: m.version)
    found.sort(key=lambda m: m.issued, reverse=True)
    return found
