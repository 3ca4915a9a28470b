"""One entity as a reviewer needs to see it: names, kinds, dates, places and sentences, from the graph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, QuerySolutions

from kg.errors import QueryError
from kg.graph.store import Store

_NAMES = """SELECT DISTINCT ?entity ?name WHERE {
  GRAPH ?g { ?entity skos:prefLabel|skos:altLabel ?name } } ORDER BY ?name"""
_KINDS = """SELECT DISTINCT ?entity ?kind WHERE {
  { GRAPH ?g { ?entity a ?class } BIND(REPLACE(STR(?class), "^.*#", "") AS ?kind) }
  UNION { GRAPH ?g { ?entity kg:kind ?kind } } } ORDER BY ?kind"""
_DATES = """SELECT DISTINCT ?entity ?text ?earliest ?latest WHERE {
  GRAPH ?g { ?entity sem:hasTime|kg:statedTime ?time . ?time kg:rawText ?text
    OPTIONAL { ?time kg:earliest ?earliest } OPTIONAL { ?time kg:latest ?latest } }
} ORDER BY ?earliest ?latest ?text"""
_PLACES = """SELECT DISTINCT ?entity ?name WHERE {
  GRAPH ?g { ?entity sem:hasPlace|schema:containedInPlace|schema:location ?place .
    ?place skos:prefLabel ?name } } ORDER BY ?name"""
_ACTORS = """SELECT DISTINCT ?entity ?name WHERE {
  GRAPH ?g { ?entity sem:hasActor|org:memberOf|dcterms:publisher ?actor .
    ?actor skos:prefLabel ?name } } ORDER BY ?name"""
_MENTIONS = """SELECT DISTINCT ?entity ?quote ?before ?after ?rule ?article ?title ?issued ?start
  ?reason ?others WHERE {
  GRAPH ?g {
    ?mention kg:mentionOf ?entity ; prov:wasDerivedFrom ?evidence .
    OPTIONAL { ?mention kg:rule ?rule }
    OPTIONAL { ?mention kg:linkingReason ?reason }
    OPTIONAL { ?mention kg:otherCandidates ?others }
    ?evidence oa:hasSource ?version ; oa:hasSelector ?words , ?position .
    ?words oa:exact ?quote ; oa:prefix ?before ; oa:suffix ?after .
    ?position oa:start ?start .
    ?version dcterms:isVersionOf/dcterms:identifier ?article .
    OPTIONAL { ?version dcterms:title ?title }
    OPTIONAL { ?version dcterms:issued ?issued } }
} ORDER BY ?issued ?article ?start"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One mention: the words with those around them, the rule that found it, the article, and the
    local name of the reason why it is linked, with the other entries of the name."""

    quote: str
    before: str
    after: str
    rule: str
    article: str
    title: str
    issued: str
    reason: str = ""
    others: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """All that the graph says of one entity which helps to tell it from another."""

    iri: str
    names: tuple[str, ...]
    kinds: tuple[str, ...]
    dates: tuple[str, ...]
    places: tuple[str, ...]
    actors: tuple[str, ...]
    mentions: tuple[Seen, ...]


def side(store: Store, iri: str) -> Side:
    """Read one entity. One that is not in the graph has nothing but its IRI."""
    return Side(
        iri=iri,
        names=tuple(row[0] for row in ask(store, _NAMES, iri)),
        kinds=tuple(row[0] for row in ask(store, _KINDS, iri)),
        dates=tuple(
            f"{text}（{earliest or '?'}—{latest or '?'}）"
            for text, earliest, latest in ask(store, _DATES, iri)
        ),
        places=tuple(row[0] for row in ask(store, _PLACES, iri)),
        actors=tuple(row[0] for row in ask(store, _ACTORS, iri)),
        mentions=tuple(
            Seen(
                quote=quote,
                before=before,
                after=after,
                rule=rule,
                article=article,
                title=title,
                issued=issued,
                reason=reason.rpartition("#")[2],
                others=others,
            )
            for quote, before, after, rule, article, title, issued, _, reason, others in ask(
                store, _MENTIONS, iri
            )
        ),
    )


def ask(store: Store, sparql: str, iri: str) -> Iterator[list[str]]:
    """The rows of a query whose first variable `?entity` is the IRI, as text without it; an unbound
    value is empty. Raises QueryError for what is no IRI."""
    try:
        entity = NamedNode(iri)
    except ValueError as error:
        raise QueryError(f"{iri!r} is no IRI: {error}") from error
    solutions = store.query(sparql, {"entity": entity})
    assert isinstance(solutions, QuerySolutions)
    for _, *terms in solutions:
        yield [term.value if isinstance(term, Literal | NamedNode) else "" for term in terms]
