"""From the graph to a network that people can look at."""

from __future__ import annotations

from pathlib import Path

from kg.graph.store import Store
from kg.network.build import around, capped, edges, network
from kg.network.export import write_gexf, write_graphml
from kg.network.page import render

__all__ = ["around", "capped", "edges", "network", "render", "write_network"]


def write_network(
    store: Store,
    page: Path,
    *,
    centre: str | None = None,
    radius: int = 2,
    limit: int = 500,
    gexf: Path | None = None,
    graphml: Path | None = None,
) -> tuple[int, int]:
    """Write the page, and GEXF and GraphML where asked; returns how many nodes and edges it shows.

    `limit` keeps the best connected nodes; the page says how many more there are. Raises
    `QueryError` where the graph does not know the centre.
    """
    whole = network(edges(store))
    if centre is not None:
        whole = around(whole, centre, radius)
    shown = capped(whole, limit)
    title = "双拥知识图谱"
    subtitle = whole.nodes[centre]["label"] if centre else ""
    for path, write in ((gexf, write_gexf), (graphml, write_graphml)):
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(write(shown))
    page.parent.mkdir(parents=True, exist_ok=True)
    text = render(shown, title=title, subtitle=subtitle, hidden=len(whole) - len(shown))
    page.write_text(text, encoding="utf-8", newline="\n")
    return shown.number_of_nodes(), shown.number_of_edges()
