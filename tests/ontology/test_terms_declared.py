"""Every own term is declared and described in both languages, and the code knows the same ones."""

from __future__ import annotations

import pytest
from rdflib import DC, DCTERMS, OWL, RDF, RDFS, SDO, SKOS, VANN, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from kg.graph import vocabulary
from kg.graph.vocabulary import KG
from kg.model import EntityType
from kg.settings import Settings

ONTOLOGY = Settings().ontology
TERMS = Graph().parse(ONTOLOGY / "kg.ttl")
ALIGNMENTS = Graph().parse(ONTOLOGY / "alignments.ttl")
DECLARED = {s for s in TERMS.subjects(RDF.type) if isinstance(s, URIRef) and s.startswith(KG)}
CLASSES = set(TERMS.subjects(RDF.type, OWL.Class))
PROPERTIES = {
    term
    for kind in (OWL.ObjectProperty, OWL.DatatypeProperty, RDF.Property)
    for term in TERMS.subjects(RDF.type, kind)
}


def languages(graph: Graph, term: Node, property_: URIRef) -> list[str]:
    texts = list(graph.objects(term, property_))
    assert all(isinstance(text, Literal) and text.strip() for text in texts)
    return sorted(str(text.language) for text in texts if isinstance(text, Literal))


@pytest.mark.parametrize("term", sorted(DECLARED), ids=lambda t: t.removeprefix(KG))
def test_a_term_is_complete_in_both_languages(term: URIRef) -> None:
    assert languages(TERMS, term, RDFS.label) == ["en", "zh"]
    assert languages(TERMS, term, SKOS.definition) == ["en", "zh"]
    assert TERMS.value(term, RDFS.isDefinedBy) == URIRef(KG.removesuffix("#"))
    if term in CLASSES | PROPERTIES:
        assert languages(TERMS, term, SKOS.example) == ["en", "zh"]
    if term in CLASSES:
        assert list(TERMS.objects(term, RDFS.subClassOf)), "a class stands below another"
    if term in PROPERTIES:
        for entailing, including in (
            (RDFS.domain, SDO.domainIncludes),
            (RDFS.range, SDO.rangeIncludes),
        ):
            said = list(TERMS.objects(term, entailing))
            included = list(TERMS.objects(term, including))
            assert bool(said) != bool(included), f"one of {entailing} and {including}"


def test_there_are_classes_properties_and_individuals() -> None:
    assert len(CLASSES) > 35
    assert len(PROPERTIES) > 40
    assert CLASSES | PROPERTIES < DECLARED


def test_alignments_speak_of_declared_terms_only_and_say_why() -> None:
    subjects = {s for s in ALIGNMENTS.subjects() if (s, RDF.type, OWL.Ontology) not in ALIGNMENTS}
    assert len(subjects) > 30
    assert subjects - DECLARED == set()
    for subject in subjects:
        assert languages(ALIGNMENTS, subject, SKOS.note) == ["en", "zh"], subject


def test_every_vocabulary_of_the_field_is_aligned() -> None:
    known = {str(o) for graph in (TERMS, ALIGNMENTS) for s, p, o in graph if s in DECLARED}
    for namespace in (
        "http://semanticweb.cs.vu.nl/2009/11/sem/",
        "http://www.cidoc-crm.org/cidoc-crm/",
        "http://www.w3.org/ns/org#",
        "https://schema.org/",
        "http://www.opengis.net/ont/geosparql#",
        "http://www.w3.org/ns/prov#",
        "http://www.w3.org/2006/time#",
        "http://www.w3.org/2004/02/skos/core#",
        "http://www.w3.org/ns/oa#",
    ):
        assert any(term.startswith(namespace) for term in known), namespace


@pytest.mark.parametrize("name", ["kg", "alignments", "shapes"])
def test_each_file_says_what_it_is(name: str) -> None:
    graph = Graph().parse(ONTOLOGY / f"{name}.ttl")
    (ontology,) = graph.subjects(RDF.type, OWL.Ontology)
    version = graph.value(ontology, OWL.versionInfo)
    assert graph.value(ontology, OWL.versionIRI) == URIRef(f"{ontology}/{version}")
    assert languages(graph, ontology, DCTERMS.title) == ["en", "zh"]
    assert graph.value(ontology, DCTERMS.license)
    assert graph.value(ontology, DC.creator)
    if name == "kg":
        assert str(graph.value(ontology, VANN.preferredNamespacePrefix)) == "kg"
        assert str(graph.value(ontology, VANN.preferredNamespaceUri)) == str(KG)
    if name != "shapes":
        assert not [node for node in graph.all_nodes() if isinstance(node, BNode)]


def test_the_code_knows_every_subclass_and_no_other() -> None:
    def below(name: str) -> set[str]:
        return {
            str(c).removeprefix(KG) for c in TERMS.transitive_subjects(RDFS.subClassOf, KG[name])
        } - {name}

    assert below("Organization") == vocabulary.SUBTYPES[EntityType.ORGANIZATION]
    assert below("Document") == vocabulary.SUBTYPES[EntityType.DOCUMENT]
