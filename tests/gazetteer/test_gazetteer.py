"""The tables are whole, and a broken one is named with file and line."""

from __future__ import annotations

import csv
import shutil
from datetime import date
from pathlib import Path

import pytest

from kg.errors import DataFileError
from kg.gazetteer import Divisions, Gazetteer
from kg.settings import Settings

FOLDER = Settings().gazetteer


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load(FOLDER)


def test_a_division_and_what_contains_it(gazetteer: Gazetteer) -> None:
    divisions = gazetteer.divisions
    city = divisions.get("220600")
    assert city is not None
    assert (city.name, city.level, city.short) == ("白山市", "prefecture", "白山")
    assert [d.name for d in divisions.ancestors("220622")] == ["白山市", "吉林省"]
    assert divisions.contains("220000", "220622")


def test_a_county_of_a_municipality_lies_in_it(gazetteer: Gazetteer) -> None:
    assert [d.name for d in gazetteer.divisions.ancestors("110101")] == ["北京市"]


def test_a_renamed_division_keeps_both_names(gazetteer: Gazetteer) -> None:
    assert {d.name for d in gazetteer.divisions if d.code == "220602"} == {"八道江区", "浑江区"}
    current = gazetteer.divisions.get("220602")
    assert current is not None
    assert (current.name, current.end) == ("浑江区", None)


def test_abbreviations(gazetteer: Gazetteer) -> None:
    assert [d.name for d in gazetteer.divisions.abbreviated("赣")] == ["江西省"]


def test_every_row_has_a_source(gazetteer: Gazetteer) -> None:
    known = {line.split("\t")[0] for line in (FOLDER / "sources.tsv").read_text().splitlines()[1:]}
    rows = [*gazetteer.events, *gazetteer.festivals, *gazetteer.persons, *gazetteer.divisions]
    assert len(rows) > 6800
    assert [r for r in rows if r.source not in known and not r.source.startswith("http")] == []


def test_current_codes_are_all_there(gazetteer: Gazetteer, shared: Path) -> None:
    path = shared / "corpora/gazetteer/divisions_current.csv"
    with path.open(encoding="utf-8", newline="") as file:
        codes = {row["code"] for row in csv.DictReader(file)}
    missing = {code for code in codes if gazetteer.divisions.get(code) is None}
    # The public table has no counties of Taiwan, Hong Kong and Macao, and no zones that are none.
    zones = {"629700", "629800", "629900", "460321", "460322", "632857"}
    assert {code for code in missing if code[:2] not in ("71", "81", "82")} <= zones


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("全民国防教育日", date(2025, 9, 20)),  # the third Saturday
        ("全民国防教育日", date(2024, 9, 21)),
        ("烈士纪念日", date(2025, 9, 30)),
        ("国家公祭日", date(2025, 12, 13)),
        ("重阳节", date(2023, 10, 23)),
    ],
)
def test_the_day_of_a_festival(gazetteer: Gazetteer, name: str, day: date) -> None:
    (festival,) = [f for f in gazetteer.festivals if f.name == name]
    assert festival.on(day.year) == day


def test_persons_are_many_and_live_before_they_die(gazetteer: Gazetteer) -> None:
    assert sum(bool(p.birth or p.death) for p in gazetteer.persons) >= 195
    both = [p for p in gazetteer.persons if p.birth and p.death]
    assert [p.id for p in both if not p.birth < p.death] == []  # type: ignore[operator]
    names = [p.name for p in gazetteer.persons]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("22060\t某市\tprefecture\t220000\t1994\t\t\tx", "six digits"),
        ("220699\t某市\tcity\t220000\t1994\t\t\tx", "level"),
        ("220699\t某市\tcounty\t990000\t1994\t\t\tx", "parent 990000"),
        ("220699\t某市\tcounty\t220600\t1994\t1990\t\tx", "before it starts"),
        ("220699\t某市\tcounty\t220600\t1994\t\t\t", "source is empty"),
        ("220699\t某市", "fields"),
    ],
)
def test_a_broken_row_is_named(tmp_path: Path, line: str, problem: str) -> None:
    copy = tmp_path / "gazetteer"
    shutil.copytree(FOLDER, copy)
    table = copy / "divisions.tsv"
    text = table.read_text(encoding="utf-8")
    table.write_text(f"{text}{line}\n", encoding="utf-8")
    with pytest.raises(DataFileError, match=problem) as caught:
        Divisions.load(copy)
    assert caught.value.line == text.count("\n") + 1
