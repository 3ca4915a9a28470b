"""The names model: one sentence, the names that it sees."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.names import NamesModel
from kg.extract.names.tags import LABELS, decode, encode


@pytest.fixture(scope="module")
def model() -> NamesModel:
    return NamesModel.load()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("记者张建国从上海报道。", {("张建国", "PER"), ("上海", "LOC")}),
        (
            "国务院总理李克强在北京会见了来宾。",
            {("国务院", "ORG"), ("李克强", "PER"), ("北京", "LOC")},
        ),
        ("今天的天气很好。", set()),
    ],
)
def test_names_of_a_sentence(model: NamesModel, text: str, expected: set[tuple[str, str]]) -> None:
    (found,) = model.spans([text])
    assert {(text[start:end], label) for start, end, label in found} == expected


def test_a_sentence_is_read_the_same_in_any_company(model: NamesModel) -> None:
    text = "记者张建国从上海报道。"
    alone = model.spans([text])[0]
    assert model.spans(["国务院今天开会。", text, "北" * 600, ""])[1] == alone


@given(st.lists(st.tuples(st.integers(1, 6), st.integers(0, 3), st.sampled_from(LABELS))))
def test_tags_hold_the_spans(parts: list[tuple[int, int, str]]) -> None:
    spans, at = [], 0
    for length, gap, label in parts:
        spans.append((at + gap, at + gap + length, label))
        at += gap + length
    assert list(decode(encode(at, spans).tolist())) == spans
