"""Amounts of those who were struck, fought or fell: 造成3人死亡, 938位志愿军烈士遗骸."""

from __future__ import annotations

import re

from kg.extract.events.mention import BEFELL
from kg.extract.relations.context import Context
from kg.extract.relations.reading import unit_of
from kg.model import EntityType, Mention

_TOLL = re.compile(
    r"造成|导致|致使|[已致]有?(?=\d|近|约|超)|死亡|遇难|受伤|失踪|伤亡|受灾|丧生|过火|烧毁|停电|断电|被毁|倒塌"
)
_OF_BODY = re.compile("[烈英]?(?:烈士|官兵|战士|将士|老兵|老战士|士兵|指战员|英烈)")
_IN_WAR = re.compile("中[^，。；]{0,4}(?:牺牲|阵亡|献身|负伤|参战|立功)")
_HARD = re.compile("的?(?:艰苦卓绝|艰苦|浴血|英勇|全民族|漫长|不屈|顽强|反侵略|的)*")
"""What may be said of a war between how long it was and its name."""
_STRICKEN = re.compile("(?:灾区|震区)(?!的)")
_AT_DISASTER = re.compile("在[^，。；]{0,4}(?:灾区|震区)")
_VICTIMS = re.compile("[^，。；]{0,6}?(?:死亡|遇难|丧生|受伤|失踪|伤亡)")
_ATTACKED = re.compile(
    "(?:对|向)(?P<target>[^，。；]{2,20}?)(?:发动|发射|实施|进行|展开)|"
    "(?:空袭|袭击|炮击|轰炸)了?(?P<hit>[^，。；]{2,20}?)(?:，|致|造成|导致)"
)
_UNDER = re.compile("影响")
"""What follows the disaster that others are of: 受台风“塔拉斯”影响发生山体滑坡."""
_FATE = re.compile("死亡|遇难|丧生|受伤|失踪|倒塌|受损|夷平")
_CAUSED = re.compile("造成|导致|致使")
_STRUCK = re.compile("(?:截至[^，。]{1,14}，)?[^，。；]{0,4}(?:灾民|受灾群众|遇难者|伤员)")
"""Clauses that tell how those fare whom a disaster struck."""


def befallen(context: Context, quantity: Mention) -> Mention | None:
    """发生一起枪击事件，造成3人死亡、2人受伤: the toll of what the sentence says befell."""
    start, _ = context.sentence(quantity.start)
    events = context.of(EntityType.EVENT, (start, quantity.start))
    befell = [event for event in events if event.subtype in BEFELL]
    _, end = context.clause(quantity.start)
    if befell and _TOLL.search(context.text, befell[-1].end, end):
        return next((e for e in befell if _UNDER.match(context.text, e.end)), befell[-1])
    if not events and _FATE.search(context.text, *context.clause(quantity.start)):
        told = (context.paragraph(quantity.start), quantity.start)
        struck = context.last_event(told, ("disaster",))
        if struck and not context.acts_there(*context.clause(quantity.start)):
            return struck
    if _CAUSED.match(context.text, start) and events and events[-1].end == start - 1:
        return events[-1]  # 发动伊拉克战争，导致约20万人死亡
    if _STRUCK.match(context.text, start, quantity.start) or (
        _CAUSED.search(context.text, start, quantity.start) and context.actors(quantity.start)[1]
    ):
        story, _ = context.stories.span(quantity.start)
        return context.last_event((story, quantity.start), BEFELL)
    return None


def attacked(context: Context, quantity: Mention) -> Mention | None:
    """以色列对大马士革发射导弹，造成5人死亡: the place where the victims are, not who attacked it."""
    if not _VICTIMS.match(context.text, quantity.end):
        return None
    start, _ = context.sentence(quantity.start)
    for attack in _ATTACKED.finditer(context.text, start, quantity.start):
        places = context.of(EntityType.PLACE, attack.span("target" if attack["target"] else "hit"))
        if places:
            return context.chain(places[0].start, (EntityType.PLACE,)) or places[0]
    return None


def soldiers(context: Context, quantity: Mention) -> Mention | None:
    """938位在韩志愿军烈士, 300名驻港部队官兵: the body to which those belong who are counted."""
    position = quantity.end + 2 if context.text.startswith("在", quantity.end) else quantity.end
    body = context.chain(position, (EntityType.ORGANIZATION,))
    return body if body and _OF_BODY.match(context.text, body.end) else None


def fought(context: Context, quantity: Mention) -> Mention | None:
    """抗美援朝战争中牺牲的战士共197653名: the war or battle in which the clause sets it."""
    start, _ = context.clause(quantity.start)
    events = context.of(EntityType.EVENT, (start, quantity.start))
    return events[-1] if events and _IN_WAR.match(context.text, events[-1].end) else None


def lasted(context: Context, quantity: Mention) -> Mention | None:
    """14年艰苦卓绝的抗战: the war that the duration before it is of."""
    if unit_of(quantity) != "年":
        return None
    hard = _HARD.match(context.text, quantity.end)
    war = context.chain(hard.end() if hard else quantity.end, (EntityType.EVENT,))
    return war if war and war.subtype == "war" else None


def stricken(context: Context, quantity: Mention) -> Mention | None:
    """灾区建成8500多间, 11个医疗队在灾区工作: of the disaster told last, where the clause names nobody."""
    start, end = context.clause(quantity.start)
    there = _STRICKEN.match(context.text, context.opening(start), end) or _AT_DISASTER.search(
        context.text, start, end
    )
    if not there or context.acts_there(start, quantity.start):
        return None
    story, _ = context.stories.span(quantity.start)
    return context.last_event((story, quantity.start), ("disaster",))
