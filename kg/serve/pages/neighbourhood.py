"""The small network on an entity's page: the entity in the middle, what it is linked to around it."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from kg.network.layout import DETAILS
from kg.serve.pages.facts import Group
from kg.serve.pages.things import Thing
from kg.serve.reading import Reader, values

MOST = 14
"""How many neighbours are drawn: more would not be legible on a phone."""

WIDTH = 400
_ACROSS = 84
_DOWN = ((2, 30), (6, 90), (MOST, 140))
"""How far neighbours stand from the middle: across, and down by how many there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A neighbour and where it stands; `anchor` is where its label begins (start, middle, end)."""

    thing: Thing
    predicate: str
    inverse: bool
    x: float
    y: float
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """Neighbours, lines between them (by their numbers), how many were left out, and the height of
    the drawing, whose width is `WIDTH`."""

    spots: tuple[Spot, ...]
    lines: tuple[tuple[int, int], ...]
    hidden: int
    height: int


async def neighbourhood(ask: Reader, entity: Thing, found: Iterable[Group]) -> Drawing:
    """What is linked to the entity most often, details left out, in a circle by kind of link."""
    weights: dict[str, int] = {}
    links: dict[str, tuple[Thing, Group]] = {}
    for group in found:
        for fact in group.facts:
            other = fact.other
            if isinstance(other, Thing) and other.type not in DETAILS and other.iri != entity.iri:
                weights[other.iri] = weights.get(other.iri, 0) + len(fact.sentences)
                links.setdefault(other.iri, (other, group))
    best = sorted(links, key=lambda iri: (-weights[iri], iri))[:MOST]
    best.sort(key=lambda iri: (links[iri][1].predicate, links[iri][1].inverse, iri))
    down = next(radius for most, radius in _DOWN if len(best) <= most)
    spots = tuple(_spot(number, len(best), down, *links[iri]) for number, iri in enumerate(best))
    return Drawing(
        spots=spots,
        lines=await _lines(ask, best),
        hidden=len(links) - len(best),
        height=2 * down + 100,
    )


def _spot(number: int, count: int, radius: int, thing: Thing, group: Group) -> Spot:
    angle = 2 * math.pi * (number + 0.5) / count - math.pi / 2 if count > 1 else 0.0
    across, down = math.cos(angle), math.sin(angle)
    return Spot(
        thing=thing,
        predicate=group.predicate,
        inverse=group.inverse,
        x=round(WIDTH / 2 + _ACROSS * across, 1),
        y=round(50 + radius + radius * down, 1),
        anchor="middle" if abs(across) < 0.2 else "start" if across > 0 else "end",
    )


async def _lines(ask: Reader, iris: list[str]) -> tuple[tuple[int, int], ...]:
    if len(iris) < 2:
        return ()
    rows = await ask.rows(
        f"SELECT DISTINCT ?a ?b WHERE {{ {values('a', iris)} ?statement rdf:subject ?a ; "
        f"rdf:object ?b . FILTER(?b IN ({', '.join(f'<{iri}>' for iri in iris)})) }} LIMIT 200"
    )
    numbers = {iri: number for number, iri in enumerate(iris)}
    pairs = ((numbers[row["a"].value], numbers[row["b"].value]) for row in rows)
    return tuple(sorted({(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]}))
