"""The shortest path between two entities, found a ring at a time from both ends."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection

from kg.serve.links import Link

HOPS = 8
"""Links that a path may have."""

WIDTH = 4_000
"""Entities that one ring may hold: past it the search ends, since all is linked with all."""

Ask = Callable[[Collection[str]], Awaitable[list[Link]]]


async def shortest(ask: Ask, start: str, end: str) -> list[str] | None:
    """The entities along a shortest path, both ends among them; None where none is found.

    `ask` gives the links of some entities. Of several paths of one length the same is found each
    time: the first by keys.
    """
    if start == end:
        return [start]
    # Each side: who was reached, and from whom.
    sides: tuple[dict[str, str | None], dict[str, str | None]] = ({start: None}, {end: None})
    rings = [[start], [end]]
    for _ in range(HOPS):
        side = 0 if len(rings[0]) <= len(rings[1]) else 1
        if not rings[side] or len(rings[side]) > WIDTH:
            return None
        reached, other = sides[side], sides[1 - side]
        ring = set(rings[side])
        found: dict[str, str] = {}
        for link in await ask(rings[side]):
            for here, there in (link.ends(), link.ends()[::-1]):
                if here in ring and there not in reached:
                    found[there] = min(found.get(there, here), here)
        reached.update(found)
        rings[side] = sorted(found)
        if meeting := sorted(found.keys() & other.keys()):
            return [*reversed(_back(sides[0], meeting[0])), *_back(sides[1], meeting[0])[1:]]
    return None


def _back(reached: dict[str, str | None], node: str) -> list[str]:
    """From a node back to where the side began."""
    way = [node]
    while (before := reached[way[-1]]) is not None:
        way.append(before)
    return way
