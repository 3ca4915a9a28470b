"""What resolution decided: replaced IRIs, why they were, what is open, and what people judged."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode, Quad, Triple
from rdflib import DC, DCTERMS, RDF, RDFS, URIRef

from kg.graph.iris import Iris
from kg.graph.terms import about, confidence, day, english, string, zh
from kg.graph.vocabulary import KG
from kg.resolve.judgements import Decision, Judgement
from kg.resolve.reasons import Comparison
from kg.resolve.resolution import Resolution

OUTCOMES: dict[Decision, URIRef] = {
    Decision.SAME: KG.Same,
    Decision.DIFFERENT: KG.Different,
    Decision.UNSURE: KG.Undecided,
}


def resolution_quads(resolution: Resolution, iris: Iris) -> Iterator[Quad]:
    """The graphs of resolution and of judgements, in the order of the keys."""
    for triple in _resolution_triples(resolution, iris):
        yield Quad(triple.subject, triple.predicate, triple.object, iris.resolution_graph)
    for judgement in resolution.judgements:
        for triple in _judgement_triples(judgement, iris):
            yield Quad(triple.subject, triple.predicate, triple.object, iris.judgements_graph)


def _resolution_triples(resolution: Resolution, iris: Iris) -> Iterator[Triple]:
    for replaced, key in sorted(resolution.canonical.items()):
        yield from about(iris.entity(replaced), (DCTERMS.isReplacedBy, iris.entity(key)))
    for comparison in resolution.merges:
        node = iris.comparison(*comparison.pair)
        yield from _comparison_triples(node, comparison, KG.Same, iris)
        for key in comparison.pair:
            if key in resolution.canonical:
                yield from about(iris.entity(key), (KG.mergedBecause, node))
    for comparison in resolution.undecided:
        node = iris.comparison(*comparison.pair)
        yield from _comparison_triples(node, comparison, KG.Undecided, iris)


def _comparison_triples(
    node: NamedNode, comparison: Comparison, outcome: URIRef, iris: Iris
) -> Iterator[Triple]:
    yield from about(
        node,
        (RDF.type, KG.Comparison),
        *((KG.compares, iris.entity(key)) for key in comparison.pair),
        (KG.score, confidence(comparison.score)),
        (KG.outcome, outcome),
        (RDFS.comment, zh(comparison.why_zh)),
        (RDFS.comment, english(comparison.why_en)),
    )


def _judgement_triples(judgement: Judgement, iris: Iris) -> Iterator[Triple]:
    yield from about(
        iris.judgement(*judgement.pair),
        (RDF.type, KG.Judgement),
        *((KG.compares, iris.entity(key)) for key in judgement.pair),
        (KG.outcome, OUTCOMES[judgement.decision]),
        (DC.creator, string(judgement.who)),
        (DC.date, day(judgement.when)),
        (RDFS.comment, zh(judgement.why)),
    )
