"""What the gazetteer knows of the places, sites and honours that the articles name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pyoxigraph import Quad

from kg.gazetteer import Gazetteer
from kg.gazetteer.honour_record import HonourRecord, Receiver
from kg.graph.honours import record_quads, rows_of
from kg.graph.iris import Iris
from kg.graph.places import place_quads
from kg.graph.sites import site_quads
from kg.model import EntityType, LinkedArticle


@dataclass(frozen=True, slots=True)
class Named:
    """Which entries of the gazetteer articles name: codes of places, ids of sites and honours."""

    codes: set[str] = field(default_factory=set)
    sites: set[str] = field(default_factory=set)
    honours: set[str] = field(default_factory=set)

    def add(self, linked: LinkedArticle, record: HonourRecord) -> None:
        """Take in what one article names."""
        for entity in linked.entities:
            if entity.type is EntityType.PLACE and entity.code:
                self.codes.add(entity.code)
            if entity.type is EntityType.SITE and entity.code:
                self.sites.add(entity.code)
            if entity.type is EntityType.HONOUR and (honour := record.honour(entity.label)):
                self.honours.add(honour.id)


def gazetteer_quads(named: Named, gazetteer: Gazetteer, iris: Iris) -> Iterator[Quad]:
    """The graphs of the gazetteer: the record of honours, the sites, and the places of all."""
    rows = list(rows_of(named.honours, named.codes, gazetteer.honours))
    yield from record_quads(rows, gazetteer.honours, iris)
    yield from site_quads(named.sites, gazetteer, iris)
    codes = named.codes | {row.code for row in rows if isinstance(row, Receiver)}
    codes |= {c for s in gazetteer.sites if s.id in named.sites for c in s.divisions}
    yield from place_quads(
        codes, gazetteer.divisions, iris, points=gazetteer.points, matches=gazetteer.matches
    )
