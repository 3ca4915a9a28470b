"""Which articles are one text, printed again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.corpus import read
from kg.model import Article
from kg.text.reprints import alike, is_reprint, is_same, keys, lengths, original, sketch

ROOT = Path(__file__).parents[2]
TEXT = (
    "本报讯 近日，白山市召开双拥工作会议，总结四年来的工作，部署下一阶段任务。会议指出，全市上下把双拥工作"
    "摆上重要位置，市委、市政府先后印发三个文件，帮助驻白部队解决实际困难。2020年，全市走访慰问优抚对象"
    "3000余人次，发放慰问金120万元。会议要求，各县（市、区）要依托七道江会议旧址等红色资源开展国防教育，"
    "营造爱国拥军、爱民奉献的良好氛围，力争再创全国双拥模范城。驻白某部官兵代表、烈属代表参加会议并发言。"
)


def article(text: str, id_: str = "a", published: date | None = None) -> Article:
    return Article(id=id_, text=text, body=((0, len(text)),), published=published)


@pytest.mark.parametrize(
    "reprint",
    [
        TEXT,
        TEXT + "\n（记者 张三 责任编辑：李四）",
        TEXT.removeprefix("本报讯 "),
        TEXT.replace("本报讯 近日", "白山新闻网3月12日讯（记者张三）近日"),
        TEXT.replace("，", ",").replace("2020年", "２０２０年"),
        TEXT.replace("。会议要求", "。\n\n　　会议要求"),
        TEXT.replace("总结四年来的工作，", ""),
        TEXT.replace("双拥", "雙擁").replace("会议", "會議"),
    ],
)
def test_a_reprint_has_a_byline_more_a_sentence_less_or_other_marks(reprint: str) -> None:
    one, other = article(TEXT), article(reprint)
    assert is_reprint(one, other)
    assert set(keys(one)) & set(keys(other))


@pytest.mark.parametrize(
    "another",
    [
        TEXT.replace("3000余人次", "3200余人次"),
        TEXT.replace("2020年", "2021年"),
        TEXT.replace("三个文件", "四个文件"),
        TEXT.replace("白山市", "通化市").replace("驻白", "驻通"),
        TEXT.replace("七道江会议旧址", "陈云旧居"),
        TEXT.replace("近日，白山市", "近日，通化市"),
        TEXT[:120],
    ],
)
def test_the_same_words_of_another_thing_are_no_reprint(another: str) -> None:
    assert not is_reprint(article(TEXT), article(another))


def test_a_name_in_the_place_of_another_is_no_word_more_and_one_less() -> None:
    one = article("吉安市第七次被命名为全国双拥模范城，实现七连冠。")
    other = article("安庆市第七次被命名为全国双拥模范城，实现七连冠。")
    assert not is_reprint(one, other)
    assert not is_reprint(other, one)


def test_of_a_group_the_article_that_came_first_is_the_original() -> None:
    first = article(TEXT, "z", date(2021, 3, 12))
    later = article(TEXT, "b", date(2021, 3, 13))
    undated = article(TEXT, "a")
    longer = article(f"{TEXT}（完）", "y", date(2021, 3, 12))
    assert original([undated, later, first]) == first
    assert original([first, longer, undated]) == longer


def test_the_demo_articles_are_no_reprints_of_each_other() -> None:
    articles = [item for item in read([ROOT / "data" / "articles"]) if isinstance(item, Article)]
    pairs = [(a, b) for a in articles for b in articles if a.id < b.id]
    assert pairs
    assert not any(is_reprint(a, b) for a, b in pairs)


@given(st.data())
def test_what_has_lost_a_part_is_still_found_and_from_either_side(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(TEXT) - 1))
    length = data.draw(st.integers(1, 12))
    cut = TEXT[:start] + TEXT[start + length :]
    one, other = article(TEXT), article(cut)
    assert set(keys(one)) & set(keys(other))
    assert is_reprint(one, other) == is_reprint(other, one)


few = st.lists(st.sampled_from("甲乙丙"), max_size=24)


@given(few, few, few, few)
def test_two_texts_are_the_same_from_either_side(
    one: list[str], other: list[str], before: list[str], after: list[str]
) -> None:
    around = ["白"] * 40
    left, right = [*before, *around, *one, *around], [*around, *other, *around, *after]
    assert is_same(left, right) == is_same(right, left)


@given(st.integers(0, 400), st.integers(0, 400))
def test_no_length_is_left_out_that_could_be_the_same(number: int, other: int) -> None:
    least, most = lengths(number)
    if is_same(["字"] * number, ["字"] * other):
        assert least <= other <= most


@given(
    kept=st.lists(st.sampled_from("双拥工作会议军民"), min_size=20, max_size=400),
    gone=st.sets(st.integers(0, 399), max_size=40),
    more=st.lists(st.sampled_from("白山驻"), max_size=20),
)
def test_nothing_that_is_the_same_is_left_out_as_unlike(
    kept: list[str], gone: set[int], more: list[str]
) -> None:
    other = [token for place, token in enumerate(kept) if place not in gone] + more
    unlike = ["他"] * len(kept)
    found = alike(sketch(kept), len(kept), [(sketch(t), len(t)) for t in (kept, other, unlike)])
    assert found[0]
    assert found[1] or not is_same(kept, other)
    assert not found[2]


def test_texts_shorter_than_a_shingle_have_keys() -> None:
    assert keys(article("双拥")) == keys(article("双 拥"))
