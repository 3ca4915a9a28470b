"""Is every graph well formed, and does every quote stand in its article? The contract of the graph.

Shapes (SHACL, `ontology/shapes.ttl`) say what a graph must hold. What they cannot see is checked
beside them: that each quote is what the article has at its offsets (`kg.graph.quotes`), that each
statement's fact is in the graph as a plain triple and each such fact has a statement
(`kg.graph.facts`), that a graph is one article version's, and that no graph adds to a garrison what
another may not say of it. Graphs are read one at a time, and articles as they come, so that memory is
that of the largest graph.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox
from rdflib import DCTERMS, RDF

from kg.graph.facts import check_facts, check_whole
from kg.graph.named_graph import NamedGraph
from kg.graph.quotes import check_quotes
from kg.graph.report import LIMIT, Finding, Report, first_of_each
from kg.graph.store import Store
from kg.graph.vocabulary import KG, KG_SHAPE, OA
from kg.model import Article
from kg.shacl import Triples, read_shapes

_TYPE = ox.NamedNode(RDF.type)
_VERSION, _GARRISON = ox.NamedNode(KG.ArticleVersion), ox.NamedNode(KG.Garrison)
_IS_VERSION_OF = ox.NamedNode(DCTERMS.isVersionOf)
_EVIDENCE = ox.NamedNode(OA.SpecificResource)


def validate(
    store: Store,
    articles: Iterable[Article],
    ontology: Path,
    named: Iterable[ox.NamedNode] | None = None,
    *,
    limit: int = LIMIT,
    progress: Callable[[], None] = lambda: None,
) -> Report:
    """Check the graphs of the store, all or those `named`, against shapes and articles.

    The shapes are those in the `ontology` folder. `articles` are the article versions that the
    graphs were built from, in any order; others among them are passed over, and reading ends when
    every graph has had its text. Without `named` all graphs are checked, and that the merge of them
    has no fact of its own; with it only those, at a cost that grows with them: a change is checked
    so before it is published. The report shows the first `limit` findings of each kind and counts
    all. `progress` is called after each graph.

    Raises ShapeError where the shapes state what `kg.shacl` does not know.
    """
    checks = Checks(ontology)
    match = store.oxigraph.quads_for_pattern
    garrisons = {
        quad.subject
        for quad in match(None, _TYPE, _GARRISON, None)
        if isinstance(quad.subject, ox.NamedNode)
    }
    chosen = store.graphs() if named is None else list(dict.fromkeys(named))

    def findings() -> Iterator[Finding]:
        for name, text, others in _with_texts(store, chosen, articles):
            yield from checks.run(name, match(None, None, None, name), garrisons, text, others)
            progress()
        if named is None:
            yield from check_whole(store)

    shown, counts = first_of_each(findings(), limit)
    return Report(findings=shown, counts=counts, graphs=len(chosen), quotes=checks.quotes)


class Checks:
    """All checks of one graph after another, and how many quotes were read again."""

    def __init__(self, ontology: Path) -> None:
        self.quotes = 0
        self._shapes = read_shapes(ontology / "shapes.ttl")

    def run(
        self,
        name: ox.NamedNode,
        quads: Iterable[ox.Quad],
        garrisons: Collection[ox.NamedNode],
        text: str | None,
        other_versions: Collection[str] = (),
    ) -> Iterator[Finding]:
        """Check the quads of one graph; `text` is that of its article version, None where there is
        none. What is a garrison in any graph is one here too."""
        graph = NamedGraph(name, Triples(_with_garrisons(quads, garrisons, name)))
        for shape in self._shapes:
            for violation in shape.validate(graph.triples):
                yield graph.finding(
                    shape.iri.value.removeprefix(KG_SHAPE),
                    violation.focus,
                    violation.value,
                    (shape.messages["zh"], shape.messages["en"]),
                    component=violation.component,
                    path=shape.path_node,
                    path_triples=shape.path_triples,
                )
        yield from check_facts(graph)
        if len(graph.versions) > 1:
            yield graph.finding("several-versions", graph.versions[0], graph.versions[1], _SEVERAL)
        if text is not None:
            self.quotes += len(graph.triples.instances(_EVIDENCE))
            yield from check_quotes(graph, text)
        elif graph.versions:
            yield graph.finding(
                "article-missing", graph.versions[0], None, _missing(graph, other_versions)
            )


def _with_garrisons(
    quads: Iterable[ox.Quad], garrisons: Collection[ox.NamedNode], name: ox.NamedNode
) -> Iterable[ox.Quad]:
    """The quads of a graph, and that what another graph calls a garrison is one here too."""
    if not garrisons:
        return quads
    here = list(quads)
    met = {
        term
        for quad in here
        for term in (quad.subject, quad.object)
        if isinstance(term, ox.NamedNode) and term in garrisons
    }
    called = {q.subject for q in here if q.predicate == _TYPE and q.object == _GARRISON}
    return [*here, *(ox.Quad(one, _TYPE, _GARRISON, name) for one in sorted(met - called, key=str))]


_SEVERAL = (
    "一个图须恰为一个文章版本所说，此图却有多个版本。",
    "A graph is what one article version says, and this one holds several.",
)


def _missing(graph: NamedGraph, others: Collection[str]) -> tuple[str, str]:
    """That there is no text, and which versions of the article there are."""
    there = ", ".join(sorted(others))
    version = graph.version or "?"
    return (
        f"没有这一文章版本（{version}）的文本，其引文无从核对；"
        + (f"该文章现有版本：{there}。" if there else "也没有该文章的其他版本。"),
        f"The text of this article version ({version}) is missing, so its quotes cannot be checked; "
        + (f"versions there are: {there}." if there else "nor is there another of the article."),
    )


def _with_texts(
    store: Store, graphs: Iterable[ox.NamedNode], articles: Iterable[Article]
) -> Iterator[tuple[ox.NamedNode, str | None, list[str]]]:
    """Each graph with the text of its article version, or with the other versions of its article.

    Each article is read once; a graph comes when its text does.
    """
    waiting: defaultdict[tuple[str, str], list[ox.NamedNode]] = defaultdict(list)
    for name in graphs:
        key = _article_version(store, name)
        if key is None:
            yield name, None, []
        else:
            waiting[key].append(name)
    versions: dict[str, list[str]] = {id_: [] for id_, _ in waiting}
    for article in articles if waiting else ():
        if article.id in versions:
            versions[article.id].append(article.version)
        for name in waiting.pop((article.id, article.version), ()):
            yield name, article.text, []
        if not waiting:
            return
    for (id_, _), names in waiting.items():
        for name in names:
            yield name, None, versions[id_]


def _article_version(store: Store, name: ox.NamedNode) -> tuple[str, str] | None:
    """The article and its version that a graph says it is of; None for a graph of no article."""
    match = store.oxigraph.quads_for_pattern
    quads = [
        q
        for one in match(None, _TYPE, _VERSION, name)
        for q in match(one.subject, None, None, name)
    ]
    works = {quad.object for quad in quads if quad.predicate == _IS_VERSION_OF}
    for work in works:
        if isinstance(work, ox.NamedNode):
            quads += match(work, None, None, name)
    graph = NamedGraph(name, Triples(quads))
    return (graph.article or "", graph.version or "") if graph.versions else None
