"""Persons of history, with birth and death as far as a source gives them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.gazetteer.tables import read_table

COLUMNS = ("id", "name", "aliases", "birth", "death", "source")


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoricalPerson:
    """`birth` and `death` are ISO dates as exact as the source has them, or None."""

    id: str
    name: str
    aliases: tuple[str, ...]
    birth: str | None
    death: str | None
    source: str


def load(path: Path) -> list[HistoricalPerson]:
    """Read `persons.tsv`. Raises `DataFileError` naming the row that is wrong."""
    persons: list[HistoricalPerson] = []
    for row in read_table(path, COLUMNS, unique=("id",), required=("id", "name", "source")):
        row.date("birth")
        row.date("death")
        persons.append(
            HistoricalPerson(
                id=row["id"],
                name=row["name"],
                aliases=tuple(filter(None, row["aliases"].split("|"))),
                birth=row["birth"] or None,
                death=row["death"] or None,
                source=row["source"],
            )
        )
    return persons
