"""Where a site is, and what its name says it commemorates."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.relations.context import Context
from kg.extract.relations.places import WATER
from kg.model import EntityType, Mention, Predicate, Relation

_FAR = 300
"""Characters after a site in which 该馆 is the site."""
_LYING_IN = re.compile("位于|坐落于|坐落在|在|地处")
_IT_LIES_IN = re.compile(
    "(?:该|这座|这处)?(?P<kind>馆|园|碑|址|塔|墓|陵园|旧址|会址|故居|纪念馆|博物馆|纪念碑|纪念园|公园|基地)"
    "(?:位于|坐落于|坐落在|地处)"
)
_HERE = re.compile("这里|此地|在?这个(?:小)?(?:村|镇|县|山村)|村里|镇上|村内")
_NEAR = re.compile("[^，、；：（）]{0,12}")


def relations(context: Context) -> Iterator[Relation]:
    """What is remembered by the name, and the place that the text gives most plainly."""
    by_name: dict[str, list[Mention]] = {}
    for site in context.of(EntityType.SITE):
        by_name.setdefault(site.name, []).append(site)
        for kind in (EntityType.PERSON, EntityType.EVENT):
            for remembered in context.of(kind, (site.start, site.end)):
                yield context.relation(site, Predicate.COMMEMORATES, remembered, "site.name", 0.9)
    for sites in by_name.values():
        if row := _in_several(context, sites):
            for place in row:
                yield context.relation(
                    sites[0], Predicate.LOCATED_IN, place, "site.place-before", 0.75
                )
        elif located := _located(context, sites):
            yield located


def _in_several(context: Context, sites: list[Mention]) -> list[Mention]:
    """高台、金昌、张掖的西路军烈士陵园: in each of a row of places."""
    site = sites[0]
    before = [p for p in context.of(EntityType.PLACE, (0, site.start)) if p.end == site.start - 1]
    row = context.row(before[-1]) if before and context.text[before[-1].end] == "的" else []
    return row if len(row) > 1 and all(p.type is EntityType.PLACE for p in row) else []


def _located(context: Context, sites: list[Mention]) -> Relation | None:
    """Of all mentions of a site: that it lies in a place, its own name, the place named just before
    it, the place that the sentence sets, and at last the article's home place."""
    for site in sites:
        if verb := _LYING_IN.match(context.text, site.end):
            place = context.chain(verb.end(), (EntityType.PLACE,))
            if place:
                return context.relation(site, Predicate.LOCATED_IN, place, "site.located", 0.95)
    if told := _of_it(context, sites[0]):
        return told
    for site in sites:
        if own := _in_own_name(context, site):
            return context.relation(
                site, Predicate.LOCATED_IN, own, "site.own-name", 0.85, at=site.start
            )
    for site in sites:
        sentence = context.sentence(site.start)
        before = context.of(EntityType.PLACE, (sentence[0], site.start))
        if before and _NEAR.fullmatch(context.text, before[-1].end, site.start):
            return context.relation(
                site, Predicate.LOCATED_IN, before[-1], "site.place-before", 0.75
            )
    for site in sites:
        if (frame := context.frame(site.start)) and frame.end <= site.start:
            return context.relation(site, Predicate.LOCATED_IN, frame, "site.frame", 0.75)
    if here := _here(context, sites[0]):
        return context.relation(
            sites[0], Predicate.LOCATED_IN, here, "site.here", 0.7, at=sites[0].start
        )
    for site in sites:
        clause = context.clause(site.start)
        before = [p for p in context.of(EntityType.PLACE, (clause[0], site.start)) if p.scope]
        if before and context.text[site.start - 1] not in "、和":
            return context.relation(
                site, Predicate.LOCATED_IN, before[-1], "site.sentence-place", 0.6
            )
    if context.home and context.at_home:
        site = sites[0]
        return context.relation(
            site, Predicate.LOCATED_IN, context.home, "site.home", 0.6, at=site.start
        )
    return None


def _here(context: Context, site: Mention) -> Mention | None:
    """中复村是长征出发地之一。这里保留着“红军桥”: the place that the sentence before tells of."""
    start, _ = context.sentence(site.start)
    if not _HERE.match(context.text, context.opening(start)):
        return None
    actors, carried = context.actors(site.start)
    if carried and len(actors) == 1 and actors[0].type is EntityType.PLACE:
        return actors[0]
    paragraph = context.paragraph(start)
    places = context.free(EntityType.PLACE, (paragraph, start))
    return places[-1] if places else None


def _of_it(context: Context, site: Mention) -> Relation | None:
    """该馆位于安州区: in the sentences after a site, of the last whose name ends so."""
    paragraph = context.text.find("\n", site.end)
    reach = min(site.end + _FAR, paragraph if paragraph >= 0 else len(context.text))
    for match in _IT_LIES_IN.finditer(context.text, site.end, reach):
        place = context.chain(match.end(), (EntityType.PLACE,))
        between = context.of(EntityType.SITE, (site.end, match.end()))
        if place and site.name.endswith(match["kind"]) and not between:
            return context.relation(
                site, Predicate.LOCATED_IN, place, "site.located", 0.9, at=place.start
            )
    return None


def _in_own_name(context: Context, site: Mention) -> Mention | None:
    """延安革命纪念馆: a division that the article names elsewhere too."""
    for place in context.of(EntityType.PLACE):
        short = place.text if len(place.text) == 2 else place.text.rstrip("省市县区镇乡村")
        named = len(short) > 1 and site.name.startswith(short)
        if named and place.rule != "place.country" and not WATER.search(place.name):
            return place
    return None
