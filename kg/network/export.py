"""The network for other tools: GEXF (Gephi) and GraphML, the same bytes each time."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import networkx as nx

_ILLEGAL = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MODIFIED = re.compile(rb' lastmodifieddate="[^"]*"')


def _plain(graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """Attributes as XML can hold them: text without control characters, evidence as its quotes."""
    plain: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in sorted(graph):
        plain.add_node(
            node, label=_text(graph.nodes[node]["label"]), type=graph.nodes[node]["type"]
        )
    for source, target, key, data in sorted(_edges(graph), key=_ends):
        plain.add_edge(
            source,
            target,
            key=f"{source} {key} {target}",
            property=data["property"],
            quotes=_text("\n".join(e.quote for e in data["evidence"])),
            articles=_text("\n".join(e.title for e in data["evidence"])),
            confidence=max(e.confidence for e in data["evidence"]),
        )
    return plain


def _ends(edge: tuple[str, str, str, dict[str, Any]]) -> tuple[str, str, str]:
    return edge[:3]


def _edges(graph: nx.MultiDiGraph[str]) -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    for (source, target, key), data in graph.edges.items():
        yield source, target, str(key), data


def _text(value: str) -> str:
    return _ILLEGAL.sub("\ufffd", value)


def write_gexf(graph: nx.MultiDiGraph[str]) -> bytes:
    """GEXF 1.2, without the day it was written."""
    buffer = io.BytesIO()
    nx.write_gexf(_plain(graph), buffer)
    return _MODIFIED.sub(b"", buffer.getvalue())


def write_graphml(graph: nx.MultiDiGraph[str]) -> bytes:
    """GraphML."""
    buffer = io.BytesIO()
    nx.write_graphml(_plain(graph), buffer)
    return buffer.getvalue()
