"""Articles that are one text: found before extraction, as on one machine (`kg.text.reprints`)."""

from __future__ import annotations

import json
from itertools import combinations

from pyspark import RDD

from kg.distributed.articles import article_line, article_of
from kg.distributed.folder import Folder
from kg.model import Article
from kg.resolve.components import components
from kg.text.reprints import is_reprint, keys, original

Originals = dict[str, str]
"""The ids of reprints, each with the line of the article that it prints again."""

_FILE = ("stage", "reprints.json")


def reprints(folder: Folder) -> Originals:
    """Which articles are printed again from which. They are few: the driver holds them."""
    path = folder.at(*_FILE)
    if not folder.files.exists(path):
        folder.files.write(path, json.dumps(_found(folder), ensure_ascii=False))
    found: Originals = json.loads(folder.files.read(path))
    return found


def _found(folder: Folder) -> Originals:
    articles = folder.read_text("articles", "*").rdd.map(lambda row: article_of(row.value))
    by_id = articles.map(lambda article: (article.id, article))
    pairs = articles.flatMap(_prints).groupByKey().flatMap(lambda one: _pairs(one[1])).distinct()
    same = (
        pairs.join(by_id)
        .map(lambda found: (found[1][0], found[1][1]))
        .join(by_id)
        .filter(lambda found: is_reprint(*found[1]))
        .map(lambda found: (found[1][0].id, found[0]))
    )
    group_of = components(same.collect())
    groups = (
        articles.filter(lambda article: article.id in group_of)
        .map(lambda article: (group_of[article.id], article))
        .groupByKey()
    )
    lines: RDD[tuple[str, str]] = groups.flatMap(lambda group: _originals(list(group[1])))
    return dict(lines.collect())


def _prints(article: Article) -> list[tuple[str, str]]:
    return [(key, article.id) for key in set(keys(article))]


def _pairs(ids: object) -> list[tuple[str, str]]:
    return list(combinations(sorted(ids), 2))  # type: ignore[call-overload]


def _originals(group: list[Article]) -> list[tuple[str, str]]:
    first = original(group)
    return [(article.id, article_line(first)) for article in group if article.id != first.id]
