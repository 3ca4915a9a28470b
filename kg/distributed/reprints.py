"""Articles that are one text: found before extraction, as on one machine (`kg.text.reprints`)."""

from __future__ import annotations

import json
from itertools import combinations

from pyspark import RDD

from kg.distributed.articles import Originals, article_line, article_of
from kg.distributed.extraction import linked
from kg.distributed.folder import Folder
from kg.distributed.worker import Options
from kg.model import Article
from kg.resolve.components import components
from kg.text.reprints import is_reprint, keys, original

_FILE = ("stage", "reprints.json")


def reprints(folder: Folder, given: Options) -> Originals:
    """Which articles are printed again from which. They are few: the driver holds them."""
    path = folder.at(*_FILE)
    if not folder.files.exists(path):
        folder.files.write(path, json.dumps(_found(folder, given), ensure_ascii=False))
    found: Originals = json.loads(folder.files.read(path))
    return found


def _found(folder: Folder, given: Options) -> Originals:
    articles = folder.read_text("articles", "*").rdd.map(lambda row: article_of(row.value))
    same = _same(articles)
    while True:
        group_of = components(same)
        groups = (
            articles.filter(lambda article, of=group_of: article.id in of)  # type: ignore[misc]
            .map(lambda article, of=group_of: (of[article.id], article))  # type: ignore[misc]
            .groupByKey()
            .mapValues(list)
        )
        unreadable = {*groups.flatMap(lambda group: _unreadable(group[1], given)).collect()}
        if not unreadable:
            lines: RDD[tuple[str, str]] = groups.flatMap(lambda group: _originals(group[1]))
            return dict(lines.collect())
        same = [pair for pair in same if unreadable.isdisjoint(pair)]


def _same(articles: RDD[Article]) -> list[tuple[str, str]]:
    """The pairs of ids whose articles are one text."""
    by_id = articles.map(lambda article: (article.id, article))
    pairs = articles.flatMap(_prints).groupByKey().flatMap(lambda one: _pairs(one[1])).distinct()
    return (
        pairs.join(by_id)
        .map(lambda found: (found[1][0], found[1][1]))
        .join(by_id)
        .filter(lambda found: is_reprint(*found[1]))
        .map(lambda found: (found[1][0].id, found[0]))
        .collect()
    )


def _prints(article: Article) -> list[tuple[str, str]]:
    return [(key, article.id) for key in set(keys(article))]


def _pairs(ids: object) -> list[tuple[str, str]]:
    return list(combinations(sorted(ids), 2))  # type: ignore[call-overload]


def _originals(group: list[Article]) -> list[tuple[str, str]]:
    first = original(group)
    return [(article.id, article_line(first)) for article in group if article.id != first.id]


def _unreadable(group: list[Article], given: Options) -> list[str]:
    """The original of a group where a component fails on it: the next takes its place."""
    first = original(group)
    try:
        linked([first], given)
    except Exception:  # noqa: BLE001 - its bucket reports it
        return [first.id]
    return []
