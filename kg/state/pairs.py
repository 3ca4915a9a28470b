"""Which pairs are compared, and how they compare, kept in step with the profiles that changed.

Only pairs of a changed key, and pairs that a change of a large block brings together or parts, are
looked at (`kg.resolve.blocking`: of a large block each key meets those that are near by key).
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator

import msgspec

from kg.resolve.blocking import LARGEST, NEIGHBOURS, blocks, neighbours, pairs_of
from kg.resolve.comparison import Comparer
from kg.resolve.components import Bearing, bearing
from kg.resolve.judgements import Judgements, Pair, pair_of
from kg.state.profiles import StoredProfiles


class StoredPairs:
    """The blocks and comparisons of a state."""

    def __init__(
        self,
        db: sqlite3.Connection,
        profiles: StoredProfiles,
        judgements: Judgements,
        comparer: Comparer,
    ) -> None:
        self._db = db
        self._profiles = profiles
        self._judgements = judgements
        self._comparer = comparer

    def update(self, keys: set[str], judged: set[Pair]) -> set[Pair]:
        """Compare anew what the changed keys, and the judgements that changed, may have changed.

        The pairs whose comparison came, went, or is another than before.
        """
        moved = self._update_blocks(keys)
        candidates = {pair_of(key, other) for key in keys for other in self._partners(key)}
        doubtful = moved | judged | {pair for key in keys for pair in self._compared(key)}
        wanted = candidates | {pair for pair in doubtful - candidates if self._is_wanted(pair)}
        changed = {pair for pair in doubtful - wanted if self._forget(pair)}
        return changed | {pair for pair in wanted if self._compare(pair)}

    def _update_blocks(self, keys: set[str]) -> set[Pair]:
        """Move the keys to their blocks. Pairs of others that this may have brought together or
        parted: where a block is large, or becomes so, or is so no more."""
        entering: defaultdict[str, set[str]] = defaultdict(set)
        leaving: defaultdict[str, set[str]] = defaultdict(set)
        for key in keys:
            before = set(self._blocks(key))
            after = set(self._blocks_now(key))
            for block in after - before:
                entering[block].add(key)
            for block in before - after:
                leaving[block].add(key)
        views: list[tuple[str, set[str], bool]] = []
        for block in entering.keys() | leaving.keys():
            around = entering[block] | leaving[block]
            size = self._size(block, LARGEST + 1 + len(around))
            new_size = size + len(entering[block]) - len(leaving[block])
            if size and max(size, new_size) > LARGEST:
                views.append((block, around, min(size, new_size) <= LARGEST))
        former = [self._pairs(*view) for view in views]
        for sql, moves in (
            ("INSERT INTO blocks VALUES (?, ?)", entering),
            ("DELETE FROM blocks WHERE block = ? AND key = ?", leaving),
        ):
            self._db.executemany(sql, ((b, key) for b, members in moves.items() for key in members))
        moved: set[Pair] = set()
        for view, pairs in zip(views, former, strict=True):
            moved |= pairs ^ self._pairs(*view)
        return moved

    def _blocks_now(self, key: str) -> Iterator[str]:
        if key in self._profiles and not self._profiles[key].garrison:
            for block in blocks(self._profiles[key]):
                yield "\n".join(block)

    def _blocks(self, key: str) -> list[str]:
        return [b for (b,) in self._db.execute("SELECT block FROM blocks WHERE key = ?", (key,))]

    def _size(self, block: str, most: int = LARGEST + 1) -> int:
        """How many keys are in the block, counted no further than `most`."""
        (size,) = self._db.execute(
            "SELECT count(*) FROM (SELECT 1 FROM blocks WHERE block = ? LIMIT ?)", (block, most)
        ).fetchone()
        return int(size)

    def _pairs(self, block: str, around: set[str], whole: bool) -> set[Pair]:
        """The pairs of a block: all, or those near some keys, which may be in it or not."""
        if whole:
            return set(pairs_of(self._members(block)))
        return {
            pair
            for key in around
            for pair in neighbours([*self._near(block, key, including=True)], NEIGHBOURS)
        }

    def _members(self, block: str) -> list[str]:
        sql = "SELECT key FROM blocks WHERE block = ? ORDER BY key"
        return [key for (key,) in self._db.execute(sql, (block,))]

    def _near(self, block: str, key: str, *, including: bool = False) -> list[str]:
        """The keys of a block on both sides of a key, in order."""
        before = self._db.execute(
            "SELECT key FROM blocks WHERE block = ? AND key < ? ORDER BY key DESC LIMIT ?",
            (block, key, NEIGHBOURS),
        ).fetchall()
        after = self._db.execute(
            f"SELECT key FROM blocks WHERE block = ? AND key {'>=' if including else '>'} ? "
            "ORDER BY key LIMIT ?",
            (block, key, NEIGHBOURS + including),
        ).fetchall()
        return [other for (other,) in (*reversed(before), *after)]

    def _partners(self, key: str) -> set[str]:
        """The keys that a key is compared with since they share a block."""
        found: set[str] = set()
        for block in self._blocks(key):
            large = self._size(block) > LARGEST
            found |= set(self._near(block, key) if large else self._members(block))
        return found - {key}

    def _compared(self, key: str) -> list[Pair]:
        """The pairs of a key that have a comparison."""
        sql = 'SELECT "left", "right" FROM comparisons WHERE "{}" = ?'
        return [
            pair
            for side in ("left", "right")
            for pair in self._db.execute(sql.format(side), (key,))
        ]

    def _is_wanted(self, pair: Pair) -> bool:
        left, right = pair
        if left not in self._profiles or right not in self._profiles:
            return False
        if self._judgements.get(left, right) is not None:
            return True
        return any(
            self._size(block) <= LARGEST or right in self._near(block, left)
            for block in {*self._blocks(left)} & {*self._blocks(right)}
        )

    def _compare(self, pair: Pair) -> bool:
        """Compare a pair. Whether anything has changed."""
        left, right = pair
        comparison = self._comparer.compare(self._profiles[left], self._profiles[right])
        means = bearing(comparison, self._judgements)
        if means is Bearing.NONE:
            return self._forget(pair)
        record = msgspec.json.encode(comparison)
        known = self._db.execute(
            'SELECT joining, record FROM comparisons WHERE "left" = ? AND "right" = ?', pair
        ).fetchone()
        now = (int(means is Bearing.JOINING), record)
        if known == now:
            return False
        self._db.execute(
            "INSERT OR REPLACE INTO comparisons VALUES (?, ?, ?, ?, ?)",
            (left, right, *now, record if means is Bearing.OPEN else None),
        )
        return True

    def _forget(self, pair: Pair) -> bool:
        """Drop the comparison of a pair. Whether there was one."""
        sql = 'DELETE FROM comparisons WHERE "left" = ? AND "right" = ?'
        return self._db.execute(sql, pair).rowcount > 0
