"""Amounts of those who were at an event, and of what it has: 3000余名军民观看演出, 晚会分为四个篇章."""

from __future__ import annotations

import re

from kg.extract.events.mention import BEFELL
from kg.extract.relations.context import Context
from kg.extract.relations.reading import JOINING, unit_of
from kg.model import EntityType, Mention, Span

_WATCHING = re.compile(
    "[\u4e00-\u9fff、]{0,12}?(?:观看|欣赏)了?(?:演出|晚会|展览|比赛)?|[\u4e00-\u9fff、]{0,12}?"
    "(?:参加|出席)了?[\u4e00-\u9fff]{0,6}?(?:会议|大会|仪式|活动|座谈会|晚会|演出|典礼|启动仪式|升旗仪式)?(?=[，。；]|$)|"
    "[\u4e00-\u9fff、]{0,12}?(?:到场|到会|与会)(?=[，。；]|$)"
)
"""What follows those who were at an event: 3000余名军民观看演出."""
_ATTENDING = re.compile("(?:出席|参加|到会|与会)[^，。；]{0,40}$")
"""What stands before those who were at an event: 出席的代表共120余人."""
_PEOPLE = frozenset({"人", "名", "位", "人次", "个"})
_MEETING_ACTS = re.compile(
    "(?:这次|此次|本次|该次)?"
    "(?:会议|大会|座谈会|仪式|会上|会议上|大会上|仪式上|座谈会上|晚会|演出|展览|活动)(?:还|一?共|现场|期间|集中|宣布)*"
    "(?=，|包括|分为|历时|展示|表彰|通报|命名|授予|宣读|展出|吸引|共)"
)
_ON_SITE = re.compile(
    "(?:活动|仪式)?现场|活动中|活动期间|仪式(?:正式)?开始|活动(?:正式)?开始|[仪会]式?上，"
)
"""How a sentence begins that goes on about what was held."""
_NAMED_SO = re.compile("被?(?:命名|授予|评为|获评|获得|荣获|入选|成为|当选)")
"""How those are told to have an honour who are counted."""
_AT_IT = re.compile(
    "[^，。；]{0,4}(?:来自|吸引|参赛|参展|参演|参加人数|参与人数)|共?有(?=[^，。；]{0,12}(?:人|名|位|支|场|个))"
    "|[^，。；]{0,60}(?:踊跃|积极|热情|共同)?(?:参与|参加|响应)(?=[，。；]|$)"
)
_NEXT = ("，", "”，")
_OF_IT = re.compile(
    "[”」]?[^，。；]{0,4}(?:汇集|汇聚|集中|涵盖|囊括|包括|分为|为期|历时|持续|设有?|邀请|收到|征集|评选|展出|吸引|共)"
)
"""How a clause goes on that tells who came to an event, and one that tells what an event has."""
_THERE = re.compile(
    "代表|参加|参与|参演|参赛|参展|出席|观看|接受检阅|同台|演员|选手|歌手|嘉宾|被打死|被捕|被逮捕"
)
"""What those do or are who are counted at an event."""
LISTED = re.compile("等(?:共|共计|地)?$")
"""What stands between the last of a list and how many they are with the others."""
OWNERS = (EntityType.ORGANIZATION, EntityType.PLACE, EntityType.SITE, EntityType.PERSON)
LONGEST = 300
"""Characters before an amount in which the event was named that it is of."""


def at_event(context: Context, quantity: Mention) -> Mention | None:
    """3000余名军民观看演出, 会议表彰了20个先进单位: the event named last before that."""
    start, _ = context.clause(quantity.start)
    watched = unit_of(quantity) in _PEOPLE and (
        _WATCHING.match(context.text, quantity.end)
        or _ATTENDING.match(context.text, context.opening(start), quantity.start)
    )
    acts = _MEETING_ACTS.match(context.text, start)
    if not (watched or acts):
        return None
    paragraph = context.paragraph(start, LONGEST)
    events = [
        e
        for e in context.of(EntityType.EVENT, (paragraph, quantity.start))
        if e.rule in ("event.head", "event.title")
    ]
    return events[-1] if events else None


def there(context: Context, quantity: Mention) -> Mention | None:
    """现场发放资料1500余份，接受咨询200余人次; 仪式开始，1600多名代表一起唱国歌: the event of the paragraph."""
    start, _ = context.sentence(quantity.start)
    opening = context.opening(start)
    timed = context.chain(opening, (EntityType.TIME,))
    if timed:
        opening = timed.end + context.text.startswith("，", timed.end)
    if not _ON_SITE.match(context.text, opening):
        return None
    paragraph = context.paragraph(start, LONGEST)
    return _last_held(context, (paragraph, start))


def told_of(context: Context, quantity: Mention) -> Mention | None:
    """开展慰问活动，来自18个省的群众参与; 晚会分为四个篇章: the event that the clause before has, or this
    one begins with."""
    start, end = context.clause(quantity.start)
    sentence, _ = context.sentence(quantity.start)
    for event in reversed(context.of(EntityType.EVENT, (sentence, quantity.start))):
        if event.rule == "event.gazetteer" or event.subtype in BEFELL:
            continue
        if context.text[event.end : start] in _NEXT and _AT_IT.match(context.text, start, end):
            return event
        if event.start >= start and _OF_IT.match(context.text, event.end, quantity.start):
            return event
    return None


def named_so(context: Context, quantity: Mention) -> Mention | None:
    """兴山县等105个地区被命名为示范区: how many have an honour of whom only some are named."""
    listed = LISTED.search(context.text, max(quantity.start - 3, 0), quantity.start)
    if not (listed or ends_a_list(context, quantity)):
        return None
    _, end = context.clause(quantity.start)
    if _NAMED_SO.search(context.text, quantity.end, end):
        return next(iter(context.of(EntityType.HONOUR, (quantity.end, end))), None)
    return None


def ends_a_list(context: Context, quantity: Mention) -> bool:
    """三明市、永安市六个市: how many were just named."""
    last = [m for m in context.ending_at(quantity.start) if m.type in OWNERS]
    return any(context.text[m.start - 1] in JOINING for m in last)


def of_event(context: Context, quantity: Mention) -> Mention | None:
    """安葬仪式举行，30位英烈回到祖国: where nobody acts in the sentence, its event has the number."""
    if not context.nobody_acts(quantity.start):
        return None
    sentence = context.sentence(quantity.start)
    start = sentence[0]
    _, end = context.clause(quantity.start)
    if _THERE.search(context.text, quantity.end, end):
        start, _ = context.stories.span(start)
    return _last_held(context, (start, quantity.start))


def _last_held(context: Context, span: Span) -> Mention | None:
    events = context.of(EntityType.EVENT, span)
    return next((e for e in reversed(events) if e.rule == "event.head"), None)
