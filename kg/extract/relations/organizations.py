"""Where organizations lie, and what they belong to: 驻白部队, 江西省军区, 双拥工作领导小组办公室."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kg.extract.relations.context import Context
from kg.model import EntityType, Mention, Predicate, Relation

_THERE = re.compile(
    "在(?P<place>[^，。；]{2,12}?)(?:的|领导|[一二三四五六七八九十百]+年|期间|时期|战斗|转战|驻扎|成立|组建|创建|创办)"
)
_BASED = re.compile(
    "(?:就)?(?:设在|设于|位于|坐落在|坐落于|地处|驻扎在|驻在|总部在)(?P<place>[^，。；]{2})"
)
_FORCES = ("武警", "解放军", "陆军", "空军", "海军", "消防", "民兵")
"""What the name of a body may have before its place: 武警张家口支队."""
_NAMED_FOR_THE_PAST = frozenset({"organization.titled", "organization.risen"})
"""狼牙山五壮士连, 南昌起义部队: named for what was once somewhere."""
_LOCAL = frozenset({"School", "Institution", "Company"})
COMMITTEE = re.compile(
    "(?P<of>公司|集团|厂|院|医院|校|学校|站|局|所|师|旅|团|营|连|支队|总队|大队|部队|村)(?:(?<=连)队)?"
    "(?:党委|党支部|党总支|党组|团委|团支部|工会)"
)
_BELONGING = re.compile("所属的?|下属的?|直属的?|属下的?")


def relations(context: Context) -> Iterator[Relation]:
    """Troops at the place of their name, an office within its leading group, a body beside that of
    which it is part."""
    before = {place.end: place for place in context.of(EntityType.PLACE)}
    seen: set[str] = set()
    for body in context.of(EntityType.ORGANIZATION):
        name = body.canonical or f"{body.name}@{body.start}"
        if name in seen:
            continue
        if outside := before.get(body.start):
            place, rule = outside, "organization.place-before"
        elif body.scope and (own := context.place(body.scope.removeprefix("single:"))):
            place, rule = own, "organization.stationed"
        elif own := _in_own_name(context, body):
            place, rule = own, "organization.own-name"
        elif own := _at(context, body):
            place, rule = own, "organization.at-place"
        elif body.subtype in _LOCAL and context.home and body.scope is None:
            seen.add(name)
            if context.at_home and not context.stories.several:
                yield context.relation(
                    body,
                    Predicate.LOCATED_IN,
                    context.home,
                    "organization.home",
                    0.55,
                    at=body.start,
                )
            continue
        else:
            continue
        seen.add(name)
        yield context.relation(body, Predicate.LOCATED_IN, place, rule, 0.9, at=body.start)
    groups = [m for m in context.of(EntityType.ORGANIZATION) if m.subtype == "LeadingGroup"]
    done: set[str] = set()
    for office in groups:
        full = office.canonical or office.name
        if not full.endswith("办公室") or full in done:
            continue
        parent = next(
            (g for g in groups if (g.canonical or g.name) == full.removesuffix("办公室")), None
        )
        if parent:
            done.add(full)
            yield context.relation(
                office, Predicate.PART_OF, parent, "organization.office", 0.95, at=office.start
            )
    yield from _departments(context)
    yield from _committees(context)
    for left, right in pairwise(context.of(EntityType.ORGANIZATION)):
        adjoining = (
            left.end == right.start
            and left.subtype != "Garrison"
            and right.name != "中央军委"
            and not (left.name[-1] == right.name[-1] == "部")  # 民政部财政部发出通知
        )
        if adjoining or _BELONGING.fullmatch(context.text, left.end, right.start):
            yield context.relation(right, Predicate.PART_OF, left, "organization.belonging", 0.9)


def _at(context: Context, body: Mention) -> Mention | None:
    """党中央在延安的岁月: where a body was for a time."""
    there = _THERE.match(context.text, body.end) or _BASED.match(context.text, body.end)
    return context.chain(there.start("place"), (EntityType.PLACE,)) if there else None


def _in_own_name(context: Context, body: Mention) -> Mention | None:
    """漳州军分区, 北约驻科索沃部队: a place of its name that the article names elsewhere too."""
    name = body.canonical or body.name
    if body.rule in _NAMED_FOR_THE_PAST:
        return None
    force = next((force for force in _FORCES if name.startswith(force)), None)
    behind = name.removeprefix(force) if force else ""
    for place in context.places_by_name:
        if len(place.name) < 2 or len(name) <= len(place.name) + 1:
            continue
        if f"驻{place.name}" in name or f"在{place.name}" in name:
            return place
        short = place.name.rstrip("省市县区") if len(place.name) > 2 else place.name
        if behind.startswith(short):
            return place
        national = place.rule == "place.country" and body.subtype != "SocialOrganization"
        if name.startswith(place.name) and not national:
            wide = place.scope is None and place.rule == "place.gazetteer" and len(place.name) < 3
            return place if not wide or body.subtype == "MilitaryBody" else None
    return None


def _departments(context: Context) -> Iterator[Relation]:
    """军委办公厅, 联合国安理会: a body whose name begins with that of another, which is named too.

    That 省军区 is in full 中国人民解放军甘肃省军区 says nothing of the army that an article names.
    """
    by_name: dict[str, Mention] = {}
    for body in context.of(EntityType.ORGANIZATION):
        for name in (body.name, body.canonical):
            if name and len(name) > 1:
                by_name.setdefault(name, body)
    done: set[str] = set()
    for name, body in by_name.items():
        if body.name in done or body.subtype in ("LeadingGroup",) or body.name == "中央军委":
            continue  # of the party and of the state
        whole = next(
            (
                by_name[name[:cut]]
                for cut in range(len(name) - 2, 1, -1)
                if name[:cut] in by_name
                and name[cut:] != "常委会"
                and by_name[name[:cut]].name != body.name
                and by_name[name[:cut]].canonical != (body.canonical or body.name)
                and (name == body.name or by_name[name[:cut]].subtype != "MilitaryBody")
            ),
            None,
        )
        if whole:
            done.add(body.name)
            yield context.relation(
                body, Predicate.PART_OF, whole, "organization.department", 0.8, at=body.start
            )


def _committees(context: Context) -> Iterator[Relation]:
    """站党支部, 公司党委: the committee of the body last named whose name ends so."""
    bodies = context.of(EntityType.ORGANIZATION)
    done: set[str] = set()
    for number, body in enumerate(bodies):
        short = COMMITTEE.fullmatch(body.name)
        if short is None or body.name in done:
            continue
        done.add(body.name)
        whole = next((b for b in reversed(bodies[:number]) if b.name.endswith(short["of"])), None)
        if whole:
            yield context.relation(
                body, Predicate.PART_OF, whole, "organization.committee", 0.75, at=body.start
            )
