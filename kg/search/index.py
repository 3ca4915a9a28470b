"""The index: one SQLite file with two FTS5 tables, names and sentences.

Every Chinese character and every syllable is a token, so that a phrase of tokens is found at any
place of a name. Rows stand in the order of their rank (how often the entity is mentioned; the
newest article first): FTS5 yields matches in that order, so that the first few of a million come
without sorting.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from kg.errors import StoreError
from kg.search.forms import fold, tokens
from kg.search.pinyin import Pinyin

VERSION = 1
"""Of the tables below: another version is another file format."""

JOINT = "ˈ"
"""Between the syllables of a whole name that is one token; no query folds to it."""

_TABLES = f"""
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA user_version = {VERSION};
CREATE TABLE sentences (
  id INTEGER PRIMARY KEY, text TEXT, start INTEGER, "end" INTEGER,
  article TEXT, key TEXT, title TEXT, published TEXT
);
CREATE TABLE entities (
  id INTEGER PRIMARY KEY, iri TEXT, key TEXT, type TEXT, label TEXT, mentions INTEGER,
  sentence INTEGER
);
CREATE TABLE names (id INTEGER PRIMARY KEY, entity INTEGER, name TEXT);
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
class Entry:
    """Something that can be found by its names. `type` is its general class and `classes` all of
    them, as local names; `sentence` is the number of one that mentions it."""

    iri: str
    key: str
    type: str
    classes: frozenset[str]
    label: str
    names: frozenset[str]
    mentions: int = 0
    sentence: int | None = None


def write_index(
    path: Path, entries: Iterable[Entry], sentences: Iterable[Sentence], pinyin: Pinyin
) -> None:
    """Write a new index. `sentences` come in the order in which they are to be found.

    Raises StoreError where the file exists.
    """
    if path.exists():
        raise StoreError(f"{path} exists: remove it, or build into another folder.")
    connection = sqlite3.connect(path)
    try:
        connection.executescript(_TABLES)
        for number, sentence in enumerate(sentences):
            _add_sentence(connection, number, sentence, pinyin)
        ranked = sorted(entries, key=lambda e: (-e.mentions, len(e.label), e.label, e.iri))
        row = 0
        for number, entry in enumerate(ranked):
            row = _add_entry(connection, number, row, entry, pinyin)
        for table in ("name_forms", "sentence_forms"):
            connection.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")
        connection.commit()
    finally:
        connection.close()


def _add_sentence(
    connection: sqlite3.Connection, number: int, sentence: Sentence, pinyin: Pinyin
) -> None:
    connection.execute(
        "INSERT INTO sentences VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            number,
            sentence.text,
            sentence.start,
            sentence.end,
            sentence.article,
            sentence.key,
            sentence.title,
            sentence.published,
        ),
    )
    folded = fold(sentence.text)
    connection.execute(
        "INSERT INTO sentence_forms (rowid, name, pinyin) VALUES (?, ?, ?)",
        (number, " ".join(tokens(folded)), " ".join(pinyin.read(folded))),
    )


def _add_entry(
    connection: sqlite3.Connection, number: int, row: int, entry: Entry, pinyin: Pinyin
) -> int:
    connection.execute(
        "INSERT INTO entities VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            number,
            entry.iri,
            entry.key,
            entry.type,
            entry.label,
            entry.mentions,
            entry.sentence,
        ),
    )
    classes = " ".join(sorted(entry.classes)).lower()
    for name in (entry.label, *sorted(entry.names - {entry.label})):
        folded = fold(name)
        parts, syllables = tokens(folded), pinyin.read(folded)
        connection.execute("INSERT INTO names VALUES (?, ?, ?)", (row, number, name))
        connection.execute(
            "INSERT INTO name_forms (rowid, name, pinyin, initials, whole, classes) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (
                row,
                " ".join(parts),
                " ".join(syllables),
                "".join(syllable[0] for syllable in syllables),
                f"{JOINT.join(parts)} {JOINT.join(syllables)}",
                classes,
            ),
        )
        row += 1
    return row


class SearchIndex:
    """An index on disk, for reading; any number of threads may ask it.

    Raises StoreError where there is none, or one of another version.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._threads = threading.local()
        if not path.is_file():
            raise StoreError(f"There is no search index at {path}: make one with kg build.")
        try:
            version = self.rows("PRAGMA user_version").__next__()[0]
        except sqlite3.DatabaseError as error:
            raise StoreError(f"{path} is no search index ({error}): build again.") from error
        if version != VERSION:
            raise StoreError(f"{path} is a search index of version {version}: build again.")

    def rows(self, sql: str, values: tuple[object, ...] = ()) -> Iterator[tuple[object, ...]]:
        """The rows of a query, as they are found."""
        connection: sqlite3.Connection | None = getattr(self._threads, "connection", None)
        if connection is None:
            # Nobody writes to a finished index: a build puts a new file in its place.
            address = f"file:{quote(str(self.path.absolute()))}?mode=ro&immutable=1"
            connection = sqlite3.connect(address, uri=True)
            self._threads.connection = connection
        return connection.execute(sql, values)
