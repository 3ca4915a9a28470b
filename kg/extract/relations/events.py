"""Who held an event, who took part, when and where it was, and what it remembers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.events.mention import BEFELL
from kg.extract.relations.context import Context
from kg.extract.relations.event_times import (
    DAYS,
    HELD_THEN,
    SPOKEN_OF,
    on_visit,
    only_told_of,
    times,
)
from kg.extract.relations.meetings import HELD_AFTER, HELD_BY, MEETINGS, is_held
from kg.model import EntityType, Mention, Predicate, Relation, Span

_PEOPLE = re.compile("负责人|负责同志|代表|记者")
"""Those of a body took part, not the body."""
_IN_IT = re.compile("中[^，。；]{0,10}(?:牺牲|作战|立功|参战|负伤|献身|战斗|奋勇|英勇)")
_FALLEN_IN = re.compile("中[^，。；]{0,10}(?:牺牲|阵亡|献身|负伤)的")
_PRONOUN = re.compile("[他她](?!们)")
_AT = re.compile(r"[在于]$")
_WHERE_IT_WAS = re.compile("(?:举行|举办|召开|举办过|召开过)的$")
_IS_HELD = re.compile("(?:隆重|正式|成功|再次|首次)?(?:举行|举办|召开)")
_WIDE = re.compile("“?(?:[^“]{0,6}届)?[^“]{0,4}(?:全国|国际|世界|全球|全军)")
"""How the name of an event begins that a town only houses: 北京召开全国双拥模范城命名大会."""
_CONVENED = frozenset({"conference", "contest", "exhibition"})
_GOVERNED = re.compile("[省市县区州旗镇乡村]$|街道$|社区$")
_THERE_IT_WAS = re.compile("[”」》]?(?:上|中|期间|现场|闭幕|结束)")
_SESSION = re.compile("第?[一二三四五六七八九十]{1,3}届")
_REMEMBERING = re.compile("纪念|周年|公祭|缅怀|庆祝")
_SHOWN_AT = frozenset({"exhibition", "performance"})
_SHOWN_IN = re.compile("(?:在|来到|走进|参观)[^，。；]{0,8}$")
_WHOSE = re.compile(r"[^，。；的]{0,8}(?:举行|举办|开展|组织|召开|主办)的$")
_TO_REMEMBER = re.compile("，(?:以)?(?:隆重|深切)?(?:纪念|悼念|缅怀|庆祝)")
_PART = re.compile("(?P<of>.{3,}?)(?:开幕式|闭幕式|开幕会|闭幕会|启动仪式|颁奖典礼|颁奖仪式)")
_HELD_HERE = re.compile(
    "[”」]?(?:就|也|便)?在(?:这里|此|此地|当地)(?:举行|召开|举办|爆发|发生|打响|成立)"
)
_AND_OTHERS = re.compile("等(?:多个|多座|[\\d一二三四五六七八九十]+[个座])城市")
"""莫斯科、圣彼得堡等多个城市举行: not who, but where."""


def relations(context: Context) -> Iterator[Relation]:
    """Reads one sentence at a time; an event without a verb of holding gets no organizer."""
    for event in context.of(EntityType.EVENT):
        if any(
            site.start <= event.start and event.end <= site.end
            for site in context.of(EntityType.SITE)
        ):
            continue
        outer = [
            e
            for e in context.of(EntityType.EVENT)
            if e.start <= event.start and event.end <= e.end and e is not event
        ]
        if outer:
            joint = event.rule == "event.gazetteer" and "暨" in event.text
            if joint:
                continue  # each of the wars in its name is remembered
            if _REMEMBERING.search(outer[0].text) or outer[0].subtype == "exhibition":
                yield context.relation(outer[0], Predicate.COMMEMORATES, event, "event.name", 0.85)
            continue
        if whole := _opened(context, event):
            yield context.relation(
                event, Predicate.PART_OF, whole, "event.part", 0.85, at=event.start
            )
        yield from times(context, event)
        time, visited = on_visit(context, event)
        for predicate, end in ((Predicate.TIME, time), (Predicate.LOCATED_IN, visited)):
            if end:
                yield context.relation(event, predicate, end, "event.on-visit", 0.75, at=end.start)
        yield from _remembered(context, event)
        if _REMEMBERING.search(event.name):
            yield from _visited_graves(context, event)
        if here := _here(context, event):
            yield context.relation(event, Predicate.LOCATED_IN, here, "event.here", 0.75)
        if event.rule == "event.gazetteer":
            yield from _took_part(context, event)
            continue
        sentence = context.sentence(event.start)
        verb = context.trigger("hold", sentence[0], event.start)
        if verb and (
            SPOKEN_OF.match(context.text, event.end)
            or only_told_of(context, event)
            or _of_another(context, verb.end(), event)
        ):
            verb = None
        held_after = HELD_AFTER.match(context.text, event.end, sentence[1])
        if own := _in_own_name(context, event):
            yield context.relation(event, Predicate.ORGANIZER, own, "event.own-organizer", 0.8)
        elif holders := _whose(context, event, sentence[0]):
            for holder in holders:
                yield context.relation(event, Predicate.ORGANIZER, holder, "event.held-of", 0.8)
        elif _held_by(context, event):
            pass  # `meetings` reads who
        elif host := _host(context, event):
            yield context.relation(event, Predicate.ORGANIZER, host, "event.place-before", 0.75)
        elif verb or held_after:
            offset = verb.start() if verb else event.start
            _, carried = context.actors(offset)
            unnamed = _led_by_person(context, offset) or (carried and not verb)
            holders = [] if unnamed or _spoken_at(context, event) else context.agents(offset)
            if carried and any(holder.type is EntityType.PLACE for holder in holders):
                holders = [] if _held_there(context, event) else holders
            if holders and _only_housed(event, holders):
                yield context.relation(
                    event, Predicate.LOCATED_IN, holders[-1], "event.housed", 0.75, at=event.start
                )
                holders = []
            if holders and _AND_OTHERS.match(context.text, holders[-1].end):
                for city in holders:
                    yield context.relation(
                        event, Predicate.LOCATED_IN, city, "event.in-cities", 0.7
                    )
                holders = []
            for holder in holders:
                yield context.relation(
                    event, Predicate.ORGANIZER, holder, "event.holding-verb", 0.8, at=event.start
                )
        yield from _took_part(context, event)
        then = HELD_THEN.match(context.text, event.end)
        around = (then.start("then") if then else sentence[0], then.end() if then else event.start)
        for place in reversed(context.of(EntityType.PLACE, around)):
            if _AT.search(context.text, max(place.start - 1, 0), place.start):
                inner = context.chain(place.start, (EntityType.PLACE,)) or place
                yield context.relation(event, Predicate.LOCATED_IN, inner, "event.at-place", 0.8)
                break
        else:
            if event.subtype in BEFELL and (struck := _struck(context, event)):
                for place in struck:
                    yield context.relation(event, Predicate.LOCATED_IN, place, "event.struck", 0.7)
                continue
            frame = context.frame(event.start)
            if frame and frame.end <= event.start:
                yield context.relation(event, Predicate.LOCATED_IN, frame, "event.frame", 0.75)
            elif not visited and (there := _reported_from(context, event)):
                yield context.relation(event, Predicate.LOCATED_IN, there, "event.dateline", 0.6)


def _of_another(context: Context, verb: int, event: Mention) -> bool:
    """开展宣誓活动，学生重温庆祝大会上的献词: whether what was held is named before in another clause."""
    start, _ = context.clause(event.start)
    return verb < start and any(
        other.rule == event.rule == "event.head"
        for other in context.of(EntityType.EVENT, (verb, start))
    )


def _held_there(context: Context, event: Mention) -> bool:
    """将在京举行招待会: whether the clause says where, so that no place named before need have held it."""
    start, _ = context.clause(event.start)
    return any(
        _AT.search(context.text, max(place.start - 1, 0), place.start)
        and _IS_HELD.match(context.text, place.end)
        for place in context.of(EntityType.PLACE, (start, event.start))
    )


def _spoken_at(context: Context, event: Mention) -> bool:
    """在北京召开的命名大会上，白银市获得称号: who acts there need not have held it."""
    return bool(
        _WHERE_IT_WAS.search(context.text, max(event.start - 6, 0), event.start)
        and _THERE_IT_WAS.match(context.text, event.end)
    )


def _only_housed(event: Mention, holders: list[Mention]) -> bool:
    """Whether what stands where who held it does is where it was: 红场举行阅兵式."""
    place = holders[-1]
    if len(holders) > 1 or place.type is not EntityType.PLACE or place.rule == "place.country":
        return False
    wide = event.subtype in _CONVENED and _WIDE.match(event.name)
    return bool(wide) or (place.scope is None and not _GOVERNED.search(place.name))


def _opened(context: Context, event: Mention) -> Mention | None:
    """米兰冬奥会开幕式 is part of 米兰冬奥会, which the article names too."""
    part = _PART.fullmatch(event.name)
    if part is None:
        return None
    return next((e for e in context.of(EntityType.EVENT) if e.name == part["of"]), None)


def _here(context: Context, event: Mention) -> Mention | None:
    """党的七大在这里召开: in the place that was named last, unless a site was."""
    if not _HELD_HERE.match(context.text, event.end):
        return None
    story, _ = context.stories.span(event.start)
    told = [
        *context.of(EntityType.PLACE, (story, event.start)),
        *context.of(EntityType.SITE, (story, event.start)),
    ]
    last = max(told, key=lambda m: m.end, default=None)
    return last if last and last.type is EntityType.PLACE else None


def _reported_from(context: Context, event: Mention) -> Mention | None:
    """新华社北京1月15日电 全国会议今天召开: a meeting of the day is where the news of it was written."""
    if event.subtype not in MEETINGS or not is_held(context, event):
        return None
    dateline = context.dateline(event.start)
    sentence = context.sentence(event.start)
    today = any(t.time and t.time.rule in DAYS for t in context.of(EntityType.TIME, sentence))
    if dateline is None or not today or context.of(EntityType.SITE, sentence):
        return None
    places = context.of(EntityType.PLACE, dateline)
    return places[0] if places else None


def _remembered(context: Context, event: Mention) -> Iterator[Relation]:
    """举行仪式，纪念中国人民抗日战争胜利79周年: what the next words say that it is for."""
    if to := _TO_REMEMBER.match(context.text, event.end):
        for past in context.of(EntityType.EVENT, (to.end(), context.clause(to.end())[1])):
            if past.start == to.end() and past.rule == "event.gazetteer":
                yield context.relation(
                    event, Predicate.COMMEMORATES, past, "event.to-remember", 0.8
                )


def _visited_graves(context: Context, event: Mention) -> Iterator[Relation]:
    """开展缅怀英烈活动，前往刘捷烈士墓、熊丽烈士墓: those whose graves the sentence names."""
    for site in context.of(EntityType.SITE, (event.end, context.sentence(event.start)[1])):
        for person in context.of(EntityType.PERSON, (site.start, site.end)):
            yield context.relation(event, Predicate.COMMEMORATES, person, "event.grave", 0.65)


def _struck(context: Context, event: Mention) -> list[Mention]:
    """河北省张北尚义地区发生地震: the place named last before what befell it, and one beside it of the
    same prefecture."""
    start, _ = context.sentence(event.start)
    places = context.of(EntityType.PLACE, (start, event.start))
    struck = places[-1:]
    if len(places) > 1 and places[-1].scope and places[-2].scope:
        between = context.text[places[-2].end : places[-1].start]
        if between in ("", "、", "和", "—", "-") and places[-1].scope[:4] == places[-2].scope[:4]:
            whole = places[-2].scope.endswith("00") or places[-1].scope.endswith("00")
            struck = places[-1:] if whole else places[-2:]
    return struck


def _led_by_person(context: Context, offset: int) -> bool:
    """市委书记某某主持召开座谈会: who held it is not the body that acted in the sentence before."""
    start, _ = context.clause(offset)
    return context.actors(offset)[1] and bool(context.free(EntityType.PERSON, (start, offset)))


def _in_own_name(context: Context, event: Mention) -> Mention | None:
    """市委常委议军会议, 中央纪委三次全会: the body that the name begins with, named elsewhere too."""
    if event.subtype != "conference":
        return None
    session = _SESSION.match(event.name)
    first = session.end() if session else 0
    found = [
        b
        for b in context.of(EntityType.ORGANIZATION)
        if len(b.name) > 1 and event.name.startswith(b.name, first) and b.subtype != "Media"
    ]
    return max(found, key=lambda b: len(b.name), default=None)


def _host(context: Context, event: Mention) -> Mention | None:
    """白山市“八一”文艺晚会在人民广场举行: the place before the name, where the event itself opens its
    clause, held it."""
    if not HELD_AFTER.match(context.text, event.end) or event.subtype == "disaster":
        return None
    start, _ = context.clause(event.start)
    places = [p for p in context.of(EntityType.PLACE, (start, event.start)) if p.scope]
    opening = [p for p in places if p.end == event.start]
    return opening[-1] if opening else None


def _held_by(context: Context, event: Mention) -> bool:
    """Whether the sentence names who held it after the event: 晚会…，由市委宣传部主办."""
    _, end = context.sentence(event.start)
    by = HELD_BY.search(context.text, event.end, end)
    return by is not None and bool(context.of(EntityType.ORGANIZATION, by.span("bodies")))


def _whose(context: Context, event: Mention, start: int) -> list[Mention]:
    """驻澳门部队某连每年都要举行的建连仪式: who held it is said before it; 在延安革命纪念馆，…观看
    《伟大历程》主题展览: a show is held by the site that the clause sets."""
    bodies = context.free(EntityType.ORGANIZATION, (start, event.start))
    if bodies and _WHOSE.match(context.text, bodies[-1].end, event.start):
        return context.row(bodies[-1])
    nobody = event.rule == "event.head" and context.actors(event.start)[1]
    sites = context.of(EntityType.SITE, (start, event.start))
    held = sites and (
        HELD_AFTER.match(context.text, event.end)
        or context.trigger("hold", sites[-1].end, event.start)
    )
    shown = event.subtype in _SHOWN_AT or (nobody and held and event.subtype not in BEFELL)
    if (
        shown
        and sites
        and _SHOWN_IN.search(context.text, start, sites[-1].start)
        and context.text[sites[-1].end : sites[-1].end + 1] in "，里内"
    ):
        return sites[-1:]
    return []


def _took_part(context: Context, event: Mention) -> Iterator[Relation]:
    sentence = context.sentence(event.start)
    if event.rule == "event.gazetteer" and (army := _army_before(context, event)):
        yield context.relation(event, Predicate.PARTICIPANT, army, "event.army", 0.75)
    if _IN_IT.match(context.text, event.end, sentence[1]):  # 在抗美援朝战争中牺牲的黄继光
        for person in _fallen(context, event, sentence):
            yield context.relation(
                event, Predicate.PARTICIPANT, person, "event.in-battle", 0.65, at=event.start
            )
        return
    kind = "fight" if event.subtype == "battle" else "attend"
    verb = context.trigger(kind, sentence[0], event.start)
    if (
        verb is None
        or event.start - verb.end() > 30
        or "，" in context.text[verb.end() : event.start]
    ):
        return
    actors, carried = context.actors(verb.start())
    for actor in [] if carried else actors:
        if actor.type is EntityType.ORGANIZATION and not _PEOPLE.match(context.text, actor.end):
            yield context.relation(
                event, Predicate.PARTICIPANT, actor, "event.attending-verb", 0.75
            )
    persons = context.free(EntityType.PERSON, (sentence[0], verb.start()))
    if not persons and context.text.startswith("的", event.end):
        # 出席阅兵式的俄罗斯总统普京: who is named after the event
        end = context.clause(event.end)[1]
        persons = context.free(EntityType.PERSON, (event.end, end))[:1]
    if not persons and _PRONOUN.search(context.text, sentence[0], verb.start()):
        paragraph = context.paragraph(sentence[0])
        persons = context.of(EntityType.PERSON, (paragraph, sentence[0]))[-1:]
    for person in persons:
        yield context.relation(event, Predicate.PARTICIPANT, person, "event.attending-person", 0.7)


def _fallen(context: Context, event: Mention, sentence: Span) -> list[Mention]:
    """卢沟桥事变中牺牲的沈忠明: who is named after it in the clause, else all of the sentence."""
    told = _FALLEN_IN.match(context.text, event.end, sentence[1])
    if told is not None:
        after = context.free(EntityType.PERSON, (told.end(), context.clause(told.end())[1]))
        if after and "、" not in context.text[told.end() : after[0].start]:
            return after[:1]
    return context.of(EntityType.PERSON, sentence)


def _army_before(context: Context, event: Mention) -> Mention | None:
    """中央红军长征: the army named right before a march or battle, or with 的 between."""
    for body in context.of(EntityType.ORGANIZATION, (max(event.start - 30, 0), event.start + 2)):
        between = context.text[body.end : event.start]
        if body.subtype == "MilitaryBody" and between in ("", "的", "在"):
            return body
    return None
