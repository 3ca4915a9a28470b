"""Profiles out of the state, read when they are asked for."""

from __future__ import annotations

import sqlite3

from kg.resolve.profiles import Fact, Feature, Profile

_LEAST = (Feature.ARTICLE, Feature.PUBLISHED)
"""Of these the least value is enough, however many articles name the key."""
_OTHERS = ", ".join(f"'{feature.value}'" for feature in Feature if feature not in _LEAST)


class StoredProfiles:
    """Profiles by key, kept once read: good as long as no article is added or taken away."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._known: dict[str, Profile] = {}

    def __getitem__(self, key: str) -> Profile:
        if key not in self._known:
            counts: dict[Fact, int] = {
                (Feature(feature), value): articles
                for feature, value, articles in self._db.execute(
                    f"SELECT feature, value, articles FROM facts WHERE key = ? "
                    f"AND feature IN ({_OTHERS})",
                    (key,),
                )
            }
            if not counts:
                raise KeyError(key)
            for feature in _LEAST:
                (least,) = self._db.execute(
                    "SELECT min(value) FROM facts WHERE key = ? AND feature = ?", (key, feature)
                ).fetchone()
                if least is not None:
                    counts[feature, least] = 1
            self._known[key] = Profile.of(key, counts)
        return self._known[key]

    def __contains__(self, key: object) -> bool:
        if key in self._known:
            return True
        found = self._db.execute("SELECT 1 FROM facts WHERE key = ? LIMIT 1", (key,))
        return found.fetchone() is not None
