"""The articles of a graph come back as they were put in, and what was changed since is noticed."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import StoreError
from kg.graph.articles import find_article, read_articles
from kg.graph.folder import STATE, state_of
from kg.model import Article
from kg.state.articles import keep
from kg.state.database import create_state

text = st.text(st.characters(exclude_categories=["Cs"]))
optional_text = st.none() | text
spans = st.tuples(st.integers(0, 99), st.integers(0, 99))
articles = st.builds(
    Article,
    id=text,
    text=text,
    body=st.lists(spans).map(tuple),
    title=optional_text,
    published=st.none() | st.dates(),
    source=optional_text,
    url=optional_text,
    sources=st.lists(text).map(tuple),
    licence=optional_text,
)


def write(out: Path, given_articles: list[Article]) -> None:
    """A graph's folder with the articles in its state, and no store."""
    build = out / "build-000001"
    build.mkdir(parents=True)
    with closing(create_state(build / STATE)) as db:
        for article in given_articles:
            keep(db, article)


@given(st.lists(articles, unique_by=lambda article: article.id))
def test_articles_survive(given_articles: list[Article]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), given_articles)
        read = list(read_articles(Path(folder)))
        for article in given_articles:
            assert find_article(Path(folder), article.id, article.version) == article
            assert find_article(Path(folder), article.id, "0" * 12) is None
        assert find_article(Path(folder), "\n", "0" * 12) is None
    assert set(read) == set(given_articles)
    assert len(read) == len(given_articles)


def test_a_changed_text_is_noticed(tmp_path: Path) -> None:
    write(tmp_path, [Article(id="a", text="白山市", body=((0, 3),))])
    with closing(sqlite3.connect(state_of(tmp_path))) as db, db:
        db.execute(
            "UPDATE articles SET article = CAST(replace(CAST(article AS TEXT), '白山', '通化') AS BLOB)"
        )
    with pytest.raises(StoreError, match="article 'a' is not the version"):
        list(read_articles(tmp_path))


def test_what_is_no_article_is_named(tmp_path: Path) -> None:
    write(tmp_path, [Article(id="a", text="白山市", body=((0, 3),))])
    with closing(sqlite3.connect(state_of(tmp_path))) as db, db:
        db.execute("UPDATE articles SET article = '{}'")
    with pytest.raises(StoreError, match="article 'a' cannot be read"):
        list(read_articles(tmp_path))
