"""Every own term is declared, described in both languages, and used."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, BNode, Dataset, Graph, URIRef

from kg.graph import vocabulary
from kg.graph.vocabulary import KG
from kg.model import EntityType
from kg.settings import Settings

ONTOLOGY = Settings().ontology
TERMS = Graph().parse(ONTOLOGY / "kg.ttl")
DECLARED = {s for s in TERMS.subjects(RDF.type) if isinstance(s, URIRef) and s.startswith(KG)}
GOLDEN = Path(__file__).parents[1] / "graph" / "golden.trig"

UNUSED_BY_THE_GOLDEN_ARTICLE = {
    **dict.fromkeys(
        (
            KG[name]
            for names in vocabulary.SUBTYPES.values()
            for name in names - {"LeadingGroup", "Garrison", "Policy"}
        ),
        "a kind of body or document that the article does not name",
    ),
    KG.Extractor: "stands in the metadata graph",
    **dict.fromkeys(
        (
            KG.goldSet,
            KG.annotatedArticles,
            KG.entityF1,
            KG.entityLenientF1,
            KG.relationF1,
            KG.relationLenientF1,
            KG.valuesRight,
            KG.nameF1,
            KG.placeLinkingAccuracy,
            KG.organizationLinkingAccuracy,
            KG.resolutionPairwisePrecision,
            KG.resolutionPairwiseRecall,
            KG.resolutionBCubedF1,
        ),
        "stands in the metadata graph",
    ),
    KG.documentNumber: "the article gives no document's number",
    KG.designation: "stands in the gazetteer graph",
    KG.level: "stands in the gazetteer graph",
    KG.validFrom: "stands in the gazetteer graph",
    KG.validUntil: "stands in the gazetteer graph",
    KG.round: "stands in the graph of the record of honours",
    KG.RecordNote: "stands in the graph of the record of honours",
    **dict.fromkeys(
        (
            KG.ClaimCheck,
            KG.checkedAgainst,
            KG.checkedStatement,
            KG.claimedCount,
            KG.claimedKind,
            KG.verdict,
            KG.Verdict,
            KG.Consistent,
            KG.Inconsistent,
            KG.NotKnown,
        ),
        "stands in the graph of claims against the record",
    ),
    **dict.fromkeys(
        (
            KG.Comparison,
            KG.Different,
            KG.Judgement,
            KG.Outcome,
            KG.Same,
            KG.Undecided,
            KG.compares,
            KG.mergedBecause,
            KG.outcome,
            KG.score,
        ),
        "stands in the graphs of resolution and of judgements",
    ),
    KG.reprintOf: "the article is an original",
    KG.search: "stands in queries only",
}


def used() -> set[URIRef]:
    golden = Dataset().parse(GOLDEN, format="trig")
    return {
        term
        for quad in golden.quads()
        for term in quad[:3]
        if isinstance(term, URIRef) and term.startswith(KG)
    }


def test_the_golden_graph_uses_declared_terms_only() -> None:
    assert used() - DECLARED == set()


def test_no_declared_term_is_dead() -> None:
    assert DECLARED - used() == set(UNUSED_BY_THE_GOLDEN_ARTICLE)


@pytest.mark.parametrize("term", sorted(DECLARED), ids=lambda t: t.removeprefix(KG))
def test_a_term_is_named_and_defined_in_both_languages(term: URIRef) -> None:
    for property_ in (RDFS.label, SKOS.definition):
        languages = [getattr(text, "language", None) for text in TERMS.objects(term, property_)]
        assert sorted(str(language) for language in languages) == ["en", "zh"]


def test_alignments_speak_of_declared_terms_only() -> None:
    alignments = Graph().parse(ONTOLOGY / "alignments.ttl")
    own = {t for t in alignments.all_nodes() if isinstance(t, URIRef) and t.startswith(KG)}
    assert own
    assert own - DECLARED == set()


@pytest.mark.parametrize("name", ["kg", "alignments", "shapes"])
def test_each_file_has_a_versioned_iri_and_the_first_two_no_blank_nodes(name: str) -> None:
    graph = Graph().parse(ONTOLOGY / f"{name}.ttl")
    (ontology,) = graph.subjects(RDF.type, OWL.Ontology)
    version = graph.value(ontology, OWL.versionIRI)
    assert str(version).startswith(f"{ontology}/")
    if name != "shapes":
        assert not [node for node in graph.all_nodes() if isinstance(node, BNode)]


def test_the_code_knows_every_subclass_and_no_other() -> None:
    def below(name: str) -> set[str]:
        return {
            str(c).removeprefix(KG) for c in TERMS.transitive_subjects(RDFS.subClassOf, KG[name])
        } - {name}

    assert below("Organization") == vocabulary.SUBTYPES[EntityType.ORGANIZATION]
    assert below("Document") == vocabulary.SUBTYPES[EntityType.DOCUMENT]
