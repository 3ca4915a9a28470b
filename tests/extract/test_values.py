"""Times and amounts are as vague as the text says them, no more and no less."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.numerals import parse_number
from kg.extract.times import bounds
from kg.model import Extraction

Read = Callable[..., Extraction]


@pytest.mark.parametrize(
    ("text", "words", "earliest", "latest"),
    [
        ("2020年12月30日召开。", "2020年12月30日", "2020-12-30", "2020-12-30"),
        ("2020年2月召开。", "2020年2月", "2020-02-01", "2020-02-29"),
        ("去年，全省投入增加。", "去年", "2020-01-01", "2020-12-31"),
        ("四年来，发放补助金。", "四年来", "2017-01-01", "2020-12-31"),
        ("1938年至1945年间作战。", "1938年至1945年间", "1938-01-01", "1945-12-31"),
        ("举办建军92周年文艺晚会。", "建军92周年", "2019-08-01", "2019-08-01"),
        ("纪念建国70周年。", "建国70周年", "2019-10-01", "2019-10-01"),
        ("纪念抗战胜利75周年。", "抗战胜利75周年", "2020-01-01", "2020-12-31"),
        ("春节前夕走访慰问。", "春节前夕", None, None),
        ("1月10日，白山市召开会议。", "1月10日", "2021-01-10", "2021-01-10"),
        ("上世纪80年代建成。", "上世纪80年代", "1980-01-01", "1989-12-31"),
        ("党的十八大以来，成效明显。", "党的十八大以来", "2012-11-08", "2021-03-12"),
        ("1941年底被困。", "1941年底", "1941-11-01", "1941-12-31"),
    ],
)
def test_times(
    read_sentence: Read, text: str, words: str, earliest: str | None, latest: str | None
) -> None:
    found = [m.time for m in read_sentence(text).mentions if m.time]
    assert [(t.text, t.earliest, t.latest) for t in found] == [
        (words, earliest and date.fromisoformat(earliest), latest and date.fromisoformat(latest))
    ]


@pytest.mark.parametrize("text", ["13月32日", "2020年13月1日", "2019年2月30日"])
def test_impossible_dates_are_not_invented(read_sentence: Read, text: str) -> None:
    dates = [m.time for m in read_sentence(f"他于{text}到达。").mentions if m.time]
    assert all(t.earliest is None or t.earliest != t.latest for t in dates)


@pytest.mark.parametrize(
    ("text", "words", "low", "high", "unit"),
    [
        ("为3000余名优抚对象发放补助。", "3000余名", 3000, None, "名"),
        ("发放抚恤补助金8500余万元。", "8500余万元", 85_000_000, None, "元"),
        ("为3.18余万军人悬挂光荣牌。", "3.18余万", 31_800, None, None),
        ("近500人参加。", "近500人", None, 500, "人"),
        ("约200人参加。", "约200人", 200, 200, "人"),
        ("保障7.5万人次开展军训。", "7.5万人次", 75_000, 75_000, "人次"),
        ("100%安置。", "100%", 100, 100, "%"),
        ("投资１．２亿元。", "1.2亿元", 120_000_000, 120_000_000, "元"),
        ("救援20余次。", "20余次", 20, None, "次"),
        ("不足100户。", "不足100户", None, 100, "户"),
    ],
)
def test_quantities(
    read_sentence: Read, text: str, words: str, low: int | None, high: int | None, unit: str | None
) -> None:
    found = [m.quantity for m in read_sentence(text).mentions if m.quantity]
    assert [(q.text, q.minimum, q.maximum, q.unit) for q in found] == [(words, low, high, unit)]


def test_two_amounts_side_by_side(read_sentence: Read) -> None:
    found = [m.name for m in read_sentence("包保贫困户253户449人。").mentions if m.quantity]
    assert found == ["253户", "449人"]


def test_what_is_counted_for_whom_and_when(read_sentence: Read) -> None:
    text = "四年来，为3000余名优抚对象发放抚恤补助金8500余万元。"
    money = next(
        m.quantity for m in read_sentence(text).mentions if m.quantity and m.quantity.unit == "元"
    )
    assert (money.what, money.for_, money.period) == ("抚恤补助金", "优抚对象", "四年来")


@pytest.mark.parametrize("text", ["第十届", "一是健全机制", "七一前夕", "三农工作", "1" * 40])
def test_no_quantity(read_sentence: Read, text: str) -> None:
    assert [m.name for m in read_sentence(f"抓好{text}。").mentions if m.quantity] == []


@given(st.integers(0, 9999))
def test_numerals_are_read_as_written(number: int) -> None:
    import cn2an

    assert parse_number(cn2an.an2cn(number)) == number


@given(st.integers(1, 9999), st.integers(1, 12), st.integers(1, 31))
def test_bounds_hold_a_real_day_or_nothing(year: int, month: int, day: int) -> None:
    try:
        expected = date(year, month, day)
    except ValueError:
        assert bounds(year, month, day) is None
    else:
        assert bounds(year, month, day) == (expected, expected, expected.isoformat())


@settings(max_examples=60, deadline=None)
@given(
    st.text(
        alphabet="白山市委、。，“”《》（）2020年1月余万元名纪念馆书记李和的在😀 \n\tＡ１〇",
        max_size=200,
    )
)
def test_nothing_in_a_text_breaks_reading(read_sentence: Read, text: str) -> None:
    extraction = read_sentence(text)
    for mention in extraction.mentions:
        assert 0 <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
    for relation in extraction.relations:
        assert 0 <= relation.start < relation.end <= len(text)
