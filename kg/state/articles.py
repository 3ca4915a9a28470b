"""The articles of a graph, as they were read and linked, and what they say of each key."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import replace

import msgspec

from kg.model import Article, Entity, LinkedArticle, RecordedConferral, Statement
from kg.resolve.profiles import Feature, facts_of
from kg.state.database import count


class _Reading(msgspec.Struct, frozen=True):
    entities: tuple[Entity, ...]
    statements: tuple[Statement, ...]
    recorded: tuple[RecordedConferral, ...] = ()


_ARTICLE = msgspec.json.Decoder(Article)
_READING = msgspec.json.Decoder(_Reading)


class Said(msgspec.Struct, frozen=True, omit_defaults=True):
    """What an article's quads come to and rest on: numbers of statements and mentions, of statements
    by rule and confidence (`kg.graph.metadata.count_rules`), the IRIs of checks of its claims, and
    what it names of the gazetteer, as (kind, id)."""

    statements: int = 0
    mentions: int = 0
    rules: dict[str, int] = {}
    checks: tuple[str, ...] = ()
    uses: tuple[tuple[str, str], ...] = ()


def version_of(db: sqlite3.Connection, id_: str) -> str | None:
    """The version of an article that is there, or None."""
    row = db.execute("SELECT version FROM articles WHERE id = ?", (id_,)).fetchone()
    return str(row[0]) if row else None


def article(db: sqlite3.Connection, id_: str) -> Article:
    """An article that is there. Raises KeyError for one that is not."""
    row = db.execute("SELECT article FROM articles WHERE id = ?", (id_,)).fetchone()
    if row is None:
        raise KeyError(id_)
    return _ARTICLE.decode(row[0])


def linked_article(db: sqlite3.Connection, id_: str) -> LinkedArticle:
    """An article that has been read."""
    (original,) = db.execute("SELECT original FROM articles WHERE id = ?", (id_,)).fetchone()
    linked = _without_original(db, id_)
    if original:
        return replace(linked, original=article(db, original.partition("\n")[0]))
    return linked


def _without_original(db: sqlite3.Connection, id_: str) -> LinkedArticle:
    (read,) = db.execute("SELECT reading FROM articles WHERE id = ?", (id_,)).fetchone()
    reading = _READING.decode(read)
    return LinkedArticle(
        article=article(db, id_),
        entities=reading.entities,
        statements=reading.statements,
        recorded=reading.recorded,
    )


def ids(db: sqlite3.Connection) -> list[str]:
    """The ids of all articles, in order."""
    return [id_ for (id_,) in db.execute("SELECT id FROM articles ORDER BY id")]


def newest_first(db: sqlite3.Connection) -> list[str]:
    """The ids of all articles, the newest first, those of no known day last."""
    sql = "SELECT id FROM articles ORDER BY published IS NULL, published DESC, id"
    return [id_ for (id_,) in db.execute(sql)]


def compared_keys(db: sqlite3.Connection) -> list[str]:
    """All keys of which there are facts, in order."""
    return [key for (key,) in db.execute("SELECT DISTINCT key FROM facts ORDER BY key")]


def garrisons(db: sqlite3.Connection, keys: Iterable[str]) -> frozenset[str]:
    """Those of the keys that several articles name and one of them calls a garrison.

    A unit that is told by its place alone is its article's own, whatever its facts say of its kind.
    """
    sql = (
        "SELECT 1 FROM facts JOIN keys USING (key) WHERE key = ? AND feature = ? AND value = ? "
        "AND keys.articles > 1"
    )
    kind = Feature.KIND, "Garrison"
    return frozenset(key for key in keys if db.execute(sql, (key, *kind)).fetchone())


def type_of(key: str) -> str:
    """The type of an entity, as its key has it.

    >>> type_of("place/220600")
    'Place'
    """
    return key.partition("/")[0].capitalize()


def keep(db: sqlite3.Connection, article: Article) -> None:
    """Take in an article that is not there, yet to be read."""
    published = article.published.isoformat() if article.published else None
    db.execute(
        "INSERT INTO articles (id, version, published, article) VALUES (?, ?, ?, ?)",
        (article.id, article.version, published, msgspec.json.encode(article)),
    )
    count(db, "articles", 1)


def drop(db: sqlite3.Connection, id_: str) -> None:
    """Take away an article in which nothing is read any more."""
    db.execute("DELETE FROM articles WHERE id = ?", (id_,))
    count(db, "articles", -1)


def supersede(db: sqlite3.Connection, article: Article) -> None:
    """Keep a version that another takes the place of."""
    db.execute(
        "INSERT INTO superseded VALUES (?, ?, ?)",
        (article.id, article.version, msgspec.json.encode(article)),
    )


def superseded(db: sqlite3.Connection, id_: str) -> list[Article]:
    """The versions of an article that are no longer in force, the oldest first."""
    sql = "SELECT article FROM superseded WHERE id = ? ORDER BY rowid"
    return [_ARTICLE.decode(record) for (record,) in db.execute(sql, (id_,))]


def forget_superseded(db: sqlite3.Connection, id_: str, version: str | None = None) -> None:
    """Drop the versions of an article that are no longer in force, or one of them."""
    sql = "DELETE FROM superseded WHERE id = ?1 AND (?2 IS NULL OR version = ?2)"
    db.execute(sql, (id_, version))


def is_read(db: sqlite3.Connection, id_: str) -> bool:
    """Whether it is known what an article says."""
    sql = "SELECT reading IS NOT NULL FROM articles WHERE id = ?"
    return bool(db.execute(sql, (id_,)).fetchone()[0])


def is_read_as(db: sqlite3.Connection, id_: str, original: Article) -> bool:
    """Whether an article has been read, and as its own original or as a reprint of another."""
    known, read = db.execute(
        "SELECT original, reading IS NOT NULL FROM articles WHERE id = ?", (id_,)
    ).fetchone()
    return bool(read) and known == _role(id_, original)


def put(db: sqlite3.Connection, linked: LinkedArticle) -> set[str]:
    """Take in what was read in an article. The keys that it says something of."""
    id_ = linked.article.id
    original = _role(id_, linked.original or linked.article)
    reading = msgspec.json.encode(_Reading(linked.entities, linked.statements, linked.recorded))
    db.execute(
        "UPDATE articles SET original = ?, reading = ? WHERE id = ?", (original, reading, id_)
    )
    for key in {entity.key for entity in linked.entities}:
        db.execute("INSERT INTO mentions VALUES (?, ?)", (key, id_))
        born = db.execute("INSERT OR IGNORE INTO keys VALUES (?, 0)", (key,)).rowcount
        db.execute("UPDATE keys SET articles = articles + 1 WHERE key = ?", (key,))
        if born:
            count(db, f"entities/{type_of(key)}", 1)
    return _add_facts(db, linked, 1)


def take(db: sqlite3.Connection, id_: str) -> tuple[LinkedArticle, Said, set[str]]:
    """Take away what was read in an article: that, what it came to, and the keys that it said
    something of."""
    linked = _without_original(db, id_)  # which may have gone before it
    said = _said(db, id_)
    sql = "UPDATE articles SET original = NULL, reading = NULL, said = NULL WHERE id = ?"
    db.execute(sql, (id_,))
    for key in {entity.key for entity in linked.entities}:
        db.execute("DELETE FROM mentions WHERE key = ? AND article = ?", (key, id_))
        db.execute("UPDATE keys SET articles = articles - 1 WHERE key = ?", (key,))
        gone = db.execute("DELETE FROM keys WHERE key = ? AND articles = 0", (key,)).rowcount
        if gone:
            count(db, f"entities/{type_of(key)}", -1)
    return linked, said, _add_facts(db, linked, -1)


def _role(id_: str, original: Article) -> str | None:
    """Of which article, in which version, an article is a reprint; None for an original."""
    return None if original.id == id_ else f"{original.id}\n{original.version}"


def _add_facts(db: sqlite3.Connection, linked: LinkedArticle, by: int) -> set[str]:
    facts = facts_of(linked)
    rows = [(key, *fact, by) for key, said in facts.items() for fact in said]
    db.executemany(
        "INSERT INTO facts VALUES (?, ?, ?, ?) "
        "ON CONFLICT DO UPDATE SET articles = articles + excluded.articles",
        rows,
    )
    if by < 0:
        db.executemany(
            "DELETE FROM facts WHERE key = ? AND feature = ? AND value = ? AND articles = 0",
            (row[:3] for row in rows),
        )
    return set(facts)


def remember(db: sqlite3.Connection, id_: str, said: Said) -> Said:
    """Keep what an article has come to. What it had come to before."""
    before = _said(db, id_)
    db.execute("UPDATE articles SET said = ? WHERE id = ?", (msgspec.json.encode(said), id_))
    return before


def _said(db: sqlite3.Connection, id_: str) -> Said:
    (said,) = db.execute("SELECT said FROM articles WHERE id = ?", (id_,)).fetchone()
    return msgspec.json.decode(said, type=Said) if said else Said()


def articles_that_mention(db: sqlite3.Connection, keys: Iterable[str]) -> set[str]:
    """The ids of the articles in which one of the keys stands."""
    return {
        id_
        for key in keys
        for (id_,) in db.execute("SELECT article FROM mentions WHERE key = ?", (key,))
    }


def count_uses(
    db: sqlite3.Connection, more: Iterable[tuple[str, str]], fewer: Iterable[tuple[str, str]]
) -> bool:
    """Count that one article more, or one fewer, names things of the gazetteer. Whether one is named
    for the first time, or no longer."""
    changed = False
    for use in more:
        changed |= db.execute("INSERT OR IGNORE INTO uses VALUES (?, ?, 0)", use).rowcount > 0
        db.execute("UPDATE uses SET articles = articles + 1 WHERE kind = ? AND value = ?", use)
    for use in fewer:
        db.execute("UPDATE uses SET articles = articles - 1 WHERE kind = ? AND value = ?", use)
        sql = "DELETE FROM uses WHERE kind = ? AND value = ? AND articles = 0"
        changed |= db.execute(sql, use).rowcount > 0
    return changed


def uses(db: sqlite3.Connection) -> list[tuple[str, str]]:
    """The entries of the gazetteer that articles name, as (table, id)."""
    return list(db.execute("SELECT kind, value FROM uses"))
