"""A linked article under canonical keys: merges are applied on writing, so that they can be undone."""

from __future__ import annotations

from dataclasses import replace

from kg.model import Entity, LinkedArticle, Statement
from kg.resolve.resolution import Resolution


def canonical(linked: LinkedArticle, resolution: Resolution) -> LinkedArticle:
    """The article with each entity under the key and label that stand for its cluster.

    What an article says of two keys that a judgement made one is said of one. A statement between
    the two says nothing any more and is left out; only a judgement can bring that about.
    """
    entities: dict[str, Entity] = {}
    for entity in linked.entities:
        own = _canonical_entity(entity, resolution)
        known = entities.get(own.key)
        entities[own.key] = own if known is None else _joined(known, own)
    statements: dict[tuple[object, ...], Statement] = {}
    for statement in linked.statements:
        subject, value = resolution.key(statement.subject), resolution.key(statement.object)
        if subject != value:
            moved = replace(statement, subject=subject, object=value)
            identity = (subject, moved.predicate, value, moved.evidence, moved.rule, moved.detail)
            statements.setdefault(identity, moved)
    return replace(linked, entities=tuple(entities.values()), statements=tuple(statements.values()))


def _canonical_entity(entity: Entity, resolution: Resolution) -> Entity:
    key = resolution.key(entity.key)
    label = resolution.labels.get(key)
    if label is None:
        return entity
    names = {*entity.aliases, entity.label}
    return replace(
        entity,
        key=key,
        canonical=label,
        aliases=tuple(sorted(names - {entity.name, label})),
        code=resolution.codes.get(key, entity.code),
    )


def _joined(first: Entity, second: Entity) -> Entity:
    names = {first.name, *first.aliases, second.name, *second.aliases} - {first.name}
    return replace(
        first,
        aliases=tuple(sorted(names)),
        subtype=first.subtype or second.subtype,
        number=first.number or second.number,
        mentions=(*first.mentions, *second.mentions),
    )
