"""What the timeline and the map show: events, conferrals of honours and sites, by time and place.

Where something lies is what articles say of it, of its organizer or of its receiver. A garrison
gives no place: what it organizes or receives is put nowhere by what is said of the garrison. Only
divisions have points; what lies in a place without one is put at the nearest division around it.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from rdflib import XSD
from starlette.exceptions import HTTPException
from starlette.requests import Request

from kg.serve.links import iri_of, key_of, labels
from kg.serve.reading import Reader, node, text, values

KINDS = (
    "activity", "anniversary", "battle", "campaign", "ceremony", "conference", "contest", "disaster",
    "exhibition", "founding", "incident", "massacre", "meeting", "naming", "performance", "recruitment",
    "rescue", "signing", "training", "uprising", "visit", "war", "other",
)  # fmt: skip
"""Kinds of event that can be chosen: those of the lexicons and the gazetteer."""
TYPES = ("Event", "Conferral", "Site")
"""What may be shown."""

MOST = 2_000
"""How many things one answer has at most."""

DECIMALS = 4
"""Of degrees: the gazetteer has three, and what a store with single precision adds must go."""

_TYPE = {"event": "Event", "conferral": "Conferral", "site": "Site"}
_OF_TYPE = {
    "Event": "{ ?item a kg:Event FILTER NOT EXISTS { ?item a kg:Conferral } }",
    "Conferral": "{ ?item a kg:Conferral }",
    "Site": "{ ?item a kg:Site }",
}
_WHERE = """{ ?item sem:hasPlace/schema:containedInPlace?|schema:containedInPlace ?place }
  UNION { ?item kg:organizer|kg:receiver ?place }
  UNION { ?item kg:organizer|kg:receiver ?actor . ?actor schema:location|schema:containedInPlace ?place
          FILTER NOT EXISTS { ?actor a kg:Garrison } FILTER NOT EXISTS { ?actor a kg:Place } }
  ?place a kg:Place ."""
_WHEN = "?item sem:hasTime|kg:statedTime ?time . ?time kg:earliest ?earliest ; kg:latest ?latest ."
_LAST = f'"9999-12-31"^^<{XSD.date}>'
_POINT = re.compile(r"POINT ?\((-?[\d.]+) (-?[\d.]+)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """Which things are wanted: of which types and kind of event, within a place (key), whose time
    may lie in the years, of an honour (key). `dated` and `placed` leave out what is not."""

    types: tuple[str, ...] = TYPES
    kind: str = ""
    place: str = ""
    since: int | None = None
    until: int | None = None
    honour: str = ""
    dated: bool = False
    placed: bool = False

    @classmethod
    def of(cls, request: Request) -> Facets:
        """What the parameters of a request want. Raises HTTPException 400."""
        given = request.query_params
        types = tuple(given["types"].split(",")) if given.get("types") else TYPES
        if not set(types) <= set(TYPES):
            raise HTTPException(400, f"Unknown type. Known: {', '.join(TYPES)}.")
        kind = given.get("kind", "")
        if kind and not re.fullmatch(r"[a-z-]+", kind):
            raise HTTPException(400, f"{kind!r} is no kind of event.")
        years: dict[str, int | None] = {}
        for name in ("since", "until"):
            years[name] = None
            if found := given.get(name):
                if not re.fullmatch(r"\d{1,4}", found, re.ASCII):
                    raise HTTPException(400, f"{name} must be a year, got {found!r}.")
                years[name] = int(found)
        return cls(
            types=types,
            kind=kind,
            place=given.get("place", ""),
            honour=given.get("honour", ""),
            dated=given.get("only") == "dated",
            placed=given.get("only") == "placed",
            **years,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A time as the text has it, and its bounds."""

    key: str
    words: str
    earliest: date
    latest: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One event, conferral or site; places and honours are keys."""

    key: str
    label: str
    type: str
    kind: str
    implied: bool
    spans: tuple[Span, ...]
    places: tuple[str, ...]
    honours: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place, and the point of the division `at`: itself, or the nearest around it that has one."""

    key: str
    label: str
    at: str
    at_label: str
    latitude: float
    longitude: float
    precision_km: int

    def json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Happenings:
    """What was found, how many more there are, the places with points, the names of honours."""

    items: tuple[Happening, ...]
    more: int
    places: Mapping[str, Place]
    honours: Mapping[str, str]


async def happenings(reader: Reader, facets: Facets) -> Happenings:
    """What the facets want: the dated first, by time, then by name."""
    pattern = _pattern(reader, facets)
    rows = await reader.rows(
        f"""SELECT ?item (COALESCE(MIN(?earliest), {_LAST}) AS ?first) WHERE {{
          {pattern} OPTIONAL {{ {_WHEN} }} }} GROUP BY ?item ORDER BY ?first ?item LIMIT {MOST}"""
    )
    iris = [text(row, "item") for row in rows]
    more = 0
    if len(iris) == MOST:
        (total,) = await reader.rows(
            f"SELECT (COUNT(DISTINCT ?item) AS ?all) WHERE {{ {pattern} }}"
        )
        more = int(text(total, "all")) - MOST
    if not iris:
        return Happenings(items=(), more=0, places={}, honours={})
    given = values("item", iris)
    described, times, where, honours = await asyncio.gather(
        reader.rows(
            f"""SELECT ?item (MIN(STR(?name)) AS ?label) (MIN(?a) AS ?kind) (MAX(STR(?b)) AS ?implied) WHERE {{
              {given} ?item skos:prefLabel ?name OPTIONAL {{ ?item kg:kind ?a }} OPTIONAL {{ ?item kg:implied ?b }}
            }} GROUP BY ?item"""
        ),
        reader.rows(
            f"""SELECT DISTINCT ?item ?time ?earliest ?latest ?words WHERE {{
              {given} {_WHEN} ?time kg:rawText ?words }} ORDER BY ?earliest ?time"""
        ),
        reader.rows(f"SELECT DISTINCT ?item ?place WHERE {{ {given} {_WHERE} }} ORDER BY ?place"),
        reader.rows(
            f"""SELECT DISTINCT ?item ?honour WHERE {{
              {given} ?item kg:honour|kg:receivedHonour ?honour }} ORDER BY ?honour"""
        ),
    )
    facts = {text(row, "item"): row for row in described}
    spans: dict[str, list[Span]] = {}
    for row in times:
        spans.setdefault(text(row, "item"), []).append(
            Span(
                key=key_of(reader, text(row, "time")),
                words=text(row, "words"),
                earliest=date.fromisoformat(text(row, "earliest")),
                latest=date.fromisoformat(text(row, "latest")),
            )
        )
    lies = _grouped(reader, where, "place")
    around = await _around(reader, {key for keys in lies.values() for key in keys})
    given_honours = _grouped(reader, honours, "honour")
    items = tuple(
        Happening(
            key=(key := key_of(reader, iri)),
            label=text(facts[iri], "label"),
            type=_TYPE[key.partition("/")[0]],
            kind=text(facts[iri], "kind"),
            implied=text(facts[iri], "implied") == "true",
            spans=tuple(spans.get(iri, ())),
            places=_narrowest(lies.get(iri, ()), around),
            honours=tuple(given_honours.get(iri, ())),
        )
        for iri in iris
        if iri in facts and key_of(reader, iri).partition("/")[0] in _TYPE
    )
    return Happenings(
        items=items,
        more=more,
        places=await places(reader, {key for item in items for key in item.places}, around),
        honours=await labels(reader, {key for item in items for key in item.honours}),
    )


async def places(
    reader: Reader, keys: Collection[str], around: Mapping[str, Collection[str]] | None = None
) -> dict[str, Place]:
    """Places with the points they can be shown at; those without any around them are left out."""
    if around is None:
        around = await _around(reader, keys)
    reach = {key: _outward(key, around) for key in keys}
    every = {key for ring in reach.values() for key in ring}
    if not every:
        return {}
    rows = await reader.rows(
        f"""SELECT ?place ?wkt ?metres WHERE {{
          {values("place", (iri_of(reader, key) for key in sorted(every)))}
          ?place geo:hasGeometry ?point . ?point geo:asWKT ?wkt ; geo:hasMetricSpatialAccuracy ?metres }}"""
    )
    points = {
        key_of(reader, text(row, "place")): (found, float(text(row, "metres")))
        for row in rows
        if (found := _POINT.fullmatch(text(row, "wkt")))
    }
    names = await labels(reader, every)
    shown = {}
    for key, ring in reach.items():
        at = next((each for each in ring if each in points), None)
        if at is None:
            continue
        found, metres = points[at]
        shown[key] = Place(
            key=key,
            label=names.get(key, key),
            at=at,
            at_label=names.get(at, at),
            longitude=round(float(found[1]), DECIMALS),
            latitude=round(float(found[2]), DECIMALS),
            precision_km=round(metres / 1000),
        )
    return shown


async def divisions(reader: Reader, within: str) -> list[dict[str, str]]:
    """The divisions directly within one, or the provinces: key and label, by code."""
    inner = (
        f"?place schema:containedInPlace {node(iri_of(reader, within))} ; kg:level ?level"
        if within
        else '?place kg:level "province"'
    )
    rows = await reader.rows(
        f"""SELECT ?place (MIN(STR(?name)) AS ?label) WHERE {{ {inner} . ?place skos:prefLabel ?name }}
        GROUP BY ?place ORDER BY ?place LIMIT 500"""
    )
    return [
        {"key": key_of(reader, text(row, "place")), "label": text(row, "label")} for row in rows
    ]


async def honours(reader: Reader) -> list[dict[str, str]]:
    """The honours that were conferred or received, those most often first."""
    rows = await reader.rows(
        """SELECT ?honour (MIN(STR(?name)) AS ?label) (COUNT(DISTINCT ?item) AS ?often) WHERE {
          ?item kg:honour|kg:receivedHonour ?honour . ?honour skos:prefLabel ?name
        } GROUP BY ?honour ORDER BY DESC(?often) ?label LIMIT 300"""
    )
    return [
        {"key": key_of(reader, text(row, "honour")), "label": text(row, "label")} for row in rows
    ]


def _pattern(reader: Reader, facets: Facets) -> str:
    parts = [" UNION ".join(_OF_TYPE[type_] for type_ in facets.types)]
    if facets.kind:
        parts.append(f'?item kg:kind "{facets.kind}" .')
    if facets.honour:
        parts.append(f"?item kg:honour|kg:receivedHonour {node(iri_of(reader, facets.honour))} .")
    if facets.since is not None or facets.until is not None or facets.dated:
        # No FILTER EXISTS: its variables would be those of the OPTIONAL around, unbound in Virtuoso.
        inner = "\n".join(parts)
        parts = [
            f"""{{ SELECT DISTINCT ?item WHERE {{ {inner} {_WHEN} FILTER(
              YEAR(?latest) >= {facets.since or 0} && YEAR(?earliest) <= {facets.until or 9999}) }} }}"""
        ]
    if facets.place:
        outer = node(iri_of(reader, facets.place))
        parts.append(f"FILTER EXISTS {{ {_WHERE} ?place schema:containedInPlace* {outer} }}")
    elif facets.placed:
        parts.append(f"FILTER EXISTS {{ {_WHERE} }}")
    return "\n".join(parts)


async def _around(reader: Reader, keys: Collection[str]) -> dict[str, list[str]]:
    """What lies directly around each of the places, and around those."""
    if not keys:
        return {}
    rows = await reader.rows(
        f"""SELECT DISTINCT ?inner ?outer WHERE {{
          {values("place", (iri_of(reader, key) for key in sorted(keys)))}
          ?place schema:containedInPlace* ?inner . ?inner schema:containedInPlace ?outer
        }} ORDER BY ?inner ?outer"""
    )
    found: dict[str, list[str]] = {}
    for row in rows:
        inner, outer = (key_of(reader, text(row, name)) for name in ("inner", "outer"))
        if inner.startswith("place/") and outer.startswith("place/"):
            found.setdefault(inner, []).append(outer)
    return found


def _outward(key: str, around: Mapping[str, Collection[str]]) -> list[str]:
    """The place and those around it, the nearest first."""
    reached = [key]
    for here in reached:
        reached += [outer for outer in around.get(here, ()) if outer not in reached]
    return reached


def _narrowest(keys: Iterable[str], around: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """Those of the places that lie around none of the others."""
    given = list(keys)
    outer = {up for key in given for up in _outward(key, around)[1:]}
    return tuple(key for key in given if key not in outer) or tuple(given)


def _grouped(reader: Reader, rows: Iterable[Any], name: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(text(row, "item"), []).append(key_of(reader, text(row, name)))
    return found
