"""The entities that are mentioned most, in the order in which search ranks them."""

from __future__ import annotations

import sqlite3

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
