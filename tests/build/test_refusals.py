"""What a change refuses, and that nothing has changed then; and that judgements come into force."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from unittest.mock import patch

import pyoxigraph as ox
import pytest
from typer.testing import CliRunner

from kg.build import add, build, remove, update
from kg.cli import app
from kg.errors import StoreError
from kg.graph.folder import build_of
from kg.graph.report import Finding
from kg.graph.store import Store
from kg.resolve.judgements import Decision, append
from kg.settings import Settings
from tests.build.conftest import content, write

OPEN = """SELECT ?left ?right { ?c kg:outcome kg:Undecided ; kg:compares ?left , ?right
          FILTER(STR(?left) < STR(?right)) }"""


@pytest.fixture
def out(tmp_path: Path) -> Path:
    build(write(tmp_path / "articles", {"a": 0, "b": 0}), tmp_path / "out")
    return tmp_path / "out"


def test_another_text_of_a_known_article_is_for_update(out: Path, tmp_path: Path) -> None:
    before = content(out)
    changed = write(tmp_path / "changed", {"a": 1, "c": 0})
    with pytest.raises(StoreError, match="has other texts of 'a': replace them with kg update"):
        add(changed, out)
    assert content(out) == before
    report = update(changed, out)
    assert (report.added, report.replaced, report.articles) == (1, 1, 3)


def test_the_same_again_changes_nothing(out: Path, tmp_path: Path) -> None:
    before = content(out)
    report = add(write(tmp_path / "again", {"a": 0, "b": 0}), out)
    assert (report.added, report.unchanged) == (0, 2)
    assert content(out) == before


def test_an_unknown_article_cannot_be_removed(out: Path) -> None:
    with pytest.raises(StoreError, match="has no article 'x'"):
        remove(["a", "x"], out)
    assert remove(["a", "a"], out).articles == 1


def test_other_settings_are_refused(out: Path) -> None:
    other = Settings(base_iri="https://example.org/")
    with pytest.raises(StoreError, match=r"other data or settings \(base IRI\).*kg build"):
        remove(["a"], out, settings=other)


def test_there_must_be_a_graph(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="There is no graph"):
        update([], tmp_path / "none")
    assert not (tmp_path / "none").exists()
    with pytest.raises(StoreError, match="holds no graph"):
        update([], tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_is_not_evidenced_is_not_published(out: Path, tmp_path: Path) -> None:
    before = content(out)
    finding = Finding(
        check="quote-not-in-article",
        graph="urn:graph",
        component=None,
        focus=ox.NamedNode("urn:evidence"),
        path=None,
        value=None,
        article="c",
        quote="双拥",
        message_zh="文章中没有这段引文。",
        message_en="The article does not have this quote.",
    )
    with patch("kg.build.article.Checks.run", return_value=[finding]):
        paths = write(tmp_path / "more", {"c": 0})
        result = CliRunner().invoke(app, ["add", *map(str, paths), "-o", str(out)])
    assert result.exit_code == 4
    assert "quote-not-in-article" in result.output
    assert content(out) == before


def test_judgements_come_into_force_without_an_article(out: Path, tmp_path: Path) -> None:
    with Store.of(out) as store:
        left, right = next(iter(store.query(OPEN)))  # type: ignore[arg-type]
    base = f"{Settings().base_iri}id/"
    table = tmp_path / "judgements.tsv"
    keys = [term.value.removeprefix(base) for term in (left, right)]
    articles = write(tmp_path / "articles", {"a": 0, "b": 0})
    for decision in (Decision.SAME, Decision.DIFFERENT, Decision.UNSURE):
        append(table, *keys, decision, "某编辑", date(2026, 1, 31), "查过")  # type: ignore[call-arg]
        judged = Settings(judgements=table)
        report = update([], out, settings=judged)
        assert report.undecided == (decision is Decision.UNSURE)
        build(articles, tmp_path / "whole", settings=judged)
        assert content(out) == content(tmp_path / "whole")


def test_what_stands_beside_is_kept_and_an_old_layout_goes(out: Path) -> None:
    (out / "network.html").write_text("page")
    (out / "articles.jsonl").write_text("")
    articles = write(out.parent / "articles", {"a": 0})
    build(articles, out)
    assert sorted(path.name for path in out.iterdir()) == [
        ".lock",
        "build-000001",
        "build-000002",
        "network.html",
    ]


def test_a_build_that_fails_leaves_the_old_one_and_no_rubbish(out: Path) -> None:
    before = content(out)
    with (
        patch("kg.build.writer.metadata_quads", side_effect=TypeError),
        pytest.raises(TypeError),
    ):
        build(write(out.parent / "articles", {"a": 0}), out)
    assert content(out) == before
    assert sorted(path.name for path in out.iterdir()) == [".lock", "build-000001"]
    assert build_of(out).name == "build-000001"


def test_a_folder_of_someone_else_is_left_alone(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "thesis.txt").write_text("mine")
    articles = write(tmp_path / "articles", {"a": 0})
    with pytest.raises(StoreError, match="holds files that no build wrote"):
        build(articles, home)
    assert [path.name for path in home.iterdir()] == ["thesis.txt"]
    with pytest.raises(StoreError, match="is a file: give a folder"):
        build(articles, home / "thesis.txt")
