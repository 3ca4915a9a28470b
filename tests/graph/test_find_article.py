"""An article is found in a file of any length by its id and version."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import DataFileError
from kg.graph.articles import find_article, write_articles
from kg.model import Article

IDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)


@given(st.dictionaries(IDS, st.integers(0, 30_000), max_size=12), IDS)
def test_every_article_is_found_and_no_other(lengths: dict[str, int], other: str) -> None:
    articles = [Article(id=id_, text="字" * n + id_, body=()) for id_, n in lengths.items()]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "articles.jsonl"
        write_articles(path, articles)
        for article in articles:
            assert find_article(path, article.id, article.version) == article
            assert find_article(path, article.id, "0" * 12) is None
        if other not in lengths:
            assert find_article(path, other, "0" * 12) is None


def test_a_line_that_is_no_article_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_text("{}\n", encoding="utf-8")
    with pytest.raises(DataFileError, match="no article record"):
        find_article(path, "a", "b")
