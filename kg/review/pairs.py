"""The undecided pairs of a graph, the likeliest first, and where the machine stopped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, QuerySolutions

from kg.graph.store import Store

_OPEN = """SELECT ?left ?right ?score ?zh ?en WHERE {
  GRAPH ?g {
    ?comparison a kg:Comparison ; kg:outcome kg:Undecided ; kg:compares ?left , ?right ;
      kg:score ?score ; rdfs:comment ?zh , ?en .
    FILTER(STR(?left) < STR(?right) && LANG(?zh) = "zh" && LANG(?en) = "en") }
} ORDER BY DESC(?score) ?left ?right"""


@dataclass(frozen=True, slots=True)
class OpenPair:
    """Two entities that may be one, by their IRIs, with the score and its reasons."""

    left: str
    right: str
    score: str
    why_zh: str
    why_en: str


def open_pairs(store: Store) -> Iterator[OpenPair]:
    """The pairs that the build left undecided."""
    solutions = store.query(_OPEN)
    assert isinstance(solutions, QuerySolutions)
    for solution in solutions:
        values = [t.value if isinstance(t, Literal | NamedNode) else "" for t in solution]
        yield OpenPair(*values)
