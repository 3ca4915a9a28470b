"""articles.jsonl gives back what was written, and notices what was changed since."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import DataFileError
from kg.graph.articles import read_articles, write_articles
from kg.model import Article

optional_text = st.none() | st.text()
spans = st.tuples(st.integers(0, 99), st.integers(0, 99))
articles = st.builds(
    Article,
    id=st.text(),
    text=st.text(),
    body=st.lists(spans).map(tuple),
    title=optional_text,
    published=st.none() | st.dates(),
    source=optional_text,
    url=optional_text,
    sources=st.lists(st.text()).map(tuple),
    licence=optional_text,
)


@given(st.lists(articles, unique=True))
def test_articles_survive_and_their_order_does_not_matter(given_articles: list[Article]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        one, other = Path(folder) / "one.jsonl", Path(folder) / "other.jsonl"
        write_articles(one, given_articles)
        write_articles(other, reversed(given_articles))
        read = list(read_articles(one))
        assert one.read_bytes() == other.read_bytes()
    assert set(read) == set(given_articles)
    assert len(read) == len(given_articles)
    assert [a.id for a in read] == sorted(a.id for a in given_articles)


def test_chinese_is_readable_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    write_articles(path, [Article(id="a", text="军爱民\n民拥军", body=((0, 7),))])
    lines = path.read_text(encoding="utf-8").split("\n")
    assert len(lines) == 2
    assert '"text": "军爱民\\n民拥军"' in lines[0]


def test_a_changed_text_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    write_articles(path, [Article(id="a", text="白山市", body=((0, 3),))])
    path.write_text(path.read_text(encoding="utf-8").replace("白山市", "通化市"), encoding="utf-8")
    with pytest.raises(DataFileError, match=r"articles.jsonl:1: article 'a' is not the version"):
        list(read_articles(path))


@pytest.mark.parametrize("line", ["{", "[]", '{"id": "a"}'])
def test_a_line_that_is_no_article_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(DataFileError, match=r"articles.jsonl:1: not an article record"):
        list(read_articles(path))
