"""Festivals and memorial days, and the day on which each falls in a year."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from kg.gazetteer.lunar import LunarCalendar
from kg.gazetteer.tables import read_table

COLUMNS = ("name", "aliases", "rule", "source")
_RULE = re.compile(r"(solar|lunar) (\d\d)-(\d\d)|saturday (\d\d) ([1-4])|qingming")
_SATURDAY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Festival:
    """A day that returns; `days` has its date in the years that the tables know."""

    name: str
    aliases: tuple[str, ...]
    rule: str
    days: Mapping[int, date]
    source: str

    def on(self, year: int) -> date | None:
        """The day in a year; None where it is not known."""
        return self.days.get(year)


def load(path: Path, lunar: LunarCalendar) -> list[Festival]:
    """Read `festivals.tsv`. Raises `DataFileError` naming the row that is wrong."""
    festivals: list[Festival] = []
    for row in read_table(path, COLUMNS, unique=("name",), required=("name", "rule", "source")):
        rule = _RULE.fullmatch(row["rule"])
        if rule is None:
            raise row.error(
                f"rule {row['rule']!r} is no solar MM-DD, lunar MM-DD, saturday MM N or qingming"
            )
        if rule[1] == "lunar":
            days = lunar.days.get(f"{rule[2]}-{rule[3]}", {})
            if not days:
                raise row.error(f"lunar_days.tsv has no row for lunar {rule[2]}-{rule[3]}")
        elif rule[1] == "solar":
            days = {year: date(year, int(rule[2]), int(rule[3])) for year in range(1800, 2200)}
        elif rule[4]:
            days = {year: _saturday(year, int(rule[4]), int(rule[5])) for year in range(1800, 2200)}
        else:
            # The usual formula for the solar term in the 21st century.
            days = {
                year: date(year, 4, int((year - 2000) * 0.2422 + 4.81) - (year - 2000) // 4)
                for year in range(2000, 2100)
            }
        festivals.append(
            Festival(
                name=row["name"],
                aliases=tuple(filter(None, row["aliases"].split("|"))),
                rule=row["rule"],
                days=days,
                source=row["source"],
            )
        )
    return festivals


def _saturday(year: int, month: int, number: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(_SATURDAY - first.weekday()) % 7 + 7 * (number - 1))
