"""Townships and streets: a large table, read by those who ask for it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.gazetteer.divisions import Divisions
from kg.gazetteer.sources import Sources
from kg.gazetteer.tables import read_table

COLUMNS = ("code", "name", "source")


@dataclass(frozen=True, slots=True, kw_only=True)
class Township:
    """A township, town or street office; `code` has twelve digits, the first six its county's."""

    code: str
    name: str
    source: str

    @property
    def county(self) -> str:
        """The code of the county that it is part of."""
        return self.code[:6]


def load(path: Path, divisions: Divisions, sources: Sources) -> list[Township]:
    """Read `townships.tsv`. Raises `DataFileError` naming the row that is wrong."""
    townships: list[Township] = []
    for row in read_table(path, COLUMNS, unique=("code",), required=COLUMNS):
        if len(row["code"]) != 12 or not row["code"].isdigit():
            raise row.error(f"code {row['code']!r} is not twelve digits")
        if divisions.get(row["code"][:6]) is None:
            raise row.error(f"county {row['code'][:6]} is not in divisions.tsv")
        townships.append(Township(code=row["code"], name=row["name"], source=sources.check(row)))
    return townships
