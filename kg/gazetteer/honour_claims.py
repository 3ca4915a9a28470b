"""Does the record bear out what a text says: four in a row (四连冠), the tenth time (第十次)?

A run or a total is compared with the record round by round: in each the place was named, was
not, or nobody knows. What the record leaves open is never held against a claim.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kg.gazetteer.honour_record import (
    Count,
    Coverage,
    HonourRecord,
    Kind,
    Receiver,
    Round,
)
from kg.gazetteer.honours import Honour


class Verdict(StrEnum):
    """What the record says of a claim."""

    CONSISTENT = "consistent"
    INCONSISTENT = "inconsistent"
    NOT_KNOWN = "not known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """`count` conferrals on a place, in a row (`run`) or in all (`total`), the last of them between
    `earliest` and `latest`; without `earliest` it is the last before `latest`, or an older one.
    What the record has from `sources`, those of the claim itself, does not bear it out."""

    honour: Honour
    code: str
    kind: Kind
    count: int
    earliest: date | None
    latest: date | None
    sources: frozenset[str] = frozenset()


Row = Receiver | Coverage | Count


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The verdict, why in both languages, and the rows of the record that it rests on."""

    verdict: Verdict
    why_zh: str
    why_en: str
    rows: tuple[Row, ...]


class State(StrEnum):
    """What is known of a place in one cycle."""

    NAMED = "named"
    ABSENT = "absent"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Seen:
    """The state of a place in one cycle, and the rows that say so."""

    state: State
    rows: tuple[Row, ...] = ()


def check(claim: Claim, record: HonourRecord) -> Finding:
    """Compare a claim with the rounds up to its time."""
    cycles = record.cycles(claim.honour)
    reached = [c for c, rounds in cycles.items() if _reached(rounds, claim.latest)]
    if claim.latest is None or not reached:
        return _finding(
            Verdict.NOT_KNOWN,
            "文章没有可与历次命名比照的日期。",
            "The text has no date to compare the rounds with.",
        )
    told = [c for c in reached if _overlaps(cycles[c], claim)]
    ends = told or reached
    if claim.count > max(ends):
        return _finding(
            Verdict.INCONSISTENT,
            f"截至当时这一称号至多可获{max(ends)}次。",
            f"By then the title could have been received {max(ends)} times at most.",
        )
    known = {c: _seen(c, claim, cycles, record) for c in reached}
    if claim.kind == "run":
        return _check_run(claim.count, ends, known)
    return _check_total(claim, ends[-1], bool(told), known, cycles, record)


def _check_run(count: int, ends: list[int], known: Mapping[int, Seen]) -> Finding:
    """A run that ends in one of `ends` and is as long as it says: not the end of a longer one.

    It is borne out where it ends in the last of them: an older one would not be the run any more.
    """
    against: dict[int, int | None] = {}
    for end in reversed(ends):
        if count > end:
            continue
        run, before = range(end - count + 1, end + 1), end - count
        longer = before >= 1 and known[before].state is State.NAMED
        broken = next((c for c in run if known[c].state is State.ABSENT), None)
        named = all(known[c].state is State.NAMED for c in run)
        if named and not longer and end == ends[-1]:
            return _finding(
                Verdict.CONSISTENT,
                f"名录中有这{count}次命名。",
                f"The record has these {count} namings.",
                _rows(known, run),
            )
        against[end] = broken or (before if longer else None)
    if all(against.values()):
        end, cycle = next(iter(against.items()))
        rows = _rows(known, range(max(end - count, 1), end + 1))
        if cycle is not None and known[cycle].state is State.ABSENT:
            return _finding(
                Verdict.INCONSISTENT,
                "名录显示其间有一次未获命名。",
                "By the record the place was not named in one of these rounds.",
                rows,
            )
        return _finding(
            Verdict.INCONSISTENT, "名录显示连续次数更多。", "By the record the run is longer.", rows
        )
    return _finding(
        Verdict.NOT_KNOWN,
        "名录不全，无从判断。",
        "The record is not complete enough to tell.",
        _rows(known, known),
    )


def _check_total(
    claim: Claim,
    last: int,
    dated: bool,
    known: Mapping[int, Seen],
    cycles: Mapping[int, tuple[Round, ...]],
    record: HonourRecord,
) -> Finding:
    """All namings up to the cycle `last`; without a date a smaller number may be an older one."""
    upto = [c for c in known if c <= last]
    said = [c for c in _counts(claim, cycles[last], record) if c.kind == "total"]
    rows = (*_rows(known, upto), *said)
    least = sum(known[c].state is State.NAMED for c in upto)
    most = least + sum(known[c].state is State.OPEN for c in upto)
    if said:
        least = most = said[0].count
    if least == most == claim.count:
        return _finding(
            Verdict.CONSISTENT,
            f"名录中共{claim.count}次命名。",
            f"The record has {claim.count} namings in all.",
            rows,
        )
    if claim.count > most or (dated and claim.count < least):
        return _finding(
            Verdict.INCONSISTENT,
            f"名录中的次数不是{claim.count}次，而是{least}至{most}次。",
            f"The record does not have {claim.count} namings but {least} to {most}.",
            rows,
        )
    return _finding(
        Verdict.NOT_KNOWN,
        "名录不全，无从判断。",
        "The record is not complete enough to tell.",
        rows,
    )


def _seen(
    cycle: int, claim: Claim, cycles: Mapping[int, tuple[Round, ...]], record: HonourRecord
) -> Seen:
    """Named by a list; else absent from complete lists; else what counts of a source imply."""
    same = record.succession.same(claim.code)
    rounds = {one.round for one in cycles[cycle]}

    def here(row: Row) -> bool:
        return row.honour == claim.honour.id and row.round in rounds

    named = [
        r for r in record.receivers if here(r) and r.code in same and record.counts_as_named(r)
    ]
    others = [r for r in named if r.source not in claim.sources]
    if named:
        return Seen(State.NAMED, tuple(others)) if others else Seen(State.OPEN)
    lists = [
        c
        for c in record.coverage
        if here(c) and c.complete and any(record.divisions.contains(c.scope, code) for code in same)
    ]
    if rounds <= {c.round for c in lists}:
        return Seen(State.ABSENT, tuple(lists))
    implied = [
        (state, count)
        for later in cycles
        if later >= cycle
        for count in _counts(claim, cycles[later], record)
        if (state := _implied(count, later, cycle))
    ]
    states = {state for state, _ in implied}
    if len(states) == 1:
        return Seen(states.pop(), tuple(count for _, count in implied))
    return Seen(State.OPEN)


def _implied(count: Count, at: int, cycle: int) -> State | None:
    """What an n-th time in a row, or in all, says of an earlier cycle."""
    if cycle > at - count.count:
        return State.NAMED if count.kind == "run" or count.count == at or cycle == at else None
    first = count.count == 1 if count.kind == "total" else cycle == at - count.count
    return State.ABSENT if first else None


def _counts(claim: Claim, rounds: Iterable[Round], record: HonourRecord) -> list[Count]:
    """What other sources count of the place as of these rounds."""
    same = record.succession.same(claim.code)
    keys = {(one.honour, one.round) for one in rounds}
    return [
        c
        for c in record.counts
        if (c.honour, c.round) in keys and c.code in same and c.source not in claim.sources
    ]


def _reached(rounds: Iterable[Round], latest: date | None) -> bool:
    return latest is not None and any(one.earliest <= latest for one in rounds)


def _overlaps(rounds: Iterable[Round], claim: Claim) -> bool:
    return (
        claim.earliest is not None
        and claim.latest is not None
        and any(one.earliest <= claim.latest and claim.earliest <= one.latest for one in rounds)
    )


def _rows(known: Mapping[int, Seen], cycles: Iterable[int]) -> tuple[Row, ...]:
    return tuple(dict.fromkeys(row for c in cycles if c in known for row in known[c].rows))


def _finding(verdict: Verdict, zh: str, en: str, rows: Iterable[Row] = ()) -> Finding:
    return Finding(verdict=verdict, why_zh=zh, why_en=en, rows=tuple(dict.fromkeys(rows)))
