"""Festivals and memorial days, and the day on which each falls in a year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kg.gazetteer.tables import read_table

COLUMNS = ("name", "aliases", "rule", "source")
_SOLAR = re.compile(r"solar (\d\d)-(\d\d)")
_LUNAR = re.compile(r"lunar (\d\d)-(\d\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Festival:
    """A day that returns: `rule` is `solar MM-DD`, `lunar MM-DD` or `qingming`."""

    name: str
    aliases: tuple[str, ...]
    rule: str
    source: str

    def on(self, year: int) -> date | None:
        """The day in a year; None for lunar rules, whose calendar is not computed here.

        >>> Festival(name="建军节", aliases=(), rule="solar 08-01", source="x").on(2020)
        datetime.date(2020, 8, 1)
        """
        solar = _SOLAR.fullmatch(self.rule)
        if solar:
            return date(year, int(solar[1]), int(solar[2]))
        if self.rule == "qingming" and 2000 <= year <= 2099:
            # The usual formula for the solar term in the 21st century.
            return date(year, 4, int((year - 2000) * 0.2422 + 4.81) - (year - 2000) // 4)
        return None


def load(path: Path) -> list[Festival]:
    """Read `festivals.tsv`. Raises `DataFileError` naming the row that is wrong."""
    festivals: list[Festival] = []
    for row in read_table(path, COLUMNS, unique=("name",), required=("name", "rule", "source")):
        if not (
            _SOLAR.fullmatch(row["rule"])
            or _LUNAR.fullmatch(row["rule"])
            or row["rule"] == "qingming"
        ):
            raise row.error(f"rule {row['rule']!r} is no solar MM-DD, lunar MM-DD or qingming")
        festivals.append(
            Festival(
                name=row["name"],
                aliases=tuple(filter(None, row["aliases"].split("|"))),
                rule=row["rule"],
                source=row["source"],
            )
        )
    return festivals
