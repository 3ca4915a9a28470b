"""The search index of a graph, kept in step with its quads and its articles.

What the named graphs say of an entity (labels, other names, classes, mentions) is counted, so that a
quad can come and go; an entry is made from the counts of its entity.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator

import msgspec
import pyoxigraph as ox

from kg.graph.iris import Iris
from kg.model import Article, LinkedArticle
from kg.search.index import Document, Entry, IndexWriter, Words
from kg.search.mentioned import label_of
from kg.search.pinyin import Pinyin
from kg.search.sayings import CLASS, LABEL, MENTIONS, NAME, TYPES, Sayings, key_of, sayings
from kg.text.normalise import normalise
from kg.text.sentences import sentences

ARTICLE = "Article"
"""The type of an article, found by its title or by a sentence."""

_TABLES = """
CREATE TABLE said (
  iri TEXT, kind TEXT, value TEXT, times INTEGER NOT NULL, PRIMARY KEY (iri, kind, value)
) WITHOUT ROWID;
CREATE TABLE places_of_mentions (
  iri TEXT, rank INTEGER, version TEXT, start INTEGER, "end" INTEGER,
  PRIMARY KEY (iri, rank, version, start, "end")
) WITHOUT ROWID;
"""
_WAITING = """
CREATE TEMP TABLE IF NOT EXISTS touched (iri TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TEMP TABLE IF NOT EXISTS waiting (
  mentions INTEGER, length INTEGER, label TEXT, iri TEXT, entry BLOB
);
"""
"""What `finish` has yet to do, which memory need not hold: entities of which other things are said
now, and entries that are to be written in their order."""

_ENTRY = msgspec.json.Decoder(Entry)


def create_counts(db: sqlite3.Connection) -> None:
    """The tables of what is counted, beside those of the index."""
    for statement in _TABLES.split(";"):
        db.execute(statement)


class SearchUpdate:
    """One change of the index: articles and quads that come and go, then `finish`.

    Quads of an article come after the article, and go before it does.
    """

    def __init__(self, db: sqlite3.Connection, iris: Iris, pinyin: Pinyin) -> None:
        self._db = db
        self._iris = iris
        self._writer = IndexWriter(db, pinyin)
        for statement in _WAITING.split(";"):
            db.execute(statement)

    def add_article(self, linked: LinkedArticle) -> None:
        """Index the sentences and the title of an article; of a reprint the title only, since its
        sentences are found in its original."""
        article = linked.article
        iri = self._iris.article(article).value
        document = Document(
            version=self._iris.version(article).value,
            article=iri,
            key=key_of(iri, self._iris),
            title=article.title,
            published=article.published.isoformat() if article.published else None,
            rank=rank(article),
        )
        self._writer.put_document(document, () if linked.original else _sentences(article))
        if article.title:
            has_words = self._writer.sentence_at(document.version, len(article.text)) is not None
            self._wait(
                Entry(
                    iri=iri,
                    key=document.key,
                    type=ARTICLE,
                    classes=frozenset({ARTICLE}),
                    label=article.title,
                    names=frozenset(),
                    sentence=(document.version, 0) if has_words else None,
                )
            )

    def remove_article(self, article: Article) -> None:
        """Take the sentences and the title of an article out of the index."""
        self._writer.drop_entry(self._iris.article(article).value)
        self._writer.drop_document(self._iris.version(article).value)

    def add(self, quads: Iterable[ox.Quad]) -> None:
        """Count what quads of named graphs say."""
        self.add_sayings(sayings(quads, self._iris))

    def remove(self, quads: Iterable[ox.Quad]) -> None:
        """Count no longer what quads of named graphs say."""
        self._count(sayings(quads, self._iris), -1)

    def finish(self) -> None:
        """Make the entries of new articles, and of all entities of which other things are said now."""
        for (iri,) in self._db.execute("SELECT iri FROM touched"):
            self._writer.drop_entry(iri)
            if entry := self._entry(iri):
                self._wait(entry)
        sql = "SELECT entry FROM waiting ORDER BY mentions DESC, length, label, iri"
        for (record,) in self._db.execute(sql):
            self._writer.put_entry(_ENTRY.decode(record))
        self._db.execute("DELETE FROM touched")
        self._db.execute("DELETE FROM waiting")

    def optimize(self) -> None:
        """Make the index smaller and quicker: worth its time after a build."""
        self._writer.optimize()

    def add_sayings(self, said: Sayings) -> None:
        """Count what was said (`kg.search.sayings`)."""
        self._count(said, 1)

    def _count(self, said: Sayings, by: int) -> None:
        times, places = said
        rows = [(*saying, by * number) for saying, number in times.items()]
        self._db.executemany(
            "INSERT INTO said VALUES (?, ?, ?, ?) "
            "ON CONFLICT DO UPDATE SET times = times + excluded.times",
            rows,
        )
        if by > 0:
            self._db.executemany(
                "INSERT INTO places_of_mentions SELECT ?1, rank, version, ?3, ?4 FROM documents "
                "WHERE version = ?2",
                places,
            )
        else:
            self._db.executemany(
                "DELETE FROM said WHERE iri = ? AND kind = ? AND value = ? AND times = 0",
                (row[:3] for row in rows),
            )
            self._db.executemany(
                "DELETE FROM places_of_mentions WHERE iri = ?1 AND version = ?2 AND start = ?3 "
                'AND "end" = ?4 AND rank = (SELECT rank FROM documents WHERE version = ?2)',
                places,
            )
        self._db.executemany(
            "INSERT OR IGNORE INTO touched VALUES (?)", {(iri,) for iri, _, _ in times}
        )

    def _wait(self, entry: Entry) -> None:
        self._db.execute(
            "INSERT INTO waiting VALUES (?, ?, ?, ?, ?)",
            (entry.mentions, len(entry.label), entry.label, entry.iri, msgspec.json.encode(entry)),
        )

    def _entry(self, iri: str) -> Entry | None:
        said: defaultdict[str, dict[str, int]] = defaultdict(dict)
        for kind, value, times in self._db.execute(
            "SELECT kind, value, times FROM said WHERE iri = ?", (iri,)
        ):
            said[kind][value] = times
        labels, classes = said[LABEL], said[CLASS]
        types = sorted(classes.keys() & TYPES.keys())
        if not types or not labels:
            return None
        return Entry(
            iri=iri,
            key=key_of(iri, self._iris),
            type=TYPES[types[0]],
            classes=frozenset(classes),
            label=label_of(labels),
            names=frozenset({*labels, *said[NAME]}),
            mentions=said[MENTIONS].get("", 0),
            sentence=self._first_sentence(iri),
        )

    def _first_sentence(self, iri: str) -> tuple[str, int] | None:
        """The first sentence that mentions an entity, of the newest article that does."""
        row = self._db.execute(
            "SELECT version, start FROM places_of_mentions WHERE iri = ? "
            'ORDER BY rank, version, start, "end" LIMIT 1',
            (iri,),
        ).fetchone()
        if row is None or (n := self._writer.sentence_at(*row)) is None:
            return None
        return row[0], n


def rank(article: Article) -> int:
    """The rank of an article: the newest first, those of no known day last."""
    return -article.published.toordinal() if article.published else 0


def _sentences(article: Article) -> Iterator[Words]:
    normalised = normalise(article)
    for start, end in sentences(normalised.text):
        words = normalised.text[start:end]
        if not words.strip():
            continue
        start += len(words) - len(words.lstrip())
        span = normalised.source_span(start, start + len(words.strip()))
        yield article.text[slice(*span)], *span
