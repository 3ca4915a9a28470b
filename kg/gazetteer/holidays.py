"""Holidays: the days off around a festival, as the State Council set them for each year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from kg.gazetteer.sources import Sources
from kg.gazetteer.tables import read_table

COLUMNS = ("festivals", "first", "last", "source")


@dataclass(frozen=True, slots=True)
class Holidays:
    """`spans` has, by festival and year of the festival, the first and last day off."""

    spans: Mapping[tuple[str, int], tuple[date, date]] = field(default_factory=dict)

    def around(self, festival: str, day: date) -> tuple[date, date] | None:
        """The days off that a festival brought on a day, None where no notice is known.

        >>> spans = {("端午节", 2025): (date(2025, 5, 31), date(2025, 6, 2))}
        >>> Holidays(spans).around("端午节", date(2025, 5, 31))
        (datetime.date(2025, 5, 31), datetime.date(2025, 6, 2))
        """
        return self.spans.get((festival, day.year))


def load(path: Path, sources: Sources) -> Holidays:
    """Read `holidays.tsv`. Raises `DataFileError` naming the row that is wrong."""
    spans: dict[tuple[str, int], tuple[date, date]] = {}
    for row in read_table(path, COLUMNS, unique=("festivals", "first"), required=COLUMNS):
        first, last = row.date("first"), row.date("last")
        if first is None or last is None or not 0 <= (last - first).days < 14:
            raise row.error("first and last must be days of one holiday, in this order")
        sources.check(row)
        for festival in row["festivals"].split("|"):
            # New Year's Day may bring the last days of December off.
            if (festival, last.year) in spans:
                raise row.error(f"{festival} has two holidays in {last.year}")
            spans[festival, last.year] = (first, last)
    return Holidays(spans)
