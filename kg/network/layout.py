"""Coordinates computed beforehand, the same every time: no physics has to settle in the browser."""

from __future__ import annotations

import math

import networkx as nx

from kg.network.pivots import pivot_layout

DETAILS = frozenset({"Quantity", "TimeSpan", "Conferral"})
"""Types that say more of another node; they stand close around it and are hidden at first."""

_SEED = 20200820
_SPACING = 88.0
_LARGE = 500
"""Nodes from which on networkx lays out by forces with SciPy only, and slowly."""


def layout(graph: nx.MultiDiGraph[str]) -> dict[str, tuple[float, float]]:
    """A place for every node.

    Each connected part is laid out by itself (Fruchterman and Reingold; a large one by
    `kg.network.pivots`), then the parts are packed in rows, the largest first; details go in a ring
    around the node that they belong to.
    """
    details = {node for node in graph if graph.nodes[node].get("type") in DETAILS}
    core: nx.Graph[str] = nx.Graph()
    core.add_nodes_from(sorted(node for node in graph if node not in details))
    core.add_edges_from(
        sorted({(min(a, b), max(a, b)) for a, b in graph.edges() if not details & {a, b}})
    )
    places = _packed(core)
    _ring(graph, sorted(details), places)
    return places


def _packed(graph: nx.Graph[str]) -> dict[str, tuple[float, float]]:
    parts = sorted(
        (sorted(part) for part in nx.connected_components(graph)), key=lambda p: (-len(p), p)
    )
    width = _SPACING * math.sqrt(max(len(graph), 1)) * 1.9
    places: dict[str, tuple[float, float]] = {}
    left = top = row = 0.0
    for part in parts:
        radius = _SPACING * (math.sqrt(len(part)) * 0.62 if len(part) > 1 else 0.45)
        if left and left + 2 * radius > width:
            left, top, row = 0.0, top + row, 0.0
        spots = _spots(graph, part)
        for node in part:
            x, y = spots[node]
            places[node] = (round(left + radius * (1 + x), 1), round(top + radius * (1 + y), 1))
        left += 2 * radius + _SPACING * 0.6
        row = max(row, 2 * radius + _SPACING * 0.6)
    return places


def _spots(graph: nx.Graph[str], part: list[str]) -> dict[str, tuple[float, float]]:
    if len(part) >= _LARGE:
        return pivot_layout(graph, part)
    spots = nx.spring_layout(
        graph.subgraph(part), seed=_SEED, iterations=200, k=2.4 / math.sqrt(len(part))
    )
    return {node: (float(x), float(y)) for node, (x, y) in spots.items()}


def _ring(
    graph: nx.MultiDiGraph[str], details: list[str], places: dict[str, tuple[float, float]]
) -> None:
    """Put each detail on a ring around its first neighbour that has a place, the rest below all."""
    rings: dict[str, int] = {}
    bottom = max((y for _, y in places.values()), default=0.0) + _SPACING
    homeless = 0
    for node in details:
        neighbours = sorted(n for n in nx.all_neighbors(graph, node) if n in places)
        home = next((n for n in neighbours if n not in details), None)
        if home is None:
            places[node] = (homeless * _SPACING, bottom)
            homeless += 1
            continue
        number = rings[home] = rings.get(home, 0) + 1
        angle = number * 2.39996  # the golden angle spreads any number evenly
        radius = _SPACING * (0.4 + 0.06 * number)
        x, y = places[home]
        places[node] = (
            round(x + radius * math.cos(angle), 1),
            round(y + radius * math.sin(angle), 1),
        )
