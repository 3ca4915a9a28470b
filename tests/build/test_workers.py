"""What is read and written in processes, and in parts, is what one process makes of all at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import parallel
from kg.build import build, writer
from tests.build.conftest import TEXTS, content, write


def test_processes_build_the_same_graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    articles = write(tmp_path / "articles", dict.fromkeys(TEXTS, 0))
    build(articles, tmp_path / "one", workers=1)

    monkeypatch.setattr(parallel, "_FIRST", 0)  # or so few articles are read here
    monkeypatch.setattr(parallel, "_FIRST_PARTS", 0)
    monkeypatch.setattr(writer, "_PART", 2)
    build(articles, tmp_path / "two", workers=2)

    assert content(tmp_path / "two") == content(tmp_path / "one")


def test_keys_resolved_in_parts_come_to_the_same_graph(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles = write(tmp_path / "articles", dict.fromkeys(TEXTS, 0))
    build(articles, tmp_path / "at once", workers=1)

    monkeypatch.setattr(writer, "_KEYS", 3)
    build(articles, tmp_path / "in parts", workers=1)

    assert content(tmp_path / "in parts") == content(tmp_path / "at once")
