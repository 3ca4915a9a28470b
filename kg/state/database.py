"""The state of a graph: one SQLite file with all that a change needs to know of what is there.

| table | a row says |
| --- | --- |
| settings | what the graph was made with (`kg.state.fingerprint`) |
| counts | how many triples, entities of a type, statements … the graph has |
| articles | an article version, what was read in it, and what its quads rest on (`Said`) |
| prints, tokens | what near duplicates share (`kg.text.reprints`), and what is compared of a text |
| reprints | a pair of articles with one text |
| superseded | an article version that another took the place of, the oldest first |
| keys, mentions | in how many articles a key stands, and in which |
| facts | how many articles say a fact of a key (`kg.resolve.profiles`) |
| blocks | a key is in a block (`kg.resolve.blocking`) |
| comparisons | a pair may be one thing: joining or open, and held where it stays undecided |
| clusters | a key and the one that stands for its cluster, with its label and code |
| merges, open_pairs, judgements | what the graph of resolution, and that of judgements, hold |
| uses | how many articles name a division, a site or an honour of the gazetteer |

The search index has tables of its own in the same file (`kg.search`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.graph.folder import FORMAT
from kg.search.index import create_tables
from kg.search.update import create_counts

_TABLES = """
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE counts (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE articles (
  id TEXT PRIMARY KEY, version TEXT NOT NULL, published TEXT, article BLOB NOT NULL,
  original TEXT, reading BLOB, said BLOB
);
CREATE TABLE superseded (
  id TEXT, version TEXT, article BLOB NOT NULL, PRIMARY KEY (id, version)
);
CREATE TABLE prints (
  print TEXT, article TEXT, length INTEGER NOT NULL, sketch BLOB NOT NULL, PRIMARY KEY (print, article)
) WITHOUT ROWID;
CREATE INDEX prints_of_article ON prints (article);
CREATE TABLE tokens (article TEXT PRIMARY KEY, tokens BLOB NOT NULL);
CREATE TABLE reprints ("left" TEXT, "right" TEXT, PRIMARY KEY ("left", "right")) WITHOUT ROWID;
CREATE INDEX reprints_of_right ON reprints ("right");
CREATE TABLE keys (key TEXT PRIMARY KEY, articles INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE mentions (key TEXT, article TEXT, PRIMARY KEY (key, article)) WITHOUT ROWID;
CREATE TABLE facts (
  key TEXT, feature TEXT, value TEXT, articles INTEGER NOT NULL, PRIMARY KEY (key, feature, value)
) WITHOUT ROWID;
CREATE TABLE blocks (block TEXT, key TEXT, PRIMARY KEY (block, key)) WITHOUT ROWID;
CREATE INDEX blocks_of_key ON blocks (key);
CREATE TABLE comparisons (
  "left" TEXT, "right" TEXT, joining INTEGER NOT NULL, record BLOB NOT NULL, held BLOB,
  PRIMARY KEY ("left", "right")
) WITHOUT ROWID;
CREATE INDEX comparisons_of_right ON comparisons ("right");
CREATE TABLE clusters (
  key TEXT PRIMARY KEY, canonical TEXT NOT NULL, label TEXT NOT NULL, code TEXT
) WITHOUT ROWID;
CREATE INDEX clusters_of_canonical ON clusters (canonical);
CREATE TABLE merges (
  "left" TEXT, "right" TEXT, record BLOB NOT NULL, PRIMARY KEY ("left", "right")
) WITHOUT ROWID;
CREATE TABLE open_pairs (
  "left" TEXT, "right" TEXT, record BLOB NOT NULL, PRIMARY KEY ("left", "right")
) WITHOUT ROWID;
CREATE INDEX open_pairs_of_right ON open_pairs ("right");
CREATE TABLE judgements (
  "left" TEXT, "right" TEXT, record BLOB NOT NULL, PRIMARY KEY ("left", "right")
) WITHOUT ROWID;
CREATE TABLE uses (
  kind TEXT, value TEXT, articles INTEGER NOT NULL, PRIMARY KEY (kind, value)
) WITHOUT ROWID;
"""


def create_state(path: Path) -> sqlite3.Connection:
    """A new state, of an empty graph."""
    connection = _connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("BEGIN IMMEDIATE")
    for statement in _TABLES.split(";"):
        connection.execute(statement)
    create_tables(connection)
    create_counts(connection)
    connection.execute(f"PRAGMA application_id = {FORMAT}")
    connection.execute("COMMIT")
    return connection


def open_for_writing(path: Path) -> sqlite3.Connection:
    """An existing state, in which what is to be changed is changed between BEGIN and COMMIT."""
    return _connect(path)


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA cache_size = -65536")
    return connection


@contextmanager
def together(db: sqlite3.Connection) -> Iterator[None]:
    """What is changed here is changed together, or not at all, also where the process is killed."""
    db.execute("SAVEPOINT together")
    yield
    db.execute("RELEASE together")


def count(db: sqlite3.Connection, name: str, by: int) -> None:
    """Make a count larger by a number, or smaller by a negative one."""
    db.execute(
        "INSERT INTO counts VALUES (?, ?) ON CONFLICT DO UPDATE SET value = value + excluded.value",
        (name, by),
    )


def counts(db: sqlite3.Connection) -> dict[str, int]:
    """All counts that are not 0."""
    return dict(db.execute("SELECT name, value FROM counts WHERE value != 0 ORDER BY name"))
