"""Is every graph well formed, and does every quote stand in its article?

Shapes (SHACL) say what a graph must hold. Three things that they cannot see are checked beside
them: that each quote is what the article has at its offsets, that each statement's fact is in the
graph as a plain triple, and that each such fact has a statement. Every named graph is checked by
itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox
import pyshacl
from rdflib import DCTERMS, PROV, RDF, SDO, SH, Graph, Literal
from rdflib.term import Node

from kg.graph.report import Finding, Report
from kg.graph.store import Store
from kg.graph.vocabulary import FACTS, KG, KG_SHAPE, OA
from kg.model import Article

Texts = Mapping[tuple[str, str], str]


def validate(
    store: Store,
    articles: Iterable[Article],
    ontology: Path,
    named: Iterable[ox.NamedNode] | None = None,
) -> Report:
    """Check all named graphs of the store, or those `named`, against the shapes in the `ontology`
    folder.

    `articles` are the article versions that the graphs were built from (`read_articles`).
    """
    shapes = Graph().parse(ontology / "shapes.ttl")
    texts = {(article.id, article.version): article.text for article in articles}
    findings: list[Finding] = []
    graphs = quotes = 0
    for name in store.graphs() if named is None else named:
        graph = _graph(store, name)
        graphs += 1
        quotes += sum(1 for _ in graph.subjects(RDF.type, OA.SpecificResource))
        findings += _check_shapes(graph, shapes)
        findings += _check_quotes(graph, texts)
        if (None, RDF.type, KG.ArticleVersion) in graph:
            findings += _check_facts(graph)
    return Report(findings=tuple(findings), graphs=graphs, quotes=quotes)


def _graph(store: Store, name: ox.NamedNode) -> Graph:
    triples = (quad.triple for quad in store.quads(name))
    data = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    return Graph(identifier=name.value).parse(data=data or b"", format="nt")


def _check_shapes(graph: Graph, shapes: Graph) -> list[Finding]:
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes, inference="none", inplace=True)
    found = []
    for result in report.subjects(RDF.type, SH.ValidationResult):
        messages = {m.language: str(m) for m in report.objects(result, SH.resultMessage)}
        shape = str(report.value(result, SH.sourceShape))
        found.append(
            _finding(
                graph,
                shape.removeprefix(KG_SHAPE),
                report.value(result, SH.focusNode),
                report.value(result, SH.value),
                messages["zh"],
                messages["en"],
            )
        )
    return sorted(found, key=lambda f: (f.check, f.focus, f.value or ""))


def _check_quotes(graph: Graph, texts: Texts) -> Iterator[Finding]:
    for version in sorted(graph.subjects(RDF.type, KG.ArticleVersion), key=str):
        article = _article(graph, version)
        text = texts.get((article, str(graph.value(version, SDO.version))))
        if text is None:
            yield _finding(
                graph,
                "article-missing",
                version,
                None,
                "没有这一文章版本的文本，其引文无从核对。",
                "The text of this article version is missing, so its quotes cannot be checked.",
            )
            continue
        for evidence in sorted(graph.subjects(OA.hasSource, version), key=str):
            yield from _check_quote(graph, evidence, text)


def _check_quote(graph: Graph, evidence: Node, text: str) -> Iterator[Finding]:
    said = {
        term: value.toPython()
        for selector in graph.objects(evidence, OA.hasSelector)
        for term in (OA.start, OA.end, OA.exact, OA.prefix, OA.suffix)
        if isinstance(value := graph.value(selector, term), Literal)
    }
    start, end, exact = said.get(OA.start), said.get(OA.end), said.get(OA.exact)
    if not (isinstance(start, int) and isinstance(end, int) and isinstance(exact, str)):
        return  # A shape has found it already.
    there = text[max(0, start) : max(0, end)]
    if there != exact:
        yield _finding(
            graph,
            "quote-not-in-article",
            evidence,
            Literal(there),
            f"文章第 {start} 至 {end} 字处不是这段引文。",
            f"The article does not have this quote at characters {start} to {end}.",
        )
    before, after = str(said.get(OA.prefix, "")), str(said.get(OA.suffix, ""))
    if not (text[: max(0, start)].endswith(before) and text[max(0, end) :].startswith(after)):
        yield _finding(
            graph,
            "quote-out-of-context",
            evidence,
            None,
            "引文的前后文与文章不符。",
            "The words around the quote are not those of the article.",
        )


def _check_facts(graph: Graph) -> Iterator[Finding]:
    stated = set()
    for statement in sorted(graph.subjects(RDF.type, KG.Statement), key=str):
        subject = graph.value(statement, RDF.subject)
        term = graph.value(statement, RDF.predicate)
        value = graph.value(statement, RDF.object)
        if subject is None or term is None or value is None:
            continue  # A shape has found it already.
        stated.add((subject, term, value))
        if (subject, term, value) not in graph:
            yield _finding(
                graph,
                "statement-without-fact",
                statement,
                value,
                "陈述的事实未作为三元组写入图中。",
                "The fact of this statement is not in the graph as a plain triple.",
            )
    for term in sorted(FACTS):
        for subject, value in sorted(graph.subject_objects(term), key=str):
            if (subject, term, value) not in stated:
                yield _finding(
                    graph,
                    "fact-without-statement",
                    subject,
                    value,
                    f"事实 {term} 没有陈述节点，无从追溯出处。",
                    f"The fact {term} has no statement node and cannot be traced to its source.",
                )


def _finding(
    graph: Graph, check: str, focus: Node | None, value: Node | None, zh: str, en: str
) -> Finding:
    version = graph.value(predicate=RDF.type, object=KG.ArticleVersion)
    return Finding(
        check=check,
        graph=str(graph.identifier),
        focus=str(focus),
        value=None if value is None else str(value),
        article=_article(graph, version) if version else None,
        quote=_quote(graph, focus),
        message_zh=zh,
        message_en=en,
    )


def _article(graph: Graph, version: Node) -> str:
    return str(graph.value(graph.value(version, DCTERMS.isVersionOf), DCTERMS.identifier))


def _quote(graph: Graph, focus: Node | None) -> str | None:
    """The words that the node rests on: its own, its statement's, or those of a mention of it."""
    mention = graph.value(predicate=KG.mentionOf, object=focus)
    candidates = (
        focus,
        graph.value(focus, PROV.wasDerivedFrom),
        graph.value(predicate=OA.hasSelector, object=focus),
        graph.value(mention, PROV.wasDerivedFrom) if mention else None,
    )
    for evidence in filter(None, candidates):
        for selector in graph.objects(evidence, OA.hasSelector):
            if (exact := graph.value(selector, OA.exact)) is not None:
                return str(exact)
    return None
