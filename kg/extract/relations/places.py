"""Where places and organizations lie: 吉林省白山市, 驻白部队, 江西省军区."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from kg.extract.relations.context import Context
from kg.model import EntityType, Predicate, Relation


def relations(context: Context) -> Iterator[Relation]:
    """A place within the place named directly before it; troops at the place of their name; an
    office within its leading group."""
    places = context.of(EntityType.PLACE)
    for outer, inner in pairwise(places):
        if (
            outer.end == inner.start
            and outer.scope != inner.scope
            and (
                inner.scope is None
                or (outer.scope or "").rstrip("0")
                == inner.scope[: len((outer.scope or "").rstrip("0"))]
            )
        ):
            yield context.relation(inner, Predicate.LOCATED_IN, outer, "place.chain", 0.9)
    before = {place.end: place for place in places}
    seen: set[str] = set()
    for body in context.of(EntityType.ORGANIZATION):
        name = body.canonical or f"{body.name}@{body.start}"
        if name in seen:
            continue
        if outside := before.get(body.start):
            place, rule = outside, "organization.place-before"
        elif body.scope and (own := context.place(body.scope.removeprefix("single:"))):
            place, rule = own, "organization.stationed"
        else:
            continue
        seen.add(name)
        yield context.relation(body, Predicate.LOCATED_IN, place, rule, 0.9, at=body.start)
    groups = [m for m in context.of(EntityType.ORGANIZATION) if m.subtype == "LeadingGroup"]
    done: set[str] = set()
    for office in groups:
        full = office.canonical or office.name
        if not full.endswith("办公室") or full in done:
            continue
        parent = next(
            (g for g in groups if (g.canonical or g.name) == full.removesuffix("办公室")), None
        )
        if parent:
            done.add(full)
            yield context.relation(
                office, Predicate.PART_OF, parent, "organization.office", 0.95, at=office.start
            )
