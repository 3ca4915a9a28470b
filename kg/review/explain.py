"""Why an entity is what it is: its mentions, what was merged into it, what is open, what was judged."""

from __future__ import annotations

from collections.abc import Iterator

from kg.errors import QueryError
from kg.graph.linking_reasons import REASONS
from kg.graph.store import Store
from kg.model import LinkingReason
from kg.review.sides import Seen, Side, ask, side

_REPLACED_BY = """SELECT DISTINCT ?entity ?new WHERE {
  GRAPH ?g { ?entity dcterms:isReplacedBy ?new ; kg:mergedBecause ?comparison } }"""
_MERGED = """SELECT DISTINCT ?entity ?old ?left ?right ?score ?why WHERE {
  GRAPH ?g {
    ?old dcterms:isReplacedBy ?entity ; kg:mergedBecause ?comparison .
    ?comparison kg:compares ?left , ?right ; kg:score ?score ; rdfs:comment ?why
    FILTER(STR(?left) < STR(?right) && LANG(?why) = "zh") }
} ORDER BY ?old DESC(?score) ?left ?right"""
_OPEN = """SELECT DISTINCT ?entity ?other ?score ?why WHERE {
  GRAPH ?g {
    ?comparison a kg:Comparison ; kg:outcome kg:Undecided ; kg:compares ?entity , ?other ;
      kg:score ?score ; rdfs:comment ?why
    FILTER(?other != ?entity && LANG(?why) = "zh") }
} ORDER BY DESC(?score) ?other"""
_JUDGED = """SELECT DISTINCT ?entity ?left ?right ?outcome ?who ?day ?why WHERE {
  { BIND(?entity AS ?member) } UNION { GRAPH ?r { ?member dcterms:isReplacedBy ?entity } }
  GRAPH ?g {
    ?judgement a kg:Judgement ; kg:compares ?member , ?left , ?right ; kg:outcome ?outcome ;
      dc:creator ?who ; dc:date ?day ; rdfs:comment ?why
    FILTER(STR(?left) < STR(?right)) }
} ORDER BY ?day ?left ?right"""
_CODE = "SELECT DISTINCT ?entity ?code WHERE { GRAPH ?g { ?entity dcterms:identifier ?code } }"
_UNRESOLVED = "SELECT ?entity ?g WHERE { GRAPH ?g { ?entity kg:resolved false } }"


def explain(store: Store, iri: str) -> Iterator[str]:
    """Lines of text for people. A replaced IRI is explained by the one in its place.

    Raises QueryError for an IRI that the graph does not know.
    """
    for (new,) in ask(store, _REPLACED_BY, iri):
        yield f"{iri}"
        yield f"已由 {new} 取代 (replaced by it)"
        iri = new
    entity = side(store, iri)
    if not entity.names:
        raise QueryError(
            f"The graph has no entity {iri}. Give an IRI or a key such as place/220600, as "
            "kg query most-mentioned lists them."
        )
    yield from describe(entity)
    yield from _identity(store, entity)
    yield f"提及 mentions: {len(entity.mentions)}"
    for seen in entity.mentions:
        yield f"  {seen.issued or '—'} {seen.article} [{seen.rule or '—'}] {sentence(seen)}"
        if seen.reason:
            zh, en = REASONS[LinkingReason(seen.reason)]
            others = f"；未取 not taken: {seen.others}" if seen.others else ""
            yield f"    归属理由 why: {zh} ({en}){others}"
    merged = list(ask(store, _MERGED, iri))
    yield f"并入的 IRI merged into it: {len({old for old, *_ in merged})}"
    shown = ""
    for old, left, right, score, why in merged:
        if old != shown:
            yield f"  {old}"
            shown = old
        other = left if old == right else right
        yield f"    {score} ≈ {other}：{why}"
    for other, score, why in ask(store, _OPEN, iri):
        name = "／".join(side(store, other).names)
        yield f"未判定 undecided: {score} {other} {name}：{why}"
    for left, right, outcome, who, day, why in ask(store, _JUDGED, iri):
        decision = outcome.rpartition("#")[2]
        yield f"人工判定 judgement: {decision} {left} {right}：{who}，{day}，{why}"


def describe(entity: Side) -> Iterator[str]:
    """The lines that tell what an entity is."""
    yield entity.iri
    for title, values in (
        ("名称 names", entity.names),
        ("种类 kinds", entity.kinds),
        ("时间 dates", entity.dates),
        ("地点 places", entity.places),
        ("相关 actors", entity.actors),
    ):
        if values:
            yield f"{title}: {'；'.join(values)}"


def sentence(seen: Seen) -> str:
    """The words of a mention in what stands around them, on one line."""
    return " ".join(f"…{seen.before}【{seen.quote}】{seen.after}…".split())


def _identity(store: Store, entity: Side) -> Iterator[str]:
    """What the IRI rests on."""
    codes = [row[0] for row in ask(store, _CODE, entity.iri)]
    if codes:
        yield f"标识 identifier: {'；'.join(codes)}，名录或区划代码中的条目 (an entry of the gazetteer)"
    elif any(ask(store, _UNRESOLVED, entity.iri)):
        yield "指称未判定 reference undecided: 名录中没有或不止一个可能的条目 (no entry, or several)"
    else:
        yield "标识 identifier: 名录中没有条目；IRI 由类型、名称和范围得出 (no entry in the gazetteer)"
