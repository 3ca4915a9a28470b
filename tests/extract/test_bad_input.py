"""Whatever a text holds, reading it ends, and states nothing that is not there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.extract.lexicon import COLUMNS, Lexicons
from kg.model import Extraction
from kg.settings import Settings

Read = Callable[..., Extraction]
LONG = 100_000


def check(extraction: Extraction) -> None:
    """Every mention and every piece of evidence is a stretch of the text."""
    text = extraction.article.text
    for mention in extraction.mentions:
        assert 0 <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        if mention.time and mention.time.earliest and mention.time.latest:
            assert mention.time.earliest <= mention.time.latest
        if mention.quantity and None not in (mention.quantity.minimum, mention.quantity.maximum):
            assert mention.quantity.minimum <= mention.quantity.maximum  # type: ignore[operator]
    for relation in extraction.relations:
        assert 0 <= relation.start < relation.end <= len(text)


MARKS = "“”‘’「」《》（）〔〕。，、；：！？—…·“《（"
WORDS = (
    "白山市", "白山市委", "市委、市政府", "驻白部队", "纪念馆", "杨靖宇", "双拥模范城", "四连冠", "领导小组",
    "13月32日", "2月30日", "0年", "99月", "2020年", "今年", "同月", "8500余万元", "1" * 40, "12,,3万",
    "百分之", "百分之一百", "3.18.4万", "荣获", "授予", "印发", "举行", "表彰大会", "烈士陵园",
    "😀", "👨‍👩‍👧", "𠮷", "é", "ＡＢＣ", "カタカナ", "العربية", "\u200b", "\n", "\t", " ", "\r\n", "\ufeff",
)  # fmt: skip


TERMS = sorted({t for name in COLUMNS for t in Lexicons(Settings().lexicons)[name].terms()})


@settings(max_examples=300, deadline=None)
@example(["（", "电影短短", "《白山》"])
@example(["《", "“", "（", "白山市"])
@example(["1" * 40, "万元"])
@given(
    st.lists(
        st.one_of(
            st.sampled_from(WORDS),
            st.sampled_from(MARKS),
            st.sampled_from(TERMS),
            st.text(max_size=3),
        )
    ).filter(lambda parts: any(parts))
)
def test_anything_can_be_read(read_sentence: Read, parts: list[str]) -> None:
    check(read_sentence("".join(parts)))


@settings(max_examples=60, deadline=None)
@given(
    st.text(
        alphabet="白山市委、。，“”《》（）2020年1月余万元名纪念馆书记李和的在😀 \n\tＡ１〇",
        max_size=200,
    )
)
def test_any_order_of_characters_can_be_read(read_sentence: Read, text: str) -> None:
    check(read_sentence(text))


@pytest.mark.parametrize(
    "unit",
    [
        "白",
        "白山市，",
        "市委、",
        "“",
        "《“（",
        "1",
        "1年",
        "2020年1月1日至",
        "吉林省白山市",
        "纪念馆",
        "驻白部队",
        "荣获“全国双拥模范城”称号",
        "一二三四五六七八九十百千万",
        "。（王西钊武平）\n",
        "😀",
    ],
)
def test_a_long_run_of_one_thing_ends(read_sentence: Read, unit: str) -> None:
    # Where reading takes the square of the length, this takes hours, and the limit of CI ends it.
    check(read_sentence((unit * LONG)[:LONG]))


@pytest.mark.parametrize(
    "text",
    [
        "他于13月32日到达。",
        "2019年2月30日召开。",
        "编号" + "9" * 40 + "号。",
        "电话0439-3223344，邮编134300。",
    ],
)
def test_what_is_no_date_or_amount_gives_none(read_sentence: Read, text: str) -> None:
    for mention in read_sentence(text).mentions:
        assert mention.quantity is None
        assert mention.time is None or mention.time.earliest != mention.time.latest


@pytest.mark.parametrize("mark", ["“", "《", "（", "「"])
def test_a_mark_left_open_hides_nothing_after_its_line(read_sentence: Read, mark: str) -> None:
    text = f"前一行{mark}没有写完\n白山市委召开会议。"
    assert "白山市委" in [m.name for m in read_sentence(text).mentions]
