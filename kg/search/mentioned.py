"""The entities that are mentioned most, in the order in which search ranks them."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from kg.graph.metadata import MOST_MENTIONED, Mentioned


def most_mentioned(db: sqlite3.Connection) -> list[Mentioned]:
    """The first of all entities that search finds by name, which times and amounts are not."""
    rows = db.execute(
        "SELECT iri, label, mentions, "
        "(SELECT COUNT(DISTINCT version) FROM places_of_mentions p WHERE p.iri = e.iri) "
        "FROM entities e WHERE mentions > 0 ORDER BY slot LIMIT ?",
        (MOST_MENTIONED,),
    )
    return [
        Mentioned(iri=iri, label=label, mentions=mentions, articles=articles)
        for iri, label, mentions, articles in rows
    ]


def rank_of(one: Mentioned) -> tuple[int, int, str, str]:
    """The place of an entity among all, the least first."""
    return -one.mentions, len(one.label), one.label, one.iri


def label_of(labels: Mapping[str, int]) -> str:
    """Articles may label one entity differently: what most of them say labels it.

    >>> label_of({"白山": 2, "白山市": 3})
    '白山市'
    """
    return min(labels, key=lambda name: (-labels[name], name))
