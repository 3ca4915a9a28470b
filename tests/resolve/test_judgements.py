"""The table of judgements: what the loader refuses, and that people outrank the machine."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from kg.errors import DataFileError
from kg.model import EntityType
from kg.resolve.judgements import COLUMNS, Decision, Judgement, Judgements, append, pair_of
from tests.resolve.conftest import Told, World

HEADER = "\t".join(COLUMNS) + "\n"
ONE: Told = ("2021-03-12", "甲报", "白山市委书记王建国参加了座谈会。")
OTHER: Told = ("2021-05-01", "乙报", "白山市委书记王建国走访慰问驻军官兵。")


def judgement(left: str, right: str, decision: str) -> Judgement:
    return Judgement(
        pair=pair_of(left, right),
        decision=Decision(decision),
        who="某编辑",
        when=date(2026, 1, 31),
        why="查过原报",
        line=2,
    )


def table(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "judgements.tsv"
    path.write_text(HEADER + "".join(row.replace("|", "\t") + "\n" for row in rows), "utf-8")
    return path


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("event/a|event/b|maybe|某人|2026-01-31|因为", "maybe"),
        ("event/a|event/a|same|某人|2026-01-31|因为", "itself"),
        ("event/a|person/b|same|某人|2026-01-31|因为", "two types"),
        ("event a|event/b|same|某人|2026-01-31|因为", "no key"),
        ("event/a|event/b|same|某人|2026-01|因为", "no day"),
        ("event/a|event/b|same|某人|2026-02-31|因为", "calendar"),
        ("event/a|event/b|same||2026-01-31|因为", "who is empty"),
        ("event/a|event/b|same|某人|2026-01-31|", "why is empty"),
        ("event/a|event/b|same|某人|2026-01-31", "5 fields"),
    ],
)
def test_a_wrong_row_is_refused_with_its_line(tmp_path: Path, row: str, problem: str) -> None:
    path = table(tmp_path, "event/c|event/d|same|某人|2026-01-31|因为", row)
    with pytest.raises(DataFileError, match=rf"judgements\.tsv:3: .*{problem}"):
        Judgements.load(path)


def test_a_contradiction_is_refused(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "event/a|event/b|same|某人|2026-01-31|因为",
        "event/b|event/c|same|某人|2026-01-31|因为",
        "event/c|event/a|different|某人|2026-01-31|因为",
    )
    with pytest.raises(DataFileError, match=r":4: event/a and event/c are called different"):
        Judgements.load(path)


def test_a_later_row_overrides_an_earlier_one_either_way_round(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "event/a|event/b|same|某人|2026-01-31|因为",
        "event/b|event/a|unsure|某人|2026-02-01|又想了想",
    )
    (in_force,) = Judgements.load(path)
    assert (in_force.decision, in_force.why) == (Decision.UNSURE, "又想了想")


def test_what_is_appended_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "judgements.tsv"
    append(path, "event/b", "event/a", Decision.SAME, "某\t人", date(2026, 1, 31), "同一天\n同一地")
    append(path, "event/a", "event/b", Decision.DIFFERENT, "某人", date(2026, 2, 1), "不是")
    assert path.read_text("utf-8").splitlines()[1].split("\t")[:4] == [
        "event/a",
        "event/b",
        "same",
        "某 人",
    ]
    (in_force,) = Judgements.load(path)
    assert in_force.decision is Decision.DIFFERENT


def test_a_row_that_would_be_refused_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "judgements.tsv"
    with pytest.raises(DataFileError, match="why is empty"):
        append(path, "event/a", "event/b", Decision.SAME, "某人", date(2026, 1, 31), "  ")
    assert not path.exists()


def test_different_outranks_the_machine_and_a_later_row_undoes_it(
    tell: Callable[..., World],
) -> None:
    world = tell(ONE, OTHER)
    left, right = world.keys(EntityType.PERSON, "王建国")
    assert world.outcome(left, right) == "same"
    assert world.judged(judgement(left, right, "different")).outcome(left, right) == "different"
    undone = world.judged(judgement(left, right, "different"), judgement(left, right, "same"))
    assert undone.outcome(left, right) == "same"


def test_unsure_keeps_a_pair_open(tell: Callable[..., World]) -> None:
    world = tell(ONE, OTHER)
    left, right = world.keys(EntityType.PERSON, "王建国")
    assert world.judged(judgement(left, right, "unsure")).outcome(left, right) == "undecided"


def test_same_outranks_what_rules_a_merge_out(tell: Callable[..., World]) -> None:
    world = tell(
        ("2016-10-21", "甲报", "2016年10月20日，白山市召开双拥模范城命名表彰大会。"),
        ("2020-10-22", "甲报", "2020年10月20日，白山市召开双拥模范城命名表彰大会。"),
    )
    left, right = world.keys(EntityType.EVENT, "双拥模范城命名表彰大会")
    assert world.outcome(left, right) == "different"
    assert world.judged(judgement(left, right, "same")).outcome(left, right) == "same"


def test_a_different_judgement_is_never_bridged(tell: Callable[..., World]) -> None:
    """Of three articles on one person the first and last are judged two: no chain joins them."""
    third: Told = ("2021-06-01", "丙报", "白山市委书记王建国主持会议。")
    world = tell(ONE, OTHER, third)
    first, _, last = world.keys(EntityType.PERSON, "王建国")
    assert world.outcome(first, last) == "same"
    judged = world.judged(judgement(first, last, "different"))
    assert judged.outcome(first, last) == "different"


def test_a_judgement_that_two_unnamed_units_are_one_is_refused(tell: Callable[..., World]) -> None:
    told: Told = ("2021-03-12", "甲报", "在太原市，驻军某部参加抢险。")
    world = tell(told, told)
    left, right = world.keys(EntityType.ORGANIZATION, "驻军某部")
    with pytest.raises(DataFileError, match=r"judgements\.tsv:2: .*never merged"):
        world.judged(judgement(left, right, "same"))
    assert world.judged(judgement(left, right, "different")).outcome(left, right) == "different"
