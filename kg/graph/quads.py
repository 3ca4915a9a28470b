"""A linked article to the quads of its named graph."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from pyoxigraph import NamedNode, Quad, Triple
from rdflib import DCTERMS, RDF

from kg.graph.conferrals import award_triples, split_awards
from kg.graph.entities import entity_triples
from kg.graph.evidence import mention_triples
from kg.graph.iris import Iris
from kg.graph.provenance import article_triples
from kg.graph.statements import statement_triples
from kg.graph.terms import about, integer
from kg.graph.vocabulary import KG
from kg.model import Article, LinkedArticle

_TYPE, _STATEMENT = NamedNode(RDF.type), NamedNode(KG.Statement)


def article_quads(linked: LinkedArticle, iris: Iris) -> Iterator[Quad]:
    """Everything that one article version says, each quad once, in the graph of that version.

    Raises ValueError for a statement about an entity that the article lacks, a relation without an
    RDF property, or a subtype that the ontology does not declare: each would lose or bend a fact.
    """
    _check_references(linked)
    graph = iris.article_graph(linked.article)
    triples = dict.fromkeys(_triples(linked, iris))
    statements = sum(t.predicate == _TYPE and t.object == _STATEMENT for t in triples)
    counted = about(iris.version(linked.article), (KG.statementCount, integer(statements)))
    for triple in chain(triples, counted):
        yield Quad(triple.subject, triple.predicate, triple.object, graph)


def superseded_quads(superseded: Article, current: Article, iris: Iris) -> Iterator[Quad]:
    """A version that another took the place of: what it says of itself, and what is in force."""
    graph, version = iris.article_graph(superseded), iris.version(superseded)
    replaced = about(version, (DCTERMS.isReplacedBy, iris.version(current)))
    for triple in chain(article_triples(superseded, iris), replaced):
        yield Quad(triple.subject, triple.predicate, triple.object, graph)


def _triples(linked: LinkedArticle, iris: Iris) -> Iterator[Triple]:
    article = linked.article
    entities = {e.key: e for e in linked.entities}
    awards, statements = split_awards(linked)
    yield from article_triples(article, iris)
    if linked.original:
        yield from about(iris.version(article), (KG.reprintOf, iris.version(linked.original)))
    for entity in linked.entities:
        yield from entity_triples(entity, iris)
        yield from mention_triples(entity, article, iris)
    for statement in statements:
        yield from statement_triples(statement, entities, article, iris)
    for award in awards:
        yield from award_triples(award, article, iris)


def _check_references(linked: LinkedArticle) -> None:
    known = {e.key for e in linked.entities}
    for statement in linked.statements:
        for key in (statement.subject, statement.object):
            if key not in known:
                raise ValueError(
                    f"Article {linked.article.id!r} says {statement.predicate!s} of {key!r}, "
                    f"which is not among its entities."
                )
