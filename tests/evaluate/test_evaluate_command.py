"""`kg evaluate` as a user runs it, on an annotated article of our own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.errors import DataFileError, KgError
from kg.evaluate.annotations import read_annotations

TEXT = "白山网 首页\n2021年3月12日，白山市委印发《白山市双拥工作规划》。\n"
GOLD = {
    "id": "one",
    "file": "texts/one.txt",
    "published": "2021-03-12",
    "entities": [
        {"type": "Organization", "name": "白山市委"},
        {"type": "Document", "name": "《白山市双拥工作规划》"},
        {
            "type": "Time",
            "name": "2021年3月12日",
            "earliest": "2021-03-12",
            "latest": "2021-03-12",
        },
    ],
    "relations": [["白山市双拥工作规划", "issuer", "白山市委"]],
    "neutral": ["白山网"],
}
NAMES = {"text": "记者张建国从上海报道。", "entities": [[2, 5, "PER"], [6, 8, "LOC"]]}


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    (tmp_path / "texts").mkdir()
    (tmp_path / "gold").mkdir()
    (tmp_path / "texts" / "one.txt").write_text(TEXT, encoding="utf-8")
    path = tmp_path / "gold" / "small.jsonl"
    path.write_text(json.dumps(GOLD, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def test_finds_the_texts_above_the_gold_file_and_scores_them(gold: Path, tmp_path: Path) -> None:
    output = tmp_path / "figures.json"
    result = CliRunner().invoke(app, ["evaluate", str(gold), "--json", str(output)])
    assert result.exit_code == 0, result.output
    figures = json.loads(output.read_text(encoding="utf-8"))["articles"]["small"]
    assert figures["types"]["Document"]["strict"]["f1"] == 1
    assert figures["relations"]["strict"]["tp"] == 1
    assert figures["values"]["all"] == {"gold": 1, "right": 1, "share": 1}


def test_scores_the_names_model_and_writes_the_page(gold: Path, tmp_path: Path) -> None:
    names = tmp_path / "names.jsonl"
    names.write_text(json.dumps(NAMES, ensure_ascii=False) + "\n", encoding="utf-8")
    page = tmp_path / "accuracy.md"
    page.write_text("Mine.\n<!-- figures: begin -->\nlast year\n<!-- figures: end -->\nToo.\n")
    arguments = ["evaluate", str(gold), "--names", str(names), "--markdown", str(page)]
    result = CliRunner().invoke(app, [*arguments, "--date", "2026-01-02"])
    assert result.exit_code == 0, result.output
    written = page.read_text(encoding="utf-8")
    assert written.startswith("Mine.\n")
    assert written.endswith("\nToo.\n")
    assert "last year" not in written
    assert "Measured on 2026-01-02" in written
    assert "| all | 100.00 | 100.00 | 100.00 |" in written


def test_a_page_without_marks_is_left_alone(gold: Path, tmp_path: Path) -> None:
    page = tmp_path / "accuracy.md"
    page.write_text("Mine.\n")
    result = CliRunner().invoke(app, ["evaluate", str(gold), "--markdown", str(page)])
    assert isinstance(result.exception, KgError)
    assert page.read_text() == "Mine.\n"


def test_a_bad_line_is_named(gold: Path) -> None:
    with gold.open("a", encoding="utf-8") as lines:
        lines.write('{"id": "two", "entities": [{"type": "Ship", "name": "x"}]}\n')
    with pytest.raises(DataFileError, match=r"small\.jsonl:2: .*Ship"):
        read_annotations(gold)
