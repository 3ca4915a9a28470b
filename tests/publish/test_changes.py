"""What changed between two graphs, in words."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.graph.store import Store
from kg.publish.changes import Changes, Kind
from kg.publish.compare import compare
from kg.publish.delta import graph_at
from kg.publish.words import LANGUAGES, sections, summary
from kg.resolve.judgements import Decision, append
from tests.publish.conftest import MEETING, OPENING, Building


def compared(before: Path, after: Path) -> Changes:
    with graph_at(before) as old, graph_at(after) as new:
        return compare(old, new)


def told(found: Changes, language: str = "zh") -> list[str]:
    return [line.text for s in sections(found, language, limit=100) for line in s.lines]


def test_nothing_changed(two: Path) -> None:
    found = compared(two, two)
    assert found == Changes(articles=(), entities=(), facts=(), quads={})
    assert [summary(found, lang) for lang in LANGUAGES] == [
        "两个图谱完全相同。",
        "The two graphs are the same.",
    ]


def test_an_article_more(two: Path, building: Building) -> None:
    one = building({"opening": OPENING})
    found = compared(one, two)
    assert [(a.kind, a.title) for a in found.articles] == [(Kind.ADDED, "关于meeting")]
    assert {e.kind for e in found.entities} == {Kind.ADDED}
    assert {f.kind for f in found.facts} == {Kind.ADDED}
    lines = told(found)
    assert "新出现：地点 通化市" in lines
    assert "新增：通化市 · 获得荣誉 · 全国双拥模范城（县）" in lines
    assert "added: 通化市 · received · 全国双拥模范城（县）" in told(found, "en")
    (fact,) = (f for f in found.facts if f.subject.label == "通化市" and "Honour" in f.property)
    assert [(said.title, said.quote) for said in fact.gained] == [
        ("关于meeting", "通化市获得全国双拥模范城称号。")
    ]

    back = compared(two, one)
    assert [(a.kind, a.title) for a in back.articles] == [(Kind.REMOVED, "关于meeting")]
    assert {f.kind for f in back.facts} == {Kind.REMOVED}
    assert len(back.facts) == len(found.facts)
    assert (back.added, back.removed) == (found.removed, found.added)


def test_another_version_of_an_article(two: Path, building: Building) -> None:
    day, text = MEETING
    edited = building({"opening": OPENING, "meeting": (day, text.replace("全国", "吉林省"))})
    found = compared(two, edited)
    assert [(a.kind, len(a.versions)) for a in found.articles] == [(Kind.CHANGED, 1)]
    assert "改变：通化市 · 获得荣誉 · 由 全国双拥模范城（县） 变为 吉林省双拥模范城" in told(found)


def test_sentences_that_stay_are_no_news(two: Path, building: Building) -> None:
    day, text = MEETING
    found = compared(two, building({"opening": OPENING, "meeting": (day, text + "会议结束。")}))
    assert [a.kind for a in found.articles] == [Kind.CHANGED]
    assert (found.entities, found.facts) == ((), ())
    assert found.added > 50


def test_a_fact_on_more_sentences(building: Building, two: Path) -> None:
    again = (MEETING[0], "通化市获得全国双拥模范城称号，群众很高兴。")
    found = compared(two, building({"opening": OPENING, "meeting": MEETING, "again": again}))
    (fact,) = (f for f in found.facts if f.property.endswith("receivedHonour"))
    assert (fact.kind, fact.lost) == (Kind.EVIDENCE, ())
    assert [said.title for said in fact.gained] == ["关于again"]
    assert "依据有变：通化市 · 获得荣誉 · 全国双拥模范城（县）" in told(found)


@pytest.fixture(scope="module")
def merged(two: Path, building: Building, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same articles, where somebody judged the two persons of one name to be one."""
    with Store.of(two) as store:
        solutions = store.query(
            'SELECT DISTINCT ?p { ?p a kg:Person ; skos:prefLabel "王建国"@zh }'
        )
        assert isinstance(solutions, ox.QuerySolutions)
        keys = sorted(row["p"].value.partition("/id/")[2] for row in solutions)
    assert len(keys) == 2
    path = tmp_path_factory.mktemp("judgements") / "judgements.tsv"
    append(path, keys[0], keys[1], Decision.SAME, "某编辑", date(2026, 1, 31), "同一人")
    return building({"opening": OPENING, "meeting": MEETING}, path)


def test_two_became_one_and_were_parted_again(two: Path, merged: Path) -> None:
    found = compared(two, merged)
    (change,) = found.entities
    assert (change.kind, change.entity.label) == (Kind.MERGED, "王建国")
    assert change.other is not None
    assert change.other.iri != change.entity.iri
    assert "并入：人物 王建国 并入 王建国" in told(found)
    assert found.facts == ()  # what was said of one is said of the other now
    (change,) = compared(merged, two).entities
    assert change.kind is Kind.SPLIT


def test_the_command_speaks_both_languages_and_to_machines(two: Path, building: Building) -> None:
    one = building({"opening": OPENING})
    run = CliRunner().invoke
    chinese = run(app, ["diff", str(one), str(two), "--limit", "1"]).stdout
    assert "新增：关于meeting" in chinese
    assert "另有" in chinese
    english = run(app, ["diff", str(one), str(two), "--lang", "en"]).stdout
    assert "added: 关于meeting" in english
    folder = two.parent / "delta"
    found = json.loads(
        run(
            app, ["diff", str(one), str(two), "--json", "--delta", str(folder), "-z", "zstd"]
        ).stdout
    )
    assert found["articles"][0]["kind"] == "added"
    assert {p.name for p in folder.iterdir()} == {"added.nq.zst", "removed.nq.zst"}


def test_words_of_an_article_cannot_command_a_terminal(building: Building) -> None:
    hostile = building({"a\x1b[31m": ("2021-03-12", "白山市召开双拥工作会议。")})
    empty = building({"opening": OPENING})
    out = CliRunner().invoke(app, ["diff", str(empty), str(hostile)]).stdout
    assert "\x1b" not in out
