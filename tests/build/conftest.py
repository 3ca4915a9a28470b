"""Short articles that share events, persons, places and sites, and graphs of some of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.graph.folder import state_of
from kg.graph.store import Store
from kg.publish.dump import serialize
from kg.publish.formats import FORMATS

CEREMONY = "双拥模范城命名表彰大会"
TEXTS: Mapping[str, tuple[str, ...]] = {
    "a": (
        "2020-10-21|2020年10月20日，白山市召开双拥模范城命名表彰大会。白山市市长李卫国出席。在白山市，记者王建国报道。",
        "2020-10-21|2020年10月21日，通化市召开双拥工作座谈会。市委书记王建国参加。",
        "|白山市荣获全国双拥模范城“四连冠”。",
    ),
    "b": (
        "2020-10-22|10月20日，双拥模范城命名表彰大会在白山市举行。在白山市，退役军人王建国说，很受鼓舞。",
        "2020-10-19|明天，双拥模范城命名表彰大会将在白山市举行。白山市市长李卫国将出席。",
    ),
    "c": (
        "2020-10-23|白山市市长李卫国走访慰问驻白部队官兵3000余名。依托七道江会议旧址开展教育。",
        "2021-07-30|白山市市长李卫国走访七道江会议旧址。在杨靖宇将军殉国地，干部群众参加祭扫活动。",
    ),
    "d": (
        "2020-10-22|2020年10月20日，双拥模范城命名表彰大会在北京举行，白银市连续第四次获得全国双拥模范城称号。",
        "2016-08-01|2016年7月29日，双拥模范城命名表彰大会在北京举行，白银市获全国双拥模范城称号。",
    ),
    "f": (  # the first is b's, reprinted; the second a's, or of an earlier day
        "2020-10-23|本报讯 10月20日，双拥模范城命名表彰大会在白山市举行。在白山市，退役军人王建国说，很受鼓舞。",
        "2020-10-20|2020年10月20日，白山市召开双拥模范城命名表彰大会。白山市市长李卫国出席。在白山市，记者王建国报道。",
    ),
    "e": (
        "2021-03-12|白山市委书记王建国参加了座谈会。市双拥工作领导小组印发《双拥工作意见》。",
        "2021-05-01|白山市委书记王建国走访慰问驻军官兵。白山市印发《双拥工作意见》。",
    ),
}
"""The versions of each article: date of publication and text."""


@dataclass(frozen=True)
class Content:
    """All that a reader can get from a graph: its quads, their merge, counts, and search results."""

    quads: bytes
    merge: bytes
    counts: list[tuple[object, ...]]
    articles: list[tuple[object, ...]]
    documents: list[tuple[object, ...]]
    entities: list[tuple[object, ...]]
    forms: list[tuple[object, ...]]


def write(folder: Path, versions: Mapping[str, int]) -> list[Path]:
    """Files of the articles, each in one of its versions."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for id_, version in sorted(versions.items()):
        published, _, text = TEXTS[id_][version].partition("|")
        dated = f"date: {published}\n" if published else ""
        path = folder / f"{id_}.md"
        path.write_text(f"---\ntitle: 新闻{id_}\n{dated}source: 某报\n---\n{text}\n", "utf-8")
        paths.append(path)
    return paths


def content(out: Path) -> Content:
    """All that a reader can get from the graph in the folder."""
    with Store.of(out) as store:
        quads = serialize(store.quads(), FORMATS["nquads"])
        merge = store.oxigraph.quads_for_pattern(None, None, None, ox.DefaultGraph())
        merged = serialize(merge, FORMATS["nquads"])
    with closing(sqlite3.connect(state_of(out))) as db:

        def rows(sql: str) -> list[tuple[object, ...]]:
            return db.execute(sql).fetchall()

        return Content(
            quads=quads,
            merge=merged,
            counts=rows("SELECT * FROM counts WHERE value != 0 ORDER BY name"),
            articles=rows(
                "SELECT id, version, article, original, reading, said FROM articles ORDER BY id"
            ),
            documents=rows(
                "SELECT version, article, key, title, published, n, text, start, end "
                "FROM documents LEFT JOIN sentences ON document = number ORDER BY slot, n"
            ),
            entities=rows(
                "SELECT iri, e.key, type, classes, label, mentions, d.version, e.n, names.n, name "
                "FROM entities e LEFT JOIN documents d ON d.number = e.document "
                "JOIN names ON entity = e.number ORDER BY e.slot, names.n"
            ),
            forms=[*_found(db, "name_forms", "names"), *_found(db, "sentence_forms", "sentences")],
        )


def _found(db: sqlite3.Connection, table: str, kind: str) -> Iterable[tuple[object, ...]]:
    """What full-text search finds by some words, in its order."""
    joins = {
        "names": "JOIN entities e ON e.slot = f.rowid >> 14 "
        "JOIN names t ON t.entity = e.number AND t.n = f.rowid & 16383",
        "sentences": "JOIN documents d ON d.slot = f.rowid >> 20 "
        "JOIN sentences t ON t.document = d.number AND t.n = f.rowid & 1048575",
    }
    column = {"names": "e.iri, t.name", "sentences": "d.version, t.text"}[kind]
    for word in ("市", "白", "shi", "双", "王", "会"):
        found = db.execute(
            f"SELECT {column} FROM {table} f CROSS {joins[kind]} "
            f"WHERE {table} MATCH ? ORDER BY f.rowid".replace("{table}", table),
            (f'"{word}"',),
        ).fetchall()
        yield word, tuple(found)
