"""What all articles together say of each entity: what resolution compares."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from kg.link.names import folded, shortened
from kg.model import Entity, EntityType, LinkedArticle, Mention, Predicate

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


@dataclass(slots=True, kw_only=True)
class Profile:
    """One key: its names with how often each is the label, where and when it is, what is beside it.

    `places` are codes of the divisions that its articles are about, `located` of those that it is said
    to be in, `times` the bounds that articles give an event or document, `actors` the keys of who took
    part, issued, or employs a person, `offices` pairs of an organization's key and the words for the
    office, `company` the names of persons beside a person and of sites beside a site, `signed` the
    papers and agencies whose bylines name one, `stands_in` the names of places that a site is said to be
    in and that have no code,
    `national` says that an article gives a person one of the highest offices of the country.
    `apart` are keys of the same type in the same articles, `related` those that a fact links to it.
    """

    key: str
    type: EntityType
    code: str | None = None
    labels: Counter[str] = field(default_factory=Counter)
    names: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    located: set[str] = field(default_factory=set)
    times: set[Bounds] = field(default_factory=set)
    actors: set[str] = field(default_factory=set)
    offices: set[tuple[str, str]] = field(default_factory=set)
    company: set[str] = field(default_factory=set)
    stands_in: set[str] = field(default_factory=set)
    national: bool = False
    signed: set[str] = field(default_factory=set)
    articles: dict[str, date | None] = field(default_factory=dict)
    apart: set[str] = field(default_factory=set)
    related: set[str] = field(default_factory=set)

    @property
    def label(self) -> str:
        """The label that most articles give; of equals the shorter, then the first in order."""
        return min(self.labels, key=lambda name: (-self.labels[name], len(name), name))

    @property
    def published(self) -> date | None:
        """The day of the first article that names it, where known."""
        return min((day for day in self.articles.values() if day), default=None)

    @property
    def garrison(self) -> bool:
        """Whether it is troops that the text names by their place alone: never merged with anything."""
        return "Garrison" in self.kinds


class Profiles:
    """The profiles of all articles added so far; the order of adding makes no difference."""

    def __init__(self) -> None:
        self._by_key: dict[str, Profile] = {}

    def __getitem__(self, key: str) -> Profile:
        return self._by_key[key]

    def __contains__(self, key: object) -> bool:
        return key in self._by_key

    def __iter__(self) -> Iterator[Profile]:
        return (self._by_key[key] for key in sorted(self._by_key))

    def add(self, linked: LinkedArticle) -> None:
        """Take in what one article says."""
        article = linked.article
        entities = {entity.key: entity for entity in linked.entities}
        compared = [e for e in linked.entities if e.type in COMPARED]
        labels = {
            type_: {e.label for e in compared if e.type is type_}
            for type_ in (EntityType.PERSON, EntityType.SITE)
        }
        for entity in compared:
            profile = self._by_key.setdefault(
                entity.key, Profile(key=entity.key, type=entity.type, code=entity.code)
            )
            profile.articles[article.id] = article.published
            profile.labels[entity.label] += 1
            profile.names |= _names(entity)
            if entity.subtype:
                profile.kinds.add(entity.subtype)
            if any(m.scope and m.scope.startswith("single:") for m in entity.mentions):
                profile.kinds.add("Garrison")
            if entity.number:
                profile.numbers.add(entity.number)
            profile.places |= {
                m.scope for m in entity.mentions if m.scope and _CODE.fullmatch(m.scope)
            }
            for mention in entity.mentions:
                if mention.rule in _SIGNED:
                    before = article.text[max(mention.start - _BYLINE, 0) : mention.start]
                    agency = _AGENCY.search(before)
                    profile.signed |= {agency[1]} if agency else {article.source or ""} - {""}
            profile.company |= labels.get(entity.type, set()) - {entity.label}
            if entity.type is EntityType.PERSON:
                profile.national |= any(
                    _NATIONAL_OFFICE.search(article.text[max(m.start - _WINDOW, 0) : m.start])
                    or _AFTER.match(article.text, m.end)
                    for m in entity.mentions
                )
            profile.apart |= {e.key for e in compared if e.type is entity.type} - {entity.key}
        for statement in linked.statements:
            subject, value = entities[statement.subject], entities[statement.object]
            for one, other in ((subject, value), (value, subject)):
                if one.type in COMPARED and one.type is other.type:
                    self._by_key[one.key].related.add(other.key)
            if subject.type in COMPARED:
                self._state(self._by_key[subject.key], statement.predicate, value, statement.detail)

    def _state(
        self, profile: Profile, predicate: Predicate, value: Entity, detail: str | None
    ) -> None:
        if value.time and predicate is Predicate.TIME:
            profile.times.add((value.time.earliest, value.time.latest))
        elif predicate is Predicate.LOCATED_IN and value.code:
            profile.located.add(value.code)
        elif predicate is Predicate.LOCATED_IN and profile.type is EntityType.SITE:
            profile.stands_in.add(value.label)
        elif predicate is Predicate.ROLE:
            profile.offices.add((value.key, detail or ""))
            profile.actors.add(value.key)
        elif predicate in (Predicate.ORGANIZER, Predicate.PARTICIPANT, Predicate.ISSUER):
            profile.actors.add(value.key)


def _names(entity: Entity) -> set[str]:
    """The names to compare; of an organization the full one only, since 市委 is in every city."""
    label = folded(_named(entity, entity.label))
    if entity.type is EntityType.ORGANIZATION:
        return {label}
    names = {label, *(folded(mention) for mention in entity.mentions)}
    if entity.type is EntityType.DOCUMENT:  # 《中华人民共和国英雄烈士保护法》, 《英雄烈士保护法》
        names |= {name.removeprefix("中华人民共和国") for name in names} - {""}
    return names | set(map(shortened, names))


def _named(entity: Entity, name: str) -> Mention:
    return Mention(type=entity.type, start=0, end=len(name), text=name, name=name)
