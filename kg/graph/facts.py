"""Has every fact a statement that says where it is said, and every statement its fact?"""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
from rdflib import RDF

from kg.graph.named_graph import NamedGraph
from kg.graph.report import Finding
from kg.graph.store import Store
from kg.graph.vocabulary import FACTS, KG
from kg.shacl import Triples
from kg.shacl.triples import Node, Term

_STATEMENT = ox.NamedNode(KG.Statement)
_SUBJECT, _PREDICATE, _OBJECT = (
    ox.NamedNode(RDF[name]) for name in ("subject", "predicate", "object")
)
_FACTS = tuple(ox.NamedNode(term) for term in sorted(FACTS))
_DEFAULT = ox.DefaultGraph()
_GAZETTEER = "/graph/gazetteer/"


def check_facts(graph: NamedGraph) -> Iterator[Finding]:
    """Facts of an article without a statement, and statements without their fact.

    The gazetteer's own facts name their source instead (its graphs are told by their name); in any
    other graph there is no place for one.
    """
    if not graph.versions:
        if _GAZETTEER not in graph.name.value:
            yield from _strays(graph)
        return
    triples = graph.triples
    stated: set[tuple[Node, Term, Term]] = set()
    for statement in sorted(triples.instances(_STATEMENT), key=str):
        subject, term, value = (
            triples.object(statement, p) for p in (_SUBJECT, _PREDICATE, _OBJECT)
        )
        if (
            not isinstance(subject, ox.NamedNode)
            or not isinstance(term, ox.NamedNode)
            or value is None
        ):
            continue  # A shape has found it already.
        stated.add((subject, term, value))
        if (subject, term, value) not in triples:
            yield graph.finding(
                "statement-without-fact",
                statement,
                value,
                (
                    f"陈述的事实（{subject.value} {term.value}）未作为三元组写入图中。",
                    f"The fact of this statement ({subject.value} {term.value}) is not in the graph "
                    f"as a plain triple.",
                ),
            )
    for subject, term, value in _facts(graph):
        if (subject, term, value) not in stated:
            yield graph.finding(
                "fact-without-statement",
                subject,
                value,
                (
                    f"事实 {term.value} 没有陈述节点，无从追溯出处。",
                    f"The fact {term.value} has no statement node and cannot be traced to its "
                    f"source.",
                ),
                path=term,
            )


def check_merge(store: Store) -> Iterator[Finding]:
    """Facts of the default graph, which queries ask first, that no named graph holds.

    The default graph is the merge of the named ones (`Store.merge`); where there is none, nothing
    can be wrong with it.
    """
    oxigraph = store.oxigraph
    graph = NamedGraph(ox.NamedNode("urn:x-arq:DefaultGraph"), Triples([]))
    for term in _FACTS:
        for quad in oxigraph.quads_for_pattern(None, term, None, _DEFAULT):
            same = oxigraph.quads_for_pattern(quad.subject, term, quad.object, None)
            if all(other.graph_name == _DEFAULT for other in same):
                assert not isinstance(quad.subject, ox.Triple)
                assert not isinstance(quad.object, ox.Triple)
                yield graph.finding(
                    "fact-in-no-graph",
                    quad.subject,
                    quad.object,
                    (
                        f"事实 {term.value} 只在默认图中，不属于任何文章。",
                        f"The fact {term.value} stands in the default graph only and is no "
                        f"article's.",
                    ),
                    path=term,
                )


def _strays(graph: NamedGraph) -> Iterator[Finding]:
    for subject, term, value in _facts(graph):
        yield graph.finding(
            "fact-of-no-article",
            subject,
            value,
            (
                f"事实 {term.value} 所在的图既不属于文章也不属于地名表，没有出处。",
                f"The fact {term.value} stands in a graph that is neither an article's nor the "
                f"gazetteer's, and has no source.",
            ),
            path=term,
        )


def _facts(graph: NamedGraph) -> Iterator[tuple[Node, ox.NamedNode, Term]]:
    for term in _FACTS:
        pairs = [(s, value) for value, some in graph.triples.having(term).items() for s in some]
        for subject, value in sorted(pairs, key=str):
            yield subject, term, value
