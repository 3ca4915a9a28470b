"""The days off lie around the festivals that they are for."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kg.errors import DataFileError
from kg.gazetteer import Gazetteer, holidays
from kg.gazetteer.sources import Sources
from kg.settings import Settings


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load(Settings().gazetteer)


def test_every_holiday_holds_its_festival(gazetteer: Gazetteer) -> None:
    festivals = {festival.name: festival for festival in gazetteer.festivals}
    assert len(gazetteer.holidays.spans) > 150
    for (name, year), (first, last) in gazetteer.holidays.spans.items():
        day = festivals[name].on(year)
        assert day is not None
        assert first <= day <= last, (name, year)


@pytest.mark.parametrize(
    ("festival", "day", "first", "last"),
    [
        ("元旦", date(2024, 1, 1), date(2023, 12, 30), date(2024, 1, 1)),
        ("端午节", date(2025, 5, 31), date(2025, 5, 31), date(2025, 6, 2)),
        ("中秋节", date(2023, 9, 29), date(2023, 9, 29), date(2023, 10, 6)),
        ("国庆节", date(2023, 10, 1), date(2023, 9, 29), date(2023, 10, 6)),
    ],
)
def test_days_off(gazetteer: Gazetteer, festival: str, day: date, first: date, last: date) -> None:
    assert gazetteer.holidays.around(festival, day) == (first, last)


def test_of_a_year_without_a_notice_nothing_is_said(gazetteer: Gazetteer) -> None:
    assert gazetteer.holidays.around("国庆节", date(1998, 10, 1)) is None


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("端午节\t2025-06-02\t2025-05-31\tx", "in this order"),
        ("端午节\t2025-05-31\t2025-06-02\tnowhere", "source"),
        ("端午节\t2025-05-31\t\tx", "last is empty"),
    ],
)
def test_a_broken_row_is_named(tmp_path: Path, line: str, problem: str) -> None:
    table = tmp_path / "holidays.tsv"
    table.write_text("\t".join(holidays.COLUMNS) + f"\n{line}\n", encoding="utf-8")
    with pytest.raises(DataFileError, match=problem):
        holidays.load(table, Sources({"x"}))
