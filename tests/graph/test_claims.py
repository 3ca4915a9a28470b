"""One sentence each: what it claims of an honour, and whether the record bears it out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from rdflib import DC, RDF, RDFS, Graph, URIRef
from spacy.language import Language

from kg.build import build
from kg.extract import extract
from kg.gazetteer import Gazetteer
from kg.graph.articles import read_articles
from kg.graph.claims import check_claims, claim_quads
from kg.graph.honours import record_quads, row_node, rows_of
from kg.graph.iris import Iris
from kg.graph.quads import article_quads
from kg.graph.store import Store
from kg.graph.validate import validate
from kg.graph.vocabulary import KG, SEM
from kg.link import link
from kg.model import Article, LinkedArticle
from kg.publish.dump import serialize
from kg.publish.formats import FORMATS
from kg.settings import Settings

SETTINGS = Settings()
GAZETTEER = Gazetteer.load(SETTINGS.gazetteer)
RECORD = GAZETTEER.honours


@pytest.fixture
def linked(nlp: Language) -> Callable[[str, date | None], LinkedArticle]:
    def run(text: str, published: date | None) -> LinkedArticle:
        article = Article(id="a", text=text, body=((0, len(text)),), published=published)
        return next(link(extract([article], nlp), GAZETTEER))

    return run


@pytest.mark.parametrize(
    ("text", "published", "claim", "verdict"),
    [
        (
            "2020年10月20日，徐州市荣获全国双拥模范城“九连冠”。",
            date(2020, 10, 21),
            ("run", 9),
            "consistent",
        ),
        (
            "2020年10月20日，许昌市荣获全国双拥模范城“六连冠”。",
            date(2020, 10, 21),
            ("run", 6),
            "inconsistent",  # six in all, with a gap after 1992
        ),
        (
            "2020年10月20日，白山市荣获全国双拥模范城“四连冠”。",
            date(2020, 10, 21),
            ("run", 4),
            "not known",
        ),
        ("许昌市第六次荣获“全国双拥模范城”称号。", date(2020, 10, 21), ("total", 6), "consistent"),
        ("西安市第十次荣获“全国双拥模范城”称号。", date(2025, 4, 24), ("total", 10), "consistent"),
        (
            "西安市第十次荣获“全国双拥模范城”称号。",
            date(2020, 10, 21),
            ("total", 10),
            "inconsistent",
        ),
        ("白银市连续五次荣获“全国双拥模范城”称号。", date(2020, 10, 21), ("run", 5), "consistent"),
        ("平山县连续第五次荣获全国双拥模范县称号。", date(2020, 10, 21), ("run", 5), "consistent"),
        ("襄阳市实现全国双拥模范城“七连冠”。", date(2016, 8, 1), ("run", 7), "not known"),
        (
            "2020年10月20日，长乐区荣获全国双拥模范城“二连冠”。",
            date(2020, 10, 21),
            ("run", 2),
            "inconsistent",  # named as 长乐市 in 2016, not on the list of 2020
        ),
        ("长乐区荣获全国双拥模范城“二连冠”。", date(2020, 10, 21), ("run", 2), "not known"),
        ("徐州市荣获全国双拥模范城“九连冠”。", None, ("run", 9), "not known"),
        # A year from which the text counts is not that of the last conferral.
        (
            "自1992年起，廊坊市先后七次获得“全国双拥模范城”称号。",
            date(2022, 1, 1),
            ("total", 7),
            "consistent",
        ),
        (
            "自2004年以来，白银市连续四次荣获全国双拥模范城称号。",
            date(2016, 8, 1),
            ("run", 4),
            "consistent",
        ),
        (
            "2004年首次获评后，白银市连续五次荣获全国双拥模范城称号。",
            date(2020, 10, 21),
            ("run", 5),
            "consistent",
        ),
    ],
)
def test_a_sentence(
    linked: Callable[[str, date | None], LinkedArticle],
    iris: Iris,
    text: str,
    published: date | None,
    claim: tuple[str, int],
    verdict: str,
) -> None:
    (checked,) = check_claims(linked(text, published), RECORD, iris)
    assert (checked.claim.kind, checked.claim.count) == claim
    assert checked.finding.verdict == verdict


@pytest.mark.parametrize(
    "text",
    [
        "白山市荣获全国双拥模范城称号。",  # no number
        "白山市荣获吉林省双拥模范城“四连冠”。",  # an honour without a record
        "四年一度的全国双拥模范城（县）命名大会召开，白山市获此称号。",  # a number of something else
        "驻白部队连续三次荣获全国双拥模范城称号。",  # no place
    ],
)
def test_nothing_to_compare(
    linked: Callable[[str, date | None], LinkedArticle], iris: Iris, text: str
) -> None:
    assert list(check_claims(linked(text, date(2021, 3, 12)), RECORD, iris)) == []


def test_two_places_keep_their_own_numbers(
    linked: Callable[[str, date | None], LinkedArticle], iris: Iris
) -> None:
    text = "白银市荣获全国双拥模范城“五连冠”。徐州市荣获全国双拥模范城“九连冠”。"
    checked = check_claims(linked(text, date(2020, 10, 21)), RECORD, iris)
    assert {(c.receiver.name, c.claim.count, str(c.finding.verdict)) for c in checked} == {
        ("白银市", 5, "consistent"),
        ("徐州市", 9, "consistent"),
    }


def test_an_article_does_not_bear_itself_out(
    linked: Callable[[str, date | None], LinkedArticle], iris: Iris
) -> None:
    one = linked("2020年10月20日，徐州市荣获全国双拥模范城“九连冠”。", date(2020, 10, 21))
    source = next(r.source for r in RECORD.receivers if (r.round, r.code) == ("1", "320300"))
    again = replace(one, article=replace(one.article, url=source))
    (checked,) = check_claims(again, RECORD, iris)
    assert checked.finding.verdict == "not known"


def test_the_check_names_both_sources(
    linked: Callable[[str, date | None], LinkedArticle], iris: Iris
) -> None:
    one = linked("2016年7月29日，徐州市荣获全国双拥模范城“八连冠”。", date(2016, 7, 30))
    checked = list(check_claims(one, RECORD, iris))
    rows = list(rows_of({"shuangyong-mofancheng"}, {"320300"}, RECORD))
    graph = Graph()
    for quads in (
        article_quads(one, iris),
        record_quads(rows, RECORD, iris),
        claim_quads(checked, iris),
    ):
        graph.parse(data=serialize(quads, FORMATS["turtle"]), format="turtle")

    (check,) = graph.subjects(RDF.type, KG.ClaimCheck)
    statement = graph.value(check, KG.checkedStatement)
    assert graph.value(statement, RDF.predicate) == KG.receivedHonour
    assert graph.value(check, KG.verdict) == KG.Consistent
    assert {text.language for text in graph.objects(check, RDFS.comment)} == {"zh", "en"}  # type: ignore[attr-defined]
    against = list(graph.objects(check, KG.checkedAgainst))
    assert len(against) == 8
    assert {str(graph.value(row, KG.round)) for row in against} == {
        "1",
        "4",
        "5",
        "6",
        "7",
        "8",
        "9",
        "10",
    }
    assert all(str(graph.value(row, DC.source)).startswith("http") for row in against)
    times = {str(graph.value(graph.value(row, SEM.hasTime), KG.earliest)) for row in against}
    assert "2016-07-29" in times


def test_the_record_holds_what_is_named_and_no_more(iris: Iris) -> None:
    rows = list(rows_of({"shuangyong-mofancheng"}, {"350112"}, RECORD))
    codes = {getattr(row, "code", None) or getattr(row, "scope", None) for row in rows}
    assert codes == {"350182", "350000"}  # 长乐 as a city in 2016, and the lists of 福建
    assert list(rows_of(set(), {"350112"}, RECORD)) == []
    assert len({row_node(row, iris) for row in rows}) == len(rows)


def test_a_build_with_claims_is_valid_and_a_second_gives_the_same(tmp_path: Path) -> None:
    text = "2020年10月20日，徐州市荣获全国双拥模范城“九连冠”，镇江市未能入选。"
    source = tmp_path / "a.md"
    source.write_text(f'---\ntitle: "徐州"\ndate: 2020-10-21\n---\n\n{text}\n', encoding="utf-8")
    dumps = []
    for name in ("one", "two"):
        out = tmp_path / name
        build([source], out)
        with Store.of(out) as store:
            report = validate(store, list(read_articles(out)), SETTINGS.ontology)
            assert report.ok, str(report)
            iris = Iris(SETTINGS.base_iri)
            claims = list(store.quads(iris.claims_graph))
            dumps.append((claims, list(store.quads(iris.gazetteer_graph("honours")))))
    assert dumps[0] == dumps[1]
    assert dumps[0][0]
    assert KG.Consistent in {URIRef(str(quad.object)[1:-1]) for quad in dumps[0][0]}


def test_a_dated_conferral_is_that_of_the_record(
    linked: Callable[[str, date | None], LinkedArticle], iris: Iris
) -> None:
    one = linked("2016年7月29日，徐州市荣获全国双拥模范城“八连冠”。", date(2016, 7, 30))
    rows = list(rows_of({"shuangyong-mofancheng"}, {"320300"}, RECORD))
    graph = Graph()
    for quads in (article_quads(one, iris), record_quads(rows, RECORD, iris)):
        graph.parse(data=serialize(quads, FORMATS["turtle"]), format="turtle")
    (title,) = graph.subjects(RDF.type, KG.Honour)
    assert str(title).endswith("id/honour/shuangyong-mofancheng")
    (conferral,) = (c for c in graph.subjects(KG.round) if (c, KG.ordinalInRun, None) in graph)
    assert str(graph.value(conferral, KG.round)) == "10"
    assert list(graph.subjects(RDF.subject, conferral)), "the article states it too"
    assert list(graph.objects(conferral, KG.honour)) == [title]


def test_a_conferral_that_the_record_lacks_is_the_article_s_own(
    linked: Callable[[str, date | None], LinkedArticle], iris: Iris
) -> None:
    one = linked("2004年1月，白山市荣获全国双拥模范城称号。", date(2004, 1, 30))
    assert one.recorded == ()
    graph = Graph().parse(
        data=serialize(article_quads(one, iris), FORMATS["turtle"]), format="turtle"
    )
    assert len(list(graph.subjects(RDF.type, KG.Conferral))) == 1
