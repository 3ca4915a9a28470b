"""Who issued, made or compiled a document, and when."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.relations.context import Context
from kg.model import EntityType, Mention, Predicate, Relation

_BY = re.compile(r"》(?:[^，。；]{0,6}?|，[^，。；《]{0,8}?)由(?P<bodies>[^，。；]{2,40})")
_MADE_BY = re.compile(
    r"由(?P<bodies>[^，。；]{2,40}?)(?:联合|共同)?(?:主编|编写|编辑|编印|出版|摄制|拍摄|制作|创作|印发|发布|编撰|编纂)的[^，。；《]{0,10}《$"
)


def relations(context: Context) -> Iterator[Relation]:
    """印发《…》《…》 and 《…》由…公布: whoever acts where the issuing verb stands."""
    for document in context.of(EntityType.DOCUMENT):
        sentence = context.sentence(document.start)
        verb = context.trigger("issue", sentence[0], document.start)
        after = context.triggers["issue"].match(context.text, document.end + 1)
        if verb is None and after is None and not _passive_issuers(context, document):
            continue
        if verb is not None and any(
            mark in context.text[verb.end() : document.start] for mark in "；。"
        ):
            continue
        offset = verb.start() if verb else document.start
        passive = _passive_issuers(context, document)
        issuers, carried = (passive, False) if passive else context.actors(offset)
        if not passive and document.subtype not in ("Law", "Policy", "Plan"):
            issuers = context.agents(offset)
        if carried:
            issuers = [i for i in issuers if i.type is EntityType.ORGANIZATION or i.scope]
        for issuer in issuers:
            yield context.relation(
                document,
                Predicate.ISSUER,
                issuer,
                "document.issuing-verb" + (".carried" if carried else ""),
                0.7 if carried else 0.9,
                at=document.start,
            )
        for time in context.of(EntityType.TIME, (sentence[0], document.start)):
            if time.time and time.time.earliest and time.time.rule not in ("years-since", "recent"):
                yield context.relation(
                    document, Predicate.TIME, time, "document.sentence-time", 0.7
                )
                break


def _passive_issuers(context: Context, document: Mention) -> list[Mention]:
    """《…》由国务院、中央军委公布: the bodies between 由 and the verb."""
    before = _MADE_BY.search(context.text, max(document.start - 80, 0), document.start)
    if before:
        return context.of(EntityType.ORGANIZATION, before.span("bodies"))
    by = _BY.match(context.text, document.end)
    if by is None:
        return []
    span = (by.start("bodies"), by.end("bodies"))
    issues = context.triggers["issue"].search(context.text, span[0], by.end())
    bodies = context.of(EntityType.ORGANIZATION, span)
    return [body for body in bodies if issues and body.end <= issues.start()]
