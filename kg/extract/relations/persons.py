"""Offices: 白山市委书记某某, 中央军委委员、总政治部主任某某."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.relations.context import Context
from kg.model import EntityType, Mention, Predicate, Relation

_LONGEST_OFFICE = 10
_OFFICE = re.compile(r"[^，。；、\n的和与在]{1,10}")


def relations(context: Context) -> Iterator[Relation]:
    """A person right after an organization with only the office between them, and the offices
    named before that one, each joined by a mark."""
    bodies = {m.end: m for m in context.of(EntityType.ORGANIZATION)}
    persons = {m.end for m in context.of(EntityType.PERSON)}
    for person in context.of(EntityType.PERSON):
        if person.rule in ("person.byline", "person.signature"):
            continue
        position = person.start
        while body := _body_before(context, position, bodies, persons):
            office = context.text[body.end : position].strip("“”")
            yield context.relation(
                person, Predicate.ROLE, body, "person.office", 0.85, detail=office
            )
            if not context.text.startswith("、", body.start - 1):
                break
            position = body.start - 1


def _body_before(
    context: Context, position: int, bodies: dict[int, Mention], persons: set[int]
) -> Mention | None:
    for end in range(position - 1, max(position - _LONGEST_OFFICE, 0), -1):
        if end in bodies:
            office = context.text[end:position].strip("“”")
            return bodies[end] if _OFFICE.fullmatch(office) else None
        if end in persons or context.text[end] in "，。；、\n":
            return None
    return None
