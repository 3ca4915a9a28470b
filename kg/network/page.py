"""One HTML file that shows a network offline: data, script and style inside, nothing fetched.

Text from articles is hostile: it travels as JSON in a data island, where `<`, `>` and `&` are
escaped, and reaches the page only through `textContent`. The Content-Security-Policy allows the
two scripts of the page by their hashes and no connection at all.
"""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

import networkx as nx
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pyvis.network import Network

from kg.network.labels import LABELS
from kg.network.layout import DETAILS, layout

_FOLDER = Path(__file__).parent
_ESCAPES = {
    ord("<"): "\\u003c",
    ord(">"): "\\u003e",
    ord("&"): "\\u0026",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}


def render(graph: nx.MultiDiGraph[str], *, title: str, subtitle: str = "", hidden: int = 0) -> str:
    """The page as text. `hidden` says how many nodes were left out."""
    data = {
        "title": title,
        "subtitle": subtitle,
        "hidden": hidden,
        "details": sorted(DETAILS),
        **LABELS,
        **_data(graph),
    }
    library = (_FOLDER / "vendor" / "vis-network.min.js").read_text(encoding="utf-8")
    script = (_FOLDER / "templates" / "network.js").read_text(encoding="utf-8")
    environment = Environment(
        loader=FileSystemLoader(_FOLDER / "templates"), autoescape=True, undefined=StrictUndefined
    )
    return environment.get_template("network.html.j2").render(
        title=title,
        island=_island(data),
        library=library,
        script=script,
        style=(_FOLDER / "templates" / "network.css").read_text(encoding="utf-8"),
        hashes=[_hash(library), _hash(script)],
    )


def _hash(script: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()


def _island(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).translate(
        _ESCAPES
    )


def _data(graph: nx.MultiDiGraph[str]) -> dict[str, Any]:
    """Nodes and edges, held in pyvis's model; ids are numbers, never text of an article."""
    model = Network(directed=True)
    places = layout(graph)
    ids = {iri: number for number, iri in enumerate(sorted(graph))}
    for iri, number in ids.items():
        node = graph.nodes[iri]
        x, y = places[iri]
        model.add_node(
            number,
            label=node["label"],
            x=x,
            y=y,
            iri=iri,
            kind=node["type"],
            value=graph.degree(iri),
        )
    # add_edge of pyvis looks through all edges each time; the list itself is its data.
    model.edges = [
        {
            "from": ids[source],
            "to": ids[target],
            "property": _local(key),
            "evidence": [
                {
                    "quote": e.quote,
                    "title": e.title,
                    "date": e.date,
                    "url": e.url if e.url.startswith(("http://", "https://")) else "",
                    "confidence": e.confidence,
                }
                for e in data["evidence"]
            ],
        }
        for source, target, key, data in sorted(
            graph.edges(keys=True, data=True), key=lambda e: e[:3]
        )
    ]
    fields = ("id", "label", "x", "y", "iri", "kind", "value")
    return {"nodes": [{f: node[f] for f in fields} for node in model.nodes], "edges": model.edges}


def _local(iri: str) -> str:
    return iri.rsplit("#")[-1].rsplit("/")[-1]
