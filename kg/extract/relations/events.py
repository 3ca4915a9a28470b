"""Who held an event, who took part, when and where it was, and what it remembers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.events.mention import BEFELL
from kg.extract.relations.context import Context
from kg.model import EntityType, Mention, Predicate, Relation

_MEETINGS = frozenset({"conference", "ceremony", "performance", "exhibition", "contest"})
_HELD_BY = re.compile(
    "由(?P<bodies>[^。；\n]{2,80}?)(?:联合|共同|协同)?(?:主办|承办|举办|协办|主办和承办|发起)"
)
_FAR = 600
"""Characters before a paragraph in which the meeting that it goes on about was named."""
_ATTENDS = re.compile("(?:成员|官兵)?(?:[、，和]|等|在|参加|出席)")
_SPEAKS = re.compile(
    "[^，。；]{0,30}?(?:在[^，。；]{0,8}(?:会场|会上|会议上|仪式上)[^，。；]{0,6}(?:讲话|致辞|致词|发言|强调|指出|说)"
    "|致辞|致词|主持(?:了)?(?:会议|大会|仪式|座谈会|$)|作了?[^，。；]{0,20}(?:报告|总结|部署|说明|发言|讲话)|宣读|讲话$)"
)
_MEETING = "会议|座谈会|大会|仪式|活动|晚会|演出|音乐会|揭幕式|开幕式|典礼|招待会|茶话会|团拜会|报告会|研讨会|论坛"
_ANAPHOR = re.compile(
    r"(?P<before>出席|参加|列席|主持|观看)了?(?:今天的|这次|此次|有关|相关|上述)?"
    rf"(?P<meeting>{_MEETING})(?=[，。；并、]|$)"
    r"|(?:出席|参加|观看)了?(?P<kind>[\u4e00-\u9fff]{2,6})的(?:还)?有?：?(?P<others>[^。\n]+)"
    r"|(?P<bare>(?:等)?(?:领导同志|同志)?(?:出席|参加)(?=[（\n]|$))"
    r"|(?P<together>(?:等)?(?:党和国家领导人|领导同志|领导|同志)?，?(?:同|与)[^，。；]{2,24}?(?:欢聚一堂|共迎新春|一起观看|共同观看|一同观看))"
    rf"|(?P<opened>{_MEETING})由(?P<presided>[^，。；]{{2,40}})主持"
    r"|(?P<there>[^，。；\n]{2,40}在(?:会议?|座谈会|大会|仪式|开幕式)[上中])"
)
_NAMED_MEETING = re.compile(_MEETING)
_ANY_MEETING = frozenset({"会议", "活动", "演出", "大会", "开幕式", "揭幕式"})
"""What a text calls a meeting of whatever name."""
_FIRST = 150
"""Characters of an article in which it says what it is about."""
_PEOPLE = re.compile("负责人|负责同志|代表|记者")
"""Those of a body took part, not the body."""
_NOT_THEMSELVES = re.compile(
    f"{_PEOPLE.pattern}|同志|领导(?!小组)|书记|部长|举行|举办|主办|承办|召开"
)
_IN_IT = re.compile("中[^，。；]{0,10}(?:牺牲|作战|立功|参战|负伤|献身|战斗|奋勇|英勇)")
_PRONOUN = re.compile("[他她](?!们)")
_AT = re.compile(r"[在于]$")
_HELD_THEN = re.compile(
    r"[”」》]?(?:(?:将|已|正式)?(?:于|在)?)(?P<then>[^，。；]{2,60}?)(?:正式|隆重)?(?:举行|举办|召开|开幕|开展|落幕|启动|播出|首播|上演|登陆|揭幕|(?:向公众|对外)?开放)"
)
_DAYS = frozenset({"date", "day-word", "same-month", "yearless", "that-day"})
_REMEMBERING = re.compile("纪念|周年|公祭|缅怀|庆祝")
_SHOWN_AT = frozenset({"exhibition", "performance"})
_SHOWN_IN = re.compile("(?:在|来到|走进|参观)[^，。；]{0,8}$")
_WHOSE = re.compile(r"[^，。；的]{0,8}(?:举行|举办|开展|组织|召开|主办)的$")
_SPEAKS_FOR = re.compile("(?:相关|有关)?(?:负责人|负责同志|发言人)(?:介绍|表示|通报|指出|说)")
_AT_IT = re.compile("[”」]?(?:上|现场)，(?=[^，。]{1,12})")
_SAYS = re.compile("(?:总书记|主席|总理|同志)?(?:庄严)?(?:宣告|指出|强调|讲话|发表|表示|致辞|说)")
_TO_REMEMBER = re.compile("，(?:以)?(?:隆重|深切)?(?:纪念|悼念|缅怀|庆祝)")
_DURING_VISIT = re.compile("(?:调研|考察|访问|视察|检查|走访|慰问)期间")
_HELD_ON_VISIT = re.compile("(?:召开|举行|举办|出席|参加)[^，。；]{0,6}$")
_VISIT = re.compile(
    "(?:在|到|赴|前往)(?P<place>[\u4e00-\u9fff]{2,20}?)(?:调研|考察|访问|视察|检查|看望|慰问)"
)
_YEARS = re.compile(r"[”」]?[\d一二三四五六七八九十百]{1,4}周年")
_PERFORMS = re.compile("(?:演员|歌手|歌唱家|艺术家|舞蹈家|演奏家|导演|指挥|主持人)$")
_PART = re.compile("(?P<of>.{3,}?)(?:开幕式|闭幕式|开幕会|闭幕会|启动仪式|颁奖典礼|颁奖仪式)")
_HELD_HERE = re.compile(
    "[”」]?(?:就|也|便)?在(?:这里|此|此地|当地)(?:举行|召开|举办|爆发|发生|打响|成立)"
)
_AND_OTHERS = re.compile("等(?:多个|多座|[\\d一二三四五六七八九十]+[个座])城市")
"""莫斯科、圣彼得堡等多个城市举行: not who, but where."""
_SPOKEN_OF = re.compile(
    r"[”」]?的?(?:《|精神|决定|决议|部署|报告|有关|议题|文件|方针|灾区|震区|救灾|以来|召开[\d一二三四五六七八九十百]+周年|成果|期间|后的)"
)
"""What follows an event that is not told but spoken of: 党的十五大精神, 地震灾区."""
_HELD_AFTER = re.compile(r"[^，。；]{0,10}?(?:举行|举办|召开|开幕)")


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
            if _REMEMBERING.search(outer[0].text) or outer[0].subtype == "exhibition":
                yield context.relation(outer[0], Predicate.COMMEMORATES, event, "event.name", 0.85)
            continue
        if whole := _opened(context, event):
            yield context.relation(
                event, Predicate.PART_OF, whole, "event.part", 0.85, at=event.start
            )
        yield from _times(context, event)
        time, place = _on_visit(context, event)
        for predicate, end in ((Predicate.TIME, time), (Predicate.LOCATED_IN, place)):
            if end:
                yield context.relation(event, predicate, end, "event.on-visit", 0.75, at=end.start)
        yield from _remembered(context, event)
        if _REMEMBERING.search(event.name):
            yield from _visited_graves(context, event)
        if event.rule == "event.gazetteer":
            yield from _took_part(context, event)
            continue
        sentence = context.sentence(event.start)
        verb = context.trigger("hold", sentence[0], event.start)
        held_after = _HELD_AFTER.match(context.text, event.end, sentence[1])
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
            holders = [] if unnamed else context.agents(offset)
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
        then = _HELD_THEN.match(context.text, event.end)
        around = (then.start("then") if then else sentence[0], then.end() if then else event.start)
        for place in reversed(context.of(EntityType.PLACE, around)):
            if _AT.search(context.text, max(place.start - 1, 0), place.start):
                inner = context.chain(place.start, (EntityType.PLACE,)) or place
                yield context.relation(event, Predicate.LOCATED_IN, inner, "event.at-place", 0.8)
                break
        else:
            if event.subtype in BEFELL and (struck := _struck(context, event)):
                yield context.relation(event, Predicate.LOCATED_IN, struck, "event.struck", 0.7)
                continue
            frame = context.frame(event.start)
            if frame and frame.end <= event.start:
                yield context.relation(event, Predicate.LOCATED_IN, frame, "event.frame", 0.75)
            elif here := _here(context, event):
                yield context.relation(event, Predicate.LOCATED_IN, here, "event.here", 0.75)
            elif not place and (there := _reported_from(context, event)):
                yield context.relation(event, Predicate.LOCATED_IN, there, "event.dateline", 0.6)


def _opened(context: Context, event: Mention) -> Mention | None:
    """米兰冬奥会开幕式 is part of 米兰冬奥会, which the article names too."""
    part = _PART.fullmatch(event.name)
    if part is None:
        return None
    return next((e for e in context.of(EntityType.EVENT) if e.name == part["of"]), None)


def _here(context: Context, event: Mention) -> Mention | None:
    """党的七大在这里召开: in the place that was named last."""
    if not _HELD_HERE.match(context.text, event.end):
        return None
    story, _ = context.stories.span(event.start)
    places = context.of(EntityType.PLACE, (story, event.start))
    return places[-1] if places else None


def _reported_from(context: Context, event: Mention) -> Mention | None:
    """新华社北京1月15日电 全国会议今天召开: a meeting of the day is where the news of it was written."""
    if event.subtype not in _MEETINGS or not _is_held(context, event):
        return None
    dateline = context.dateline(event.start)
    sentence = context.sentence(event.start)
    today = any(t.time and t.time.rule in _DAYS for t in context.of(EntityType.TIME, sentence))
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


def _struck(context: Context, event: Mention) -> Mention | None:
    """河北省张家口市发生里氏6.2级地震: the place named last before what befell it."""
    start, _ = context.sentence(event.start)
    places = context.of(EntityType.PLACE, (start, event.start))
    return places[-1] if places else None


def _led_by_person(context: Context, offset: int) -> bool:
    """市委书记某某主持召开座谈会: who held it is not the body that acted in the sentence before."""
    start, _ = context.clause(offset)
    return context.actors(offset)[1] and bool(context.free(EntityType.PERSON, (start, offset)))


def _in_own_name(context: Context, event: Mention) -> Mention | None:
    """市委常委议军会议, 中央纪委三次全会: the body that the name begins with, named elsewhere too."""
    if event.subtype != "conference":
        return None
    found = [
        b
        for b in context.of(EntityType.ORGANIZATION)
        if len(b.name) > 1 and event.name.startswith(b.name) and b.subtype != "Media"
    ]
    return max(found, key=lambda b: len(b.name), default=None)


def _host(context: Context, event: Mention) -> Mention | None:
    """白山市“八一”文艺晚会在人民广场举行: the place before the name, where the event itself opens its
    clause, held it."""
    if not _HELD_AFTER.match(context.text, event.end) or event.subtype == "disaster":
        return None
    start, _ = context.clause(event.start)
    places = [p for p in context.of(EntityType.PLACE, (start, event.start)) if p.scope]
    opening = [p for p in places if p.end == event.start]
    return opening[-1] if opening else None


def _held_by(context: Context, event: Mention) -> bool:
    """Whether the sentence names who held it after the event: 晚会…，由市委宣传部主办."""
    _, end = context.sentence(event.start)
    by = _HELD_BY.search(context.text, event.end, end)
    return by is not None and bool(context.of(EntityType.ORGANIZATION, by.span("bodies")))


def _whose(context: Context, event: Mention, start: int) -> list[Mention]:
    """驻澳门部队某连每年都要举行的建连仪式: who held it is said before it; 在延安革命纪念馆，…观看
    《伟大历程》主题展览: a show is held by the site that the clause sets."""
    bodies = context.free(EntityType.ORGANIZATION, (start, event.start))
    if bodies and _WHOSE.match(context.text, bodies[-1].end, event.start):
        return context.row(bodies[-1])
    if event.subtype in _SHOWN_AT:
        sites = context.of(EntityType.SITE, (start, event.start))
        if (
            sites
            and _SHOWN_IN.search(context.text, start, sites[-1].start)
            and (context.text[sites[-1].end : sites[-1].end + 1] in "，里内")
        ):
            return sites[-1:]
    return []


def meetings(context: Context) -> Iterator[Relation]:
    """李树文等出席了会议; 会议由胡光宝主持: the meeting is the event that was named last."""
    events = [e for e in context.of(EntityType.EVENT) if e.subtype in _MEETINGS]
    held = {id(e) for e in events if _is_held(context, e)}
    for match in _ANAPHOR.finditer(context.text):
        noun = match["meeting"] or match["kind"] or match["opened"] or ""
        named = match.end("kind") if match["kind"] else match.start()
        meeting = _meant(noun, [e for e in events if e.end <= named], held)
        if meeting is None:
            continue
        sentence = context.sentence(match.start())
        span = (sentence[0], match.start())
        for part in ("presided", "there", "others"):
            if match[part]:
                span = match.span(part)
        bodies = [
            b
            for b in context.free(EntityType.ORGANIZATION, span)
            if _ATTENDS.match(context.text, b.end) and "，" not in context.text[b.end : span[1]]
        ]
        for who in (*context.free(EntityType.PERSON, span), *bodies):
            yield context.relation(
                meeting, Predicate.PARTICIPANT, who, "event.meeting", 0.75, at=who.start
            )
    yield from _speakers(context, events, held)
    yield from _performers(context, events)
    yield from _spokespersons(context, events)
    for hosts in _HELD_BY.finditer(context.text):
        before = [
            e
            for e in context.of(EntityType.EVENT, (max(hosts.start() - _FAR, 0), hosts.start()))
            if e.rule == "event.head"
        ]
        for body in context.of(EntityType.ORGANIZATION, hosts.span("bodies")):
            if before:
                yield context.relation(
                    before[-1], Predicate.ORGANIZER, body, "event.held-by", 0.85, at=body.start
                )


def _meant(noun: str, before: list[Mention], held: set[int]) -> Mention | None:
    """The meeting that 出席会议 means: of the name that the words give, and held in this article rather
    than one that only is spoken of, such as 党的十五大."""
    told = [e for e in before if id(e) in held]
    named = [e for e in told or before if e.name.endswith(noun.removesuffix("会议"))]
    if noun in _ANY_MEETING:
        named = named or told
    return named[-1] if named else None


def _is_held(context: Context, event: Mention) -> bool:
    """Whether the article tells that an event was held, or has it at its head."""
    text = context.text
    return (
        (event.start < _FIRST and event.rule != "event.numbered")
        or _HELD_AFTER.match(text, event.end) is not None
        or context.trigger(
            "hold", max(event.start - 30, context.sentence(event.start)[0]), event.start
        )
        is not None
    )


def _speakers(context: Context, events: list[Mention], held: set[int]) -> Iterator[Relation]:
    """周子玉对工作作了部署: who speaks or presides in the sentences after a meeting was held."""
    for person in context.free(EntityType.PERSON, (0, len(context.text))):
        speaks = _SPEAKS.match(context.text, person.end, context.clause(person.end)[1])
        if speaks is None:
            continue
        paragraph = context.text.rfind("\n", 0, person.start) + 1
        far = max(context.text.rfind("\n", 0, max(paragraph - 1, 0)) + 1 - _FAR, 0)
        before = [e for e in events if far <= e.start and e.end <= person.start]
        noun = _NAMED_MEETING.search(speaks[0])
        meeting = _meant(noun[0] if noun else "会议", before, held)
        if meeting:
            yield context.relation(
                meeting, Predicate.PARTICIPANT, person, "event.speaker", 0.65, at=person.start
            )


def _performers(context: Context, events: list[Mention]) -> Iterator[Relation]:
    """喜剧演员郭达、魏积安登台: at the show that the story told last, each of a row."""
    previous: Mention | None = None
    for person in context.free(EntityType.PERSON, (0, len(context.text))):
        joined = previous and context.text[previous.end : person.start] in ("、", "和", "与")
        if not joined and not _PERFORMS.search(
            context.text, context.clause(person.start)[0], person.start
        ):
            previous = None
            continue
        previous = person
        story, _ = context.stories.span(person.start)
        shows = [
            e
            for e in events
            if e.subtype == "performance" and story <= e.start and e.end <= person.start
        ]
        if shows:
            yield context.relation(
                shows[-1], Predicate.PARTICIPANT, person, "event.performer", 0.65, at=person.start
            )


def _spokespersons(context: Context, events: list[Mention]) -> Iterator[Relation]:
    """举行新闻发布会，民政部相关负责人介绍了…: the body that speaks; 在大会上，习近平指出: the person."""
    for event in events:
        _, end = context.sentence(event.start)
        far = context.text.find("\n", event.end)
        paragraph = (event.end, far if 0 <= far < event.end + _FAR else min(end, event.end + _FAR))
        for body in context.of(EntityType.ORGANIZATION, paragraph):
            if _SPEAKS_FOR.match(context.text, body.end):
                yield context.relation(
                    event, Predicate.PARTICIPANT, body, "event.spokesperson", 0.7, at=body.start
                )
        opening = _AT_IT.match(context.text, event.end, end)
        persons = context.free(EntityType.PERSON, (opening.end(), end)) if opening else []
        if persons and _SAYS.match(context.text, persons[0].end):
            yield context.relation(
                event, Predicate.PARTICIPANT, persons[0], "event.said-at", 0.7, at=event.start
            )


def _times(context: Context, event: Mention) -> Iterator[Relation]:
    """An anniversary in the event's own name, else the last date before it in its sentence."""
    sentence = context.sentence(event.start)
    dated = any(t.time and t.time.rule in _DAYS for t in context.of(EntityType.TIME, sentence))
    for time in context.of(EntityType.TIME, (event.start, event.end)):
        exact = time.time and time.time.earliest and time.time.earliest == time.time.latest
        if exact and not dated and time.rule.endswith(("anniversary", "festival")):
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
    if _SPOKEN_OF.match(context.text, event.end):
        return
    after = _HELD_THEN.match(context.text, event.end)
    if after and not known:
        for time in context.of(EntityType.TIME, after.span("then")):
            yield context.relation(event, Predicate.TIME, time, "event.held-then", 0.9)
            return
    if not before and not known and _is_held(context, event) and event.subtype not in BEFELL:
        paragraph = context.text.rfind("\n", 0, sentence[0]) + 1
        days = [
            t
            for t in context.of(EntityType.TIME, (paragraph, sentence[0]))
            if t.time and t.time.rule in _DAYS
        ]
        if len(days) == 1:
            yield context.relation(
                event, Predicate.TIME, days[0], "event.earlier-day", 0.6, at=days[0].start
            )
            return
    if before and not (
        known and (_YEARS.match(context.text, event.end) or "，" in between(before[-1]))
    ):
        yield context.relation(event, Predicate.TIME, before[-1], "event.sentence-time", 0.85)


def _on_visit(context: Context, event: Mention) -> tuple[Mention | None, Mention | None]:
    """15日至17日到重庆调研。调研期间，召开座谈会: when and where the visit was that the sentence means."""
    start, _ = context.sentence(event.start)
    held = _HELD_ON_VISIT.search(context.text, max(event.start - 12, start), event.start)
    if not held or not _DURING_VISIT.search(context.text, start, event.start):
        return None, None
    visits = list(_VISIT.finditer(context.text, max(start - _FAR, 0), start))
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


def _took_part(context: Context, event: Mention) -> Iterator[Relation]:
    sentence = context.sentence(event.start)
    if event.rule == "event.gazetteer" and (army := _army_before(context, event)):
        yield context.relation(event, Predicate.PARTICIPANT, army, "event.army", 0.75)
    if _IN_IT.match(context.text, event.end, sentence[1]):  # 在抗美援朝战争中牺牲的黄继光
        for person in context.of(EntityType.PERSON, sentence):
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
        paragraph = context.text.rfind("\n", 0, sentence[0]) + 1
        persons = context.of(EntityType.PERSON, (paragraph, sentence[0]))[-1:]
    for person in persons:
        yield context.relation(event, Predicate.PARTICIPANT, person, "event.attending-person", 0.7)


def _army_before(context: Context, event: Mention) -> Mention | None:
    """中央红军长征: the army named right before a march or battle, or with 的 between."""
    for body in context.of(EntityType.ORGANIZATION, (max(event.start - 30, 0), event.start + 2)):
        between = context.text[body.end : event.start]
        if body.subtype == "MilitaryBody" and between in ("", "的", "在"):
            return body
    return None
