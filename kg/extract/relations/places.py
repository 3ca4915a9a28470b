"""Where places and organizations lie: 吉林省白山市, 驻白部队, 江西省军区."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kg.extract.relations.context import Context
from kg.model import EntityType, Mention, Predicate, Relation

_SMALL = frozenset({"place.suffix", "place.model-head", "place.model"})
_PART_OF_IT = re.compile("(?:首都|首府|省会|境内的?|[东南西北中]+部的?)?")
"""俄罗斯首都莫斯科."""
_HOLDING = re.compile("[省市县区州旗镇乡村国岛]$|街道$|地区$")
_WATER = re.compile("[江河海]$|运河$")
_BELONGING = re.compile("所属的?|下属的?|直属的?|属下的?")


def relations(context: Context) -> Iterator[Relation]:
    """A place within the place named directly before it; troops at the place of their name; an
    office within its leading group."""
    places = context.of(EntityType.PLACE)
    outer_of: dict[int, Mention] = {}
    for left, right in pairwise(places):
        between = context.text[left.end : right.start]
        joined = _PART_OF_IT.fullmatch(between)
        of_it = between == "的" and right.rule in ("place.suffix", "place.model-head")
        outer = left if joined or of_it else None
        if between in ("、", "和") and left.start in outer_of:
            outer = outer_of[left.start]  # 门头沟区的龙泉镇、王平镇
        if outer and outer.name != right.name and _may_hold(outer, right):
            outer_of[right.start] = outer
            yield context.relation(right, Predicate.LOCATED_IN, outer, "place.chain", 0.9)
    for place in places:
        if place.rule in _SMALL and place.start not in outer_of:
            frame = context.frame(place.start)
            if frame and frame.end <= place.start:
                yield context.relation(place, Predicate.LOCATED_IN, frame, "place.frame", 0.7)
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
    for left, right in pairwise(context.of(EntityType.ORGANIZATION)):
        if _BELONGING.fullmatch(context.text, left.end, right.start):
            yield context.relation(right, Predicate.PART_OF, left, "organization.belonging", 0.9)


def _may_hold(outer: Mention, inner: Mention) -> bool:
    """Whether the codes allow it: that of 白山市, 220600, begins as that of 吉林省, 220000.

    A country lies in no other place, a division of China in no other country, a river in none
    that is sure; and only what has a border holds others: 长江三峡 is no place in another.
    """
    if inner.rule == "place.country" or not (
        outer.scope or outer.rule == "place.country" or _HOLDING.search(outer.name)
    ):
        return False
    if inner.rule == "place.gazetteer" and inner.scope is None and _WATER.search(inner.name):
        return False
    if outer.rule == "place.country":
        return outer.canonical == "中国" or inner.scope is None
    return inner.scope is None or (
        outer.scope is not None
        and outer.scope != inner.scope
        and inner.scope.startswith((outer.scope or "").rstrip("0"))
    )
