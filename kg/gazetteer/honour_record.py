"""The record of an honour: its rounds, whom each named, and how far the lists are known."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, cast

from kg.gazetteer import honours
from kg.gazetteer.divisions import Divisions
from kg.gazetteer.honours import Honour
from kg.gazetteer.sources import Sources
from kg.gazetteer.succession import Succession
from kg.gazetteer.tables import Row, read_table

ROUND_COLUMNS = ("honour", "round", "cycle", "date", "given_by", "places", "announced", "source")
RECEIVER_COLUMNS = ("honour", "round", "code", "name", "basis", "source")
COVERAGE_COLUMNS = ("honour", "round", "scope", "complete", "places", "source")
COUNT_COLUMNS = ("honour", "round", "code", "name", "kind", "count", "source")

Kind = Literal["run", "total"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One time that an honour was given to places.

    `cycle` counts what a run of conferrals counts: the rounds of 1991, 1992 and 1993 named
    different places for the first time, and are one. `announced` is how many places the public
    notice before the round held, `places` how many were named, `when` the date as exact as the
    source has it.
    """

    honour: str
    round: str
    cycle: int | None
    when: str
    earliest: date
    latest: date
    given_by: tuple[str, ...]
    places: int | None
    announced: int | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiver:
    """A place named in a round, under the name and code of that time; `basis` is `named`, or
    `notice` where the source is the public notice of those about to be named."""

    honour: str
    round: str
    code: str
    name: str
    basis: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How many places of a division (`scope`) a round named, and whether `receivers` has them all."""

    honour: str
    round: str
    scope: str
    complete: bool
    places: int
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """What a source says of a place as of a round: the round was the n-th in a row (`run`), or the
    n-th of all (`total`)."""

    honour: str
    round: str
    code: str
    name: str
    kind: Kind
    count: int
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HonourRecord:
    """Everything known of honours and their rounds, in the order of the tables."""

    honours: tuple[Honour, ...]
    rounds: tuple[Round, ...]
    receivers: tuple[Receiver, ...]
    coverage: tuple[Coverage, ...]
    counts: tuple[Count, ...]
    divisions: Divisions
    succession: Succession

    def honour(self, name: str) -> Honour | None:
        """The honour with this name or alias."""
        return next((honour for honour in self.honours if name in honour.names), None)

    def cycles(self, honour: Honour) -> dict[int, tuple[Round, ...]]:
        """The rounds of an honour by cycle, oldest first; empty where runs are not counted."""
        table: dict[int, list[Round]] = defaultdict(list)
        for one in self.rounds:
            if one.honour == honour.id and one.cycle is not None:
                table[one.cycle].append(one)
        return {cycle: tuple(table[cycle]) for cycle in sorted(table)}

    def counts_as_named(self, receiver: Receiver) -> bool:
        """Whether a row proves the naming: one from a notice does where as many were named."""
        if receiver.basis == "named":
            return True
        one = next(
            r for r in self.rounds if (r.honour, r.round) == (receiver.honour, receiver.round)
        )
        return one.places is not None and one.places == one.announced


def load(folder: Path, divisions: Divisions, sources: Sources) -> HonourRecord:
    """Read the five tables of honours. Raises `DataFileError` naming the row that is wrong."""
    known = honours.load(folder / "honours.tsv", divisions, sources)
    tables = _Tables(folder, divisions, sources)
    rounds = tuple(tables.rounds({honour.id for honour in known}))
    receivers = tuple(tables.receivers())
    return HonourRecord(
        honours=tuple(known),
        rounds=rounds,
        receivers=receivers,
        coverage=tuple(tables.coverage(receivers)),
        counts=tuple(tables.counts()),
        divisions=divisions,
        succession=Succession(divisions),
    )


class _Tables:
    """Reads the tables that speak of rounds, once their rounds are known."""

    def __init__(self, folder: Path, divisions: Divisions, sources: Sources) -> None:
        self._folder = folder
        self._divisions = divisions
        self._sources = sources
        self._rounds: dict[tuple[str, str], Round] = {}

    def rounds(self, honour_ids: set[str]) -> Iterator[Round]:
        before: Round | None = None
        for row in read_table(
            self._folder / "honour_rounds.tsv",
            ROUND_COLUMNS,
            unique=("honour", "round"),
            required=("honour", "round", "date", "source"),
        ):
            if row["honour"] not in honour_ids:
                raise row.error(f"honour {row['honour']!r} is not in honours.tsv")
            earliest = cast(date, row.date("date"))
            if before and before.honour != row["honour"]:
                before = None
            if before and before.earliest >= earliest:
                raise row.error(f"{row['date']} is not after the round before, {before.when}")
            one = Round(
                honour=row["honour"],
                round=row["round"],
                cycle=_number(row, "cycle"),
                when=row["date"],
                earliest=earliest,
                latest=_latest(row["date"], earliest),
                given_by=tuple(filter(None, row["given_by"].split("|"))),
                places=_number(row, "places"),
                announced=_number(row, "announced"),
                source=self._sources.check(row),
            )
            step = (one.cycle or 0) - (before.cycle or 0 if before else 0)
            if one.cycle is not None and step not in (0, 1):
                raise row.error(
                    f"cycle {one.cycle} neither goes on with the one before nor follows it"
                )
            self._rounds[one.honour, one.round] = before = one
            yield one

    def receivers(self) -> Iterator[Receiver]:
        for row in read_table(
            self._folder / "honour_receivers.tsv",
            RECEIVER_COLUMNS,
            unique=("honour", "round", "code"),
            required=RECEIVER_COLUMNS,
        ):
            self._check_place(row)
            if row["basis"] not in ("named", "notice"):
                raise row.error(f"basis {row['basis']!r} is neither named nor notice")
            yield Receiver(**{**row, "source": self._sources.check(row)})

    def coverage(self, receivers: Iterable[Receiver]) -> Iterator[Coverage]:
        for row in read_table(
            self._folder / "honour_coverage.tsv",
            COVERAGE_COLUMNS,
            unique=("honour", "round", "scope"),
            required=COVERAGE_COLUMNS,
        ):
            self._round_of(row)
            if self._divisions.get(row["scope"]) is None:
                raise row.error(f"scope {row['scope']} is not in divisions.tsv")
            if row["complete"] not in ("yes", "no"):
                raise row.error(f"complete {row['complete']!r} is neither yes nor no")
            places, scope = _number(row, "places") or 0, row["scope"]
            listed = sum(
                (r.honour, r.round) == (row["honour"], row["round"])
                and (r.code == scope or self._divisions.contains(scope, r.code))
                for r in receivers
            )
            if listed > places or (row["complete"] == "yes" and listed < places):
                raise row.error(f"{places} places were named, honour_receivers.tsv has {listed}")
            yield Coverage(
                honour=row["honour"],
                round=row["round"],
                scope=scope,
                complete=row["complete"] == "yes",
                places=places,
                source=self._sources.check(row),
            )

    def counts(self) -> Iterator[Count]:
        for row in read_table(
            self._folder / "honour_counts.tsv",
            COUNT_COLUMNS,
            unique=("honour", "round", "code", "kind"),
            required=COUNT_COLUMNS,
        ):
            one = self._check_place(row)
            if row["kind"] not in ("run", "total"):
                raise row.error(f"kind {row['kind']!r} is neither run nor total")
            count = _number(row, "count") or 0
            if one.cycle is None or not 1 <= count <= one.cycle:
                raise row.error(f"count {row['count']} is not between 1 and the cycle {one.cycle}")
            yield Count(
                honour=row["honour"],
                round=row["round"],
                code=row["code"],
                name=row["name"],
                kind=cast(Kind, row["kind"]),
                count=count,
                source=self._sources.check(row),
            )

    def _round_of(self, row: Row) -> Round:
        one = self._rounds.get((row["honour"], row["round"]))
        if one is None:
            raise row.error(f"honour_rounds.tsv has no round {row['round']} of {row['honour']}")
        return one

    def _check_place(self, row: Row) -> Round:
        """The round of the row, whose code must have borne its name at that time."""
        one = self._round_of(row)
        year = one.earliest.year
        versions = [d for d in self._divisions.named(row["name"]) if d.code == row["code"]]
        if not any(d.start <= year and (d.end is None or year <= d.end) for d in versions):
            raise row.error(f"{row['code']} was not called {row['name']} in {year}")
        return one


def _number(row: Row, column: str) -> int | None:
    if not row[column]:
        return None
    if not row[column].isdigit():
        raise row.error(f"{column} {row[column]!r} is no number")
    return int(row[column])


def _latest(raw: str, earliest: date) -> date:
    """The last day of an ISO date that may leave out day or month."""
    if raw.count("-") == 2:
        return earliest
    month = earliest.month if "-" in raw else 12
    return date(earliest.year, month, monthrange(earliest.year, month)[1])
