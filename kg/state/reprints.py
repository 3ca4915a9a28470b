"""Which articles of a graph are reprints of which, kept in step with the articles there are."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from itertools import compress

import msgspec

from kg.model import Article
from kg.state import articles
from kg.text.reprints import alike, is_same, keys, lengths, original, sketch, tokens

_PAIRS = 'SELECT "right" FROM reprints WHERE "left" = ?1 UNION SELECT "left" FROM reprints WHERE "right" = ?1'


_LIKE = "SELECT article, sketch, length FROM prints WHERE print = ? AND length BETWEEN ? AND ?"
_TOKENS = msgspec.json.Decoder(tuple[str, ...])


def put(db: sqlite3.Connection, article: Article) -> None:
    """Compare an article with those that may have its text."""
    prints, text = {*keys(article)}, tokens(article)
    length, counts = len(text), sketch(text)
    candidates: dict[str, tuple[bytes, int]] = {}
    for print_ in prints:
        for id_, other, size in db.execute(_LIKE, (print_, *lengths(length))):
            candidates[id_] = (other, size)
    likely = compress(candidates, alike(counts, length, [*candidates.values()]))
    for id_ in sorted(likely):
        (other,) = db.execute("SELECT tokens FROM tokens WHERE article = ?", (id_,)).fetchone()
        if is_same(text, _TOKENS.decode(other)):
            pair = sorted((article.id, id_))
            db.execute("INSERT INTO reprints VALUES (?, ?)", pair)
    db.executemany(
        "INSERT INTO prints VALUES (?, ?, ?, ?)", ((p, article.id, length, counts) for p in prints)
    )
    db.execute("INSERT INTO tokens VALUES (?, ?)", (article.id, msgspec.json.encode(text)))


def take(db: sqlite3.Connection, id_: str) -> set[str]:
    """Forget an article. The ids of those that have its text."""
    others = {other for (other,) in db.execute(_PAIRS, (id_,))}
    db.execute("DELETE FROM prints WHERE article = ?", (id_,))
    db.execute("DELETE FROM tokens WHERE article = ?", (id_,))
    db.execute('DELETE FROM reprints WHERE "left" = ?1 OR "right" = ?1', (id_,))
    return others


def originals(db: sqlite3.Connection, ids: Iterable[str]) -> dict[str, str]:
    """The id of the original of each of the articles, and of all that have the text of one of them;
    an article that is nobody's reprint is its own."""
    found: dict[str, str] = {}
    for id_ in sorted(ids):
        if id_ not in found:
            group = _group(db, id_)
            first = id_
            if len(group) > 1:
                first = original(articles.article(db, each) for each in group).id
            found.update(dict.fromkeys(group, first))
    return found


def _group(db: sqlite3.Connection, id_: str) -> list[str]:
    """The article and all that pairs of equal text link to it."""
    group = {id_}
    waiting = [id_]
    while waiting:
        for (other,) in db.execute(_PAIRS, (waiting.pop(),)):
            if other not in group:
                group.add(other)
                waiting.append(other)
    return sorted(group)
