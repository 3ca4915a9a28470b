"""Clusters of a few members, scores worked out by hand in the comments."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from kg.cli import app
from kg.errors import DataFileError
from kg.evaluate.clusters import Cluster, Member, read_clusters
from kg.evaluate.resolution import keys_of, mistakes, score_resolution
from kg.model import Article, Entity, EntityType, LinkedArticle, Mention

CEREMONY = "安葬仪式"


def cluster(id_: str, *articles: str, type_: EntityType = EntityType.EVENT) -> Cluster:
    members = tuple(Member(article, 10, CEREMONY) for article in articles)
    return Cluster(id=id_, type=type_, label=id_, members=members)


def keyed(clusters: list[Cluster], **keys: str) -> dict[tuple[EntityType, Member], str]:
    return {
        (c.type, member): keys[member.article]
        for c in clusters
        for member in c.members
        if member.article in keys
    }


def test_all_as_annotated_is_perfect() -> None:
    clusters = [cluster("tenth", "a", "b"), cluster("eleventh", "c")]
    result = score_resolution(clusters, keyed(clusters, a="x", b="x", c="y")).overall
    assert (result.pairs.precision, result.pairs.recall) == (1, 1)
    assert (result.b_cubed.precision, result.b_cubed.recall) == (1, 1)
    assert (result.clusters, result.members, result.members_found) == (2, 3, 3)


def test_two_years_under_one_key_cost_precision() -> None:
    clusters = [cluster("tenth", "a", "b"), cluster("eleventh", "c", "d")]
    result = score_resolution(clusters, keyed(clusters, a="x", b="x", c="x", d="x")).overall
    # 6 pairs have one key, 2 of them are one event; both annotated pairs are among them.
    assert (result.pairs.right, result.pairs.found, result.pairs.annotated) == (2, 6, 2)
    # Of the four under each member's key two are with it rightly.
    assert (result.b_cubed.precision, result.b_cubed.recall) == (0.5, 1)


@pytest.mark.parametrize(("joined", "precision"), [("fghijkl", 0.76), ("abcdehijkl", 0.58)])
def test_the_example_of_bagga_and_baldwin(joined: str, precision: float) -> None:
    """Chains of five, two and five; one response joins the second and third, one the two fives."""
    clusters = [cluster("1", *"abcde"), cluster("2", *"fg"), cluster("3", *"hijkl")]
    keys = {article: "joined" if article in joined else "alone" for article in "abcdefghijkl"}
    result = score_resolution(clusters, keyed(clusters, **keys)).overall
    assert result.b_cubed.precision == pytest.approx(precision, abs=0.005)
    assert result.b_cubed.recall == 1


def test_what_is_not_found_costs_recall_over_all_members_only() -> None:
    clusters = [cluster("tenth", "a", "b", "c")]
    result = score_resolution(clusters, keyed(clusters, a="x", b="x")).overall
    assert result.pairs.recall == 1
    assert result.all_pairs.recall == pytest.approx(1 / 3)
    assert result.b_cubed.recall == 1
    # Two of three for the two that are joined, one of three for the one that is not.
    assert result.all_b_cubed.recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3) / 3)
    assert (result.pairs.precision, result.all_b_cubed.precision) == (1, 1)


def test_scores_are_given_by_type() -> None:
    clusters = [cluster("ceremony", "a", "b"), cluster("site", "a", "b", type_=EntityType.SITE)]
    keys = {
        (EntityType.EVENT, Member("a", 10, CEREMONY)): "event/1",
        (EntityType.EVENT, Member("b", 10, CEREMONY)): "event/2",
        (EntityType.SITE, Member("a", 10, CEREMONY)): "site/1",
        (EntityType.SITE, Member("b", 10, CEREMONY)): "site/1",
    }
    types = score_resolution(clusters, keys).types
    assert list(types) == ["Site", "Event"]
    assert (types["Event"].pairs.recall, types["Site"].pairs.recall) == (0, 1)


def test_mistakes_are_told() -> None:
    clusters = [cluster("tenth", "a", "b", "d"), cluster("eleventh", "c")]
    told = list(mistakes(clusters, keyed(clusters, a="x", b="y", c="y")))
    assert told[0] == "not found: Event 安葬仪式 (d)"
    assert told[1].startswith("split: Event tenth: x: 安葬仪式 (a) | y: 安葬仪式 (b)")
    assert told[2].startswith("merged: y: tenth: 安葬仪式 (b) | eleventh: 安葬仪式 (c)")


def linked(id_: str, *entities: tuple[str, EntityType, int, int]) -> LinkedArticle:
    return LinkedArticle(
        article=Article(id=id_, text="", body=()),
        entities=tuple(
            Entity(
                key=key,
                type=type_,
                name="",
                mentions=(Mention(type=type_, start=start, end=end, text="", name=""),),
            )
            for key, type_, start, end in entities
        ),
        statements=(),
    )


def test_a_member_is_the_entity_of_its_type_that_shares_most_with_it() -> None:
    clusters = [cluster("tenth", "a")]
    article = linked(
        "a",
        ("site/1", EntityType.SITE, 10, 14),
        ("event/long", EntityType.EVENT, 0, 14),
        ("event/near", EntityType.EVENT, 9, 14),
        ("event/beside", EntityType.EVENT, 14, 18),
    )
    assert list(keys_of(clusters, [article]).values()) == ["event/near"]
    assert keys_of(clusters, [linked("a", ("event/1", EntityType.EVENT, 14, 18))]) == {}


ARTICLE: dict[str, Any] = {"id": "one", "file": "one.txt", "published": "2021-03-12"}
SITE: dict[str, Any] = {
    "id": "memorial",
    "type": "Site",
    "label": "“四保临江”纪念馆",
    "members": [["one", "“四保临江”纪念馆", 11]],
}


def write(path: Path, *records: dict[str, Any]) -> Path:
    lines = (json.dumps(record, ensure_ascii=False) for record in records)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("records", "problem"),
    [
        ([SITE], r"1: .*'one' is not listed before"),
        ([ARTICLE, ARTICLE], r"2: .*'one' is there twice"),
        ([ARTICLE, SITE, SITE], r"3: .*'memorial' is there twice"),
        ([ARTICLE, SITE, {**SITE, "id": "other"}], r"3: .*in cluster 'memorial' already"),
        ([ARTICLE, {**SITE, "members": []}], r"2: .*no members"),
        ([ARTICLE, {**SITE, "type": "Ship"}], r"2: .*Ship"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, records: list[dict[str, Any]], problem: str) -> None:
    with pytest.raises(DataFileError, match=problem):
        read_clusters(write(tmp_path / "clusters.jsonl", *records))


def test_the_command_scores_a_set_and_writes_its_figures(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("2021年3月，参观了“四保临江”纪念馆。\n", encoding="utf-8")
    gold = write(tmp_path / "clusters.jsonl", ARTICLE, SITE)
    output = tmp_path / "figures.json"
    result = CliRunner().invoke(app, ["evaluate", "--resolution", str(gold), "--json", str(output)])
    assert result.exit_code == 0, result.output
    figures = json.loads(output.read_text(encoding="utf-8"))["resolution"]["clusters"]
    assert (figures["articles"], figures["members"], figures["found"]) == (1, 1, 1)


def test_a_name_that_does_not_stand_there_is_told(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("2021年3月，参观了另一个纪念馆。\n", encoding="utf-8")
    gold = write(tmp_path / "clusters.jsonl", ARTICLE, SITE)
    result = CliRunner().invoke(app, ["evaluate", "--resolution", str(gold)])
    assert "'memorial': one has" in str(result.exception)


def test_the_set_of_this_repository_is_as_large_as_its_page_says() -> None:
    gold = read_clusters(Path("tests/gold/resolution.jsonl"))
    sizes = [len(cluster.members) for cluster in gold.clusters]
    assert (len(gold.articles), len(sizes), sum(sizes), sizes.count(1)) == (97, 221, 634, 77)
