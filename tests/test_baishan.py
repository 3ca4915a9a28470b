"""The reference page, as a user saved it: what must be read from it, and what must leave no trace."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.language import Language

from kg.corpus import read
from kg.extract import extract
from kg.gazetteer import Gazetteer
from kg.link import link
from kg.model import Article, LinkedArticle


@pytest.fixture(scope="module")
def page(shared: Path, nlp: Language, gazetteer: Gazetteer) -> LinkedArticle:
    article = next(read([shared / "corpora/text/baishan_2021.txt"]))
    assert isinstance(article, Article)
    return next(link(extract([article], nlp), gazetteer))


@pytest.fixture(scope="module")
def triples(page: LinkedArticle) -> set[tuple[str, str, str]]:
    label = {e.key: e.label.replace(" ", "") for e in page.entities}
    return {(label[s.subject], s.predicate.value, label[s.object]) for s in page.statements}


@pytest.mark.parametrize(
    "expected",
    [
        ("白山市", "locatedIn", "吉林省"),
        ("白山市双拥工作领导小组办公室", "partOf", "白山市双拥工作领导小组"),
        ("驻白山市部队", "locatedIn", "白山市"),
        ("七道江会议旧址", "commemorates", "七道江会议"),
        ("四保临江战役纪念馆", "commemorates", "四保临江战役"),
        ("杨靖宇将军殉国地", "commemorates", "杨靖宇"),
        ("双拥工作领导小组职责和工作制度", "issuer", "中共白山市委员会"),
        ("创建“全国双拥模范城”工作实施方案", "issuer", "白山市人民政府"),
        ("驻白山部队随军未就业配偶生活补贴发放办法", "issuer", "白山市人民政府"),
        ("白山双拥", "issuer", "白山市"),
        ("双拥工作先进单位和个人表彰大会", "time", "2020年12月30日"),
        ("双拥工作先进单位和个人表彰大会", "organizer", "白山市"),
        ("纪念抗战胜利75周年暨抗美援朝出国作战70周年文艺晚会", "time", "2020年8月20日"),
        ("全国双拥模范城（县）", "awarded", "白山市"),
        ("全国双拥模范城（县）", "time", "2020年"),
        ("8500余万元", "statistic", "白山市"),
        ("253户", "statistic", "驻白山市部队"),
    ],
)
def test_facts(triples: set[tuple[str, str, str]], expected: tuple[str, str, str]) -> None:
    assert expected in triples


def test_all_documents_have_a_kind(page: LinkedArticle) -> None:
    documents = {e.name: e.subtype for e in page.entities if e.type == "Document"}
    assert len(documents) == 11
    assert None not in documents.values()


def test_the_run_of_honours(page: LinkedArticle) -> None:
    assert [e.count for e in page.entities if e.name == "全国双拥模范城"] == [4]


def test_the_interview_is_dated(page: LinkedArticle) -> None:
    assert "2020-05-27" in {t.edtf for e in page.entities if (t := e.time)}
    assert "李玉忠" in {e.name for e in page.entities if e.type == "Person"}


def test_teasers_leave_no_trace(page: LinkedArticle) -> None:
    said = " ".join(m.text for e in page.entities for m in e.mentions)
    for noise in ("河北", "2017届", "新员工", "公司团委", "1970"):
        assert noise not in said
