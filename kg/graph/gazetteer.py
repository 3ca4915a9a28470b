"""What the gazetteer knows of the places, sites, bodies and honours that the articles name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Quad

from kg.gazetteer import Gazetteer
from kg.gazetteer.honour_record import Receiver
from kg.graph.honours import record_quads, rows_of
from kg.graph.iris import GAZETTEER_GRAPHS, Iris
from kg.graph.organizations import organization_quads
from kg.graph.places import place_quads
from kg.graph.sites import site_quads
from kg.model import EntityType, LinkedArticle

Entry = tuple[str, str]
"""An entry of the gazetteer: the table, and its id there."""

DIVISIONS, HONOURS, ORGANIZATIONS, SITES = GAZETTEER_GRAPHS


def entries_of(linked: LinkedArticle, gazetteer: Gazetteer) -> set[Entry]:
    """The entries that one article names."""
    found: set[Entry] = set()
    for entity in linked.entities:
        if entity.type is EntityType.PLACE and entity.code:
            found.add((DIVISIONS, entity.code))
        found |= {(DIVISIONS, code) for code in entity.named_for}
        if entity.type is EntityType.SITE and entity.code:
            found.add((SITES, entity.code))
        if entity.canonical and entity.canonical in gazetteer.organizations:
            found.add((ORGANIZATIONS, entity.canonical))
        if entity.type is EntityType.HONOUR:
            honour = gazetteer.honours.honour(entity.label)
            found |= {(HONOURS, honour.id)} if honour else set()
    return found


def gazetteer_quads(entries: Iterable[Entry], gazetteer: Gazetteer, iris: Iris) -> Iterator[Quad]:
    """The graphs of the gazetteer: the record of honours, the bodies, the sites, and the places of all."""
    ids: dict[str, set[str]] = {table: set() for table in GAZETTEER_GRAPHS}
    for table, id_ in entries:
        ids[table].add(id_)
    rows = list(rows_of(ids[HONOURS], ids[DIVISIONS], gazetteer.honours))
    yield from record_quads(rows, gazetteer.honours, iris)
    yield from organization_quads(ids[ORGANIZATIONS], gazetteer.organizations, iris)
    yield from site_quads(ids[SITES], gazetteer, iris)
    codes = ids[DIVISIONS] | {row.code for row in rows if isinstance(row, Receiver)}
    codes |= {c for site in gazetteer.sites if site.id in ids[SITES] for c in site.divisions}
    yield from place_quads(
        codes, gazetteer.divisions, iris, points=gazetteer.points, matches=gazetteer.matches
    )
