"""Where a site is, and what its name says it commemorates."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.relations.context import Context
from kg.model import EntityType, Mention, Predicate, Relation


def relations(context: Context) -> Iterator[Relation]:
    """The place named last before the site in its sentence, else the article's home place."""
    located: set[str] = set()
    for site in context.of(EntityType.SITE):
        sentence = context.sentence(site.start)
        for kind in (EntityType.PERSON, EntityType.EVENT):
            for remembered in context.of(kind, (site.start, site.end)):
                yield context.relation(site, Predicate.COMMEMORATES, remembered, "site.name", 0.9)
        if site.name in located:
            continue
        near = [
            p
            for p in context.of(EntityType.PLACE, sentence)
            if p.end <= site.start
            and site.start - p.end <= 12
            and "。" not in context.text[p.end : site.start]
        ]
        following = [
            p
            for p in context.of(EntityType.PLACE, sentence)
            if p.start >= site.end
            and context.text[site.end : p.start] in ("位于", "坐落于", "坐落在", "在", "地处")
        ]
        if following:
            chain = following[0]
            for place in context.of(EntityType.PLACE, sentence):
                chain = place if place.start == chain.end else chain
            located.add(site.name)
            yield context.relation(site, Predicate.LOCATED_IN, chain, "site.located", 0.95)
        elif own := _in_own_name(context, site):
            located.add(site.name)
            yield context.relation(
                site, Predicate.LOCATED_IN, own, "site.own-name", 0.85, at=site.start
            )
        elif near:
            located.add(site.name)
            yield context.relation(site, Predicate.LOCATED_IN, near[-1], "site.place-before", 0.75)
        elif (frame := context.frame(site.start)) and frame.end <= site.start:
            located.add(site.name)
            yield context.relation(site, Predicate.LOCATED_IN, frame, "site.frame", 0.75)
        elif context.home:
            located.add(site.name)
            yield context.relation(
                site, Predicate.LOCATED_IN, context.home, "site.home", 0.6, at=site.start
            )


def _in_own_name(context: Context, site: Mention) -> Mention | None:
    """延安革命纪念馆: a division that the article names elsewhere too."""
    for place in context.of(EntityType.PLACE):
        short = place.text if len(place.text) == 2 else place.text.rstrip("省市县区")
        if place.scope and len(short) > 1 and site.name.startswith(short):
            return place
    return None
