"""Search by every way of writing a name, and the order of what is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.build import build
from kg.errors import QueryError, StoreError
from kg.graph.folder import STATE, state_of
from kg.search import LONGEST, Document, Entry, Hit, Pinyin, SearchIndex, search
from kg.search.index import write_index
from kg.settings import Settings

PLACES = {
    "单县": 4,
    "白山市": 9,
    "长白山": 2,
    "吕梁市": 3,
    "西安市": 8,
    "县": 1,
    "白山": 1,
    "GDP增长": 1,
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> SearchIndex:
    path = tmp_path_factory.mktemp("search") / STATE
    documents = [
        (
            Document(
                version=f"urn:article:{number}:1",
                article=f"urn:article:{number}",
                key=f"article/{number}",
                title=title,
                published=None,
                rank=-number,
            ),
            [(text, 0, len(text)) for text in texts],
        )
        for number, title, texts in (
            (1, None, ["双拥工作。"]),
            (2, "新闻", ["雙擁模範城的会议在白山市召开。", "会议谈了双拥。"]),
        )
    ]
    entries = [
        Entry(
            iri=f"urn:{name}",
            key=f"place/{name}",
            type="Place",
            classes=frozenset({"Place"}),
            label=name,
            names=frozenset(),
            mentions=mentions,
        )
        for name, mentions in PLACES.items()
    ]
    garrison = Entry(
        iri="urn:garrison",
        key="organization/1",
        type="Organization",
        classes=frozenset({"Organization", "Garrison"}),
        label="驻白部队",
        names=frozenset({"驻白官兵"}),
        mentions=2,
        sentence=("urn:article:2:1", 0),
    )
    write_index(path, [*entries, garrison], documents, Pinyin.load(Settings().gazetteer))
    return SearchIndex(path)


def labels(hits: list[Hit]) -> list[str]:
    return [hit.label for hit in hits]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("白山市", "白山市"),
        ("驻白部队", "驻白部队"),
        ("駐白部隊", "驻白部队"),
        ("baishanshi", "白山市"),
        ("bai shan shi", "白山市"),
        ("Baishan shi", "白山市"),
        ("báishānshì", "白山市"),
        ("bss", "白山市"),
        ("zbbd", "驻白部队"),
        ("shanxian", "单县"),
        ("sx", "单县"),
        ("lüliang", "吕梁市"),
        ("lvliang", "吕梁市"),
        ("luliang", "吕梁市"),
        ("xi an", "西安市"),
        ("xi'an", "西安市"),
        ("ｇｄｐ", "GDP增长"),
        ("gdp 增长", "GDP增长"),
        ("guan b", "驻白部队"),
    ],
)
def test_a_name_is_found_however_it_is_written(index: SearchIndex, text: str, first: str) -> None:
    assert labels(search(index, text, limit=1)) == [first]


def test_whole_names_come_first_then_beginnings_then_the_rest(index: SearchIndex) -> None:
    names = [hit.label for hit in search(index, "白山") if hit.type == "Place"]
    assert names == ["白山", "白山市", "长白山"]


def test_of_equal_matches_the_more_mentioned_comes_first(index: SearchIndex) -> None:
    assert labels(search(index, "shi", types=["Place"])) == ["白山市", "西安市", "吕梁市"]


def test_letters_without_blanks_are_read_in_every_way(index: SearchIndex) -> None:
    assert labels(search(index, "xian", types=["Place"]))[:2] == ["县", "西安市"]
    assert "县" not in labels(search(index, "xi an"))


@pytest.mark.parametrize("typed", ["b", "ba", "bai", "bais", "baish", "baisha", "baishan"])
def test_letters_are_found_as_they_are_typed(index: SearchIndex, typed: str) -> None:
    assert "白山市" in labels(search(index, typed))


def test_characters_and_letters_can_be_mixed(index: SearchIndex) -> None:
    assert labels(search(index, "白sh", types=["Place"])) == ["白山市", "长白山", "白山"]


def test_another_name_is_shown_as_what_matched(index: SearchIndex) -> None:
    (hit,) = search(index, "官兵")
    assert (hit.label, hit.matched, hit.mentions) == ("驻白部队", "驻白官兵", 2)
    assert hit.sentence is not None
    assert hit.sentence.text == "雙擁模範城的会议在白山市召开。"


def test_types_narrow_what_is_found(index: SearchIndex) -> None:
    assert labels(search(index, "白", types=["Garrison"])) == ["驻白部队"]
    assert labels(search(index, "白", types=["Organization"])) == ["驻白部队"]
    assert search(index, "白", types=["Honour"]) == []
    assert search(index, "白", types=['")']) == []


@pytest.mark.parametrize("text", ["双拥", "雙擁", "shuangyong", "shuang yong"])
def test_sentences_are_found_once_an_article(index: SearchIndex, text: str) -> None:
    hits = search(index, text)
    assert [(hit.type, hit.label) for hit in hits] == [
        ("Article", "新闻"),
        ("Article", "article/1"),
    ]
    assert hits[0].sentence is not None
    assert hits[0].sentence.text.startswith("雙擁模範城")


def test_words_apart_may_stand_apart(index: SearchIndex) -> None:
    assert labels(search(index, "会议 双拥")) == ["新闻"]
    assert labels(search(index, "会议双拥")) == []


@pytest.mark.parametrize(
    "text",
    ["", " ", '"', "*", "白山\x00", 'a" OR "b', "NEAR(白 山)", "^", "ˈ", "🙂", "name : 白", "-"],
)
def test_no_text_breaks_it(index: SearchIndex, text: str) -> None:
    assert isinstance(search(index, text), list)


def test_a_text_that_is_too_long_is_refused(index: SearchIndex) -> None:
    search(index, "xian" * (LONGEST // 4))
    search(index, "白 " * (LONGEST // 2))
    with pytest.raises(QueryError, match="101 characters"):
        search(index, "x" * 101)


def test_a_build_has_an_index(tmp_path: Path) -> None:
    (tmp_path / "文章.txt").write_text(
        "吉林省白山市召开会议。驻白部队参加。依托七道江会议旧址开展教育。", encoding="utf-8"
    )
    build([tmp_path / "文章.txt"], tmp_path / "out")
    (hit,) = search(SearchIndex(state_of(tmp_path / "out")), "qdjhyjz")
    assert (hit.type, hit.label, hit.mentions) == ("Site", "七道江会议旧址", 1)
    assert hit.iri.endswith(f"/id/{hit.key}")
    assert hit.sentence is not None
    assert hit.sentence.text == "依托七道江会议旧址开展教育。"
    assert (hit.sentence.start, hit.sentence.end) == (18, 32)


def test_what_is_no_index_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"There is no .*state\.sqlite3"):
        SearchIndex(tmp_path / STATE)
    (tmp_path / STATE).write_text(
        "nothing of the kind, and long enough to be none", encoding="utf-8"
    )
    with pytest.raises(StoreError, match="cannot be read"):
        SearchIndex(tmp_path / STATE)
