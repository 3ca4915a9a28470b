"""Rows stay in order and findable however little room there is between them."""

from __future__ import annotations

import sqlite3
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from kg.search import Entry, Pinyin
from kg.search.index import IndexWriter, create_tables


def entry(label: str, mentions: int) -> Entry:
    return Entry(
        iri=f"urn:{label}",
        key=label,
        type="Place",
        classes=frozenset({"Place"}),
        label=label,
        names=frozenset({f"{label}市"}),
        mentions=mentions,
    )


@given(
    st.lists(
        st.tuples(st.text("白山通化", min_size=1, max_size=3), st.none() | st.integers(0, 3)),
        max_size=60,
    )
)
def test_any_entries_in_any_order(changes: list[tuple[str, int | None]]) -> None:
    there: dict[str, int] = {}
    db = sqlite3.connect(":memory:", isolation_level=None)
    create_tables(db)
    with (
        patch("kg.search.order.GAP", 8),
        patch("kg.search.order._ROOM", 3),
        patch("kg.search.order._FEW", 2),
    ):
        writer = IndexWriter(db, Pinyin({}))
        for label, mentions in changes:
            if mentions is None:
                there.pop(label, None)
                writer.drop_entry(f"urn:{label}")
            else:
                there[label] = mentions
                writer.put_entry(entry(label, mentions))
    expected = sorted(there, key=lambda label: (-there[label], len(label), label))
    assert [
        label for (label,) in db.execute("SELECT label FROM entities ORDER BY slot")
    ] == expected
    found = db.execute(
        "SELECT names.name FROM name_forms JOIN entities ON slot = name_forms.rowid >> 14 "
        "JOIN names ON entity = number AND names.n = name_forms.rowid & 16383 "
        "WHERE name_forms MATCH '\"市\"' ORDER BY name_forms.rowid"
    )
    assert [name for (name,) in found] == [f"{label}市" for label in expected]
    db.close()
