"""What resolution decided, kept in step: only components that a change touches are decided anew."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

import msgspec

from kg.gazetteer import Gazetteer
from kg.resolve.comparison import Comparer
from kg.resolve.components import components, resolve_component
from kg.resolve.judgements import Judgement, Judgements, Pair
from kg.resolve.reasons import Comparison
from kg.resolve.resolution import Resolution, open_pairs
from kg.state.pairs import StoredPairs
from kg.state.profiles import StoredProfiles

_COMPARISON = msgspec.json.Decoder(Comparison)
_JUDGEMENT = msgspec.json.Decoder(Judgement)


@dataclass(frozen=True, slots=True)
class Delta:
    """The part of a resolution that changed, as it was and as it is: whole clusters and open pairs.

    `moved` are the keys for which another key, label or code stands now.
    """

    before: Resolution
    after: Resolution
    moved: frozenset[str]


class StoredClusters:
    """The clusters of a state, and the pairs that are open between them."""

    def __init__(
        self, db: sqlite3.Connection, judgements: Judgements, gazetteer: Gazetteer
    ) -> None:
        self._db = db
        self._judgements = judgements
        self._comparer = Comparer(gazetteer)

    def resolution(self, keys: Iterable[str]) -> Resolution:
        """What stands for the keys: as much of the resolution as an article needs that names them."""
        canonical: dict[str, str] = {}
        labels: dict[str, str] = {}
        codes: dict[str, str] = {}
        for key in keys:
            row = self._db.execute(
                "SELECT canonical, label, code FROM clusters WHERE key = ?", (key,)
            ).fetchone()
            if row:
                first, labels[row[0]], code = row
                if first != key:
                    canonical[key] = first
                if code:
                    codes[first] = code
        return Resolution(canonical=canonical, labels=labels, codes=codes)

    def parts(self) -> Iterator[Resolution]:
        """The whole resolution: each cluster, each open pair, the judgements, one after the other."""
        rows = self._db.execute("SELECT canonical, key FROM clusters ORDER BY canonical")
        for _, cluster in groupby(rows, itemgetter(0)):
            yield self._part({key for _, key in cluster})
        for (record,) in self._db.execute("SELECT record FROM open_pairs"):
            yield Resolution(undecided=(_COMPARISON.decode(record),))
        judgements = self._former_judgements().values()
        yield Resolution(judgements=tuple(sorted(judgements, key=lambda j: j.pair)))

    def update(self, keys: set[str]) -> Delta:
        """Decide anew what the changed keys (new ones and gone ones too) and what changed in the
        judgements may have changed. Raises `DataFileError` as `kg.resolve.resolve` does."""
        profiles = StoredProfiles(self._db)
        known = {j.pair: j for j in self._judgements if all(key in profiles for key in j.pair)}
        former = self._former_judgements()
        judged = {
            pair for pair in known.keys() | former.keys() if known.get(pair) != former.get(pair)
        }
        pairs = StoredPairs(self._db, profiles, self._judgements, self._comparer)
        changed = pairs.update(keys, judged)
        touched = self._reached({*keys, *(key for pair in changed | judged for key in pair)})
        before = self._part(touched)
        self._decide({key for key in touched if key in profiles}, touched, profiles)
        after = self._part(touched)
        ends = touched | {*before.canonical.values(), *after.canonical.values()}
        open_before = self._open(ends)
        self._reopen(ends)
        self._write_judgements(known)
        return Delta(
            before=_with(before, open_before, former.values()),
            after=_with(after, self._open(ends), known.values()),
            moved=frozenset(key for key in touched if _stands(before, key) != _stands(after, key)),
        )

    def _former_judgements(self) -> dict[Pair, Judgement]:
        rows = self._db.execute("SELECT record FROM judgements")
        return {j.pair: j for j in (_JUDGEMENT.decode(record) for (record,) in rows)}

    def _write_judgements(self, known: dict[Pair, Judgement]) -> None:
        self._db.execute("DELETE FROM judgements")
        self._db.executemany(
            "INSERT INTO judgements VALUES (?, ?, ?)",
            ((*pair, msgspec.json.encode(judgement)) for pair, judgement in known.items()),
        )

    def _reached(self, keys: set[str]) -> set[str]:
        """The keys and all that joining pairs link to them."""
        found = set(keys)
        waiting = list(keys)
        while waiting:
            key = waiting.pop()
            for comparison in self._joining(key):
                for other in comparison.pair:
                    if other not in found:
                        found.add(other)
                        waiting.append(other)
        return found

    def _joining(self, key: str) -> list[Comparison]:
        sql = 'SELECT record FROM comparisons WHERE "{}" = ? AND joining'
        return [
            _COMPARISON.decode(record)
            for side in ("left", "right")
            for (record,) in self._db.execute(sql.format(side), (key,))
        ]

    def _part(self, keys: set[str]) -> Resolution:
        """The clusters of the keys, as they stand in the state."""
        part = self.resolution(keys)
        merges = [
            _COMPARISON.decode(record)
            for key in keys
            for (record,) in self._db.execute('SELECT record FROM merges WHERE "left" = ?', (key,))
        ]
        return Resolution(
            canonical=part.canonical,
            labels=part.labels,
            codes=part.codes,
            merges=tuple(sorted(merges, key=lambda c: c.pair)),
        )

    def _decide(self, alive: set[str], touched: set[str], profiles: StoredProfiles) -> None:
        """Write what the components of the keys come to in place of what was there."""
        for key in touched:
            self._db.execute("DELETE FROM clusters WHERE key = ?", (key,))
            self._db.execute('DELETE FROM merges WHERE "left" = ?', (key,))
            self._db.execute(
                'UPDATE comparisons SET held = NULL WHERE "left" = ? AND joining', (key,)
            )
        joining = {c.pair: c for key in alive for c in self._joining(key)}
        component_of = components(joining)
        parts: defaultdict[str, list[Comparison]] = defaultdict(list)
        for pair, comparison in joining.items():
            parts[component_of[pair[0]]].append(comparison)
        for part in parts.values():
            resolved = resolve_component(profiles, part, self._judgements, self._comparer)
            firsts = {key: key for key in resolved.labels} | dict(resolved.canonical)
            self._db.executemany(
                "INSERT INTO clusters VALUES (?, ?, ?, ?)",
                (
                    (key, first, resolved.labels[first], resolved.codes.get(first))
                    for key, first in firsts.items()
                ),
            )
            self._db.executemany(
                "INSERT INTO merges VALUES (?, ?, ?)",
                ((*c.pair, msgspec.json.encode(c)) for c in resolved.merges),
            )
            self._db.executemany(
                'UPDATE comparisons SET held = ? WHERE "left" = ? AND "right" = ?',
                ((msgspec.json.encode(c), *c.pair) for c in resolved.held),
            )

    def _open(self, ends: set[str]) -> tuple[Comparison, ...]:
        """The open pairs that have one of the keys."""
        sql = 'SELECT record FROM open_pairs WHERE "{}" = ?'
        found = {
            record
            for key in ends
            for side in ("left", "right")
            for (record,) in self._db.execute(sql.format(side), (key,))
        }
        return tuple(sorted(map(_COMPARISON.decode, found), key=lambda c: c.pair))

    def _reopen(self, ends: set[str]) -> None:
        """Find anew the open pairs that have one of the keys."""
        for key in ends:
            self._db.execute('DELETE FROM open_pairs WHERE "left" = ? OR "right" = ?', (key, key))
        sql = 'SELECT held FROM comparisons WHERE "{}" = ? AND held IS NOT NULL'
        held = {
            record
            for end in ends
            for key in self._cluster(end)
            for side in ("left", "right")
            for (record,) in self._db.execute(sql.format(side), (key,))
        }
        found = open_pairs(map(_COMPARISON.decode, held), self._canonical, self._judgements)
        self._db.executemany(
            "INSERT OR REPLACE INTO open_pairs VALUES (?, ?, ?)",
            ((*c.pair, msgspec.json.encode(c)) for c in found),
        )

    def _cluster(self, key: str) -> list[str]:
        """The keys for which a key stands: itself alone where nothing was joined to it."""
        rows = self._db.execute("SELECT key FROM clusters WHERE canonical = ?", (key,)).fetchall()
        return [member for (member,) in rows] or [key]

    def _canonical(self, key: str) -> str:
        row = self._db.execute("SELECT canonical FROM clusters WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else key


def _with(
    part: Resolution, undecided: tuple[Comparison, ...], judgements: Iterable[Judgement]
) -> Resolution:
    return Resolution(
        canonical=part.canonical,
        labels=part.labels,
        codes=part.codes,
        merges=part.merges,
        undecided=undecided,
        judgements=tuple(sorted(judgements, key=lambda j: j.pair)),
    )


def _stands(part: Resolution, key: str) -> tuple[str, str | None, str | None]:
    first = part.key(key)
    return first, part.labels.get(first), part.codes.get(first)
