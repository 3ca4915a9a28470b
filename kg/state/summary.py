"""How much a graph holds."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from kg.graph.folder import open_state, state_of
from kg.model import EntityType
from kg.state.database import counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Numbers of what is in a graph; `merged` keys stand for others, `undecided` are pairs."""

    articles: int
    entities: int
    statements: int
    mentions: int
    quads: int
    merged: int
    undecided: int
    by_type: dict[str, int]


def summary(db: sqlite3.Connection) -> Summary:
    """What a state has counted."""
    found = counts(db)
    by_type = {kind.value: found.get(f"entities/{kind.value}", 0) for kind in EntityType}
    return Summary(
        articles=found.get("articles", 0),
        entities=sum(by_type.values()),
        statements=found.get("statements", 0),
        mentions=found.get("mentions", 0),
        quads=found.get("triples", 0) + found.get("described", 0),
        merged=found.get("merged", 0),
        undecided=found.get("undecided", 0),
        by_type=by_type,
    )


def summary_of(out: Path) -> Summary:
    """How much the graph in the folder holds. Raises StoreError where there is none."""
    with closing(open_state(state_of(out))) as db:
        return summary(db)
