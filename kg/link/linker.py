"""Resolve the mentions of each article to entities, and its relations to statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from kg.gazetteer import Divisions, Gazetteer
from kg.link.abroad import countries_by_initial
from kg.link.bodies import KnownBodies
from kg.link.events import KnownEvents
from kg.link.honours import KnownHonours
from kg.link.keys import KNOWN_EVERYWHERE, entity_key, is_listed
from kg.link.names import comparable, folded
from kg.link.short_forms import full_names
from kg.link.sites import KnownSites
from kg.model import (
    Article,
    Entity,
    EntityType,
    Evidence,
    Extraction,
    LinkedArticle,
    Mention,
    Relation,
    Statement,
)


def link(extractions: Iterable[Extraction], gazetteer: Gazetteer) -> Iterator[LinkedArticle]:
    """One `LinkedArticle` for each `Extraction`, in order.

    Mentions of one type with the same canonical or comparable name are one entity. Keys depend on
    the article's own words and the gazetteer only, so that every build gives the same; what several
    articles tell of one thing, `kg.resolve` brings together.
    """
    known = _Known(
        sites=KnownSites(gazetteer),
        events=KnownEvents(gazetteer.events),
        honours=KnownHonours(gazetteer.honours),
        bodies=KnownBodies(gazetteer.organizations, gazetteer.divisions),
        divisions=gazetteer.divisions,
    )
    for extraction in extractions:
        yield _linked(extraction, known)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What mentions are looked up in."""

    sites: KnownSites
    events: KnownEvents
    honours: KnownHonours
    bodies: KnownBodies
    divisions: Divisions

    def recognise(
        self, mention: Mention, article: Article, countries: Mapping[str, str | None]
    ) -> Mention:
        """The mention under the id or the full name of its entry, where there is one."""
        mention = self.honours.recognise(self.events.recognise(mention))
        return self.bodies.recognise(mention, article, countries)


def _linked(extraction: Extraction, known: _Known) -> LinkedArticle:
    article = extraction.article
    countries = countries_by_initial(extraction.mentions)
    mentions = [
        known.recognise(_scoped(mention, extraction), article, countries)
        for mention in extraction.mentions
    ]
    groups = [known.sites.recognise(group, extraction) for group in _clusters(mentions)]
    keys: dict[tuple[EntityType, int, int], str] = {}
    entities: dict[str, Entity] = {}
    for group in groups:
        entity = _entity(group, article, known.divisions)
        previous = entities.get(entity.key)
        entities[entity.key] = _merged(previous, entity) if previous else entity
        for mention in group:
            keys[(mention.type, mention.start, mention.end)] = entity.key
    statements: dict[tuple[str, str, str], Statement] = {}
    for relation in extraction.relations:
        statement = _statement(relation, article, keys)
        triple = (statement.subject, statement.predicate.value, statement.object)
        before = statements.get(triple)
        if statement.subject != statement.object and (
            before is None or before.confidence < statement.confidence
        ):
            statements[triple] = statement
    return LinkedArticle(
        article=article,
        entities=tuple(entities.values()),
        statements=tuple(statements.values()),
        recorded=known.honours.recorded(statements.values(), entities),
    )


def _scoped(mention: Mention, extraction: Extraction) -> Mention:
    """Say what tells namesakes apart where extraction could not: a local policy is its place's."""
    if mention.type is EntityType.DOCUMENT and mention.subtype not in KNOWN_EVERYWHERE:
        issuers = [
            r.object.scope
            for r in extraction.relations
            if r.subject.start == mention.start and r.predicate.value == "issuer" and r.object.scope
        ]
        return replace(mention, scope=issuers[0]) if issuers else mention
    return mention


def _clusters(mentions: list[Mention]) -> list[list[Mention]]:
    """Group the mentions of one thing: by canonical name where there is one, else by name.

    A short form (安葬仪式) goes to the longer name that it ends. Amounts stay single; a bare 领导小组
    or 办公室 goes to the leading group named last before it.
    """
    groups: dict[tuple[object, ...], list[Mention]] = defaultdict(list)
    full_name = full_names(mentions)
    canonical_of = {(m.type, folded(m)): m.canonical for m in mentions if m.canonical}
    for mention in mentions:
        if mention.type is EntityType.QUANTITY:
            key: tuple[object, ...] = (mention.type, mention.start)
        elif mention.type is EntityType.TIME:
            time = mention.time
            key = (mention.type, folded(mention), time and (time.earliest, time.latest))
        elif mention.scope and mention.scope.startswith("single:"):
            key = (mention.type, folded(mention), mention.scope)
        else:
            canonical = mention.canonical or canonical_of.get((mention.type, folded(mention)))
            name = full_name.get(mention) or folded(mention, canonical)
            key = (mention.type, name)
        groups[key].append(mention)
    return list(groups.values())


def _entity(group: list[Mention], article: Article, divisions: Divisions) -> Entity:
    lead = next((m for m in group if m.canonical), group[0])
    lead = max(
        (m for m in group if (m.scope or None) == (lead.scope or None)),
        key=lambda m: (m.canonical is not None, m.count or 0, len(m.name), -m.start),
    )
    full = max(group, key=lambda m: (len(m.name), -m.start))
    aliases = sorted({m.name for m in group} - {full.name})
    listed = lead.type is EntityType.PLACE or is_listed(lead)
    return Entity(
        key=entity_key(lead, comparable(lead.canonical or full.name), article, divisions),
        type=lead.type,
        name=full.name,
        canonical=lead.canonical,
        subtype=next((m.subtype for m in group if m.subtype), None),
        aliases=tuple(aliases),
        code=lead.scope if listed else None,
        time=lead.time,
        quantity=lead.quantity,
        count=max((m.count for m in group if m.count), default=None),
        number=next((m.number for m in group if m.number), None),
        resolved=lead.type is not EntityType.PLACE or lead.scope is not None,
        mentions=tuple(group),
    )


def _merged(first: Entity, second: Entity) -> Entity:
    names = {*first.aliases, *second.aliases, second.name} - {first.name}
    return replace(
        first, aliases=tuple(sorted(names)), mentions=(*first.mentions, *second.mentions)
    )


def _statement(
    relation: Relation, article: Article, keys: dict[tuple[EntityType, int, int], str]
) -> Statement:
    def key(mention: Mention) -> str:
        return keys[(mention.type, mention.start, mention.end)]

    return Statement(
        subject=key(relation.subject),
        predicate=relation.predicate,
        object=key(relation.object),
        evidence=Evidence(
            start=relation.start,
            end=relation.end,
            quote=article.text[relation.start : relation.end],
        ),
        confidence=relation.confidence,
        rule=relation.rule,
        detail=relation.detail,
    )
