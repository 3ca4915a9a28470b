"""IRIs are valid, stay apart for different things, and depend on their keys alone."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.graph.iris import Iris, digest, segment
from kg.model import Article

# RFC 3986: unreserved characters and percent-encoded octets.
SEGMENT = re.compile(r"(?:[A-Za-z0-9._~-]|%[0-9A-F]{2})+")

segments = st.text(min_size=1).filter(lambda text: text not in {".", ".."})


@given(segments)
def test_any_text_becomes_one_valid_segment(text: str) -> None:
    assert SEGMENT.fullmatch(segment(text))


@given(segments, segments)
def test_different_texts_give_different_segments(one: str, other: str) -> None:
    assert (segment(one) == segment(other)) == (one == other)


@pytest.mark.parametrize("text", ["", ".", ".."])
def test_what_a_path_would_swallow_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="cannot be a path segment"):
        segment(text)


@given(st.lists(st.text()), st.lists(st.text()))
def test_parts_do_not_run_into_each_other(one: list[str], other: list[str]) -> None:
    assert (digest(*one) == digest(*other)) == (one == other)


@given(segments)
def test_an_article_id_never_leaves_its_place(id_: str) -> None:
    iris = Iris("https://example.org/")
    article = Article(id=id_, text="", body=())
    path = iris.version(article).value.removeprefix("https://example.org/id/article/")
    assert path.split("/") == [segment(id_), article.version]


def test_the_iris_of_an_article() -> None:
    iris = Iris("https://example.org/")
    article = Article(id="新闻 1", text="双拥", body=((0, 2),))
    version = f"https://example.org/id/article/%E6%96%B0%E9%97%BB%201/{article.version}"
    evidence = iris.evidence(article, 0, 2)

    assert iris.version(article).value == version
    assert iris.activity(article).value == f"{version}/extraction"
    assert evidence.value == f"{version}/0-2"
    assert iris.position(evidence).value == f"{version}/0-2/position"
    assert iris.quote(evidence).value == f"{version}/0-2/quote"
    assert iris.mention(evidence, "place/220600").value == f"{version}/0-2/mention/220600"


def test_statements_differ_by_article_version() -> None:
    iris = Iris("https://example.org/")
    one = Article(id="a", text="一", body=())
    other = Article(id="a", text="二", body=())
    assert iris.statement(one, "x") != iris.statement(other, "x")
