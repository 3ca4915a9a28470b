"""What is known of the world before any article is read: checked tables of data/gazetteer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.gazetteer import (
    countries,
    events,
    festivals,
    holidays,
    honour_record,
    lunar,
    matches,
    periods,
    persons,
    points,
    sites,
)
from kg.gazetteer.countries import Country
from kg.gazetteer.divisions import Division, Divisions
from kg.gazetteer.events import HistoricalEvent
from kg.gazetteer.festivals import Festival
from kg.gazetteer.holidays import Holidays
from kg.gazetteer.honour_record import HonourRecord
from kg.gazetteer.honours import Honour
from kg.gazetteer.lunar import LunarCalendar
from kg.gazetteer.matches import Match
from kg.gazetteer.organizations import Organizations
from kg.gazetteer.periods import Period
from kg.gazetteer.persons import HistoricalPerson
from kg.gazetteer.points import Point
from kg.gazetteer.sites import Site
from kg.gazetteer.sources import Sources

__all__ = [
    "Country",
    "Division",
    "Divisions",
    "Festival",
    "Gazetteer",
    "HistoricalEvent",
    "HistoricalPerson",
    "Holidays",
    "Honour",
    "HonourRecord",
    "LunarCalendar",
    "Match",
    "Organizations",
    "Period",
    "Point",
    "Site",
]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All tables, loaded and checked; townships are for those who ask (`kg.gazetteer.townships`)."""

    countries: list[Country]
    divisions: Divisions
    events: list[HistoricalEvent]
    festivals: list[Festival]
    holidays: Holidays
    honours: HonourRecord
    lunar: LunarCalendar
    organizations: Organizations
    periods: list[Period]
    persons: list[HistoricalPerson]
    sites: list[Site]
    points: Mapping[str, Point]
    matches: Mapping[str, list[Match]]

    @classmethod
    def load(cls, folder: Path) -> Gazetteer:
        """Read every table of a folder. Raises `DataFileError` with file and line."""
        divisions = Divisions.load(folder)
        sources = Sources.load(folder / "sources.tsv")
        calendar = lunar.load(folder / "lunar_days.tsv")
        return cls(
            countries=countries.load(folder / "countries.tsv"),
            divisions=divisions,
            events=events.load(folder / "historical_events.tsv"),
            festivals=festivals.load(folder / "festivals.tsv", calendar),
            holidays=holidays.load(folder / "holidays.tsv", sources),
            honours=honour_record.load(folder, divisions, sources),
            lunar=calendar,
            organizations=Organizations.load(folder / "organizations.tsv", sources),
            periods=periods.load(folder / "periods.tsv"),
            persons=persons.load(folder / "persons.tsv"),
            sites=sites.load(folder / "sites.tsv", divisions, sources),
            points=points.load(folder / "division_points.tsv", divisions, sources),
            matches=matches.load(folder / "division_matches.tsv", divisions, sources),
        )
