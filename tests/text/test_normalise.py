"""Normalised text leads back to the source, character by character."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.text.normalise import normalise_text
from kg.text.sentences import sentences


def test_what_varies_in_print_is_folded() -> None:
    assert normalise_text("投資１．２億元,抗美 援朝").text == "投资1.2亿元，抗美援朝"


def test_a_blank_in_a_headline_stays() -> None:
    assert (
        normalise_text("军地合力军民同心 双拥工作扎实推进").text
        == "军地合力军民同心 双拥工作扎实推进"
    )


def test_the_file_ending_of_a_caption_goes() -> None:
    assert normalise_text("白山市召开大会。.jpg\n").text == "白山市召开大会。\n"


@given(st.text(max_size=300))
def test_every_character_has_a_place_in_the_source(text: str) -> None:
    normalised = normalise_text(text)
    assert len(normalised.offsets) == len(normalised.text)
    assert list(normalised.offsets) == sorted(normalised.offsets)
    for i in range(len(normalised.text)):
        start, end = normalised.source_span(i, i + 1)
        assert 0 <= start < end <= len(text)


@given(st.text(alphabet="甲乙。！？；“”《》（）\n ", max_size=300))
def test_sentences_cover_the_text(text: str) -> None:
    assert "".join(text[s:e] for s, e in sentences(text)) == text


def test_a_quotation_is_not_split() -> None:
    text = "他说：“一人当兵。全家光荣！”大家鼓掌。"
    assert [text[s:e] for s, e in sentences(text)] == [text]


def test_a_quotation_left_open_does_not_swallow_the_text() -> None:
    text = "他说：“好。\n第二段。第三句。"
    assert [text[s:e] for s, e in sentences(text)] == ["他说：“好。", "\n", "第二段。", "第三句。"]
