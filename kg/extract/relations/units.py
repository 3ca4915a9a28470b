"""What units of the forces belong to, and where they fought or were stationed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.relations.context import Context
from kg.model import EntityType, Mention, Predicate, Relation

_OPENED = ("“", "所属“", "所属", "下属")
_HEADQUARTERS = re.compile("(?:总司令部|总指挥部|前敌总指挥部|总部)$")
_RENAMED = re.compile("将[^，。；]{1,14}?(?:改编|整编|扩编|改称|命名|编)为$")
"""第四野战军将该师改编为|杨靖宇支队."""
_WENT = re.compile(
    "(?:先后|随即|主动|迅速|奉命|毅然|分批|全部|东渡黄河|渡过?黄河|誓师|星夜)*"
    "(?:挺进|进军|转战|开赴|开进|进驻|驻守|进抵|战斗在|活跃在|活动在|驰骋在|驰骋于|战斗于|转战于|驻扎在|坚守)"
)
_BOUND = re.compile("(?:分别|先后)?向(?P<places>[^，。；]{2,20}?)(?:进军|挺进|进发|转移|进击)")
_SOME_OF_IT = re.compile(
    "(?:的)?(?:主力|部队|一部|各部|将士|指战员|官兵|第一|部分|余部|骨干|先头|等)*"
)
"""What may stand between a force and what it did: 红四军主力部队向赣南进军."""
_SEAT = re.compile(
    "(?:的|重要|主要|机关|司令部|军部|总部|重建|抗战|抗日|敌后|战时|曾经|军区)*(?:所在地|驻地|主战场|指挥中枢|指挥中心|诞生地|驻扎地|活动区域|根据地)"
    "(?!旧址|遗址|纪念)"
)
"""What a place was to a force: 大悟县曾是新四军第五师抗战指挥中枢."""
_IS = re.compile("是|为")
_BASE = re.compile(
    "(?:建立|创建|开辟|发展|扩大|创立)(?:和(?:发展|扩大))?(?:了|起)?[^，。；]{0,12}根据地"
)
"""What a force did that was in a place: 在太行山建立抗日根据地."""


def relations(context: Context) -> Iterator[Relation]:
    """A company that bears a title is part of what is named before it, headquarters of their army; a force
    was where the text says that it marched, fought or built a base."""
    troops = [b for b in context.of(EntityType.ORGANIZATION) if b.subtype == "MilitaryBody"]
    seen: set[tuple[str, str]] = set()
    for body in troops:
        for whole in _wholes(context, body, troops):
            if (body.name, whole.name) not in seen:
                seen.add((body.name, whole.name))
                yield context.relation(body, Predicate.PART_OF, whole, "unit.whole", 0.85)
        for person in context.of(EntityType.PERSON, (body.start, body.end)):
            if (body.name, person.name) not in seen and "生前" in body.name:
                seen.add((body.name, person.name))
                yield context.relation(body, Predicate.MEMBER, person, "unit.in-life", 0.85)
        for place in _where(context, body):
            if (body.name, place.name) not in seen:
                seen.add((body.name, place.name))
                yield context.relation(body, Predicate.LOCATED_IN, place, "unit.there", 0.75)


def _wholes(context: Context, body: Mention, troops: list[Mention]) -> Iterator[Mention]:
    if body.rule == "organization.titled":
        before = context.of(EntityType.ORGANIZATION, (max(body.start - 24, 0), body.start))
        whole = before[-1] if before else None
        if whole and context.text[whole.end : body.start] in _OPENED and whole.subtype:
            yield whole
    elif renamed := _RENAMED.search(context.text, max(body.start - 24, 0), body.start):
        before = context.ending_at(renamed.start())
        yield from [m for m in before if m.type is EntityType.ORGANIZATION][:1]
    elif body.rule == "organization.headquarters":
        army = _HEADQUARTERS.sub("", body.name)
        yield from [b for b in troops if army in (b.name, b.canonical)][:1]


def _where(context: Context, body: Mention) -> Iterator[Mention]:
    """八路军挺进华北，在太行山建立抗日根据地; 红四军主力部队向赣南、闽西进军; 兴县是八路军120师的主战场."""
    _, end = context.sentence(body.start)
    if _SEAT.match(context.text, body.end, end):
        yield from _seat(context, body)
        return
    some = _SOME_OF_IT.match(context.text, body.end, end)
    position = some.end() if some else body.end
    if bound := _BOUND.match(context.text, position, end):
        yield from context.of(EntityType.PLACE, bound.span("places"))
    elif went := _WENT.match(context.text, position, end):
        place = context.chain(went.end(), (EntityType.PLACE,))
        if place:
            yield place
            while context.text[place.end : place.end + 1] == "、":
                place = context.chain(place.end + 1, (EntityType.PLACE,))
                if place is None:
                    return
                yield place
    else:
        return
    for clause, stop in context.clauses[context.sentence(body.start)]:
        if clause > body.end and context.text[clause] == "在":
            there = context.chain(clause + 1, (EntityType.PLACE,))
            if there and _BASE.match(context.text, there.end, stop):
                yield there


def _seat(context: Context, body: Mention) -> Iterator[Mention]:
    """The place of which the sentence says that it was the seat or battlefield of a force."""
    start, _ = context.sentence(body.start)
    actors, carried = context.actors(body.start)
    if not carried and len(actors) == 1 and actors[0].type is EntityType.PLACE:
        place = actors[0]
        since = place.end if place.start >= start else start
        if _IS.search(context.text, since, body.start):
            yield place
