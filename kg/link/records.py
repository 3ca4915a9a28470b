"""Linked articles as JSON records: what `kg extract` prints, one line an article."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from kg.model import Entity, LinkedArticle, Quantity, TimeSpan


def record(linked: LinkedArticle) -> dict[str, Any]:
    """One article's entities and relations by name, with values and mention offsets.

    Amounts that have the same wording keep records of their own; relations name entities.
    """
    names = {entity.key: entity.name for entity in linked.entities}
    relations = list(
        dict.fromkeys(
            (names[s.subject], s.predicate.value, names[s.object]) for s in linked.statements
        )
    )
    return {
        "id": linked.article.id,
        "entities": [_entity(entity) for entity in linked.entities],
        "relations": [list(relation) for relation in relations],
    }


def _entity(entity: Entity) -> dict[str, Any]:
    fields: dict[str, Any] = {"type": entity.type.value, "name": entity.name}
    for name, value in (
        ("subtype", entity.subtype),
        ("canonical", entity.canonical),
        ("code", entity.code),
        ("count", entity.count),
        ("number", entity.number),
    ):
        if value is not None:
            fields[name] = value
    if entity.aliases:
        fields["aliases"] = list(entity.aliases)
    if entity.time:
        fields.update(_time(entity.time))
    if entity.quantity:
        fields.update(_quantity(entity.quantity))
    fields["mentions"] = [[m.start, m.end, m.text] for m in entity.mentions]
    return fields


def _time(time: TimeSpan) -> dict[str, Any]:
    return {
        "earliest": time.earliest.isoformat() if time.earliest else None,
        "latest": time.latest.isoformat() if time.latest else None,
        **({"edtf": time.edtf} if time.edtf else {}),
    }


def _quantity(quantity: Quantity) -> dict[str, Any]:
    optional = {
        "what": quantity.what,
        "by": quantity.by,
        "for": quantity.for_,
        "period": quantity.period,
        "approximate": quantity.approximate or None,
    }
    return {
        "min": _number(quantity.minimum),
        "max": _number(quantity.maximum),
        "unit": quantity.unit,
        **{name: value for name, value in optional.items() if value is not None},
    }


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
