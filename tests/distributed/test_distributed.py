"""A build on many machines is the build on one, whatever the input and whatever goes wrong."""

from __future__ import annotations

import json
import os
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kg.corpus import read
from kg.distributed.articles import article_line
from kg.errors import StoreError
from kg.model import Article
from kg.resolve.judgements import Decision, append
from kg.settings import Settings
from tests.distributed.conftest import dump_of_one_machine, json_lines, union_of_parts
from tests.distributed.generate import records

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

NUMBER = int(os.environ.get("KG_DISTRIBUTED_ARTICLES", "90"))
"""How many articles are generated; the proof with 5,000 takes minutes."""

pytestmark = pytest.mark.filterwarnings("ignore::FutureWarning", "ignore::ResourceWarning")


@pytest.fixture(scope="module")
def told() -> list[dict[str, Any]]:
    """One of them is printed again by another paper a day later."""
    found = list(records(NUMBER))
    first = _printed_again(found)
    again = {
        **first,
        "id": "again",
        "date": (date.fromisoformat(first["date"]) + timedelta(days=1)).isoformat(),
        "source": "白山新闻网",
        "text": f"白山新闻网讯 {first['text']}",
    }
    return [*found, again]


@pytest.fixture(scope="module")
def settings(told: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """With people's judgements on two pairs of events that the articles tell of."""
    from kg.extract import build_pipeline, extract
    from kg.gazetteer import Gazetteer
    from kg.link import link

    path = tmp_path_factory.mktemp("judged") / "judgements.tsv"
    articles = [
        Article(
            id=r["id"],
            text=r["text"],
            body=((0, len(r["text"])),),
            title=r["title"],
            published=date.fromisoformat(r["date"]),
            source=r["source"],
        )
        for r in told[:30]
    ]
    gazetteer = Gazetteer.load(Settings().gazetteer)
    keys = sorted(
        {
            entity.key
            for linked in link(extract(articles, build_pipeline()), gazetteer)
            for entity in linked.entities
            if entity.key.startswith("event/") and entity.code is None
        }
    )
    append(path, keys[0], keys[1], Decision.SAME, "a reader", date(2026, 1, 1), "one and the same")
    append(path, keys[2], keys[3], Decision.UNSURE, "a reader", date(2026, 1, 1), "cannot tell")
    return Settings(judgements=path)


@pytest.fixture(scope="module")
def good(told: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All articles as JSON lines."""
    folder = tmp_path_factory.mktemp("good")
    _write_lines(folder / "articles.jsonl", told)
    return folder


@pytest.fixture(scope="module")
def one(good: Path, settings: Settings) -> bytes:
    return dump_of_one_machine([good], good.parent / "one", settings)


def test_broken_inputs_cost_nothing_but_themselves(
    spark: SparkSession,
    told: list[dict[str, Any]],
    one: bytes,
    settings: Settings,
    tmp_path: Path,
) -> None:
    """Articles in all formats, among them files and lines that are broken: the graph is that of the
    good ones, and each broken one is reported."""
    from kg.distributed.job import distribute

    mixed = tmp_path / "混 合[1]%20#"  # patterns, percent and hash are plain characters of names
    mixed.mkdir()
    third = len(told) // 3
    lines = [json.dumps(record, ensure_ascii=False) for record in told[:third]]
    lines[7:7] = ["", "no JSON", '{"id": "half", "text": "\\ud800双拥"}']
    failing = {**_printed_again(told), "id": "..", "date": "2011-12-31"}  # the oldest of three
    lines.append(json.dumps(failing, ensure_ascii=False))
    data = "\n".join(lines).encode() + b'\n{"id": "bytes", "text": "\xff\xff"}\n'
    (mixed / "a.jsonl").write_bytes(data)
    _write_table(mixed / "b 双拥.parquet", told[third : 2 * third])
    _write_lines(mixed / "c.jsonl", [*told[2 * third :], told[0]])
    (mixed / "d.parquet").write_bytes(b"PAR1 and then nothing")
    (mixed / "e.jsonl").write_bytes(b" \n")
    (mixed / "f.txt").write_bytes(b"Nothing in Chinese.")
    (mixed / "README.md").write_text("no article", "utf-8")
    (mixed / "g.pdf").write_bytes(b"%PDF")

    report = distribute(
        spark,
        [str(mixed), str(mixed / "g.pdf"), str(mixed / "absent.txt")],
        str(tmp_path / "out"),
        settings=settings,
        buckets=2,
    )

    assert union_of_parts(tmp_path / "out") == one
    assert not (tmp_path / "out" / "stage").exists()
    rejected = {
        (Path(r["path"]).name if r["path"] else None, r["line"], r["id"]): r["reason"]
        for r in json_lines(tmp_path / "out" / "rejections")
    }
    assert set(rejected) == {
        ("a.jsonl", 9, None),
        ("a.jsonl", 10, None),
        ("a.jsonl", len(lines) + 1, None),
        (None, None, ".."),
        ("c.jsonl", None, told[0]["id"]),
        ("d.parquet", None, None),
        ("e.jsonl", None, None),
        ("f.txt", None, None),
        ("g.pdf", None, None),
        ("absent.txt", None, None),
    }
    assert "path segment" in rejected[None, None, ".."]
    assert (report.articles, report.rejections) == (len(told), len(rejected))
    statements = _read_table(tmp_path / "out" / "statements")
    texts = {record["id"]: record["text"] for record in told}
    stated = one.count(b"#type> <https://w3id.org/shuangyong-kg/ontology#Statement> ")
    assert len(statements) == stated > report.articles
    assert {texts[s["article"]][s["start"] : s["end"]] == s["quote"] for s in statements} == {True}


def test_a_job_that_was_stopped_goes_on(
    spark: SparkSession, good: Path, one: bytes, settings: Settings, tmp_path: Path
) -> None:
    from kg.distributed.job import distribute

    out = tmp_path / "out"

    def stop(step: str, done: int, _of: int) -> None:
        if step == "Extracting" and done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        distribute(spark, [str(good)], str(out), settings=settings, buckets=4, progress=stop)
    before = {path: path.stat().st_mtime_ns for path in out.glob("stage/linked/*/_SUCCESS")}
    assert 1 <= len(before) < 4

    other = Settings(base_iri="https://example.org/", judgements=settings.judgements)
    with pytest.raises(StoreError, match="base IRI"):
        distribute(spark, [str(good)], str(out), settings=other, buckets=4)

    steps: list[tuple[str, int]] = []

    def watch(step: str, done: int, _of: int) -> None:
        steps.append((step, done))
        if step == "Resolving":
            assert {path: path.stat().st_mtime_ns for path in before} == before

    distribute(spark, [str(good)], str(out), settings=settings, buckets=4, progress=watch)
    assert ("Extracting", len(before)) in steps
    assert ("Extracting", 0) not in steps
    assert union_of_parts(out) == one
    expected = sorted(article_line(a) for a in read([good]) if isinstance(a, Article))
    found = [json.dumps(record, ensure_ascii=False) for record in json_lines(out / "articles")]
    assert sorted(found) == expected


def _printed_again(told: list[dict[str, Any]]) -> dict[str, Any]:
    return next(record for record in told if len(record["text"]) > 60)


def _write_lines(path: Path, told: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(r, ensure_ascii=False) + "\n" for r in told), "utf-8")


def _write_table(path: Path, told: list[dict[str, Any]]) -> None:
    from pyarrow import Table, parquet

    days = [{**record, "date": date.fromisoformat(record["date"])} for record in told]
    parquet.write_table(Table.from_pylist(days), path)


def _read_table(folder: Path) -> list[dict[str, Any]]:
    from pyarrow import parquet

    parts = sorted(folder.glob("part-*"))
    return [row for part in parts for row in parquet.read_table(part).to_pylist()]
