"""Where something is said: a stretch of an article version, by position and by quote (W3C OA)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from pyoxigraph import Triple
from rdflib import PROV, RDF

from kg.graph.iris import Iris
from kg.graph.terms import about, confidence, integer, string
from kg.graph.vocabulary import KG, OA
from kg.model import Article, Entity, Evidence

CONTEXT = 32
"""How many characters before and after a quote tell it from the same words elsewhere."""


@lru_cache(maxsize=1000)  # many mentions and statements of an article rest on the same words
def evidence_triples(evidence: Evidence, article: Article, iris: Iris) -> tuple[Triple, ...]:
    """The specific resource with its two selectors: the offsets, and the words with their context.

    The quote is as the evidence gives it, not read again from the article, so that
    `kg.graph.validate` has two things to compare.
    """
    node = iris.evidence(article, evidence.start, evidence.end)
    position, quote = iris.position(node), iris.quote(node)
    text = article.text
    return (
        *about(
            node,
            (RDF.type, OA.SpecificResource),
            (OA.hasSource, iris.version(article)),
            (OA.hasSelector, position),
            (OA.hasSelector, quote),
        ),
        *about(
            position,
            (RDF.type, OA.TextPositionSelector),
            (OA.start, integer(evidence.start)),
            (OA.end, integer(evidence.end)),
        ),
        *about(
            quote,
            (RDF.type, OA.TextQuoteSelector),
            (OA.exact, string(evidence.quote)),
            (OA.prefix, string(text[max(0, evidence.start - CONTEXT) : evidence.start])),
            (OA.suffix, string(text[evidence.end : evidence.end + CONTEXT])),
        ),
    )


def mention_triples(entity: Entity, article: Article, iris: Iris) -> Iterator[Triple]:
    """Each place of the article that names the entity."""
    for mention in entity.mentions:
        said = Evidence(start=mention.start, end=mention.end, quote=mention.text)
        yield from evidence_triples(said, article, iris)
        evidence = iris.evidence(article, mention.start, mention.end)
        node = iris.mention(evidence, entity.key)
        yield from about(
            node,
            (RDF.type, KG.Mention),
            (KG.mentionOf, iris.entity(entity.key)),
            (PROV.wasDerivedFrom, evidence),
            (PROV.wasGeneratedBy, iris.activity(article)),
            (KG.confidence, confidence(mention.confidence)),
        )
        if mention.rule:
            yield from about(node, (KG.rule, string(mention.rule)))
        if mention.reason:
            yield from about(node, (KG.linkingReason, KG[mention.reason.value]))
        if mention.rejected:
            yield from about(node, (KG.otherCandidates, string("；".join(mention.rejected))))
