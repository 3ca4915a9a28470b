"""What is known of the world before any article is read: checked tables of data/gazetteer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.gazetteer import countries, events, festivals, periods, persons
from kg.gazetteer.countries import Country
from kg.gazetteer.divisions import Division, Divisions
from kg.gazetteer.events import HistoricalEvent
from kg.gazetteer.festivals import Festival
from kg.gazetteer.periods import Period
from kg.gazetteer.persons import HistoricalPerson

__all__ = [
    "Country",
    "Division",
    "Divisions",
    "Festival",
    "Gazetteer",
    "HistoricalEvent",
    "HistoricalPerson",
    "Period",
]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All tables, loaded and checked."""

    countries: list[Country]
    divisions: Divisions
    events: list[HistoricalEvent]
    festivals: list[Festival]
    periods: list[Period]
    persons: list[HistoricalPerson]

    @classmethod
    def load(cls, folder: Path) -> Gazetteer:
        """Read every table of a folder. Raises `DataFileError` with file and line."""
        return cls(
            countries=countries.load(folder / "countries.tsv"),
            divisions=Divisions.load(folder),
            events=events.load(folder / "historical_events.tsv"),
            festivals=festivals.load(folder / "festivals.tsv", folder / "lunar_days.tsv"),
            periods=periods.load(folder / "periods.tsv"),
            persons=persons.load(folder / "persons.tsv"),
        )
