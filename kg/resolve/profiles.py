"""What all articles together say of each entity: what resolution compares.

An article says facts of a key: its names, its places, who took part. A profile is what the facts of
all articles come to, each with the number of articles that say it: so an article can be added to
profiles and taken away again, in any order.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kg.link.names import folded, shortened
from kg.link.site_kinds import without_square
from kg.model import Article, Entity, EntityType, LinkedArticle, Mention, Predicate

Bounds = tuple[date | None, date | None]

COMPARED = frozenset(
    {
        EntityType.DOCUMENT,
        EntityType.EVENT,
        EntityType.ORGANIZATION,
        EntityType.PERSON,
        EntityType.PLACE,
        EntityType.SITE,
    }
)
"""The types of what several articles may tell of under different keys."""
_CODE = re.compile(r"\d{6}")
_NATIONAL_OFFICE = re.compile(
    "(?:总书记|国家(?:副)?主席|国务院(?:副)?总理|国务委员|(?:中央|国家)军委(?:副)?主席|军委(?:副)?主席"
    "|全国人大常委会(?:副)?委员长|全国政协(?:副)?主席|中共中央政治局(?:常委|委员)|中共中央书记处书记"
    "|中央纪委书记|中央军委委员|党和国家领导人)"
    "(?:(?:[\u4e00-\u9fff]{2,4}[、和])*|(?:、[^、，。；：\n]{2,20}"
    "(?:书记|主任|组长|部长|委员|主席|总理|秘书长|院长|检察长|政委|司令员|总参谋长))*)$"
)
"""Offices of which the country has one or few, right before a name, before others in its row, or before
further offices of the same person."""
_AFTER = re.compile("总书记|主席|总理|委员长")
_WINDOW = 80
_AGENCY = re.compile("(新华社|中新社|中国新闻社)(?!.*本报)[^。]*(?:记者|通讯员)[^。]*$")
"""Whose reporter a byline names: 本报兰州1月10日电新华社记者贾永."""
_BYLINE = 40
_SIGNED = frozenset({"person.byline", "person.signature"})


class Feature(StrEnum):
    """Of what a fact on a key is; the fields of `Profile` say what each means."""

    ACTOR = "actor"
    APART = "apart"
    ARTICLE = "article"
    CODE = "code"
    COMPANY = "company"
    KIND = "kind"
    LABEL = "label"
    LOCATED = "located"
    NAME = "name"
    NATIONAL = "national"
    NUMBER = "number"
    OFFICE = "office"
    PLACE = "place"
    PUBLISHED = "published"
    RELATED = "related"
    SIGNED = "signed"
    STANDS_IN = "stands in"
    TIME = "time"


Fact = tuple[Feature, str]
"""A feature and its value as text; bounds and offices have a line break between their parts."""

LEAST = frozenset({Feature.ARTICLE, Feature.PUBLISHED})
"""Of these the least value is enough, however many articles name the key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One key: its names, where and when it is, what is beside it.

    `label` is what most articles give as its label; of equals the shorter, then the first in order.
    `places` are codes of the divisions that its articles are about, `located` of those that it is said
    to be in, `times` the bounds that articles give an event or document, `actors` the keys of who took
    part, issued, or employs a person, `offices` pairs of an organization's key and the words for the
    office, `company` the names of persons beside a person and of sites beside a site, `signed` the
    papers and agencies whose bylines name one, `stands_in` the names of places that a site is said to be
    in and that have no code,
    `national` says that an article gives a person one of the highest offices of the country.
    `apart` are keys of the same type in the same articles, `related` those that a fact links to it.
    `published` is the day of the first article that names it, where known, and `article` the least id
    of an article that does.
    """

    key: str
    type: EntityType
    code: str | None
    label: str
    names: frozenset[str]
    kinds: frozenset[str]
    numbers: frozenset[str]
    places: frozenset[str]
    located: frozenset[str]
    times: frozenset[Bounds]
    actors: frozenset[str]
    offices: frozenset[tuple[str, str]]
    company: frozenset[str]
    stands_in: frozenset[str]
    national: bool
    signed: frozenset[str]
    apart: frozenset[str]
    related: frozenset[str]
    published: date | None
    article: str

    @classmethod
    def of(cls, key: str, counts: Mapping[Fact, int]) -> Profile:
        """What the facts come to, each with the number of articles that say it.

        Of articles and days of publication the least is enough.
        """
        said: defaultdict[Feature, list[str]] = defaultdict(list)
        for feature, value in counts:
            said[feature].append(value)

        def all_(feature: Feature) -> frozenset[str]:
            return frozenset(said[feature])

        days = said[Feature.PUBLISHED]
        return cls(
            key=key,
            type=EntityType(key.partition("/")[0].capitalize()),
            code=min(said[Feature.CODE], default=None),
            label=min(said[Feature.LABEL], key=lambda n: (-counts[Feature.LABEL, n], len(n), n)),
            names=all_(Feature.NAME),
            kinds=all_(Feature.KIND),
            numbers=all_(Feature.NUMBER),
            places=all_(Feature.PLACE),
            located=all_(Feature.LOCATED),
            times=frozenset(map(_bounds, said[Feature.TIME])),
            actors=all_(Feature.ACTOR),
            offices=frozenset(map(_office, said[Feature.OFFICE])),
            company=all_(Feature.COMPANY),
            stands_in=all_(Feature.STANDS_IN),
            national=bool(said[Feature.NATIONAL]),
            signed=all_(Feature.SIGNED),
            apart=all_(Feature.APART),
            related=all_(Feature.RELATED),
            published=date.fromisoformat(min(days)) if days else None,
            article=min(said[Feature.ARTICLE]),
        )

    @property
    def garrison(self) -> bool:
        """Whether it is troops that the text names by their place alone: never merged with anything."""
        return "Garrison" in self.kinds


class Profiles:
    """The profiles of all articles added so far; the order of adding makes no difference."""

    def __init__(self) -> None:
        self._counts: defaultdict[str, Counter[Fact]] = defaultdict(Counter)
        self._known: dict[str, Profile] = {}

    def __getitem__(self, key: str) -> Profile:
        if key not in self._known:
            if key not in self._counts:
                raise KeyError(key)
            self._known[key] = Profile.of(key, self._counts[key])
        return self._known[key]

    def __contains__(self, key: object) -> bool:
        return key in self._counts

    def __iter__(self) -> Iterator[Profile]:
        return (self[key] for key in sorted(self._counts))

    def add(self, linked: LinkedArticle) -> None:
        """Take in what one article says."""
        for key, facts in facts_of(linked).items():
            self._counts[key].update(facts)
            self._known.pop(key, None)


def facts_of(linked: LinkedArticle) -> dict[str, set[Fact]]:
    """What one article says of each of its keys that are compared."""
    article = linked.article
    entities = {entity.key: entity for entity in linked.entities}
    compared = [e for e in linked.entities if e.type in COMPARED]
    labels = {
        type_: {e.label for e in compared if e.type is type_}
        for type_ in (EntityType.PERSON, EntityType.SITE)
    }
    found = {entity.key: set(_facts(entity, article)) for entity in compared}
    for entity in compared:
        facts = found[entity.key]
        company = labels.get(entity.type, set()) - {entity.label}
        facts |= {(Feature.COMPANY, label) for label in company}
        beside = {e.key for e in compared if e.type is entity.type} - {entity.key}
        facts |= {(Feature.APART, key) for key in beside}
    for statement in linked.statements:
        subject, value = entities[statement.subject], entities[statement.object]
        for one, other in ((subject, value), (value, subject)):
            if one.type in COMPARED and one.type is other.type:
                found[one.key].add((Feature.RELATED, other.key))
        if subject.type in COMPARED:
            found[subject.key].update(
                _stated(subject, statement.predicate, value, statement.detail)
            )
    return found


def _facts(entity: Entity, article: Article) -> Iterator[Fact]:
    yield Feature.ARTICLE, article.id
    if article.published:
        yield Feature.PUBLISHED, article.published.isoformat()
    if entity.code:
        yield Feature.CODE, entity.code
    yield Feature.LABEL, entity.label
    for name in _names(entity):
        yield Feature.NAME, name
    if entity.subtype:
        yield Feature.KIND, entity.subtype
    if any(m.scope and m.scope.startswith("single:") for m in entity.mentions):
        yield Feature.KIND, "Garrison"
    if entity.number:
        yield Feature.NUMBER, entity.number
    for mention in entity.mentions:
        if mention.scope and _CODE.fullmatch(mention.scope):
            yield Feature.PLACE, mention.scope
    for mention in entity.mentions:
        if mention.rule in _SIGNED and (paper := _paper(mention, article)):
            yield Feature.SIGNED, paper
    if entity.type is EntityType.PERSON and any(
        _NATIONAL_OFFICE.search(article.text[max(m.start - _WINDOW, 0) : m.start])
        or _AFTER.match(article.text, m.end)
        for m in entity.mentions
    ):
        yield Feature.NATIONAL, ""


def _paper(byline: Mention, article: Article) -> str | None:
    """The agency that a byline names, else who printed the article."""
    agency = _AGENCY.search(article.text[max(byline.start - _BYLINE, 0) : byline.start])
    return agency[1] if agency else article.source


def _stated(
    subject: Entity, predicate: Predicate, value: Entity, detail: str | None
) -> Iterator[Fact]:
    if value.time and predicate is Predicate.TIME:
        bounds = (value.time.earliest, value.time.latest)
        yield Feature.TIME, "\n".join(day.isoformat() if day else "" for day in bounds)
    elif predicate is Predicate.LOCATED_IN and value.code:
        yield Feature.LOCATED, value.code
    elif predicate is Predicate.LOCATED_IN and subject.type is EntityType.SITE:
        yield Feature.STANDS_IN, value.label
    elif predicate is Predicate.ROLE:
        yield Feature.OFFICE, f"{value.key}\n{detail or ''}"
        yield Feature.ACTOR, value.key
    elif predicate in (Predicate.ORGANIZER, Predicate.PARTICIPANT, Predicate.ISSUER):
        yield Feature.ACTOR, value.key


def _bounds(text: str) -> Bounds:
    earliest, _, latest = text.partition("\n")
    return (
        date.fromisoformat(earliest) if earliest else None,
        date.fromisoformat(latest) if latest else None,
    )


def _office(text: str) -> tuple[str, str]:
    key, _, words = text.partition("\n")
    return key, words


def _names(entity: Entity) -> set[str]:
    """The names to compare; of an organization the full one only, since 市委 is in every city."""
    label = folded(_named(entity, entity.label))
    if entity.type is EntityType.ORGANIZATION:
        return {label}
    names = {label, *(folded(mention) for mention in entity.mentions)}
    if entity.type is EntityType.DOCUMENT:  # 《中华人民共和国英雄烈士保护法》, 《英雄烈士保护法》
        names |= {name.removeprefix("中华人民共和国") for name in names} - {""}
    if entity.type is EntityType.SITE:
        names |= set(map(without_square, names))
    return names | set(map(shortened, names))


def _named(entity: Entity, name: str) -> Mention:
    return Mention(type=entity.type, start=0, end=len(name), text=name, name=name)
