"""Which codes are one place: a county that became a city or a district keeps what it was given."""

from __future__ import annotations

from kg.gazetteer.divisions import Division, Divisions


class Succession:
    """The codes that each place bore one after the other.

    A code goes on in another only where it has that one successor, which began when it ended and
    succeeds nothing else: a district that took in a second one is not the same place as that one.
    A change of name alone (襄樊市, 襄阳市) leaves the code.
    """

    def __init__(self, divisions: Divisions) -> None:
        began: dict[str, int] = {}
        last: dict[str, Division] = {}
        for division in divisions:
            began[division.code] = min(began.get(division.code, division.start), division.start)
            if (version := divisions.get(division.code)) is not None:
                last[division.code] = version
        heirs = [s for d in last.values() if d.end is not None for s in d.successors]
        self._next = {
            code: heir
            for code, division in last.items()
            if division.end is not None and len(division.successors) == 1
            for heir in division.successors
            if began.get(heir) == division.end and heirs.count(heir) == 1
        }
        self._previous = {heir: code for code, heir in self._next.items()}

    def same(self, code: str) -> frozenset[str]:
        """All codes of the place that has this one, itself included."""
        found = {code}
        for table in (self._next, self._previous):
            step = code
            while (step := table.get(step, "")) and step not in found:
                found.add(step)
        return frozenset(found)
