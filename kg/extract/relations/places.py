"""Where places lie: 吉林省白山市, 首都阿斯塔纳."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kg.extract.relations.context import Context
from kg.model import EntityType, Mention, Predicate, Relation

_SMALL = frozenset({"place.suffix", "place.model-head", "place.model"})
_PART_OF_IT = re.compile("(?:首都|首府|省会|境内的?|腹地的?|[南北]麓的?|[东南西北中]+部的?)?")
"""俄罗斯首都莫斯科."""
_HOLDING = re.compile("[省市县区州旗镇乡村国岛道郡府邦东西南北中]$|街道$|地区$")
WATER = re.compile("[江河湖海洋极]$")
"""What lies in no one division or country, and holds none: 长江, 南极."""
_WAY_TO = re.compile("(?:至|到|—|直达|飞往|开往|通往|往返|前往|从|由)[^，。；]{0,4}$")
_WAY_FROM = re.compile("至|到(?!达)|—|高速|铁路|公路|高铁|航线")
_SET = re.compile("在[^，。；]{0,6}$")
"""What stands before a place that its sentence sets itself."""
_PART = re.compile("是(?P<of>[^，。；]{2,12}?)的(?:重要|主要)?(?:组成部分|一部分)")
_GOING = re.compile("[运飞抵赴]|前往|到达|来到|返回")
"""Between two places: from the one to the other, which lies not in it."""
_CAPITAL = re.compile("首都|首府")
_DIVISION = re.compile("[州省市县]$")
_ABOVE = (
    ("村", ("乡", "镇", "街道", "县", "区", "旗", "州")),
    ("社区", ("乡", "镇", "街道", "县", "区", "旗", "州")),
    ("乡", ("县", "区", "旗", "州")),
    ("镇", ("县", "区", "旗", "州")),
)
"""How the names end of what lies in another, and of that."""


def relations(context: Context) -> Iterator[Relation]:
    """A place within the place named directly before it, or that the text tells otherwise; the
    division above it that the article names; for small ones what is told around them."""
    places = context.of(EntityType.PLACE)
    outer_of: dict[int, Mention] = {}
    for left, right in pairwise(places):
        between = context.text[left.end : right.start]
        joined = _PART_OF_IT.fullmatch(between)
        of_it = between == "的" and right.rule in ("place.suffix", "place.model-head")
        outer = left if joined or of_it else None
        if between in ("、", "和") and left.start in outer_of:
            outer = outer_of[left.start]  # 门头沟区的龙泉镇、王平镇
        if outer and outer.name != right.name and _may_hold(outer, right):
            outer_of[right.start] = outer
            yield context.relation(right, Predicate.LOCATED_IN, outer, "place.chain", 0.9)
    placed = {m.name for m in places if m.start in outer_of}
    for place in places:
        part = _PART.match(context.text, place.end)
        whole = context.chain(part.start("of"), (EntityType.PLACE,)) if part else None
        if whole and part and whole.end == part.end("of"):
            yield context.relation(place, Predicate.LOCATED_IN, whole, "place.part", 0.85)
    for place in places:
        if place.name not in placed and (country := _capital_of(context, place)):
            placed.add(place.name)
            yield context.relation(
                place, Predicate.LOCATED_IN, country, "place.capital", 0.8, at=place.start
            )
    yield from _hierarchy(context, placed)
    for place in places:
        if place.name in placed:
            continue
        if abroad := _abroad(context, place):
            placed.add(place.name)
            yield context.relation(
                place, Predicate.LOCATED_IN, abroad, "place.abroad", 0.6, at=place.start
            )
            continue
        if place.rule not in _SMALL:
            continue
        placed.add(place.name)
        frame = context.frame(place.start)
        if frame and frame.end <= place.start:
            yield context.relation(place, Predicate.LOCATED_IN, frame, "place.frame", 0.7)
        elif (around := _around(context, place)) and around.name != place.name:
            yield context.relation(
                place, Predicate.LOCATED_IN, around, "place.around", 0.55, at=place.start
            )


def _hierarchy(context: Context, told: set[str]) -> Iterator[Relation]:
    """浙江 and 嘉兴市 in one article: the division lies in the nearest one above it that is named."""
    first: dict[str, Mention] = {}
    for place in context.of(EntityType.PLACE):
        if place.scope:
            first.setdefault(place.scope, place)
    for code, place in first.items():
        above = (code[:4] + "00", code[:2] + "0000")
        outer = next((first[c] for c in above if c != code and c in first), None)
        if outer and place.name not in told:
            yield context.relation(
                place, Predicate.LOCATED_IN, outer, "place.hierarchy", 0.8, at=place.start
            )


def _around(context: Context, place: Mention) -> Mention | None:
    """Where a small place is that nothing says: in the division named last before it in its
    sentence or paragraph, else in the one that the article is about."""
    if WATER.search(place.name) or place.rule == "place.country":
        return None
    story, _ = context.stories.span(place.start)
    start, _ = context.sentence(place.start)
    told = [
        p
        for p in context.free(EntityType.PLACE, (story, place.start))
        if p.scope and not _is_end(context, p)
    ]
    if own := next((p for p in told if place.name.startswith(p.name.rstrip("省市县区"))), None):
        return own
    if level := next((above for end, above in _ABOVE if place.name.endswith(end)), None):
        bodies = {b.start for b in context.of(EntityType.ORGANIZATION)}
        higher = [
            p
            for p in context.free(EntityType.PLACE, (story, place.start))
            if p.name.endswith(level) and p.end not in bodies
        ]
        if higher:
            return higher[-1]
    paragraph = context.paragraph(start)
    before = [
        p
        for p in context.free(EntityType.PLACE, (start, place.start))
        if (p.scope or (p.rule == "place.country" and p.canonical != "中国"))
        and not _is_end(context, p)
    ]
    if not before:
        if _SET.search(context.text, start, place.start):
            return None  # 在革命圣地西柏坡，…: somewhere else than what was told before
        before = [p for p in told if p.start >= paragraph]
    if before:
        gone = _GOING.search(context.text, before[-1].end, place.start)
        beside = context.text[before[-1].end : place.start] == "、"
        return None if gone or beside else before[-1]
    return context.home if context.at_home and not context.stories.several else None


def _is_end(context: Context, place: Mention) -> bool:
    """Whether a place is where a way begins or ends: 六枝至安龙高速公路, 直达北京的航线."""
    return bool(
        _WAY_TO.search(context.text, max(place.start - 8, 0), place.start)
        or _WAY_FROM.match(context.text, place.end)
    )


def _capital_of(context: Context, place: Mention) -> Mention | None:
    """首都阿斯塔纳: of the country that the story named last."""
    if not _CAPITAL.search(context.text, max(place.start - 2, 0), place.start):
        return None
    story, _ = context.stories.span(place.start)
    before = context.of(EntityType.PLACE, (story, place.start))
    return next((p for p in reversed(before) if p.rule == "place.country"), None)


def _abroad(context: Context, place: Mention) -> Mention | None:
    """科罗拉多州: a division without a code lies in the one country that its story names."""
    if place.scope or place.rule == "place.country" or not _DIVISION.search(place.name):
        return None
    told = context.of(EntityType.PLACE, context.stories.span(place.start))
    countries = {p.canonical or p.name: p for p in told if p.rule == "place.country"}
    if any(p.scope for p in told) or "中国" in countries or len(countries) != 1:
        return None
    return next(iter(countries.values()))


def _may_hold(outer: Mention, inner: Mention) -> bool:
    """Whether the codes allow it: that of 白山市, 220600, begins as that of 吉林省, 220000.

    A country lies in no other place, a division of China in no other country, a river in none
    that is sure; and only what has a border holds others: 长江三峡 is no place in another.
    """
    city = (
        outer.rule == "place.gazetteer"
        and inner.rule != "place.model-head"
        and not WATER.search(outer.name)
    )
    if inner.rule == "place.country" or not (
        outer.scope or outer.rule == "place.country" or _HOLDING.search(outer.name) or city
    ):
        return False
    if inner.rule == "place.gazetteer" and inner.scope is None and WATER.search(inner.name):
        return False
    if outer.rule == "place.country":
        return outer.canonical == "中国" or inner.scope is None
    return inner.scope is None or (
        outer.scope is not None
        and outer.scope != inner.scope
        and inner.scope.startswith((outer.scope or "").rstrip("0"))
    )
