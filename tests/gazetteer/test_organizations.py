"""The table of national bodies: who followed whom, and rows that are wrong."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from kg.errors import DataFileError
from kg.gazetteer import Gazetteer
from kg.settings import Settings

FOLDER = Settings().gazetteer


def test_the_table_says_what_followed_a_body(gazetteer: Gazetteer) -> None:
    bodies = {body.name: body for body in gazetteer.organizations}
    assert bodies["中国人民解放军总政治部"].successors == ("中央军委政治工作部",)
    end, start = bodies["中国人民解放军总政治部"].end, bodies["中央军委政治工作部"].start
    assert end == date(2016, 1, 31)
    assert start == date(2016, 1, 1)
    assert len(bodies) > 200


def test_a_body_begins_no_later_than_what_it_took_over_from_ended(gazetteer: Gazetteer) -> None:
    bodies = {body.name: body for body in gazetteer.organizations}
    for body in bodies.values():
        for successor in body.successors:
            start = bodies[successor].start
            assert start is None or body.end is None or start <= body.end, body.name


@pytest.mark.parametrize(
    ("name", "day", "expected"),
    [
        ("国家电网", date(2020, 1, 1), "国家电网有限公司"),
        ("国家电网", date(2012, 1, 1), None),
        ("中国移动", date(2017, 10, 1), None),
        ("中国移动", date(2018, 1, 1), "中国移动通信集团有限公司"),
    ],
)
def test_an_enterprise_of_old_has_not_the_name_of_today(
    gazetteer: Gazetteer, name: str, day: date, expected: str | None
) -> None:
    body = gazetteer.organizations.named(name, day)
    assert (body and body.name) == expected


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("某部\t\tGovernmentBody\t1998\t1990\t\tlaws", "before it starts"),
        ("某部\t\tGovernmentBody\t1998-13\t\t\tlaws", "no year or month"),
        ("某部\t\tGovernmentBody\t98\t\t\tlaws", "no year or month"),
        ("某部\t某部\tGovernmentBody\t\t\t\tlaws", "the name itself"),
        ("某部\t\tGovernmentBody\t\t1998\t别部\tlaws", "no name of this table"),
        ("某部\t\tGovernmentBody\t\t\t民政部\tlaws", "when it ended"),
        ("某部\t\tGovernmentBody\t\t\t\thearsay", "no id of sources.tsv"),
        ("民政部\t\tGovernmentBody\t\t\t\tlaws", "stands in line"),
    ],
)
def test_a_wrong_row_is_named(tmp_path: Path, line: str, problem: str) -> None:
    folder = tmp_path / "gazetteer"
    shutil.copytree(FOLDER, folder)
    with (folder / "organizations.tsv").open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    with pytest.raises(DataFileError, match=problem):
        Gazetteer.load(folder)
