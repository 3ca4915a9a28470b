"""Offices: 白山市委书记某某, 市长某某."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.relations.context import Context
from kg.model import EntityType, Predicate, Relation

_LONGEST_OFFICE = 10


def relations(context: Context) -> Iterator[Relation]:
    """A person right after an organization with only the office between them."""
    bodies = {m.end: m for m in context.of(EntityType.ORGANIZATION)}
    for person in context.of(EntityType.PERSON):
        if person.rule == "person.byline":
            continue
        for end in range(person.start - 1, max(person.start - _LONGEST_OFFICE, 0), -1):
            if context.text[end] in "，。；\n":
                break
            if end in bodies:
                office = context.text[end : person.start].strip("“”")
                between = context.of(EntityType.PERSON, (end, person.start))
                if office and office[0] not in "的和与在、" and not between:
                    yield context.relation(
                        person, Predicate.ROLE, bodies[end], "person.office", 0.85, detail=office
                    )
                break
