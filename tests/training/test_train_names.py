"""`kg train-names` on a corpus of a few made sentences: it learns them, and the same twice."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.errors import DataFileError
from kg.extract.names import NamesModel
from kg.settings import Settings

pytest.importorskip("torch", reason="training needs the extra 'train'")
pytest.importorskip("gensim", reason="training needs the extra 'train'")

from kg.training.names.config import Config

PERSONS = ("张建国", "李卫东", "王秀英", "赵志强", "陈桂兰")
PLACES = ("上海", "沈阳", "白山", "延安", "重庆")


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    folder = tmp_path / "corpora"
    folder.mkdir()
    lines = [
        {
            "text": f"记者{person}今天从{place}报道。",
            "entities": [[2, 5, "PER"], [8, 10, "LOC"]],
        }
        for person in PERSONS
        for place in PLACES
    ] * 12
    (folder / "made.jsonl").write_text(
        "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8"
    )
    return folder


@pytest.fixture
def config(tmp_path: Path) -> Path:
    shipped = (Settings().names_model / "config.toml").read_text(encoding="utf-8")
    head, _, network = shipped.partition("[network]")
    vectors = head[head.index("[vectors]") :]
    path = tmp_path / "config.toml"
    path.write_text(
        'seed = 1\nthreads = 1\nconvention = "made"\nheld_out = 20\n'
        '[corpora]\n"made.jsonl" = "made"\n[labels]\nPER = "PER"\nLOC = "LOC"\n'
        + vectors[: vectors.index("raw =")]
        + 'raw = ["made.jsonl"]\n'
        + vectors[vectors.index("# Characters") :]
        + "[network]"
        + network.replace("hidden = 220", "hidden = 32")
        .replace("batch = 2000", "batch = 200")
        .replace("warm_up = 200", "warm_up = 5")
        .replace("learning_rate = 2e-3", "learning_rate = 1e-2"),
        encoding="utf-8",
    )
    return path


def train(corpora: Path, config: Path, out: Path) -> None:
    arguments = ["train-names", str(corpora), "--config", str(config), "-o", str(out)]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0, result.output


def test_learns_and_repeats_itself(corpora: Path, config: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    train(corpora, config, first)
    text = "记者张建国今天从延安报道。"
    assert NamesModel.load(first).spans([text]) == [[(2, 5, "PER"), (8, 10, "LOC")]]
    assert "epoch 7" in (first / "training.log").read_text(encoding="utf-8")
    assert (first / "config.toml").read_bytes() == config.read_bytes()

    train(corpora, config, second)
    for name in ("network.onnx", "transitions.npy"):
        assert (first / name).read_bytes() == (second / name).read_bytes()


def test_an_unknown_setting_is_named(config: Path) -> None:
    config.write_text(config.read_text(encoding="utf-8") + "depth = 3\n", encoding="utf-8")
    with pytest.raises(DataFileError, match="depth"):
        Config.read(config)
