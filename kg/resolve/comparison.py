"""Compare two entities: features with weights that anyone can read, and what rules a merge out.

The score is the sum of the weights of the features that hold, between 0 and 1. From `SAME` on the
two are one thing, below `UNDECIDED` they are two, and between the two nobody has decided.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from datetime import timedelta

from rapidfuzz import fuzz

from kg.gazetteer import Gazetteer
from kg.model import EntityType
from kg.resolve.event_names import Counted, ordinals, what_is_counted
from kg.resolve.features import (
    LONG,
    any_overlap,
    dates,
    exact_days,
    listed,
    published_apart,
    shared_actors,
    told_apart,
    years_between,
)
from kg.resolve.judgements import pair_of
from kg.resolve.profiles import Profile
from kg.resolve.reasons import Comparison, Reason
from kg.resolve.site_names import (
    SiteNames,
    adds_nothing,
    one_word_more,
    own_words,
    says_enough,
    site_kinds,
    stand_apart,
)

SAME = 0.8
UNDECIDED = 0.55

_TELLING = 8
"""Characters from which two equal names are seldom chance: not 慰问活动."""
_PLACED = 6
"""The same for a name that begins with a place or says that it is of the whole country."""
_NATIONAL = ("中国", "中共中央", "中央", "全国", "国家")
_OF_ONE_PLACE = frozenset({"battle", "massacre", "meeting", "uprising"})
"""Kinds of events after which one hall is named, where they were; after wars and persons there are many."""
_BEFALLS = frozenset({"disaster", "incident"})
"""Kinds of events that befall a place, of which a day seldom brings two."""
_WORKS = frozenset({"Book", "Column", "Film", "Law", "Newspaper", "Song"})
"""Documents that bear their titles everywhere; 实施方案 and 意见 are those of their issuers."""
_TOLD_OF_ELSEWHERE = frozenset({EntityType.SITE, EntityType.DOCUMENT, EntityType.PERSON})
"""What an article about another place may well name."""
_AT_ONE_TIME = timedelta(days=180)


class Comparer:
    """Compares profiles of one type; knows which divisions lie in which."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._divisions = gazetteer.divisions
        self._names = SiteNames(gazetteer.divisions)
        self._remembered = {
            *(name for person in gazetteer.persons for name in (person.name, *person.aliases)),
            *(
                name
                for event in gazetteer.events
                if event.kind not in _OF_ONE_PLACE
                for name in (event.name, *event.aliases)
            ),
        }
        self._features: Mapping[EntityType, Callable[[Profile, Profile], Iterator[Reason]]] = {
            EntityType.EVENT: self._event,
            EntityType.PERSON: self._person,
            EntityType.SITE: self._site,
            EntityType.DOCUMENT: self._document,
            EntityType.ORGANIZATION: self._organization,
            EntityType.PLACE: self._place,
        }

    def compare(self, one: Profile, other: Profile) -> Comparison:
        """How far the two look like one thing, and why. The order of the two makes no difference."""
        if one.key > other.key:
            one, other = other, one
        reasons = tuple(self._features[one.type](one, other))
        score = min(max(sum(reason.weight for reason in reasons), 0.0), 1.0)
        return Comparison(
            pair_of(one.key, other.key), round(score, 4), reasons, self.barrier(one, other)
        )

    def barrier(self, one: Profile, other: Profile) -> Reason | None:
        """What no score outweighs: the two cannot be one thing."""
        if one.garrison or other.garrison:
            return _barrier("未说明番号的部队不与任何部队合并", "an unnamed unit is never merged")
        if one.code and other.code:
            return _barrier("名录中是两个条目", "the gazetteer has an entry for each")
        if other.key in one.related or one.key in other.related:
            return _barrier("文中陈述了二者之间的关系", "an article relates the one to the other")
        if one.type is EntityType.SITE:
            return self._site_barrier(one, other)
        if one.type is EntityType.EVENT:
            disjoint = one.times and other.times and not any_overlap(one.times, other.times)
            if disjoint and not any(listed(one, other, 0.0)):  # told of on another day
                return _barrier("日期不相容", "their dates are disjoint")
            if ordinals(one) and ordinals(other) and not ordinals(one) & ordinals(other):
                return _barrier("名称中的届次或年份不同", "the numbers in their names differ")
        if one.numbers and other.numbers and not one.numbers & other.numbers:
            return _barrier("文号不同", "their document numbers differ")
        if one.type is EntityType.PERSON:
            return self._person_barrier(one, other)
        return None

    def _site_barrier(self, one: Profile, other: Profile) -> Reason | None:
        """A hall and a monument are two, and so are cemeteries of one name in two towns."""
        kinds, others = site_kinds(one), site_kinds(other)
        if kinds and others and not kinds & others:
            return _barrier("场所种类不同", "they are sites of different kinds")
        if stand_apart(one, other):
            return _barrier("所在地名不同", "they are said to be in places of other names")
        places, elsewhere = self._names.places(one), self._names.places(other)
        if self._places(places, elsewhere) == "apart":
            return _barrier("名称中的地名不同", "their names begin with unrelated places")
        return None

    def _person_barrier(self, one: Profile, other: Profile) -> Reason | None:
        """Two offices of unrelated places at one time are two persons' offices."""
        first, second = one.published, other.published
        if one.offices and other.offices and first and second:
            close = abs(first - second) <= _AT_ONE_TIME
            if (
                close
                and not one.actors & other.actors
                and self._places(one.places, other.places) == "apart"
            ):
                return _barrier(
                    "同一时期在互不隶属的两地任职",
                    "they hold offices of unrelated places at one time",
                )
        return None

    def _event(self, one: Profile, other: Profile) -> Iterator[Reason]:
        yield from self._name(one, other)
        yield from listed(one, other, 0.4)
        yield from dates(one, other)
        telling = any(self._is_telling(name, one, other) for name in one.names & other.names)
        if not (telling and exact_days(one) & exact_days(other)):
            yield from self._where(one, other)
        elif self._places(one.located, other.located) in ("same", "within"):
            yield Reason("所在地相同", "said to be in the same place", 0.25)
        yield from self._befell(one, other)
        yield from self._numbered(one, other)
        yield from shared_actors(one, other, each=0.05, most=0.1)
        elsewhere = self._places(one.places, other.places) == "apart"
        if elsewhere and not telling:
            yield Reason("各地都有的名称", "a name that events anywhere may have", -0.2)
        if one.kinds and other.kinds and not one.kinds & other.kinds:
            yield Reason("事件种类不同", "of different kinds", -0.2)
        yield from told_apart(one, other)

    def _befell(self, one: Profile, other: Profile) -> Iterator[Reason]:
        """What befell one place on one day is told under many names: 张北地震, 尚义6.2级地震."""
        if (
            one.kinds & other.kinds & _BEFALLS
            and exact_days(one) & exact_days(other)
            and self._places(one.located | one.places, other.located | other.places) == "same"
        ):
            yield Reason("同日同地同类", "of one kind, on one day, in one place", 0.15)

    def _numbered(self, one: Profile, other: Profile) -> Iterator[Reason]:
        """One name with a number that but one event bears: 第六届中国国际进口博览会.

        三次全会 comes again with each term, and each place keeps a 100周年 of its own.
        """
        near = published_apart(one, other) <= LONG
        for name in sorted(one.names & other.names):
            counted = what_is_counted(name)
            if (
                Counted.FOR_GOOD in counted
                or (near and Counted.IN_A_TERM in counted)
                or (Counted.YEARS in counted and self._begins_with_place(name))
            ):
                yield Reason(
                    f"名称含同一届次：{name}", f"the same number in one name: {name}", 0.25
                )
                return

    def _person(self, one: Profile, other: Profile) -> Iterator[Reason]:
        names = one.names & other.names
        if not names:
            return
        weight = 0.45 if max(map(len, names)) > 2 else 0.35
        yield Reason("姓名相同", "the same name", weight)
        if one.offices & other.offices:
            yield Reason("同一机构的同一职务", "the same office of the same body", 0.45)
        elif one.national and other.national:
            yield Reason("同为国家领导职务", "both in the highest offices of the country", 0.45)
        elif one.actors & other.actors:
            yield Reason("同一机构任职", "an office of the same body", 0.35)
        company = len(one.company & other.company)
        if company:
            weight = (0.1, 0.35, 0.45)[min(company, 3) - 1]
            yield Reason(
                f"与{company}个相同的人同时出现",
                f"named beside {company} of the same persons",
                weight,
            )
        if one.signed & other.signed:
            yield Reason("为同一媒体署名", "bylines in the same paper", 0.4)
        yield from self._where(one, other)
        yield from years_between(one, other)

    def _site(self, one: Profile, other: Profile) -> Iterator[Reason]:
        yield from self._name(one, other, equal=0.55, telling=0.25)
        if self._places(one.located | one.places, other.located | other.places) != "apart":
            yield from listed(one, other, 0.25)
        company = len(one.company & other.company)
        if company and (
            one.names & other.names or self._names.cores(one) & self._names.cores(other)
        ):
            yield Reason(
                f"与{company}处相同的场所同时出现",
                f"named beside {company} of the same sites",
                0.25 if company > 1 else 0.1,
            )
        yield from self._where(one, other)
        yield from told_apart(one, other)

    def _document(self, one: Profile, other: Profile) -> Iterator[Reason]:
        if one.numbers & other.numbers:
            yield Reason("文号相同", "the same document number", 0.6)
        yield from self._name(one, other, equal=0.65)
        yield from shared_actors(one, other, each=0.2, most=0.2)
        if one.actors and other.actors and not one.actors & other.actors:
            yield Reason("发布者不同", "issued by others", -0.3)
        yield from self._where(one, other)
        yield from told_apart(one, other)

    def _organization(self, one: Profile, other: Profile) -> Iterator[Reason]:
        yield from self._name(one, other, equal=0.55, telling=0.25)
        yield from self._where(one, other)
        if one.kinds and other.kinds and not one.kinds & other.kinds:
            yield Reason("机构种类不同", "of different kinds", -0.2)
        yield from told_apart(one, other)

    def _place(self, one: Profile, other: Profile) -> Iterator[Reason]:
        yield from self._name(one, other, equal=0.55)
        yield from self._where(one, other)

    def _name(
        self, one: Profile, other: Profile, *, equal: float = 0.4, telling: float = 0.15
    ) -> Iterator[Reason]:
        """Equal names, and the longer they are the more; else how alike the most alike two are."""
        shared = one.names & other.names
        if shared:
            name = max(shared, key=lambda n: (len(n), n))
            if (
                one.type is EntityType.EVENT
                and len(name) < _PLACED
                and not (one.label == other.label == name)
            ):  # 仪式 for short is every ceremony
                yield Reason(
                    f"简称相同：{name}", f"the same short form: {name}", round(equal * 0.6, 2)
                )
                return
            yield Reason(f"名称相同：{name}", f"the same name: {name}", equal)
            if self._is_telling(name, one, other):
                yield Reason("名称足够具体", "the name is telling", telling)
            return
        if one.type is EntityType.SITE and (
            cores := self._names.cores(one) & self._names.cores(other)
        ):
            name = max(cores, key=lambda n: (len(n), n))
            yield Reason(
                f"除地名外名称相同：{name}", f"the same name but for the place: {name}", equal
            )
            yield Reason("名称足够具体", "the name is telling", telling)
            return
        alike, left, right = max(
            (fuzz.ratio(a, b), a, b) for a in sorted(one.names) for b in sorted(other.names)
        )
        shorter, longer = sorted((left, right), key=lambda n: (len(n), n))
        if longer.endswith(shorter) and self._divisions.named(longer.removesuffix(shorter)):
            yield Reason(
                f"除地名外名称相同：{longer}", f"the same name but for the place: {longer}", equal
            )
            if self._is_telling(longer, one, other):
                yield Reason("名称足够具体", "the name is telling", telling)
        elif len(shorter) >= 4 and (longer.endswith(shorter) or longer.startswith(shorter)):
            site = one.type is EntityType.SITE and longer.endswith(shorter)
            specific = site and self._is_telling(shorter, one, other)
            whole = specific and adds_nothing(longer.removesuffix(shorter), shorter)
            weight = equal if whole else round(equal * 0.7, 2)
            yield Reason(f"“{longer}”含“{shorter}”", f"{longer} holds {shorter}", weight)
            if specific:
                yield Reason("名称足够具体", "the name is telling", telling)
        elif one.type is EntityType.SITE and one_word_more(shorter, longer):
            yield Reason(
                f"只多一个词：{shorter}／{longer}",
                f"but for a word the same: {shorter}, {longer}",
                equal,
            )
            yield Reason("名称足够具体", "the name is telling", telling)
        elif alike >= 70:
            weight = round(equal * (alike - 40) / 60, 2)
            yield Reason(
                f"名称相近：{left}／{right}",
                f"names alike by {alike:.0f}%: {left}, {right}",
                weight,
            )

    def _is_telling(self, name: str, one: Profile, other: Profile) -> bool:
        """延安革命纪念馆 and 冀中烈士陵园 say which one is meant, 革命烈士纪念碑 and 李大钊纪念馆 do not."""
        if one.type is EntityType.DOCUMENT:
            return len(name) >= _TELLING or one.kinds | other.kinds <= _WORKS
        if len(name) >= _TELLING and one.type is not EntityType.SITE:
            return True
        own = own_words(name)
        site = one.type is EntityType.SITE and own not in self._remembered
        if len(name) < _PLACED:
            return site and says_enough(name)
        if name.startswith(_NATIONAL) or self._begins_with_place(name):
            return True
        return site and len(own) > 1

    def _begins_with_place(self, name: str) -> bool:
        return any(self._divisions.named(name[:length]) for length in range(2, 10))

    def _where(self, one: Profile, other: Profile) -> Iterator[Reason]:
        match self._places(one.located, other.located):
            case "same":
                yield Reason("所在地相同", "said to be in the same place", 0.25)
                return
            case "within":
                yield Reason("一地在另一地之内", "one's place lies within the other's", 0.15)
                return
            case "apart":
                yield Reason("所在地互不隶属", "said to be in unrelated places", -0.5)
                return
        match self._places(one.located | one.places, other.located | other.places):
            case "same":
                yield Reason("报道所涉地相同", "their articles are about the same place", 0.2)
            case "within":
                yield Reason(
                    "报道所涉地有隶属关系", "their articles' places lie within each other", 0.1
                )
            case "apart" if one.type not in _TOLD_OF_ELSEWHERE:
                yield Reason("报道所涉地互不隶属", "their articles are about other places", -0.2)

    def _places(self, ones: Set[str], others: Set[str]) -> str:
        """`same`, `within`, `apart`, or `unknown` where one has no place."""
        if not ones or not others:
            return "unknown"
        if ones & others:
            return "same"
        pairs = [(a, b) for a in ones for b in others]
        near = (self._divisions.contains(a, b) or self._divisions.contains(b, a) for a, b in pairs)
        return "within" if any(near) else "apart"


def _barrier(zh: str, en: str) -> Reason:
    return Reason(zh, en, -1.0)
