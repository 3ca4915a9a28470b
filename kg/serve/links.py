"""Links of the network: what statements say of two entities, asked with bounded queries.

An entity is known here by its key, the part of its IRI below `id/`, which also tells its type.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from typing import Any

from starlette.exceptions import HTTPException

from kg.graph.iris import GAZETTEER_GRAPHS, Iris
from kg.graph.vocabulary import FACTS, KG, SEM
from kg.serve.reading import Reader, Row, node, text, values

DETAILS = frozenset({"Quantity", "TimeSpan"})
"""Types that say more of another entity: there are so many of them that they are shown when asked for."""

LIMIT = 100_000
"""Rows that any of these queries may give."""

_TYPES = {
    "place": "Place",
    "organization": "Organization",
    "site": "Site",
    "document": "Document",
    "event": "Event",
    "conferral": "Conferral",
    "person": "Person",
    "honour": "Honour",
    "quantity": "Quantity",
    "time": "TimeSpan",
}
TYPES = (*_TYPES.values(), "Garrison")
"""The types of nodes; a garrison is an organization with a type of its own."""

_PROPERTIES = {str(iri).rpartition("#")[2].rpartition("/")[2]: str(iri) for iri in sorted(FACTS)}
_DETAILED = {
    str(SEM.hasTime): frozenset({"TimeSpan"}),
    str(KG.statedTime): frozenset({"TimeSpan"}),
    str(KG.statisticOf): frozenset({"Quantity"}),
    str(KG.ordinalInRun): frozenset[str](),
}
"""The properties that only details have, and whose objects are literals."""
_FACTS = ", ".join(f"<{iri}>" for iri in sorted(FACTS - {KG.ordinalInRun}))
_KEY = re.compile(r"[a-z]+/[\w.~%-]+", re.ASCII)
_VERSION = re.compile(r"article/[\w.~%-]+/[\w.~%-]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Link:
    """A property said to hold between two entities (keys), and in how many articles."""

    source: str
    property: str
    target: str
    articles: int

    def ends(self) -> tuple[str, str]:
        return self.source, self.target

    def json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An entity to show: its links in all, and the years that bound its time, where it has one."""

    key: str
    label: str
    type: str
    degree: int
    since: int | None
    until: int | None

    def json(self) -> dict[str, Any]:
        return asdict(self)


def iri_of(reader: Reader, key: str) -> str:
    """The IRI of a key. Raises HTTPException 400 for what is no key."""
    if not _KEY.fullmatch(key) or key.partition("/")[0] not in _TYPES:
        raise HTTPException(400, f"{key!r} is no key of an entity, such as place/220600.")
    return f"{reader.base}id/{key}"


def key_of(reader: Reader, iri: str) -> str:
    """The key of an entity's IRI; that of anything else is its IRI."""
    return iri.removeprefix(f"{reader.base}id/")


def type_of(key: str, garrisons: frozenset[str]) -> str:
    return "Garrison" if key in garrisons else _TYPES.get(key.partition("/")[0], "Thing")


def _values(reader: Reader, variable: str, keys: Iterable[str]) -> str:
    return values(variable, (iri_of(reader, key) for key in keys))


async def links_of(reader: Reader, keys: Collection[str], *, limit: int = LIMIT) -> list[Link]:
    """The links that begin or end at one of the entities."""
    rows = await reader.rows(
        f"""SELECT ?source ?property ?target (COUNT(DISTINCT ?g) AS ?articles) WHERE {{
          {{ {_values(reader, "source", keys)} {_fact("?source", "?target")} }}
          UNION {{ {_values(reader, "target", keys)} {_fact("?source", "?target")} }}
          FILTER({_said(reader)})
        }} GROUP BY ?source ?property ?target LIMIT {limit}"""
    )
    return _links(reader, rows)


async def best_linked(
    reader: Reader, types: frozenset[str], *, limit: int
) -> tuple[list[str], int]:
    """The entities of the types that articles link most often with such, and how many there are."""
    properties = " ".join(
        f"<{iri}>" for iri in sorted(FACTS) if _DETAILED.get(str(iri), types) & types
    )
    narrow = () if types >= frozenset(TYPES) - DETAILS else ("node", "other")
    which = f"""{{ VALUES ?property {{ {properties} }} GRAPH ?g {{ ?node ?property ?other }} }}
      UNION {{ VALUES ?property {{ {properties} }} GRAPH ?g {{ ?other ?property ?node }} }}
      FILTER(?g NOT IN ({_gazetteers(reader)}))
      {" ".join(_of_types(variable, types) for variable in narrow)}"""
    rows = await reader.rows(
        f"""SELECT ?node (COUNT(*) AS ?often) WHERE {{ {which} }}
        GROUP BY ?node ORDER BY DESC(?often) ?node LIMIT {limit}"""
    )
    found = [key_of(reader, text(row, "node")) for row in rows]
    if len(found) < limit:
        return found, len(found)
    (total,) = await reader.rows(f"SELECT (COUNT(DISTINCT ?node) AS ?all) WHERE {{ {which} }}")
    return found, int(text(total, "all"))


def _gazetteers(reader: Reader) -> str:
    """The named graphs of the gazetteer, whose facts no article says."""
    iris = Iris(reader.base)
    return ", ".join(str(iris.gazetteer_graph(table)) for table in GAZETTEER_GRAPHS)


async def dated_links(
    reader: Reader, since: int | None, until: int | None, *, limit: int = LIMIT
) -> list[Link]:
    """The links of all that has a time which may lie within the years."""
    rows = await reader.rows(
        f"""SELECT ?source ?property ?target (COUNT(DISTINCT ?g) AS ?articles) WHERE {{
          {{ SELECT DISTINCT ?dated WHERE {{ ?dated sem:hasTime|kg:statedTime ?time .
             ?time kg:earliest ?earliest ; kg:latest ?latest
             FILTER(YEAR(?latest) >= {since or 0} && YEAR(?earliest) <= {until or 9999}) }} }}
          {{ {_fact("?dated", "?target")} BIND(?dated AS ?source) }}
          UNION {{ {_fact("?source", "?dated")} BIND(?dated AS ?target) }}
          FILTER({_said(reader)})
        }} GROUP BY ?source ?property ?target LIMIT {limit}"""
    )
    return _links(reader, rows)


async def garrisons(reader: Reader) -> frozenset[str]:
    """The keys of all garrisons."""
    rows = await reader.rows(
        f"SELECT DISTINCT ?node WHERE {{ GRAPH ?g {{ ?node a kg:Garrison }} }} LIMIT {LIMIT}"
    )
    return frozenset(key_of(reader, text(row, "node")) for row in rows)


async def years(reader: Reader, keys: Iterable[str] | None = None) -> dict[str, tuple[int, int]]:
    """The first and last year of each dated entity, of those given or of all."""
    given = _values(reader, "node", keys) if keys is not None else ""
    rows = await reader.rows(
        f"""SELECT ?node (MIN(YEAR(?earliest)) AS ?since) (MAX(YEAR(?latest)) AS ?until) WHERE {{
          {given} ?node sem:hasTime|kg:statedTime ?time . ?time kg:earliest ?earliest ; kg:latest ?latest
        }} GROUP BY ?node LIMIT {LIMIT}""",
    )
    return {
        key_of(reader, text(row, "node")): (int(text(row, "since")), int(text(row, "until")))
        for row in rows
    }


async def labels(reader: Reader, keys: Iterable[str]) -> dict[str, str]:
    """The name of each entity, by key."""
    rows = await reader.rows(
        f"""SELECT ?node (MIN(STR(?name)) AS ?label) WHERE {{
          {_values(reader, "node", keys)} ?node skos:prefLabel ?name
        }} GROUP BY ?node""",
    )
    return dict(sorted((key_of(reader, text(r, "node")), text(r, "label")) for r in rows))


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The sentence that one statement rests on, and where it stands."""

    statement: str
    quote: str
    prefix: str
    suffix: str
    title: str
    date: str
    url: str
    article: str
    start: int
    end: int
    confidence: float
    rule: str

    def json(self) -> dict[str, Any]:
        return asdict(self)


async def evidence(
    reader: Reader, source: str, name: str = "", target: str = "", *, limit: int = 50
) -> list[Evidence]:
    """The sentences behind a link, or behind all that is said of `source`, the surest first."""
    if name and name not in _PROPERTIES:
        raise HTTPException(400, f"Unknown property {name!r}. Known: {', '.join(_PROPERTIES)}.")
    property_ = f"<{_PROPERTIES[name]}>" if name else "?property"
    object_ = node(iri_of(reader, target)) if target else "?object"
    rows = await reader.rows(
        f"""SELECT DISTINCT ?statement ?quote ?prefix ?suffix ?title ?date ?url ?version ?start ?end ?confidence ?rule
        WHERE {{
          ?statement rdf:subject {node(iri_of(reader, source))} ; rdf:object {object_} ;
            rdf:predicate {property_} ; kg:confidence ?confidence ; kg:rule ?rule ;
            prov:wasDerivedFrom ?evidence .
          ?evidence oa:hasSource ?version ; oa:hasSelector ?words , ?place .
          ?words oa:exact ?quote . ?place oa:start ?start ; oa:end ?end .
          OPTIONAL {{ ?words oa:prefix ?prefix }} OPTIONAL {{ ?words oa:suffix ?suffix }}
          OPTIONAL {{ ?version dcterms:title ?title }} OPTIONAL {{ ?version dcterms:issued ?date }}
          OPTIONAL {{ ?version schema:url ?url }}
        }} ORDER BY DESC(?confidence) ?title ?start LIMIT {limit}""",
    )
    return [
        Evidence(
            statement=key_of(reader, text(row, "statement")),
            quote=text(row, "quote"),
            prefix=text(row, "prefix"),
            suffix=text(row, "suffix"),
            title=text(row, "title"),
            date=text(row, "date"),
            url=text(row, "url") if text(row, "url").startswith(("http://", "https://")) else "",
            article=key_of(reader, text(row, "version")),
            start=int(text(row, "start")),
            end=int(text(row, "end")),
            confidence=float(text(row, "confidence")),
            rule=text(row, "rule"),
        )
        for row in rows
    ]


async def links_of_article(reader: Reader, version: str) -> list[Link]:
    """The links that one article version says, by the key of the version."""
    if not _VERSION.fullmatch(version):
        raise HTTPException(400, f"{version!r} is no key of an article version.")
    rows = await reader.rows(
        f"""SELECT ?source ?property ?target (1 AS ?articles) WHERE {{
          GRAPH <{reader.base}graph/{version}> {{ ?source ?property ?target }}
          FILTER(?property IN ({_FACTS}) && isIRI(?target))
        }} LIMIT {LIMIT}"""
    )
    return _links(reader, rows)


def _fact(source: str, target: str) -> str:
    """A fact in whichever graph, its property among those that articles speak of."""
    return f"GRAPH ?g {{ {source} ?property {target} }} FILTER(?property IN ({_FACTS}))"


def _said(reader: Reader) -> str:
    """That an article says so, not the gazetteer."""
    return f'STRSTARTS(STR(?g), "{reader.base}graph/article/")'


def _of_types(variable: str, types: frozenset[str]) -> str:
    """A filter for entities of the types."""
    classes = " ".join(f"kg:{type_}" for type_ in sorted(types))
    return f"FILTER EXISTS {{ VALUES ?class {{ {classes} }} ?{variable} a ?class }}"


def _links(reader: Reader, rows: list[Row]) -> list[Link]:
    return sorted(
        (
            Link(
                key_of(reader, text(row, "source")),
                text(row, "property").rpartition("#")[2].rpartition("/")[2],
                key_of(reader, text(row, "target")),
                int(text(row, "articles")),
            )
            for row in rows
        ),
        key=lambda link: (link.source, link.property, link.target),
    )
