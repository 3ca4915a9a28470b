"""What the explorer shows: a part of the network, wholly told by the address of the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request

from kg.serve import links
from kg.serve.links import DETAILS, TYPES, Link, Node
from kg.serve.paths import shortest
from kg.serve.reading import Reader

OVERVIEW = 300
"""Nodes of an overview, unless the address says otherwise."""

MOST = 20_000
"""Nodes that a view may have."""

NEIGHBOURS = 40
"""Neighbours that one expansion adds; the rest is told as a number."""


SHOWN = frozenset(TYPES) - DETAILS
"""The types that are shown unless others are asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a view was asked to show.

    The overview is of the best linked `limit` nodes, none where that is 0. To it come the `expand`ed
    nodes with their neighbours (all of them for those in `more`), and the shortest `path` between
    two. What hangs only on a `collapse`d node goes. Years leave out what is dated outside of them.
    """

    limit: int = OVERVIEW
    expand: tuple[str, ...] = ()
    more: frozenset[str] = frozenset()
    collapse: frozenset[str] = frozenset()
    path: tuple[str, str] | None = None
    types: frozenset[str] = SHOWN
    since: int | None = None
    until: int | None = None

    @classmethod
    def of(cls, request: Request) -> Wish:
        """What the parameters of a request ask for: an overview, unless they name nodes and no limit.

        Raises HTTPException 400.
        """
        given = request.query_params
        ends = (given.get("from", ""), given.get("to", ""))
        expand = tuple(dict.fromkeys(given.getlist("expand")))
        types = frozenset(given["types"].split(",")) if given.get("types") else SHOWN
        if not types <= set(TYPES):
            raise HTTPException(400, f"Unknown type. Known: {', '.join(TYPES)}.")
        limit = _number(given.get("limit"), "limit")
        if limit is None:
            limit = 0 if expand or all(ends) else OVERVIEW
        return cls(
            limit=min(limit, MOST),
            expand=expand,
            more=frozenset(given.getlist("more")),
            collapse=frozenset(given.getlist("collapse")),
            path=ends if all(ends) else None,
            types=types,
            since=_number(given.get("since"), "since"),
            until=_number(given.get("until"), "until"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Nodes and links to show; how many nodes each expansion, and the overview, left out."""

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    path: tuple[str, ...] | None
    left: dict[str, int]
    more: int

    def json(self) -> dict[str, Any]:
        return {
            "nodes": [node.json() for node in self.nodes],
            "links": [link.json() for link in self.links],
            "path": self.path,
            "left": self.left,
            "more": self.more,
        }


async def view(reader: Reader, wish: Wish) -> View:
    """The view that was asked for. Raises HTTPException 404 where the graph has none of its nodes."""
    chosen = _Chosen(wish, await links.garrisons(reader))
    shown: dict[str, None] = {}
    found: list[Link] = []
    more = 0
    if wish.limit:
        keys, found, more = await _overview(reader, chosen)
        shown.update(dict.fromkeys(keys))
    path = await _path(reader, chosen, wish.path) if wish.path else None
    shown.update(dict.fromkeys(path or wish.path or ()))
    left: dict[str, int] = {}
    for key in wish.expand:
        near = await _neighbours(reader, chosen, key)
        limit = MOST if key in wish.more else NEIGHBOURS
        left[key] = max(len(near) - limit, 0)
        shown.update(dict.fromkeys((key, *near[:limit])))
    keys = list(shown)[:MOST]
    if wish.expand or wish.path:
        found = await links.links_of(reader, keys)
    if wish.collapse:
        keys = _collapsed(wish, keys, _among(found, keys))
    return View(
        nodes=await _nodes(reader, keys, chosen, found),
        links=_among(found, keys),
        path=tuple(path) if path else None,
        left=left,
        more=more,
    )


@dataclass(frozen=True, slots=True)
class _Chosen:
    """Which nodes a wish lets through."""

    wish: Wish
    garrisons: frozenset[str]

    def type(self, key: str) -> bool:
        return links.type_of(key, self.garrisons) in self.wish.types

    def time(self, years: tuple[int, int] | None) -> bool:
        """Whether the years may be shown: undated is; vague dates are where they may be meant."""
        if years is None:
            return True
        return not (
            (self.wish.since is not None and years[1] < self.wish.since)
            or (self.wish.until is not None and years[0] > self.wish.until)
        )


async def _overview(reader: Reader, chosen: _Chosen) -> tuple[list[str], list[Link], int]:
    """The best linked nodes, their links, and how many nodes more there are.

    Within years, what is dated so and what is linked with that.
    """
    wish = chosen.wish
    if wish.since is None and wish.until is None:
        keys, total = await links.best_linked(reader, wish.types, limit=wish.limit)
        keys = [key for key in keys if chosen.type(key)]
        return keys, await links.links_of(reader, keys), total - len(keys)
    times = await links.years(reader)
    found = [
        link
        for link in await links.dated_links(reader, wish.since, wish.until)
        if all(chosen.type(n) and chosen.time(times.get(n)) for n in link.ends())
    ]
    often = Counter(end for link in found for end in set(link.ends()))
    best = sorted(often, key=lambda n: (-often[n], n))
    return best[: wish.limit], found, max(len(best) - wish.limit, 0)


async def _neighbours(reader: Reader, chosen: _Chosen, key: str) -> list[str]:
    """The neighbours of a node that the wish lets through, the best linked first."""
    strength = Counter[str]()
    for link in await links.links_of(reader, [key]):
        strength[link.target if link.source == key else link.source] += link.articles
    near = [n for n in strength if n != key and chosen.type(n)]
    if chosen.wish.since is not None or chosen.wish.until is not None:
        times = await links.years(reader, near)
        near = [n for n in near if chosen.time(times.get(n))]
    return sorted(near, key=lambda n: (-strength[n], n))


def _collapsed(wish: Wish, keys: list[str], found: tuple[Link, ...]) -> list[str]:
    """The nodes without those that are linked with one collapsed node and with nothing else."""
    around: dict[str, set[str]] = {}
    for link in found:
        for here, there in (link.ends(), link.ends()[::-1]):
            around.setdefault(here, set()).add(there)
    kept = {*wish.expand, *wish.collapse, *(wish.path or ())}
    return [
        key
        for key in keys
        if key in kept or len(around.get(key, ())) != 1 or not around[key] <= wish.collapse
    ]


async def _path(reader: Reader, chosen: _Chosen, ends: tuple[str, str]) -> list[str] | None:
    async def ask(keys: Collection[str]) -> list[Link]:
        found = await links.links_of(reader, keys)
        return [link for link in found if all(n in ends or chosen.type(n) for n in link.ends())]

    return await shortest(ask, *ends)


async def _nodes(
    reader: Reader, keys: list[str], chosen: _Chosen, found: list[Link]
) -> tuple[Node, ...]:
    """The nodes in the order given; `found` has all their links."""
    names = await links.labels(reader, keys)
    times = await links.years(reader, keys)
    linked: dict[str, set[str]] = {key: set() for key in keys}
    for link in found:
        for here, there in (link.ends(), link.ends()[::-1]):
            if here in linked:
                linked[here].add(there)
    missing = [key for key in keys if key not in names]
    if keys and len(missing) == len(keys):
        raise HTTPException(404, f"The graph says nothing of {', '.join(missing[:3])}.")
    return tuple(
        Node(
            key=key,
            label=names[key],
            type=links.type_of(key, chosen.garrisons),
            degree=len(linked[key]),
            since=times[key][0] if key in times else None,
            until=times[key][1] if key in times else None,
        )
        for key in keys
        if key in names
    )


def _among(found: list[Link], keys: list[str]) -> tuple[Link, ...]:
    """The links between the nodes shown, each once."""
    shown = set(keys)
    unique = {
        (link.source, link.property, link.target): link
        for link in found
        if link.source in shown and link.target in shown
    }
    return tuple(unique[each] for each in sorted(unique))


def _number(text: str | None, name: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise HTTPException(400, f"{name} must be a whole number, got {text!r}.")
    return int(text)
