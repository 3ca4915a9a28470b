"""Spans of years that have a name: wars, five-year plans."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.gazetteer.tables import read_table

COLUMNS = ("name", "aliases", "start", "end", "source")


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From the year `start` to the year `end`, both within; None where it goes on."""

    name: str
    aliases: tuple[str, ...]
    start: int
    end: int | None
    source: str


def load(path: Path) -> list[Period]:
    """Read `periods.tsv`. Raises `DataFileError` naming the row that is wrong."""
    periods: list[Period] = []
    for row in read_table(path, COLUMNS, unique=("name",), required=("name", "start", "source")):
        if not (row["start"].isdigit() and (row["end"].isdigit() or not row["end"])):
            raise row.error("start and end must be years, end may be empty")
        if row["end"] and int(row["start"]) > int(row["end"]):
            raise row.error(f"the period ends in {row['end']}, before it starts")
        periods.append(
            Period(
                name=row["name"],
                aliases=tuple(filter(None, row["aliases"].split("|"))),
                start=int(row["start"]),
                end=int(row["end"]) if row["end"] else None,
                source=row["source"],
            )
        )
    return periods
