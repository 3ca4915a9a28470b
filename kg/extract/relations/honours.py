"""Who received an honour, and when."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.relations.context import Context
from kg.extract.relations.protagonists import protagonist
from kg.model import EntityType, Mention, Predicate, Relation

_GIVEN_TO = re.compile(
    "(?P<mark>[将把])[^，。；]{2,80}?(?:列入|列为|命名为|评为|授予|确定为|认定为)$"
)
_GIVING = frozenset({"授予", "授予了", "表彰", "命名"})
"""Verbs whose subject gives what it names, unless 被 or 获 stands before."""
_TAKEN = frozenset({"荣获", "获得", "获", "获评", "取得", "实现", "捧回", "摘得", "喜获", "荣立"})
"""Verbs whose subject receives, 了 or not."""
_PASSIVE = re.compile("(?:被|获得?|荣获|受到)[^，。；]{0,24}$")
_OF_SOMEONE = re.compile(
    "(?:称号|荣誉称号)?[”」]?(?:[、和][^，。；的]{2,14})?的(?!称号|荣誉|殊荣|光荣)"
)
_AGAIN = re.compile(
    "(?:获得?|荣获|得到|取得|获此|继续获得|拿到|赢得|被授予)了?(?:这一|这个|这项|该|此|同一)?(?:光荣|荣誉)?(?:称号|殊荣)(?=[，。；]|的(?:日子|时间))"
    "|(?:再度|再次|再|又|连续|相继|陆续|首次|第[一二三四五六七八九十\\d]+次|[一二三四五六七八九十\\d]+次)(?:又)?(?:当选|入选|上榜|获评|获称号|获此称号|获此殊荣)(?=[，。；])"
)
"""What is told of a place that received what was named before."""
_WAS_THEN = re.compile("的(?:日子|时间)是?在?")
_NAMING = re.compile("表彰|命名|颁奖|授牌|授奖")
_FAR = 200
"""Characters after a meeting in which what is told to be awarded was awarded there."""
_LONG_AGO = 2000
"""Characters after an honour in which 这一称号 may mean it."""
_OF_PLACES = re.compile("[城县]")
"""What the name of an honour holds that towns receive: 双拥模范城."""
_NOT_RECEIVED = re.compile(r"创建|争创|评选|活动|工作|方案")


def relations(context: Context) -> Iterator[Relation]:
    """An awarding verb before the honour in its clause; the receiver acts there, or follows 授予."""
    for honour in context.of(EntityType.HONOUR):
        sentence = context.sentence(honour.start)
        if titled := _titled(context, honour):
            yield context.relation(honour, Predicate.AWARDED, titled, "honour.title-of", 0.85)
            continue
        clause = context.clause(honour.start)
        if _NOT_RECEIVED.search(context.text, clause[0], honour.start) or _NOT_RECEIVED.match(
            context.text, honour.end
        ):
            continue
        if any(
            e.start <= honour.start and honour.end < e.end for e in context.of(EntityType.EVENT)
        ):
            continue
        verb = context.trigger("award", clause[0], honour.start)
        run = context.text[honour.end : clause[1]].find("连冠") >= 0
        if verb is None and not run and honour.count is None:
            continue
        receivers = _receivers(context, honour, verb, clause)
        for receiver in receivers:
            yield context.relation(
                honour,
                Predicate.AWARDED,
                receiver,
                "honour.awarding-verb",
                0.85 if verb else 0.7,
                at=honour.start,
            )
        if receivers:
            times = [
                t
                for t in context.of(EntityType.TIME, (sentence[0], honour.start))
                if t.time and t.time.earliest and t.time.rule not in ("recent", "years-since")
            ]
            in_clause = [t for t in times if t.start >= clause[0]]
            for time in _after_those(context, times):
                yield context.relation(honour, Predicate.TIME, time, "honour.sentence-time", 0.7)
            if times:
                yield context.relation(
                    honour, Predicate.TIME, (in_clause or times)[-1], "honour.sentence-time", 0.8
                )
            elif day := _day_of_meeting(context, sentence[0]):
                yield context.relation(
                    honour, Predicate.TIME, day, "honour.meeting-time", 0.65, at=honour.start
                )


def _after_those(context: Context, times: list[Mention]) -> list[Mention]:
    """继2004年、2008年之后，今年第三次被评为…: the times before, too."""
    first = next((t for t in times if context.text[t.start - 1] == "继"), None)
    end = context.text.find("之后", first.end, first.end + _FAR) if first else -1
    return [t for t in times if first and first.start <= t.start and t.end <= end]


def _day_of_meeting(context: Context, sentence: int) -> Mention | None:
    """7月28日，双拥模范表彰大会召开。…等5人成为…: the day of the meeting told before in the paragraph."""
    paragraph = context.paragraph(sentence, _FAR)
    meetings = [
        e
        for e in context.of(EntityType.EVENT, (paragraph, sentence))
        if _NAMING.search(e.name) and e.rule == "event.head"
    ]
    if not meetings:
        return None
    start, end = context.sentence(meetings[-1].start)
    days = [
        t
        for t in context.of(EntityType.TIME, (start, end))
        if t.time and t.time.earliest and t.time.earliest == t.time.latest
    ]
    return days[0] if len(days) == 1 else None


def again(context: Context) -> Iterator[Relation]:
    """该市此前三次获得这一称号; 南宁市再度当选: the honour that the story told last, of whom the sentence
    names."""
    honours = {
        id(h)
        for h in context.of(EntityType.HONOUR)
        if _OF_PLACES.search(h.name)
        and not any(e.start <= h.start and h.end < e.end for e in context.of(EntityType.EVENT))
    }
    for match in _AGAIN.finditer(context.text):
        story, _ = context.stories.span(match.start())
        first = max(story, match.start() - _LONG_AGO)
        told = [
            h for h in context.of(EntityType.HONOUR, (first, match.start())) if id(h) in honours
        ]
        actors, _ = context.actors(match.start())
        unsure = context.nobody_acts(match.start()) or len(actors) != 1
        if not told or unsure or actors[0].type is not EntityType.PLACE:
            continue
        yield context.relation(
            told[-1], Predicate.AWARDED, actors[0], "honour.again", 0.7, at=match.start()
        )
        clause = context.clause(match.start())
        then = _WAS_THEN.match(context.text, match.end(), clause[1])
        sentence, _ = context.sentence(match.start())
        span = (then.end(), clause[1]) if then else (sentence, match.start())
        for time in context.of(EntityType.TIME, span):
            if time.end + 1 < clause[0]:
                continue  # of another clause, and not 2007年，该市再度当选
            yield context.relation(
                told[-1], Predicate.TIME, time, "honour.again-time", 0.65, at=time.start
            )


def _receivers(
    context: Context, honour: Mention, verb: re.Match[str] | None, clause: tuple[int, int]
) -> list[Mention]:
    kinds = (EntityType.PERSON, EntityType.ORGANIZATION, EntityType.PLACE, EntityType.SITE)
    after = re.compile(r"(?:称号|荣誉称号)?[”」]?的").match(context.text, honour.end)
    if after and (following := context.chain(after.end(), kinds)):
        return [following]  # 荣获…称号的丹东市
    if _OF_SOMEONE.match(context.text, honour.end):
        return []  # 荣立二等功、三等功的现役军人家庭
    if (
        verb is not None
        and not verb[0].startswith("被")
        and verb[0] not in _TAKEN
        and (given := context.chain(verb.end(), kinds))
        and given.end <= honour.start
    ):
        return [given]  # 授予丹东市…称号
    if verb is not None and (listed := _GIVEN_TO.search(context.text, clause[0], verb.end())):
        span = (listed.end("mark"), verb.start())
        named = {id(p) for p in context.free(EntityType.PERSON, span)}
        if found := [
            m
            for m in context.mentions
            if m.type in kinds
            and _within(m, span)
            and (m.type is not EntityType.PERSON or id(m) in named)
        ]:
            return found  # 将歌乐山烈士陵园、红岩革命纪念馆列入…
    if verb is not None and verb[0] not in ("授予", "表彰"):
        subjects = [
            m
            for m in context.mentions
            if m.type in kinds and clause[0] <= m.start and m.end <= verb.start()
        ]
        persons = [m for m in subjects if m.type is EntityType.PERSON]
        if persons:
            return persons
        close = [m for m in subjects if m.type is EntityType.SITE]
        if close:
            return close[-1:]
        if context.text[verb.start() - 1] == "”" and not any(
            m.end >= verb.start() - 1 for m in subjects
        ):
            return []  # “鼓浪屿好八连”获评模范单位: who is named, but not found
    if (
        verb is not None
        and (verb[0] in _GIVING or context.text.startswith("了", verb.end()))
        and verb[0] not in _TAKEN
        and not _PASSIVE.search(context.text, clause[0], verb.start())
    ):
        return []  # 会议表彰了20个先进单位: to whom nobody says
    if verb is not None and verb[0] in _TAKEN and context.actors(verb.start())[1]:
        told = protagonist(context, verb.start())  # 老兵王福田…，荣立三等功两次
        if told:
            return [told]
    return context.agents(verb.start() if verb else honour.start)


def _within(mention: Mention, span: tuple[int, int]) -> bool:
    return span[0] <= mention.start and mention.end <= span[1]


def _titled(context: Context, honour: Mention) -> Mention | None:
    """“特级英雄”黄继光: the person whose name follows the title."""
    quoted = context.text.startswith("”", honour.end)
    return context.chain(honour.end + quoted, (EntityType.PERSON,))
