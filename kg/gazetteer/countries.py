"""The countries of the world, by their codes of ISO 3166-1."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.gazetteer.tables import read_table

COLUMNS = ("code", "name", "english", "aliases", "source")


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country with its usual name in Chinese and in English; `code` has two letters."""

    code: str
    name: str
    english: str
    aliases: tuple[str, ...]
    source: str


def load(path: Path) -> list[Country]:
    """Read `countries.tsv`. Raises `DataFileError` naming the row that is wrong."""
    countries: list[Country] = []
    for row in read_table(
        path, COLUMNS, unique=("code",), required=("code", "name", "english", "source")
    ):
        if len(row["code"]) != 2 or not row["code"].isupper():
            raise row.error(f"code {row['code']!r} is not two capital letters (ISO 3166-1)")
        countries.append(
            Country(
                code=row["code"],
                name=row["name"],
                english=row["english"],
                aliases=tuple(filter(None, row["aliases"].split("|"))),
                source=row["source"],
            )
        )
    return countries
