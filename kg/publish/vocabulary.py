"""The words of the ontology: what it is, and what its classes and properties are called and mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rdflib import DC, DCTERMS, OWL, RDF, RDFS, SDO, SKOS, VANN, Graph, Literal, URIRef
from rdflib.term import Node

from kg.graph.vocabulary import KG, PREFIXES

FILES = {"ontology": "kg.ttl", "alignments": "alignments.ttl", "shapes": "shapes.ttl"}
"""The files of the ontology by the last part of the IRI that each has."""

_KINDS = {
    OWL.Class: "class",
    OWL.ObjectProperty: "property",
    OWL.DatatypeProperty: "property",
    SKOS.ConceptScheme: "other",
}
_RELATIONS = (
    RDFS.subClassOf,
    RDFS.subPropertyOf,
    SKOS.exactMatch,
    SKOS.closeMatch,
    SKOS.relatedMatch,
)
_BEYOND = {
    "crm": "http://www.cidoc-crm.org/cidoc-crm/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "time": "http://www.w3.org/2006/time#",
}
"""Prefixes of vocabularies that only alignments speak of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A class or property: its names, definitions and examples by language, and what it is related to.

    `domain` and `range` are the classes that it belongs to, whether or not that lets one infer a type.
    `aligned` are terms of other vocabularies, each after the relation to it, and `note` says why.
    """

    iri: str
    kind: str
    label: Mapping[str, str]
    definition: Mapping[str, str]
    example: Mapping[str, str]
    broader: tuple[str, ...]
    domain: tuple[str, ...]
    range: tuple[str, ...]
    disjoint: tuple[str, ...]
    aligned: tuple[tuple[str, str], ...]
    note: Mapping[str, str]

    @property
    def name(self) -> str:
        return self.iri.removeprefix(KG)


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The ontology as a whole, with its terms: classes first, each kind by name."""

    iri: str
    version: str
    version_iri: str
    prior: str | None
    title: Mapping[str, str]
    description: Mapping[str, str]
    creators: tuple[str, ...]
    licence: str
    prefix: str
    namespace: str
    terms: tuple[Term, ...]

    def narrower(self, iri: str) -> tuple[Term, ...]:
        """The terms right below one."""
        return tuple(term for term in self.terms if iri in term.broader)

    def roots(self) -> tuple[Term, ...]:
        """The classes that stand below no other of ours."""
        return tuple(
            term
            for term in self.terms
            if term.kind == "class" and not any(iri.startswith(KG) for iri in term.broader)
        )


def read_vocabulary(ontology: Path) -> Vocabulary:
    """The vocabulary of the `ontology` folder.

    >>> from kg.settings import Settings
    >>> vocabulary = read_vocabulary(Settings().ontology)
    >>> vocabulary.prefix, vocabulary.narrower(KG + "MilitaryBody")[0].label["en"]
    ('kg', 'Garrison')
    """
    graph = Graph().parse(ontology / FILES["ontology"], format="turtle")
    alignments = Graph().parse(ontology / FILES["alignments"], format="turtle")
    (node,) = graph.subjects(RDF.type, OWL.Ontology)
    prior = graph.value(node, OWL.priorVersion)
    found = []
    for iri in sorted({s for s in graph.subjects() if isinstance(s, URIRef) and s.startswith(KG)}):
        kind = next((k for c, k in _KINDS.items() if (iri, RDF.type, c) in graph), "other")
        found.append(
            Term(
                iri=str(iri),
                kind=kind,
                label=_words(graph, iri, RDFS.label),
                definition=_words(graph, iri, SKOS.definition),
                example=_words(graph, iri, SKOS.example),
                broader=_iris(graph, iri, RDFS.subClassOf, RDFS.subPropertyOf),
                domain=_iris(graph, iri, RDFS.domain, SDO.domainIncludes),
                range=_iris(graph, iri, RDFS.range, SDO.rangeIncludes),
                disjoint=_disjoint(graph, iri),
                aligned=tuple(
                    (str(relation), other)
                    for relation in _RELATIONS
                    for other in _iris(alignments, iri, relation)
                ),
                note=_words(alignments, iri, SKOS.note),
            )
        )
    order = ("class", "property", "other")
    return Vocabulary(
        iri=str(node),
        version=str(graph.value(node, OWL.versionInfo)),
        version_iri=str(graph.value(node, OWL.versionIRI)),
        prior=None if prior is None else str(prior),
        title=_words(graph, node, DCTERMS.title),
        description=_words(graph, node, DCTERMS.description),
        creators=tuple(sorted(map(str, graph.objects(node, DC.creator)))),
        licence=str(graph.value(node, DCTERMS.license)),
        prefix=str(graph.value(node, VANN.preferredNamespacePrefix)),
        namespace=str(graph.value(node, VANN.preferredNamespaceUri)),
        terms=tuple(sorted(found, key=lambda term: (order.index(term.kind), term.name))),
    )


def terms(ontology: Path) -> dict[str, Term]:
    """The own terms of the ontology by IRI, classes first, each kind by name."""
    return {term.iri: term for term in read_vocabulary(ontology).terms}


def short(iri: str) -> str:
    """An IRI with its prefix, where it has one that the graph or an alignment uses.

    >>> short("https://schema.org/Place"), short("http://www.w3.org/2006/time#hasEnd")
    ('schema:Place', 'time:hasEnd')
    """
    for prefix, namespace in {**PREFIXES, **_BEYOND}.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def local(iri: str) -> str:
    """The last part of an IRI, which labels go by.

    >>> local("https://schema.org/containedInPlace")
    'containedInPlace'
    """
    return iri.rsplit("#")[-1].rsplit("/")[-1]


def _disjoint(graph: Graph, iri: URIRef) -> tuple[str, ...]:
    """What a class shares nothing with, on whichever side the ontology says so."""
    both = {*graph.objects(iri, OWL.disjointWith), *graph.subjects(OWL.disjointWith, iri)}
    return tuple(sorted(map(str, both)))


def _words(graph: Graph, node: Node, term: URIRef) -> dict[str, str]:
    return {
        str(o.language): str(o)
        for o in graph.objects(node, term)
        if isinstance(o, Literal) and o.language
    }


def _iris(graph: Graph, iri: URIRef, *properties: URIRef) -> tuple[str, ...]:
    values = {o for p in properties for o in graph.objects(iri, p) if isinstance(o, URIRef)}
    return tuple(sorted(map(str, values)))
