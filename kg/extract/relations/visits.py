"""Who went on a visit, with whom, and where: 市委书记某某走访慰问驻军部队, …参加走访慰问."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.relations.context import Context
from kg.extract.relations.meetings import row_of
from kg.model import EntityType, Mention, Predicate, Relation

_TO = re.compile("(?:到|赴|前往|来到|深入|走进)$")
_ON_AND_ON = re.compile("(?:先后|分别|依次)?(?:一行|到|赴|前往|来到|深入|走进|带队|率队|代表)")
"""How a clause begins whose subject the clause before has: 市长王浩带领…，先后到军分区走访慰问."""
_JOINED = re.compile(
    "(?:分别|一同|一起|陪同)?(?:参加|陪同|随同)(?:了)?(?:走访|看望|慰问|走访慰问|看望慰问|慰问走访)?(?:活动)?(?=[。；\\n]|$)"
)
_FOR_IT = re.compile(
    "(?:主要|有关|相关|负责人|负责同志|领导|代表|干部|班子成员)*(?:[、，和]|等|参加|陪同|一同|分别)"
)
"""What follows a body whose people went along."""


def relations(context: Context) -> Iterator[Relation]:
    """Those named before the verb made the visit; a body whose people made it held it."""
    visits = [e for e in context.of(EntityType.EVENT) if e.rule == "event.visit"]
    if not visits:
        return
    visit = visits[0]
    start, _ = context.sentence(visit.start)
    clause, _ = context.clause(visit.start)
    persons = context.free(EntityType.PERSON, (start, visit.start))
    if persons and (persons[-1].start >= clause or _ON_AND_ON.match(context.text, clause)):
        persons = row_of(context, persons)
    else:
        persons = []
    for person in persons:
        yield context.relation(visit, Predicate.PARTICIPANT, person, "visit.made", 0.75)
    if not persons:
        for body in _makers(context, visit):
            yield context.relation(visit, Predicate.ORGANIZER, body, "visit.held", 0.7)
    for place in context.of(EntityType.PLACE, (clause, visit.start)):
        if _TO.search(context.text, clause, place.start):
            inner = context.chain(place.start, (EntityType.PLACE,)) or place
            yield context.relation(visit, Predicate.LOCATED_IN, inner, "visit.at", 0.75)
            break
    for joined in _JOINED.finditer(context.text, visit.end):
        span = (context.sentence(joined.start())[0], joined.start())
        bodies = [
            b
            for b in context.free(EntityType.ORGANIZATION, span)
            if _FOR_IT.match(context.text, b.end)
        ]
        for who in (*context.free(EntityType.PERSON, span), *bodies):
            yield context.relation(
                visit, Predicate.PARTICIPANT, who, "visit.joined", 0.7, at=who.start
            )
        break


def _makers(context: Context, visit: Mention) -> list[Mention]:
    """Who acts, or the body that the clause names first: 民政部负责人今天走访慰问武警总部."""
    actors, carried = context.actors(visit.start)
    if not carried:
        return [a for a in actors if a.type is not EntityType.SITE]
    clause, _ = context.clause(visit.start)
    bodies = context.of(EntityType.ORGANIZATION, (clause, visit.start))
    return [b for b in bodies[:1] if not _TO.search(context.text, clause, b.start)]
