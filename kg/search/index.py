"""The index: tables in an SQLite file, with two of FTS5, names and sentences.

Every Chinese character and every syllable is a token, so that a phrase of tokens is found at any
place of a name. FTS5 yields matches in the order of its row numbers, so that the first few of a million
come without sorting: row numbers follow the rank (how often the entity is mentioned; the newest
article first). An entity or article has a slot (`order.py`), a number between those of what ranks
before and after it; the row of its nth name or sentence is the slot times a power of two, plus n.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import StoreError
from kg.graph.folder import FORMAT, open_state
from kg.search.forms import fold, tokens
from kg.search.order import Order
from kg.search.pinyin import Pinyin

JOINT = "ˈ"
"""Between the syllables of a whole name that is one token; no query folds to it."""

NAME_BITS = 14
SENTENCE_BITS = 20
"""As many names of an entity, and sentences of an article, there may be: two to this power."""

_TABLES = """
CREATE TABLE documents (
  number INTEGER PRIMARY KEY, version TEXT UNIQUE, article TEXT, key TEXT, title TEXT,
  published TEXT, rank INTEGER, slot INTEGER UNIQUE
);
CREATE INDEX documents_in_order ON documents (rank, version);
CREATE TABLE sentences (
  document INTEGER, n INTEGER, text TEXT, start INTEGER, "end" INTEGER, PRIMARY KEY (document, n)
) WITHOUT ROWID;
CREATE TABLE entities (
  number INTEGER PRIMARY KEY, iri TEXT UNIQUE, key TEXT, type TEXT, classes TEXT, label TEXT,
  mentions INTEGER, rank INTEGER, length INTEGER, document INTEGER, n INTEGER, slot INTEGER UNIQUE
);
CREATE INDEX entities_in_order ON entities (rank, length, label, iri);
CREATE INDEX entities_of_document ON entities (document);
CREATE TABLE names (
  entity INTEGER, n INTEGER, name TEXT, PRIMARY KEY (entity, n)
) WITHOUT ROWID;
CREATE VIRTUAL TABLE name_forms USING fts5(
  name, pinyin, initials, whole, classes, content='', tokenize='ascii', prefix='1 2 3'
);
CREATE VIRTUAL TABLE sentence_forms USING fts5(
  name, pinyin, content='', tokenize='ascii', prefix='1'
);
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of an article: its text, its offsets in the article's text, and the article's
    IRI, key (path below `id/`), title and date of publication (ISO), where it has them."""

    text: str
    start: int
    end: int
    article: str
    key: str
    title: str | None
    published: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An article version that can be found by its sentences: the IRIs of the version and of the
    article, its key, title, and date of publication. `rank` orders documents, the least first;
    of one rank, the version."""

    version: str
    article: str
    key: str
    title: str | None
    published: str | None
    rank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something that can be found by its names. `type` is its general class and `classes` all of
    them, as local names; `sentence` is one that mentions it: version of a document and number."""

    iri: str
    key: str
    type: str
    classes: frozenset[str]
    label: str
    names: frozenset[str]
    mentions: int = 0
    sentence: tuple[str, int] | None = None


Words = tuple[str, int, int]
"""A sentence's text, and its offsets in the article's text."""


def create_tables(db: sqlite3.Connection) -> None:
    """The tables of an empty index."""
    for statement in _TABLES.split(";"):
        db.execute(statement)


class IndexWriter:
    """Puts documents and entries into an index, and takes them out again."""

    def __init__(self, db: sqlite3.Connection, pinyin: Pinyin) -> None:
        self._db = db
        self._pinyin = pinyin
        self._documents = Order(db, "documents", ("rank", "version"), self._move_documents)
        self._entities = Order(
            db, "entities", ("rank", "length", "label", "iri"), self._move_entities
        )

    def put_document(self, document: Document, sentences: Iterable[Words]) -> None:
        """Add a document that is not there."""
        slot = self._documents.slot(document.rank, document.version)
        number = self._db.execute(
            "INSERT INTO documents (version, article, key, title, published, rank, slot) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                document.version,
                document.article,
                document.key,
                document.title,
                document.published,
                document.rank,
                slot,
            ),
        ).lastrowid
        self._db.executemany(
            "INSERT INTO sentences VALUES (?, ?, ?, ?, ?)",
            ((number, n, *words) for n, words in enumerate(sentences)),
        )
        self._index_sentences(number, slot)

    def drop_document(self, version: str) -> None:
        """Take out a document. Entries whose sentence was one of its have none until put again."""
        number, slot = self._db.execute(
            "SELECT number, slot FROM documents WHERE version = ?", (version,)
        ).fetchone()
        self._index_sentences(number, slot, delete=True)
        self._db.execute("DELETE FROM sentences WHERE document = ?", (number,))
        self._db.execute("DELETE FROM documents WHERE number = ?", (number,))
        self._db.execute(
            "UPDATE entities SET document = NULL, n = NULL WHERE document = ?", (number,)
        )

    def sentence_at(self, version: str, start: int) -> int | None:
        """The number of a document's sentence in which an offset lies, or the one before it."""
        row = self._db.execute(
            "SELECT n FROM sentences WHERE start <= ? AND document = "
            "(SELECT number FROM documents WHERE version = ?) ORDER BY n DESC LIMIT 1",
            (start, version),
        ).fetchone()
        return int(row[0]) if row else None

    def put_entry(self, entry: Entry) -> None:
        """Add an entry, in the place of the one of its IRI where there is one."""
        self.drop_entry(entry.iri)
        rank = (-entry.mentions, len(entry.label), entry.label, entry.iri)
        slot = self._entities.slot(*rank)
        version, n = entry.sentence or (None, None)
        number = self._db.execute(
            "INSERT INTO entities (iri, key, type, classes, label, mentions, rank, length, "
            "document, n, slot) VALUES (?, ?, ?, ?, ?, ?, ?, ?, "
            "(SELECT number FROM documents WHERE version = ?), ?, ?)",
            (
                entry.iri,
                entry.key,
                entry.type,
                " ".join(sorted(entry.classes)).lower(),
                entry.label,
                entry.mentions,
                *rank[:2],
                version,
                n,
                slot,
            ),
        ).lastrowid
        names = (entry.label, *sorted(entry.names - {entry.label}))
        self._db.executemany(
            "INSERT INTO names VALUES (?, ?, ?)",
            ((number, n, name) for n, name in enumerate(names)),
        )
        self._index_names(number, slot)

    def drop_entry(self, iri: str) -> None:
        """Take out the entry of an IRI, if there is one."""
        row = self._db.execute("SELECT number, slot FROM entities WHERE iri = ?", (iri,)).fetchone()
        if row:
            self._index_names(*row, delete=True)
            self._db.execute("DELETE FROM names WHERE entity = ?", row[:1])
            self._db.execute("DELETE FROM entities WHERE number = ?", row[:1])

    def optimize(self) -> None:
        """Make the index smaller and quicker: worth its time after many changes."""
        for table in ("name_forms", "sentence_forms"):
            self._db.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")

    def _move_documents(self, numbers: dict[int, int], slots: dict[int, int]) -> None:
        for number, slot in numbers.items():
            self._index_sentences(number, slot, delete=True)
        for number, slot in slots.items():
            self._index_sentences(number, slot)

    def _move_entities(self, numbers: dict[int, int], slots: dict[int, int]) -> None:
        for number, slot in numbers.items():
            self._index_names(number, slot, delete=True)
        for number, slot in slots.items():
            self._index_names(number, slot)

    def _index_sentences(self, number: int | None, slot: int, *, delete: bool = False) -> None:
        rows = self._db.execute("SELECT n, text FROM sentences WHERE document = ?", (number,))
        for n, text in rows.fetchall():
            folded = fold(text)
            forms = (" ".join(tokens(folded)), " ".join(self._pinyin.read(folded)))
            self._index(
                "sentence_forms", ("name", "pinyin"), (slot << SENTENCE_BITS) + n, forms, delete
            )

    def _index_names(self, number: int | None, slot: int, *, delete: bool = False) -> None:
        (classes,) = self._db.execute(
            "SELECT classes FROM entities WHERE number = ?", (number,)
        ).fetchone()
        rows = self._db.execute("SELECT n, name FROM names WHERE entity = ?", (number,))
        for n, name in rows.fetchall():
            folded = fold(name)
            parts, syllables = tokens(folded), self._pinyin.read(folded)
            forms = (
                " ".join(parts),
                " ".join(syllables),
                "".join(syllable[0] for syllable in syllables),
                f"{JOINT.join(parts)} {JOINT.join(syllables)}",
                classes,
            )
            columns = ("name", "pinyin", "initials", "whole", "classes")
            self._index("name_forms", columns, (slot << NAME_BITS) + n, forms, delete)

    def _index(
        self, table: str, columns: tuple[str, ...], row: int, forms: tuple[str, ...], delete: bool
    ) -> None:
        # A table without content forgets a row when it is told again what the row held.
        names = (*((table,) if delete else ()), "rowid", *columns)
        values = (*(("delete",) if delete else ()), row, *forms)
        self._db.execute(
            f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(values))})",
            values,
        )


def write_index(
    path: Path,
    entries: Iterable[Entry],
    documents: Iterable[tuple[Document, Iterable[Words]]],
    pinyin: Pinyin,
) -> None:
    """Write an index that is a file of its own. Raises StoreError where the file exists."""
    if path.exists():
        raise StoreError(f"{path} exists: remove it, or write to another file.")
    db = sqlite3.connect(path, isolation_level=None)
    try:
        db.execute("BEGIN")
        create_tables(db)
        db.execute(f"PRAGMA application_id = {FORMAT}")
        fill(IndexWriter(db, pinyin), entries, documents)
        db.execute("COMMIT")
    finally:
        db.close()


def fill(
    writer: IndexWriter,
    entries: Iterable[Entry],
    documents: Iterable[tuple[Document, Iterable[Words]]],
) -> None:
    """Fill an empty index: in the order of ranks, which is the quickest."""
    for document, sentences in sorted(documents, key=lambda d: (d[0].rank, d[0].version)):
        writer.put_document(document, sentences)
    for entry in sorted(entries, key=lambda e: (-e.mentions, len(e.label), e.label, e.iri)):
        writer.put_entry(entry)
    writer.optimize()


class SearchIndex:
    """An index on disk, for reading; any number of threads may ask it.

    Raises StoreError where there is none, or one of another version.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._threads = threading.local()
        open_state(path).close()

    def rows(self, sql: str, values: tuple[object, ...] = ()) -> Iterator[tuple[object, ...]]:
        """The rows of a query, as they are found."""
        connection: sqlite3.Connection | None = getattr(self._threads, "connection", None)
        if connection is None:
            connection = self._threads.connection = open_state(self.path)
        return connection.execute(sql, values)
