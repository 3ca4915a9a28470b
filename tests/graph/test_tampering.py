"""Whatever is done to the evidence of a fact, validation finds it and says where and what."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
from rdflib import DCTERMS, OWL, PROV, RDF, SDO, SH, SKOS, Graph

from kg.graph.iris import Iris
from kg.graph.quads import article_quads
from kg.graph.report import Report
from kg.graph.store import Store
from kg.graph.terms import integer, string
from kg.graph.validate import validate
from kg.graph.vocabulary import GEO, KG, OA, SEM
from kg.model import Article, LinkedArticle
from kg.settings import Settings

Quads = list[ox.Quad]
Change = Callable[[Quads], Quads]

IRIS = Iris("https://example.org/")
GARRISON = IRIS.entity("organization/bbbbbbbbbbbb")
ELSEWHERE = ox.NamedNode("https://example.org/graph/elsewhere")
GAZETTEER = IRIS.gazetteer_graph("divisions")
QUOTE = string("驻白部队官兵3000余名")


def valued(term: str, old: ox.Literal, new: ox.Literal) -> Change:
    """One value of a property changed wherever it stands."""
    return lambda quads: [
        ox.Quad(q.subject, q.predicate, new, q.graph_name)
        if q.predicate.value == str(term) and q.object == old
        else q
        for q in quads
    ]


def without(term: str, class_: str) -> Change:
    """A property gone from the things of a class."""

    def change(quads: Quads) -> Quads:
        things = {q.subject for q in quads if q.object == ox.NamedNode(class_)}
        return [q for q in quads if not (q.subject in things and q.predicate.value == str(term))]

    return change


def pointed(term: str, iri: str) -> Change:
    """A property that points elsewhere."""
    return lambda quads: [
        ox.Quad(q.subject, q.predicate, ox.NamedNode(iri), q.graph_name)
        if q.predicate.value == str(term)
        else q
        for q in quads
    ]


def added(
    subject: ox.NamedNode,
    term: str,
    value: ox.NamedNode | ox.Literal,
    graph: ox.NamedNode | None = None,
) -> Change:
    """One more triple, in the article's graph or in another."""
    return lambda quads: [
        *quads,
        ox.Quad(subject, ox.NamedNode(term), value, graph or quads[0].graph_name),
    ]


@dataclass(frozen=True)
class Case:
    """What is done, and what validation says: the checks, and words of a message in each language."""

    name: str
    change: Change
    checks: set[str]
    zh: str
    en: str


CASES = [
    Case(
        "a quote is changed",
        valued(OA.exact, QUOTE, string("驻白部队官兵9000余名")),
        {"quote-not-in-article"},
        "第 28 至 40 字处不是这段引文。文中别处也没有",
        "not have this quote at characters 28 to 40. Nor has it elsewhere",
    ),
    Case(
        "a quote is emptied",
        valued(OA.exact, QUOTE, string("")),
        {"QuoteExactShape", "quote-not-in-article"},
        "不得为空",
        "is not empty",
    ),
    Case(
        "offsets are shifted",
        lambda quads: valued(OA.end, integer(40), integer(41))(
            valued(OA.start, integer(28), integer(29))(quads)
        ),
        {"quote-not-in-article", "quote-out-of-context"},
        "它在第 28 字处",
        "It has it at 28",
    ),
    Case(
        "offsets lie beyond the article",
        valued(OA.end, integer(27), integer(2700)),
        {"quote-not-in-article", "quote-out-of-context"},
        "文章只有",
        "and none from 0 to 2700",
    ),
    Case(
        "offsets run backwards",
        valued(OA.start, integer(28), integer(99)),
        {"PositionStartShape", "quote-not-in-article", "quote-out-of-context"},
        "先于终点",
        "before the end",
    ),
    Case(
        "an offset is no number",
        valued(OA.start, integer(28), string("28")),
        {"PositionStartShape"},
        "起点须恰有一个",
        "exactly one start",
    ),
    Case(
        "the words before a quote are changed",
        valued(OA.prefix, string("2020年10月20日，"), string("2019年10月20日，")),
        {"quote-out-of-context"},
        "引文应在“2019年10月20日，”",
        "stand between “2019年10月20日，”",
    ),
    Case(
        "statements lose their evidence",
        without(PROV.wasDerivedFrom, KG.Statement),
        {"EvidenceShape"},
        "须恰有一处文中证据",
        "exactly one piece of evidence",
    ),
    Case(
        "evidence loses its quote",
        lambda quads: [q for q in quads if q.predicate.value != str(OA.exact)],
        {"QuoteExactShape"},
        "引文须恰有一段",
        "exactly one quote",
    ),
    Case(
        "evidence loses its selectors",
        lambda quads: [q for q in quads if q.predicate.value != str(OA.hasSelector)],
        {"EvidencePositionShape", "EvidenceQuoteShape"},
        "位置选择器",
        "position selector",
    ),
    Case(
        "evidence is of another article",
        pointed(OA.hasSource, "https://example.org/id/article/other/0123456789ab"),
        {"EvidenceSourceShape"},
        "即所在图的版本",
        "the one that its graph is of",
    ),
    Case(
        "the other article is slipped into the graph",
        lambda quads: added(
            ox.NamedNode("https://example.org/id/article/other/0123456789ab"),
            RDF.type,
            ox.NamedNode(KG.ArticleVersion),
        )(pointed(OA.hasSource, "https://example.org/id/article/other/0123456789ab")(quads)),
        {"VersionNumberShape", "VersionOfShape", "several-versions"},
        "一个图须恰为一个文章版本所说",
        "what one article version says",
    ),
    Case(
        "the version is another",
        lambda quads: [
            ox.Quad(q.subject, q.predicate, string("0123456789ab"), q.graph_name)
            if q.predicate.value == str(SDO.version)
            else q
            for q in quads
        ],
        {"article-missing"},
        "该文章现有版本：",
        "versions there are: ",
    ),
    Case(
        "a fact has no statement",
        added(IRIS.entity("site/111111111111"), SDO.containedInPlace, IRIS.entity("place/220600")),
        {"fact-without-statement"},
        "没有陈述节点",
        "has no statement node",
    ),
    Case(
        "a statement has no fact",
        lambda quads: [q for q in quads if q.predicate.value != str(KG.statisticOf)],
        {"statement-without-fact"},
        "未作为三元组写入图中",
        "not in the graph as a plain triple",
    ),
    Case(
        "a statement speaks of another",
        lambda quads: [
            ox.Quad(q.subject, q.predicate, IRIS.entity("place/110000"), q.graph_name)
            if q.predicate.value == str(RDF.object) and q.object == IRIS.entity("place/220600")
            else q
            for q in quads
        ],
        {"statement-without-fact", "fact-without-statement"},
        "未作为三元组写入图中",
        "not in the graph as a plain triple",
    ),
    Case(
        "an event is given an actor",
        added(IRIS.entity("event/cccccccccccc"), SEM.hasActor, IRIS.entity("person/222222222222")),
        {"fact-without-statement"},
        "没有陈述节点",
        "has no statement node",
    ),
    Case(
        "somebody is added whom the article does not name",
        lambda quads: added(
            IRIS.entity("person/1"), SKOS.prefLabel, ox.Literal("张三", language="zh")
        )(added(IRIS.entity("person/1"), RDF.type, ox.NamedNode(KG.Person))(quads)),
        {"entity-without-mention"},
        "文章既未提及该实体",
        "neither mentions this entity",
    ),
    Case(
        "a fact stands in a graph of no article",
        added(
            IRIS.entity("site/111111111111"),
            KG.commemorates,
            IRIS.entity("person/222222222222"),
            ELSEWHERE,
        ),
        {"fact-of-no-article"},
        "既不属于文章也不属于地名表",
        "neither an article's nor the gazetteer's",
    ),
    Case(
        "a garrison is given coordinates",
        added(GARRISON, GEO.asWKT, ox.Literal("POINT(126.4 41.9)", datatype=ox.NamedNode(GEO.wktLiteral))),
        {"GarrisonCoordinatesShape"},
        "驻军不得有坐标",
        "has no coordinates",
    ),
    Case(
        "a garrison is given coordinates in a graph that does not call it one",
        added(GARRISON, GEO.hasGeometry, ox.NamedNode("https://example.org/point"), GAZETTEER),
        {"GarrisonCoordinatesShape"},
        "驻军不得有坐标",
        "has no coordinates",
    ),
    Case(
        "a garrison is given a number",
        added(GARRISON, DCTERMS.identifier, string("31234")),
        {"GarrisonIdentifierShape"},
        "不得有代码或番号",
        "no code or number",
    ),
    Case(
        "a garrison is named by its cover number in another graph",
        added(GARRISON, SKOS.altLabel, ox.Literal("31234部队", language="zh"), ELSEWHERE),
        {"GarrisonNameShape"},
        "不得含部队代号或番号",
        "no cover number",
    ),
    Case(
        "a garrison is equated with a unit from outside",
        added(ox.NamedNode("https://example.org/unit"), OWL.sameAs, GARRISON, ELSEWHERE),
        {"GarrisonIdentityShape"},
        "不得与其他实体等同",
        "equated with nothing else",
    ),
    Case(
        "a garrison is merged into a unit",
        added(GARRISON, DCTERMS.isReplacedBy, ox.NamedNode("https://example.org/unit"), ELSEWHERE),
        {"GarrisonIdentityShape"},
        "等同或合并",
        "nor merged into it",
    ),
]  # fmt: skip


def check(folder: Path, quads: Iterable[ox.Quad], *articles: Article, limit: int = 20) -> Report:
    with Store.create(folder / "store") as store:
        store.load(quads)
        return validate(store, articles, Settings().ontology, limit=limit)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_tampering_is_found(golden: LinkedArticle, tmp_path: Path, case: Case) -> None:
    quads = list(article_quads(golden, IRIS))
    bad = case.change(quads)
    assert set(bad) != set(quads)
    report = check(tmp_path, bad, golden.article)
    assert set(report.counts) == case.checks, str(report)
    assert any(case.zh in finding.message_zh for finding in report.findings), str(report)
    assert any(case.en in finding.message_en for finding in report.findings), str(report)


def test_a_changed_text_is_found(golden: LinkedArticle, tmp_path: Path) -> None:
    changed = replace(golden.article, text=golden.article.text.replace("3000", "9000"))
    report = check(tmp_path, article_quads(golden, IRIS), changed)
    assert set(report.counts) == {"article-missing"}
    (finding,) = report.findings
    assert golden.article.version in finding.message_en
    assert f"versions there are: {changed.version}" in finding.message_en


def test_a_fact_of_the_default_graph_only_is_found(golden: LinkedArticle, tmp_path: Path) -> None:
    stray = ox.Quad(IRIS.entity("site/1"), ox.NamedNode(KG.commemorates), IRIS.entity("person/2"))
    with Store.create(tmp_path / "store") as store:
        store.load(article_quads(golden, IRIS))
        store.merge()
        assert validate(store, [golden.article], Settings().ontology).ok
        unnamed = ox.Quad(stray.subject, stray.predicate, stray.subject, ox.BlankNode())
        store.load([stray, unnamed])
        report = validate(store, [golden.article], Settings().ontology)
        assert report.counts == {"fact-in-no-graph": 2}
        graph = IRIS.article_graph(golden.article)
        assert validate(store, [golden.article], Settings().ontology, named=[graph]).ok


def test_only_the_graphs_asked_for_are_checked(golden: LinkedArticle, tmp_path: Path) -> None:
    other = replace(golden, article=replace(golden.article, id="news/2"))
    bad = valued(OA.exact, QUOTE, string("驻白部队官兵9000余名"))(list(article_quads(other, IRIS)))
    articles = [golden.article, other.article]
    good, tampered = (IRIS.article_graph(article) for article in articles)
    with Store.create(tmp_path / "store") as store:
        store.load([*article_quads(golden, IRIS), *bad])
        report = validate(store, iter(articles), Settings().ontology, named=[good])
        assert (report.ok, report.graphs) == (True, 1)
        report = validate(store, iter(articles), Settings().ontology, named=[tampered])
        assert report.counts == {"quote-not-in-article": 1}
        # What another graph calls a garrison is one in this graph too.
        store.load([ox.Quad(GARRISON, ox.NamedNode(SDO.address), string("某路1号"), ELSEWHERE)])
        report = validate(store, [], Settings().ontology, named=[ELSEWHERE])
        assert report.counts == {"GarrisonAddressShape": 1}


def test_articles_are_read_no_further_than_needed(golden: LinkedArticle, tmp_path: Path) -> None:
    def articles() -> Iterable[Article]:
        yield golden.article
        raise AssertionError("read on")

    assert check(tmp_path, article_quads(golden, IRIS)).counts == {"article-missing": 1}
    with Store.open(tmp_path / "store") as store:
        assert validate(store, articles(), Settings().ontology).ok


def test_a_report_shows_some_of_each_kind_and_counts_all(
    golden: LinkedArticle, tmp_path: Path
) -> None:
    quads = list(article_quads(golden, IRIS))
    bad = without(PROV.wasDerivedFrom, KG.Statement)(valued(OA.exact, QUOTE, string("虚构"))(quads))
    report = check(tmp_path, bad, golden.article, limit=2)
    assert report.counts == {"EvidenceShape": 24, "quote-not-in-article": 1}
    assert [finding.check for finding in report.findings] == [
        "EvidenceShape",
        "EvidenceShape",
        "quote-not-in-article",
    ]

    record = json.loads(report.to_json())
    assert (record["ok"], record["counts"]) == (False, dict(report.counts))
    (quote,) = (f for f in record["findings"] if f["check"] == "quote-not-in-article")
    assert (quote["article"], quote["quote"]) == ("news/1", "虚构")
    assert quote["value"] == QUOTE.value

    text = str(report)
    assert text.count("A statement or mention has exactly one piece of evidence in the text.") == 1
    assert "… 另有 22 处 and 22 more" in text
    assert text.endswith("25 findings in 1 graphs; 20 quotes read again in their articles")


def test_a_report_is_a_shacl_report_too(golden: LinkedArticle, tmp_path: Path) -> None:
    quads = list(article_quads(golden, IRIS))
    address = added(GARRISON, SDO.address, string("某路1号"))
    report = check(
        tmp_path, address(valued(OA.exact, QUOTE, string("虚构"))(quads)), golden.article
    )
    graph = Graph().parse(data=report.to_turtle(), format="turtle")
    (node,) = graph.subjects(RDF.type, SH.ValidationReport)
    assert str(graph.value(node, SH.conforms)) == "false"
    results = list(graph.objects(node, SH.result))
    assert {str(graph.value(r, SH.sourceShape)).partition("#")[2] for r in results} == {
        "GarrisonAddressShape",
        "quote-not-in-article",
    }
    for result in results:
        for term in (SH.focusNode, SH.resultSeverity, SH.sourceConstraintComponent):
            assert len(list(graph.objects(result, term))) == 1
        assert {m.language for m in graph.objects(result, SH.resultMessage)} == {"zh", "en"}  # type: ignore[attr-defined]
        assert str(graph.value(result, OA.exact))
    (path,) = graph.objects(None, SH.resultPath)
    assert (path, SH.alternativePath, None) in graph

    # A report of nothing conforms, as pyshacl's does.
    shapes = Graph().parse(Settings().ontology / "shapes.ttl")
    _, reference, _ = pyshacl.validate(Graph(), shacl_graph=shapes)
    ours = Graph().parse(data=check(tmp_path / "whole", quads, golden.article).to_turtle())
    for one in (reference, ours):
        (conforms,) = one.objects(None, SH.conforms)
        assert str(conforms) == "true"


def test_a_terminal_is_told_nothing_that_it_would_obey(
    golden: LinkedArticle, tmp_path: Path
) -> None:
    bad = valued(OA.exact, QUOTE, string("\x1b[31m虚构\u202e"))(list(article_quads(golden, IRIS)))
    report = check(tmp_path, bad, golden.article)
    assert "\x1b" not in str(report)
    assert "\u202e" not in str(report)
