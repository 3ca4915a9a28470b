"""The words of the ontology: what classes and properties are called and mean, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef

from kg.graph.vocabulary import KG, PREFIXES

_KINDS = {
    OWL.Class: "class",
    OWL.ObjectProperty: "property",
    OWL.DatatypeProperty: "property",
    SKOS.ConceptScheme: "other",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A class or property: its names and definitions by language, and what it is related to."""

    iri: str
    kind: str
    label: Mapping[str, str]
    definition: Mapping[str, str]
    broader: tuple[str, ...]
    domain: tuple[str, ...]
    range: tuple[str, ...]
    aligned: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.iri.removeprefix(KG)


def terms(ontology: Path) -> dict[str, Term]:
    """The own terms of the ontology by IRI, classes first, each kind by name."""
    graph = Graph().parse(ontology / "kg.ttl", format="turtle")
    alignments = Graph().parse(ontology / "alignments.ttl", format="turtle")
    found = []
    for iri in sorted({s for s in graph.subjects() if isinstance(s, URIRef) and s.startswith(KG)}):
        kind = next((k for c, k in _KINDS.items() if (iri, RDF.type, c) in graph), "other")
        found.append(
            Term(
                iri=str(iri),
                kind=kind,
                label=_words(graph, iri, RDFS.label),
                definition=_words(graph, iri, SKOS.definition),
                broader=_iris(graph, iri, RDFS.subClassOf, RDFS.subPropertyOf),
                domain=_iris(graph, iri, RDFS.domain),
                range=_iris(graph, iri, RDFS.range),
                aligned=_iris(alignments, iri, *set(alignments.predicates(iri))),
            )
        )
    order = ("class", "property", "other")
    return {term.iri: term for term in sorted(found, key=lambda t: (order.index(t.kind), t.name))}


def short(iri: str) -> str:
    """An IRI with its prefix, where it has one that the graph uses.

    >>> short("https://schema.org/Place")
    'schema:Place'
    """
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def local(iri: str) -> str:
    """The last part of an IRI, which labels go by.

    >>> local("https://schema.org/containedInPlace")
    'containedInPlace'
    """
    return iri.rsplit("#")[-1].rsplit("/")[-1]


def _words(graph: Graph, iri: URIRef, term: URIRef) -> dict[str, str]:
    return {
        str(o.language): str(o)
        for o in graph.objects(iri, term)
        if isinstance(o, Literal) and o.language
    }


def _iris(graph: Graph, iri: URIRef, *properties: object) -> tuple[str, ...]:
    return tuple(
        sorted(
            {
                str(o)
                for p in properties
                if isinstance(p, URIRef)
                for o in graph.objects(iri, p)
                if isinstance(o, URIRef)
            }
        )
    )
