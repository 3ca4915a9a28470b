"""What people decided about pairs of entities: data/judgements.tsv, append-only.

A row says that `left` and `right` (keys such as event/3f2a9c0d1e5b) are the same, are different, or
that the one who looked cannot tell. A later row on the same pair replaces an earlier one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from kg.errors import DataFileError
from kg.gazetteer.tables import Row, read_table

COLUMNS = ("left", "right", "decision", "who", "when", "why")
_KEY = re.compile(r"[a-z]+/[A-Za-z0-9][A-Za-z0-9-]*")
_BREAKS = re.compile(r"\s+")

Pair = tuple[str, str]


class Decision(StrEnum):
    """What a comparison or a judgement comes to."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


def pair_of(left: str, right: str) -> Pair:
    """A pair in its one order.

    >>> pair_of("event/b", "event/a")
    ('event/a', 'event/b')
    """
    return (left, right) if left <= right else (right, left)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One row: what `who` decided on the day `when`, and `why`; `line` is where it stands."""

    pair: Pair
    decision: Decision
    who: str
    when: date
    why: str
    line: int


class Judgements:
    """The judgements in force, found by pair: of `rows`, in order, the last on each pair.

    `path` is the file that errors name.
    """

    def __init__(self, rows: Iterable[Judgement] = (), path: Path = Path("judgements.tsv")) -> None:
        self.path = path
        self._in_force = {judgement.pair: judgement for judgement in rows}

    @classmethod
    def load(cls, path: Path) -> Judgements:
        """Read the table. Raises `DataFileError` with file and line for a row that is wrong, and for
        judgements in force that contradict each other."""
        judgements = cls(map(_judgement, read_table(path, COLUMNS)), path)
        judgements._check_consistent()
        return judgements

    def __iter__(self) -> Iterator[Judgement]:
        return (self._in_force[pair] for pair in sorted(self._in_force))

    def __len__(self) -> int:
        return len(self._in_force)

    def get(self, left: str, right: str) -> Judgement | None:
        """The judgement in force on a pair, whichever way round it was written."""
        return self._in_force.get(pair_of(left, right))

    def _check_consistent(self) -> None:
        """What is the same as the same thing is the same: nobody may call it different."""
        group: dict[str, str] = {}

        def root(key: str) -> str:
            while (above := group.get(key, key)) != key:
                key = above
            return key

        for judgement in self:
            if judgement.decision is Decision.SAME:
                left, right = map(root, judgement.pair)
                group[right] = left
        for judgement in self:
            left, right = judgement.pair
            if judgement.decision is Decision.DIFFERENT and root(left) == root(right):
                raise DataFileError(
                    self.path,
                    judgement.line,
                    f"{left} and {right} are called different here, but other rows in force make "
                    "them the same; append a row that overrides one of these",
                )


def append(
    path: Path, left: str, right: str, decision: Decision, who: str, when: date, why: str
) -> None:
    """Add one row at the end of the file, which is made where there is none.

    Raises ValueError for a row that the loader would refuse, before anything is written.
    """
    one_line = [_BREAKS.sub(" ", text).strip() for text in (who, why)]
    fields = (*pair_of(left, right), decision.value, one_line[0], when.isoformat(), one_line[1])
    _judgement(Row(dict(zip(COLUMNS, fields, strict=True)), path, 0))
    new = not path.exists()
    ends = new or path.read_bytes().endswith(b"\n")
    with path.open("a", encoding="utf-8", newline="") as file:
        if new:
            file.write("\t".join(COLUMNS) + "\n")
        elif not ends:
            file.write("\n")
        file.write("\t".join(fields) + "\n")


def _judgement(row: Row) -> Judgement:
    for column in COLUMNS:
        if not row[column]:
            raise row.error(f"{column} is empty")
    for column in ("left", "right"):
        if _KEY.fullmatch(row[column]) is None:
            raise row.error(f"{column} {row[column]!r} is no key such as event/3f2a9c0d1e5b")
    left, right = row["left"], row["right"]
    if left == right:
        raise row.error(f"{left} is compared with itself")
    if left.partition("/")[0] != right.partition("/")[0]:
        raise row.error(f"{left} and {right} are of two types and cannot be compared")
    if row["decision"] not in list(Decision):
        raise row.error(f"decision {row['decision']!r} is none of {', '.join(Decision)}")
    when = row.date("when")
    if when is None or len(row["when"]) != len("2026-01-01"):
        raise row.error(f"when {row['when']!r} is no day such as 2026-01-31")
    return Judgement(
        pair=pair_of(left, right),
        decision=Decision(row["decision"]),
        who=row["who"],
        when=when,
        why=row["why"],
        line=row.line,
    )
