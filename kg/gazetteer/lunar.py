"""The lunar calendar: on which day a lunar month and day of a year fall."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from kg.gazetteer.tables import read_table

COLUMNS = ("lunar", "year", "date")
_LONGEST_MONTH = 30


@dataclass(frozen=True, slots=True)
class LunarCalendar:
    """`days` has, by lunar MM-DD and lunar year, the days that the table knows: the first of every
    month, and those on which a festival falls."""

    days: Mapping[str, Mapping[int, date]]

    def day(self, year: int, month: int, day: int) -> date | None:
        """The day of a lunar date, None where there is none such or the table does not reach so far;
        leap months (闰二月) are not in it.

        >>> LunarCalendar({"03-01": {2023: date(2023, 4, 20)}}).day(2023, 3, 3)
        datetime.date(2023, 4, 22)
        """
        first = self.days.get(f"{month:02}-01", {}).get(year)
        if first is None or not 1 <= day <= _LONGEST_MONTH:
            return None
        return first + timedelta(days=day - 1)


def load(path: Path) -> LunarCalendar:
    """Read `lunar_days.tsv`. Raises `DataFileError` naming the row that is wrong."""
    table: dict[str, dict[int, date]] = {}
    for row in read_table(path, COLUMNS, unique=("lunar", "year"), required=COLUMNS):
        day = row.date("date")
        if not row["year"].isdigit() or day is None or abs(day.year - int(row["year"])) > 1:
            raise row.error(f"{row['date']} is no day of the lunar year {row['year']}")
        table.setdefault(row["lunar"], {})[int(row["year"])] = day
    return LunarCalendar(table)
