"""`kg review` and `kg explain` on a graph with one merge and one open pair."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.resolve.judgements import COLUMNS, Decision, Judgements
from tests.ceremony import CEREMONY, TEXTS


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("review")
    with (folder / "articles.jsonl").open("w", encoding="utf-8") as file:
        for id_, (day, text) in TEXTS.items():
            file.write(
                json.dumps({"id": id_, "date": day, "text": text}, ensure_ascii=False) + "\n"
            )
    (folder / "judgements.tsv").write_text("\t".join(COLUMNS) + "\n", "utf-8")
    assert run("build", folder / "articles.jsonl", "-o", folder / "out").exit_code == 0
    return folder


def run(*arguments: object, answers: str = ""):  # type: ignore[no-untyped-def]
    return CliRunner().invoke(app, [str(a) for a in arguments], input=answers)


@pytest.fixture
def table(folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(folder / "judgements.tsv", tmp_path / "judgements.tsv"))


def reviewed(folder: Path, table: Path, answers: str) -> str:
    result = run(
        "review", "-g", folder / "out", "--judgements", table, "--who", "某编辑", answers=answers
    )
    assert result.exit_code == 0, result.output
    return str(result.output)


def test_both_sides_are_shown_with_their_sentences(folder: Path, table: Path) -> None:
    shown = reviewed(folder, table, "q\n")
    assert "1 undecided pairs" in shown
    assert "记者【王建国】报道" in shown
    assert "退役军人【王建国】说" in shown
    assert "姓名相同（+0.45）" in shown
    assert list(Judgements.load(table)) == []


def test_an_answer_becomes_a_row_and_is_not_asked_again(folder: Path, table: Path) -> None:
    shown = reviewed(folder, table, "x\nd\n一是记者，一是退役军人\n")
    assert "1 judgements recorded" in shown
    (judgement,) = Judgements.load(table)
    assert judgement.decision is Decision.DIFFERENT
    assert (judgement.who, judgement.why) == ("某编辑", "一是记者，一是退役军人")
    assert "0 undecided pairs without a judgement" in reviewed(folder, table, "")


def test_the_next_build_applies_the_judgement_and_explain_tells_it(
    folder: Path, table: Path, tmp_path: Path
) -> None:
    reviewed(folder, table, "s\n同一人\n")
    (judgement,) = Judgements.load(table)
    built = run("build", folder / "articles.jsonl", "-o", tmp_path / "out", "--judgements", table)
    assert "0 pairs undecided" in built.output
    told = [run("explain", key, "-g", tmp_path / "out").output for key in judgement.pair]
    for output in told:
        assert "人工判定 judgement: Same" in output
        assert "某编辑" in output
        assert "提及 mentions: 2" in output
    assert sum("取代 (replaced by it)" in output for output in told) == 1


def test_explain_tells_the_merge_with_its_reasons(folder: Path) -> None:
    found = run("query", "most-mentioned", "-g", folder / "out", "-f", "csv").output
    (iri,) = [line.split(",")[0] for line in found.splitlines() if CEREMONY in line]
    output = run("explain", iri, "-g", folder / "out").output
    assert "并入的 IRI merged into it: 1" in output
    assert "同一天：2020-10-20（+0.35）" in output
    assert f"【{CEREMONY}】" in output


def test_explain_tells_why_a_place_is_linked(folder: Path) -> None:
    output = run("explain", "place/220600", "-g", folder / "out").output
    assert "归属理由 why: 同名者仅一 (the only one of the name)" in output


def test_explain_of_nothing_says_what_to_do(folder: Path) -> None:
    result = run("explain", "place/999999", "-g", folder / "out")
    assert "has no entity" in str(result.exception)
