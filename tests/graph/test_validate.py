"""Validation passes what is right and fails, with the place and the words, what is not."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import XSD

from kg.gazetteer.divisions import Division, Divisions
from kg.graph.iris import Iris
from kg.graph.metadata import count, metadata_quads
from kg.graph.places import place_quads
from kg.graph.quads import article_quads
from kg.graph.report import Report
from kg.graph.store import Store
from kg.graph.terms import string, typed, zh
from kg.graph.validate import validate
from kg.graph.vocabulary import OA
from kg.model import Article, Evidence, LinkedArticle, Statement
from kg.settings import Settings

Check = Callable[..., Report]


@pytest.fixture
def check(tmp_path: Path) -> Check:
    def run(quads: Iterable[ox.Quad], *articles: Article) -> Report:
        with Store.create(tmp_path / "store") as store:
            store.load(quads)
            return validate(store, articles, Settings().ontology)

    return run


def replaced(
    quads: Iterable[ox.Quad], term: str, old: ox.Literal, new: ox.Literal
) -> list[ox.Quad]:
    """The quads with one value of a property changed wherever it stands."""
    changed = [
        ox.Quad(q.subject, q.predicate, new, q.graph_name)
        if q.predicate.value == str(term) and q.object == old
        else q
        for q in quads
    ]
    assert changed != list(quads)
    return changed


def only(report: Report, check: str) -> None:
    assert {finding.check for finding in report.findings} == {check}, str(report)
    assert not report.ok


def test_a_whole_graph_passes_and_was_really_read(
    golden: LinkedArticle, iris: Iris, tmp_path: Path
) -> None:
    city = Division(
        code="220600",
        name="白山市",
        level="prefecture",
        parent=None,
        start=1994,
        end=None,
        successors=(),
        source="areacodes",
    )
    with Store.create(tmp_path / "store") as store:
        store.load(article_quads(golden, iris))
        store.load(place_quads(["220600"], Divisions([city]), iris))
        store.load(metadata_quads(count(store), iris))
        report = validate(store, [golden.article], Settings().ontology)
    assert report.ok, str(report)
    assert report.graphs == 3
    named = {(m.start, m.end) for entity in golden.entities for m in entity.mentions}
    said = {(s.evidence.start, s.evidence.end) for s in golden.statements}
    assert report.quotes == len(named | said)


def test_a_tampered_quote_is_found(golden: LinkedArticle, iris: Iris, check: Check) -> None:
    quads = list(article_quads(golden, iris))
    bad = replaced(quads, OA.exact, string("驻白部队官兵3000余名"), string("驻白部队官兵9000余名"))
    report = check(bad, golden.article)

    only(report, "quote-not-in-article")
    (finding,) = report.findings
    assert finding.article == "news/1"
    assert finding.quote == "驻白部队官兵9000余名"
    assert finding.value == string("驻白部队官兵3000余名")
    assert finding.graph == iris.article_graph(golden.article).value


def test_a_missing_article_is_found(golden: LinkedArticle, iris: Iris, check: Check) -> None:
    only(check(article_quads(golden, iris)), "article-missing")


def test_a_violated_shape_is_named_with_its_article_and_quote(
    golden: LinkedArticle, iris: Iris, check: Check
) -> None:
    statement = replace(golden.statements[0], confidence=1.5)
    linked = replace(golden, statements=(statement,))
    report = check(article_quads(linked, iris), golden.article)

    only(report, "ConfidenceShape")
    (finding,) = report.findings
    assert str(finding.focus).startswith("<https://example.org/id/statement/")
    assert finding.value == typed("1.5", XSD.decimal)
    assert finding.article == "news/1"
    assert finding.quote == "驻白部队"
    assert "置信度" in finding.message_zh
    assert "confidence" in finding.message_en


def test_a_numbered_garrison_is_stopped(golden: LinkedArticle, iris: Iris, check: Check) -> None:
    entities = tuple(
        replace(e, aliases=("12345部队",)) if e.subtype == "Garrison" else e
        for e in golden.entities
    )
    report = check(article_quads(replace(golden, entities=entities), iris), golden.article)
    only(report, "GarrisonNameShape")
    assert [f.value for f in report.findings] == [zh("12345部队")]


def test_an_invented_quote_of_the_extractor_is_found(
    golden: LinkedArticle, iris: Iris, check: Check
) -> None:
    first: Statement = golden.statements[0]
    invented = replace(first, evidence=Evidence(start=0, end=4, quote="纯属虚构"))
    linked = replace(golden, statements=(invented,))
    only(check(article_quads(linked, iris), golden.article), "quote-not-in-article")
