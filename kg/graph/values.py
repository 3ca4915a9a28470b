"""Times and quantities with the bounds that the text gives, and no others."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode, Triple
from rdflib import SDO

from kg.graph.terms import about, boolean, day, decimal, string, typed, zh
from kg.graph.vocabulary import EDTF, KG
from kg.model import Quantity, TimeSpan


def time_triples(node: NamedNode, time: TimeSpan) -> Iterator[Triple]:
    """What is known of a time: raw words, bounds, EDTF, anchor and the rule that read it."""
    yield from about(node, (KG.rawText, zh(time.text)))
    if time.earliest:
        yield from about(node, (KG.earliest, day(time.earliest)))
    if time.latest:
        yield from about(node, (KG.latest, day(time.latest)))
    if time.edtf:
        yield from about(node, (KG.edtf, typed(time.edtf, EDTF)))
    if time.anchor:
        yield from about(node, (KG.anchor, day(time.anchor)))
    if time.rule:
        yield from about(node, (KG.rule, string(time.rule)))


def quantity_triples(node: NamedNode, quantity: Quantity) -> Iterator[Triple]:
    """What is known of an amount: bounds, unit, and in the text's words what it counts."""
    yield from about(
        node,
        (KG.rawText, zh(quantity.text)),
        (KG.approximate, boolean(quantity.approximate)),
    )
    if quantity.minimum is not None:
        yield from about(node, (SDO.minValue, decimal(quantity.minimum)))
    if quantity.maximum is not None:
        yield from about(node, (SDO.maxValue, decimal(quantity.maximum)))
    words = (
        (SDO.unitText, quantity.unit),
        (KG.counted, quantity.what),
        (KG.statedBy, quantity.by),
        (KG.beneficiary, quantity.for_),
        (KG.statedPeriod, quantity.period),
    )
    for term, text in words:
        if text:
            yield from about(node, (term, zh(text)))
