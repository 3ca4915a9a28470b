"""The record of honours: its tables are whole, and it tells absence from ignorance."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from kg.errors import DataFileError
from kg.gazetteer import Divisions, HonourRecord, honour_record
from kg.gazetteer.honour_claims import Claim, Verdict, check
from kg.gazetteer.honour_record import Kind
from kg.gazetteer.sources import Sources
from kg.settings import Settings

FOLDER = Settings().gazetteer
DIVISIONS = Divisions.load(FOLDER)
SOURCES = Sources.load(FOLDER / "sources.tsv")
BAISHAN, TONGHUA, XIANGYANG, CHANGLE = "220600", "220500", "420600", "350112"


@pytest.fixture(scope="module")
def record() -> HonourRecord:
    return honour_record.load(FOLDER, DIVISIONS, SOURCES)


def verdict(
    record: HonourRecord,
    place: str,
    kind: Kind,
    count: int,
    *when: date,
    name: str = "全国双拥模范城",
) -> Verdict:
    """The verdict on a claim of a time: one day, or the first and the last."""
    honour = record.honour(name)
    assert honour is not None
    earliest, latest = (when[0], when[-1]) if when else (None, None)
    claim = Claim(
        honour=honour, code=place, kind=kind, count=count, earliest=earliest, latest=latest
    )
    return check(claim, record).verdict


def test_twelve_rounds_make_ten_cycles(record: HonourRecord) -> None:
    honour = record.honour("全国双拥模范县")
    assert honour is not None
    cycles = record.cycles(honour)
    assert [len(rounds) for rounds in cycles.values()] == [3, *[1] * 9]
    assert [r.when for r in cycles[9]] == ["2020-10-20"]


def test_a_town_made_a_district_is_the_same_place_a_merged_one_is_not(record: HonourRecord) -> None:
    assert "350182" in record.succession.same(CHANGLE)
    assert record.succession.same("110103") == {"110103"}


@pytest.mark.parametrize(
    ("place", "kind", "count", "when", "expected"),
    [
        ("320300", "run", 9, date(2020, 10, 20), Verdict.CONSISTENT),  # 1991, 1994, …, 2020
        ("320300", "run", 8, date(2020, 10, 20), Verdict.INCONSISTENT),  # the run is longer
        ("320300", "run", 8, date(2016, 7, 29), Verdict.CONSISTENT),
        ("320300", "total", 9, date(2020, 10, 20), Verdict.CONSISTENT),
        ("320300", "total", 8, date(2020, 10, 20), Verdict.INCONSISTENT),
        ("620400", "run", 4, date(2016, 7, 29), Verdict.CONSISTENT),
        ("411000", "run", 5, date(2020, 10, 20), Verdict.CONSISTENT),  # 许昌: 1992, then a gap
        ("411000", "run", 6, date(2020, 10, 20), Verdict.INCONSISTENT),  # six in all, not in a row
        ("411000", "total", 6, date(2020, 10, 20), Verdict.CONSISTENT),
        ("430181", "run", 2, date(2025, 4, 23), Verdict.INCONSISTENT),  # 浏阳: the first time
        (BAISHAN, "run", 4, date(2020, 10, 20), Verdict.NOT_KNOWN),
        (BAISHAN, "run", 10, date(2020, 10, 20), Verdict.INCONSISTENT),  # there were nine
        (XIANGYANG, "run", 2, date(2016, 7, 29), Verdict.NOT_KNOWN),  # 襄樊 in 2012?
        ("350622", "run", 1, date(2020, 10, 20), Verdict.INCONSISTENT),  # 云霄: not on the list
    ],
)
def test_a_claim_of_a_day(
    record: HonourRecord, place: str, kind: Kind, count: int, when: date, expected: Verdict
) -> None:
    assert verdict(record, place, kind, count, when) is expected


def test_a_claim_without_a_day_may_mean_an_older_run(record: HonourRecord) -> None:
    honour = record.honour("全国双拥模范城")
    assert honour is not None
    for count, expected in ((5, Verdict.CONSISTENT), (4, Verdict.NOT_KNOWN)):
        claim = Claim(
            honour=honour,
            code="620400",
            kind="run",
            count=count,
            earliest=None,
            latest=date(2022, 1, 1),
        )
        assert check(claim, record).verdict is expected


def test_a_claim_without_any_date_is_left_open(record: HonourRecord) -> None:
    assert verdict(record, "320300", "run", 9) is Verdict.NOT_KNOWN


def with_rows(tmp_path: Path, **tables: str) -> HonourRecord:
    """The shipped record with rows added to its tables."""
    copy = tmp_path / "gazetteer"
    shutil.copytree(FOLDER, copy)
    for table, rows in tables.items():
        with (copy / f"{table}.tsv").open("a", encoding="utf-8") as file:
            file.write(rows)
    return honour_record.load(copy, DIVISIONS, SOURCES)


def test_a_city_keeps_what_it_got_under_its_old_name(tmp_path: Path) -> None:
    record = with_rows(
        tmp_path,
        honour_receivers="shuangyong-mofancheng\t8\t420600\t襄樊市\tnamed\thttps://x\n"
        "shuangyong-mofancheng\t9\t420600\t襄阳市\tnamed\thttps://x\n",
    )
    assert verdict(record, XIANGYANG, "run", 3, date(2016, 7, 29)) is Verdict.CONSISTENT
    assert verdict(record, XIANGYANG, "run", 2, date(2016, 7, 29)) is Verdict.INCONSISTENT


def test_a_district_keeps_what_it_got_as_a_city(record: HonourRecord) -> None:
    # 长乐市 was named in 2016; 长乐区, as it is called since 2017, is not on the list of 2020.
    assert verdict(record, CHANGLE, "run", 1, date(2016, 7, 29)) is Verdict.CONSISTENT
    assert verdict(record, CHANGLE, "run", 2, date(2020, 10, 20)) is Verdict.INCONSISTENT


def test_a_notice_proves_nothing_where_the_number_named_is_not_known(record: HonourRecord) -> None:
    luzhou = next(r for r in record.receivers if (r.round, r.code) == ("12", "510500"))
    jinan = next(r for r in record.receivers if (r.round, r.code) == ("11", "370100"))
    assert (luzhou.basis, jinan.basis) == ("notice", "notice")
    assert not record.counts_as_named(luzhou)
    assert record.counts_as_named(jinan)


@pytest.mark.parametrize(
    ("table", "row", "problem"),
    [
        ("honours", "new\t全国双拥模范城\t\t\tnational\t1991\thttps://x", "already"),
        ("honours", "new\t某称号\t\t\tlocal\t1991\thttps://x", "level 'local'"),
        ("honours", "new\t某称号\t\t\tnational\tearly\thttps://x", "no year"),
        ("honour_rounds", "nothing\t1\t1\t2020\t\t\t\thttps://x", "honour 'nothing'"),
        (
            "honour_rounds",
            "jiangsu-shuangyong-mofancheng\t11\t\t2018\t\t\t\thttps://x",
            "not after the round before",
        ),
        (
            "honour_rounds",
            "jiangsu-shuangyong-mofancheng\t13\t4\t2026\t\t\t\thttps://x",
            "neither goes on",
        ),
        (
            "honour_receivers",
            "shuangyong-mofancheng\t13\t220600\t白山市\tnamed\thttps://x",
            "no round 13",
        ),
        (
            "honour_receivers",
            "shuangyong-mofancheng\t8\t420600\t襄阳市\tnamed\thttps://x",
            "420600 was not called 襄阳市 in 2008",
        ),
        (
            "honour_receivers",
            "shuangyong-mofancheng\t9\t220600\t白山市\theard\thttps://x",
            "basis 'heard'",
        ),
        ("honour_coverage", "shuangyong-mofancheng\t9\t220000\tyes\t11\thttps://x", "has 0"),
        ("honour_coverage", "shuangyong-mofancheng\t9\t229900\tno\t11\thttps://x", "scope 229900"),
        (
            "honour_counts",
            "shuangyong-mofancheng\t9\t220600\t白山市\trun\t8\thttps://x",
            "between 1 and the cycle 7",
        ),
        ("honour_counts", "shuangyong-mofancheng\t9\t220600\t白山市\trun\t2\t", "source is empty"),
        (
            "honour_counts",
            "shuangyong-mofancheng\t9\t220600\t白山市\trun\t2\theard",
            "source 'heard' is no URL",
        ),
    ],
)
def test_a_broken_row_is_named(tmp_path: Path, table: str, row: str, problem: str) -> None:
    lines = (FOLDER / f"{table}.tsv").read_text(encoding="utf-8").count("\n")
    with pytest.raises(DataFileError, match=problem) as caught:
        with_rows(tmp_path, **{table: f"{row}\n"})
    assert caught.value.line == lines + 1
    assert f"{table}.tsv" in str(caught.value)
