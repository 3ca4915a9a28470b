"""When an event was: its own anniversary, the date of its sentence, or the day that the story goes on about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.events.mention import BEFELL
from kg.extract.relations.context import Context
from kg.extract.relations.meetings import FAR, HELD_AFTER, is_held
from kg.extract.times.found import OF_THE_CALENDAR
from kg.model import EntityType, Mention, Predicate, Relation

_IN_NAME = re.compile("[^，。；在召举办于]{0,12}")
"""What may stand between a year and the name of an event of which it is part."""
_SEASON = 200
"""Days that a time may last of which a text goes on to tell: 1994年深冬."""
_DURING_VISIT = re.compile("(?:调研|考察|访问|视察|检查|走访|慰问)期间")
_HELD_ON_VISIT = re.compile("(?:召开|举行|举办|出席|参加)[^，。；]{0,6}$")
_VISIT = re.compile(
    "(?:在|到|赴|前往)(?P<place>[\u4e00-\u9fff]{2,20}?)(?:调研|考察|访问|视察|检查|看望|慰问)"
)
_YEARS = re.compile(r"[”」]?[\d一二三四五六七八九十百]{1,4}周年")
_TOLD_OF = re.compile("[^，。；举办召]{0,12}?(?:介绍|通报|解读|讲解|公布|回顾|重温)了?")
DAYS = frozenset({"date", "day-word", "same-month", "yearless", "that-day"})
HELD_THEN = re.compile(
    r"[”」》]?(?:，(?=\d|在|于))?(?:(?:将|已|正式)?(?:于|在)?)(?P<then>[^，。；]{2,60}?)(?:正式|隆重)?(?:举行|举办|召开|开幕|开展|落幕|启动|播出|首播|上演|登陆|揭幕|展出|展映|开启|开始|开园|开馆|(?:向公众|对外)?开放)"
)
SPOKEN_OF = re.compile(
    r"[”」]?的?(?:《|精神|决定|决议|部署|报告|有关|议题|文件|方针|灾区|震区|救灾|以来|召开[\d一二三四五六七八九十百]+周年|成果|期间|后的)"
)
"""What follows an event that is not told but spoken of: 党的十五大精神, 地震灾区."""


def times(context: Context, event: Mention) -> Iterator[Relation]:
    """An anniversary in the event's own name, else the last date before it in its sentence."""
    sentence = context.sentence(event.start)
    dated = any(t.time and t.time.rule in DAYS for t in context.of(EntityType.TIME, sentence))
    for time in context.of(EntityType.TIME, (event.start, event.end)):
        exact = time.time and time.time.earliest and time.time.earliest == time.time.latest
        if exact and not dated and time.rule.endswith(OF_THE_CALENDAR):
            yield context.relation(event, Predicate.TIME, time, "event.anniversary", 0.6)
            return

    def between(time: Mention) -> str:
        return context.text[time.end : event.start]

    before = [
        t
        for t in context.of(EntityType.TIME, (sentence[0], event.start))
        if t.time
        and t.time.earliest
        and t.time.rule not in ("years-since", "recent", "anniversary")
    ]
    known = event.rule == "event.gazetteer"
    if SPOKEN_OF.match(context.text, event.end) or only_told_of(context, event):
        return
    after = HELD_THEN.match(context.text, event.end)
    if after and not known:
        for time in context.of(EntityType.TIME, after.span("then")):
            yield context.relation(event, Predicate.TIME, time, "event.held-then", 0.9)
            return
    if not before and not known and is_held(context, event) and event.subtype not in BEFELL:
        paragraph = context.paragraph(sentence[0])
        days = [
            t
            for t in context.of(EntityType.TIME, (paragraph, sentence[0]))
            if t.time and t.time.rule in DAYS and not _is_passing(context, t)
        ]
        if len(days) == 1:
            yield context.relation(
                event, Predicate.TIME, days[0], "event.earlier-day", 0.6, at=days[0].start
            )
            return
    if before and not (
        known and (_YEARS.match(context.text, event.end) or "，" in between(before[-1]))
    ):
        yield context.relation(
            event, Predicate.TIME, _of_it(context, before, event), "event.sentence-time", 0.85
        )


def only_told_of(context: Context, event: Mention) -> bool:
    """举行新闻发布会，介绍纪念活动总体安排: whether the clause only tells what others heard of an event."""
    start, end = context.clause(event.start)
    return _TOLD_OF.match(context.text, start, event.start) is not None and not HELD_AFTER.match(
        context.text, event.end, end
    )


def _is_passing(context: Context, time: Mention) -> bool:
    """Whether a year only dates what its own sentence tells: 会师楼1958年改建; not 1994年深冬，风紧天寒."""
    span = time.time
    if span is None or span.earliest is None or span.latest is None:
        return False
    long = (span.latest - span.earliest).days > _SEASON
    return long and context.opening(context.sentence(time.start)[0]) != time.start


def _of_it(context: Context, before: list[Mention], event: Mention) -> Mention:
    """The last time before an event; of 9月10日，举行2024年下半年欢送大会 the day, not the year of the name."""
    last = before[-1]
    days = [t for t in before if t.time and t.time.earliest == t.time.latest]
    names = days and last not in days and _IN_NAME.fullmatch(context.text, last.end, event.start)
    return days[-1] if names else last


def on_visit(context: Context, event: Mention) -> tuple[Mention | None, Mention | None]:
    """15日至17日到重庆调研。调研期间，召开座谈会: when and where the visit was that the sentence means."""
    start, _ = context.sentence(event.start)
    held = _HELD_ON_VISIT.search(context.text, max(event.start - 12, start), event.start)
    if not held or not _DURING_VISIT.search(context.text, start, event.start):
        return None, None
    visits = list(_VISIT.finditer(context.text, max(start - FAR, 0), start))
    if not visits:
        return None, None
    sentence = context.sentence(visits[0].start())
    times = [
        t
        for t in context.of(EntityType.TIME, (sentence[0], visits[0].start()))
        if t.time and t.time.earliest
    ]
    place = context.chain(visits[0].start("place"), (EntityType.PLACE,))
    return (times[-1] if times else None), place
