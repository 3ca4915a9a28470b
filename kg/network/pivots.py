"""Coordinates for large networks by their distances to a few nodes.

Brandes and Pich, Eigensolver Methods for Progressive Multidimensional Scaling of Large Data (2006):
time and memory grow with the nodes, not with their pairs as in a layout by forces.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import networkx as nx
import numpy as np
import numpy.typing as npt

_PIVOTS = 50
_TURN = 2.39996
"""The golden angle spreads any number evenly."""


def pivot_layout(graph: nx.Graph[str], nodes: Sequence[str]) -> dict[str, tuple[float, float]]:
    """A place for each node of a connected graph, in the square from -1 to 1.

    Nodes that all pivots are equally far from would fall together: they are spread around their
    place. The same graph gives the same places.
    """
    distances = _distances(graph, nodes)
    squared = distances**2
    centred = -0.5 * (
        squared - squared.mean(axis=0) - squared.mean(axis=1, keepdims=True) + squared.mean()
    )
    _, vectors = np.linalg.eigh(centred.T @ centred)
    spots = centred @ vectors[:, [-1, -2]]
    spots /= np.abs(spots).max() or 1.0
    crowd: dict[tuple[float, float], int] = {}
    step = 1 / math.sqrt(len(nodes))
    places = {}
    for node, (x, y) in zip(nodes, np.round(spots, 3).tolist(), strict=True):
        number = crowd[x, y] = crowd.get((x, y), -1) + 1
        radius = 0.3 * step * math.sqrt(number)
        angle = number * _TURN
        places[node] = (x + radius * math.cos(angle), y + radius * math.sin(angle))
    return places


def _distances(graph: nx.Graph[str], nodes: Sequence[str]) -> npt.NDArray[np.float64]:
    """Steps from each node to each pivot; a pivot is the node that those before are farthest from."""
    index = {node: number for number, node in enumerate(nodes)}
    columns: list[npt.NDArray[np.float64]] = []
    nearest = np.full(len(nodes), np.inf)
    pivot = nodes[0]
    for _ in range(min(_PIVOTS, len(nodes))):
        column = np.zeros(len(nodes))
        for node, steps in nx.single_source_shortest_path_length(graph, pivot).items():
            column[index[node]] = steps
        columns.append(column)
        nearest = np.minimum(nearest, column)
        pivot = nodes[int(nearest.argmax())]
    return np.stack(columns, axis=1)
