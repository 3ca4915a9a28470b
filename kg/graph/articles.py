"""The articles of a graph as they were read, so that quotes can be checked for ever."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import msgspec

from kg.errors import StoreError
from kg.graph.folder import open_state, state_of
from kg.model import Article

_VERSIONS = "SELECT id, version, article FROM articles UNION ALL SELECT id, version, article FROM superseded"
_DECODER = msgspec.json.Decoder(Article)


def read_articles(out: Path) -> Iterator[Article]:
    """All article versions of the graph in the folder, by id.

    Raises StoreError for an article that is no longer the version that it says it is: quotes checked
    against it would prove nothing.
    """
    with closing(open_state(state_of(out))) as db:
        for row in db.execute(f"SELECT * FROM ({_VERSIONS}) ORDER BY id, version"):
            yield _article(out, *row)


def find_article(out: Path, id_: str, version: str) -> Article | None:
    """One article version of the graph in the folder, or None. Raises as `read_articles` does."""
    with closing(open_state(state_of(out))) as db:
        row = db.execute(
            f"SELECT article FROM ({_VERSIONS}) WHERE id = ? AND version = ?", (id_, version)
        ).fetchone()
    return _article(out, id_, version, row[0]) if row else None


def _article(out: Path, id_: str, version: str, record: bytes) -> Article:
    try:
        article = _DECODER.decode(record)
    except (msgspec.DecodeError, TypeError) as error:
        raise StoreError(
            f"{out}: article {id_!r} cannot be read ({error}): build again."
        ) from error
    if article.version != version:
        raise StoreError(
            f"{out}: article {id_!r} is not the version {version!r} that it was built as: build again."
        )
    return article
