"""Has every fact a statement that says where it is said, and every statement its fact?"""

from __future__ import annotations

from collections.abc import Collection, Iterator

import pyoxigraph as ox
from rdflib import RDF

from kg.graph.named_graph import NamedGraph
from kg.graph.report import Finding
from kg.graph.store import Store
from kg.graph.vocabulary import CLASSES, FACTS, KG, ROLES, SEM
from kg.shacl import Triples
from kg.shacl.triples import Node, Term

_STATEMENT = ox.NamedNode(KG.Statement)
_SUBJECT, _PREDICATE, _OBJECT = (
    ox.NamedNode(RDF[name]) for name in ("subject", "predicate", "object")
)
_MENTION_OF = ox.NamedNode(KG.mentionOf)
_HAS_ACTOR = ox.NamedNode(SEM.hasActor)
_ROLES = tuple(ox.NamedNode(term) for term in ROLES)
_FACTS = tuple(ox.NamedNode(term) for term in sorted(FACTS))
_ENTITIES = tuple(ox.NamedNode(class_) for class_ in CLASSES.values())
_DEFAULT = ox.DefaultGraph()
_GAZETTEER = "/graph/gazetteer/"

Fact = tuple[Node, ox.NamedNode, Term]


def check_facts(graph: NamedGraph) -> Iterator[Finding]:
    """Facts of an article without a statement, statements without their fact, and entities that the
    article neither mentions nor states anything of.

    The gazetteer's own facts name their source instead (its graphs are told by their name); in any
    other graph there is no place for one.
    """
    if graph.versions:
        stated = dict(_statements(graph))
        yield from _without_fact(graph, stated)
        yield from _without_statement(graph, set(stated.values()))
        yield from _without_mention(graph, {subject for subject, _, _ in stated.values()})
    elif _GAZETTEER not in graph.name.value:
        yield from _of_no_article(graph)


def check_whole(store: Store) -> Iterator[Finding]:
    """Facts that no named graph holds: in the default graph, which queries ask first and which is the
    merge of the named ones (`Store.merge`), or in a graph without a name."""
    match = store.oxigraph.quads_for_pattern
    unnamed: list[ox.BlankNode | ox.DefaultGraph] = [_DEFAULT]
    unnamed += (g for g in store.oxigraph.named_graphs() if isinstance(g, ox.BlankNode))
    # The default graph has no IRI; this is Apache Jena's for it.
    graph = NamedGraph(ox.NamedNode("urn:x-arq:DefaultGraph"), Triples([]))
    for term in _FACTS:
        for quad in (q for name in unnamed for q in match(None, term, None, name)):
            same = match(quad.subject, term, quad.object, None)
            if any(isinstance(other.graph_name, ox.NamedNode) for other in same):
                continue
            assert not isinstance(quad.subject, ox.Triple)
            assert not isinstance(quad.object, ox.Triple)
            yield graph.finding(
                "fact-in-no-graph",
                quad.subject,
                quad.object,
                (
                    f"事实 {term.value} 不在任何有名称的图中，不属于任何文章。",
                    f"The fact {term.value} stands in no named graph and is no article's.",
                ),
                path=term,
            )


def _statements(graph: NamedGraph) -> Iterator[tuple[Node, Fact]]:
    """Each statement with its fact; shapes find those that lack a part of it."""
    triples = graph.triples
    for statement in sorted(triples.instances(_STATEMENT), key=str):
        subject, term, value = (
            triples.object(statement, part) for part in (_SUBJECT, _PREDICATE, _OBJECT)
        )
        if isinstance(subject, ox.NamedNode) and isinstance(term, ox.NamedNode) and value:
            yield statement, (subject, term, value)


def _without_fact(graph: NamedGraph, stated: dict[Node, Fact]) -> Iterator[Finding]:
    for statement, fact in stated.items():
        if fact not in graph.triples:
            subject, term, value = fact
            what = f"{subject.value} {term.value}"
            yield graph.finding(
                "statement-without-fact",
                statement,
                value,
                (
                    f"陈述的事实（{what}）未作为三元组写入图中。",
                    f"The fact of this statement ({what}) is not in the graph as a plain triple.",
                ),
            )


def _without_statement(graph: NamedGraph, stated: Collection[Fact]) -> Iterator[Finding]:
    for subject, term, value in _facts(graph, (*_FACTS, _HAS_ACTOR)):
        # An actor follows from a statement that it plays a role.
        terms = _ROLES if term == _HAS_ACTOR else (term,)
        if not any((subject, said, value) in stated for said in terms):
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


def _without_mention(graph: NamedGraph, spoken_of: Collection[Node]) -> Iterator[Finding]:
    mentioned = graph.triples.having(_MENTION_OF)
    for class_ in _ENTITIES:
        for entity in sorted(graph.triples.instances(class_), key=str):
            if entity not in mentioned and entity not in spoken_of:
                yield graph.finding(
                    "entity-without-mention",
                    entity,
                    class_,
                    (
                        "文章既未提及该实体，也未就其作任何陈述。",
                        "The article neither mentions this entity nor states anything of it.",
                    ),
                )


def _of_no_article(graph: NamedGraph) -> Iterator[Finding]:
    for subject, term, value in _facts(graph, _FACTS):
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


def _facts(graph: NamedGraph, terms: tuple[ox.NamedNode, ...]) -> Iterator[Fact]:
    for term in terms:
        pairs = [(s, value) for value, some in graph.triples.having(term).items() for s in some]
        for subject, value in sorted(pairs, key=str):
            yield subject, term, value
