"""Who led a force or a rising: 杨靖宇领导的东北人民革命军, 毛泽东领导的秋收起义, 朱德率红四军."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.relations.context import Context
from kg.model import EntityType, Mention, Predicate, Relation

_LED = re.compile(
    "(?:同志|将军|元帅|烈士|等人?)*(?:亲自|直接|曾经?|共同)?"
    "(?:领导|率领|指挥|统率|创建|创立|组建|发动|组织)(?:发动|指挥|创建)?的(?:[^，。；、“”]{0,4}的)?"
)
"""What stands between who led and what was led."""
_FOUNDER = re.compile(
    "(?:是|为)(?P<body>[^，。；]{2,24}?)的?(?:主要|重要|早期)?(?:创建者|创建人|创始人|缔造者|创立者|领导者|领导人|指挥员)"
)
_FORCES = frozenset({"MilitaryBody", "Garrison"})
_FOUGHT = frozenset({"battle", "uprising", "war"})


def relations(context: Context) -> Iterator[Relation]:
    """An office in a force, a part in a rising, for each of a row of persons."""
    for person in context.free(EntityType.PERSON, (0, len(context.text))):
        if led := _LED.match(context.text, person.end):
            row = context.row(person, (EntityType.PERSON,))
            if body := _force_at(context, led.end()):
                for one in row:
                    yield context.relation(one, Predicate.ROLE, body, "leader.force", 0.75)
            event = context.chain(led.end(), (EntityType.EVENT,))
            if event and event.subtype in _FOUGHT:
                for one in row:
                    yield context.relation(event, Predicate.PARTICIPANT, one, "leader.rising", 0.8)
        elif (founder := _FOUNDER.match(context.text, person.end)) and (
            body := _force_at(context, founder.start("body"))
        ):
            yield context.relation(person, Predicate.ROLE, body, "leader.founder", 0.75)


def _force_at(context: Context, position: int) -> Mention | None:
    body = context.chain(position, (EntityType.ORGANIZATION,))
    return body if body and body.subtype in _FORCES else None
