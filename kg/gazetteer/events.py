"""Historical events with their dates: battles, meetings, foundings, and what anniversaries count from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kg.gazetteer.tables import read_table

COLUMNS = ("id", "name", "aliases", "start", "end", "anniversary", "kind", "source")
KINDS = ("battle", "massacre", "meeting", "founding", "war", "uprising", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoricalEvent:
    """`anniversary` is the day that 周年 count from, where commemoration keeps one day (建军: 1 August)."""

    id: str
    name: str
    aliases: tuple[str, ...]
    start: date | None
    end: date | None
    anniversary: date | None
    kind: str
    source: str


def load(path: Path) -> list[HistoricalEvent]:
    """Read `historical_events.tsv`. Raises `DataFileError` naming the row that is wrong."""
    events: list[HistoricalEvent] = []
    for row in read_table(path, COLUMNS, unique=("id",), required=("id", "name", "kind", "source")):
        if row["kind"] not in KINDS:
            raise row.error(f"kind {row['kind']!r} is none of {', '.join(KINDS)}")
        events.append(
            HistoricalEvent(
                id=row["id"],
                name=row["name"],
                aliases=tuple(filter(None, row["aliases"].split("|"))),
                start=row.date("start"),
                end=row.date("end"),
                anniversary=row.date("anniversary"),
                kind=row["kind"],
                source=row["source"],
            )
        )
    return events
