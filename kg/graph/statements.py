"""A fact as a plain triple, and beside it the statement node that says who says so, and where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Triple
from rdflib import PROV, RDF, URIRef

from kg.graph.evidence import evidence_triples
from kg.graph.iris import Iris
from kg.graph.terms import about, confidence, string, zh
from kg.graph.vocabulary import KG, ROLES, SEM, property_of
from kg.model import Article, Entity, Statement


def statement_node(
    subject: NamedNode,
    term: URIRef,
    value: NamedNode | Literal,
    said: Statement,
    article: Article,
    iris: Iris,
) -> NamedNode:
    """The node that says that the article states this fact."""
    return iris.statement(
        article,
        subject.value,
        term,
        str(value),
        said.evidence.start,
        said.evidence.end,
        said.rule,
        said.detail,
    )


def fact_triples(
    subject: NamedNode,
    term: URIRef,
    value: NamedNode | Literal,
    said: Statement,
    article: Article,
    iris: Iris,
) -> Iterator[Triple]:
    """One fact with its statement node and evidence; `said` is what the article gives for it."""
    evidence = iris.evidence(article, said.evidence.start, said.evidence.end)
    node = statement_node(subject, term, value, said, article, iris)
    yield from about(subject, (term, value))
    yield from about(
        node,
        (RDF.type, KG.Statement),
        (RDF.subject, subject),
        (RDF.predicate, term),
        (RDF.object, value),
        (PROV.wasDerivedFrom, evidence),
        (PROV.wasGeneratedBy, iris.activity(article)),
        (KG.rule, string(said.rule)),
        (KG.confidence, confidence(said.confidence)),
    )
    if said.detail:
        yield from about(node, (KG.office, zh(said.detail)))
    if term in ROLES:
        yield from about(subject, (SEM.hasActor, value))
        yield from about(
            node, (RDF.type, SEM.Role), (RDF.value, value), (SEM.roleType, ROLES[term])
        )
    yield from evidence_triples(said.evidence, article, iris)


def statement_triples(
    statement: Statement, entities: Mapping[str, Entity], article: Article, iris: Iris
) -> Iterator[Triple]:
    """A statement between two entities.

    Raises ValueError for a relation that has no RDF property.
    """
    subject = entities[statement.subject]
    return fact_triples(
        iris.entity(subject.key),
        property_of(statement.predicate, subject.type),
        iris.entity(statement.object),
        statement,
        article,
        iris,
    )
