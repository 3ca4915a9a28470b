"""Where nodes stand: each has a place of its own, the same every time, also in large networks."""

from __future__ import annotations

import networkx as nx
import pytest

from kg.network.layout import layout


@pytest.mark.parametrize("size", [2, 499, 500, 3000])
def test_every_node_has_a_place_of_its_own(size: int) -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_nodes_from((f"n{number:04}" for number in range(size)), type="Event")
    graph.add_edges_from((f"n{number // 3:04}", f"n{number:04}") for number in range(1, size))
    places = layout(graph)
    assert set(places) == set(graph)
    assert len(set(places.values())) == size
    assert layout(graph) == places
