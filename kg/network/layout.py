"""Coordinates computed beforehand, the same every time: no physics has to settle in the browser."""

from __future__ import annotations

import math

import networkx as nx

_SEED = 20200820
_SPACING = 62.0


def layout(graph: nx.MultiDiGraph[str]) -> dict[str, tuple[float, float]]:
    """A place for every node. Each connected part is laid out by itself (Fruchterman and Reingold),
    then the parts are packed in rows, the largest first."""
    simple: nx.Graph[str] = nx.Graph()
    simple.add_nodes_from(sorted(graph))
    simple.add_edges_from(sorted((min(a, b), max(a, b)) for a, b in graph.edges()))
    parts = sorted(
        (sorted(part) for part in nx.connected_components(simple)), key=lambda p: (-len(p), p)
    )
    width = _SPACING * math.sqrt(max(len(simple), 1)) * 2.6
    places: dict[str, tuple[float, float]] = {}
    left = top = row = 0.0
    for part in parts:
        radius = _SPACING * math.sqrt(len(part)) * 0.8 if len(part) > 1 else _SPACING * 0.4
        if left and left + 2 * radius > width:
            left, top, row = 0.0, top + row, 0.0
        spots = nx.spring_layout(
            simple.subgraph(part), seed=_SEED, iterations=120, k=2.2 / math.sqrt(len(part))
        )
        for node in part:
            x, y = spots[node]
            places[node] = (
                round(left + radius * (1 + float(x)), 1),
                round(top + radius * (1 + float(y)), 1),
            )
        left += 2 * radius + _SPACING * 0.5
        row = max(row, 2 * radius + _SPACING * 0.5)
    return places
