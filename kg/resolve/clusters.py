"""Clusters of keys that are one thing: unions that never bring together what must stay apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable


class Clusters:
    """Keys in disjoint clusters. `apart` says why two keys may never be in one, or None."""

    def __init__(self, apart: Callable[[str, str], str | None]) -> None:
        self._apart = apart
        self._members: dict[str, frozenset[str]] = {}

    def members(self, key: str) -> frozenset[str]:
        """The cluster of a key: itself alone where nothing was joined to it."""
        return self._members.get(key, frozenset({key}))

    def join(self, left: str, right: str) -> str | None:
        """Make the clusters of two keys one; where that may not be, leave them and say why."""
        ones, others = self.members(left), self.members(right)
        if ones is others:
            return None
        for one in sorted(ones):
            for other in sorted(others):
                if (why := self._apart(one, other)) is not None:
                    return why
        joined = ones | others
        for key in joined:
            self._members[key] = joined
        return None

    def all(self) -> Iterable[frozenset[str]]:
        """The clusters of two keys or more, in the order of their first keys."""
        return sorted(set(self._members.values()), key=min)
