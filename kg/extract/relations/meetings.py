"""Who was at a meeting: those who sat, spoke or performed there, and who held it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.relations.context import Context
from kg.model import EntityType, Mention, Predicate, Relation

MEETINGS = frozenset(
    {"conference", "ceremony", "performance", "exhibition", "contest", "naming", "signing", "visit"}
)
_ATTENDED = MEETINGS | {"activity", "recruitment", "training"}
HELD_BY = re.compile(
    "由(?P<bodies>[^。；\n]{2,80}?)(?:联合|共同|协同)?(?:主办|承办|举办|协办|主办和承办|发起)"
)
FAR = 600
"""Characters before a paragraph in which the meeting that it goes on about was named."""
HELD_AFTER = re.compile(r"[^，。；]{0,10}?(?:举行|举办|召开|开幕)")
_ATTENDS = re.compile(
    "(?:成员(?:单位)?|官兵|部分|主要|有关|相关|代表|负责人|负责同志|领导|班子)*(?:[、，和]|等|在|参加|出席)"
)
_SPEAKS = re.compile(
    "(?!总书记[^，。；]{0,24}(?:讲话|指示|论述|精神|思想))[^，。；]{0,30}?(?:在[^，。；]{0,8}(?:会场|会上|会议上|仪式上)[^，。；]{0,6}(?:讲话|致辞|致词|发言|强调|指出|说)"
    "|(?:先后|分别|依次|共同)?(?:在会上)?(?:(?:发表|作|做|致)?了?[^，。；]{0,16}?(?:致辞|致词|欢迎[辞词]|讲话|发言|报告|总结|部署|说明)(?:$|[，。；])"
    "|主持(?:了)?(?:会议|大会|仪式|座谈会|活动|$)|宣读|宣布[^，。；]{0,20}(?:开始|启动|开幕|成立)"
    "|(?:向[^，。；]{2,16})?(?:上前)?(?:敬献花篮|敬献鲜花|整理缎带)"
    "|为[^，。；]{2,30}(?:揭牌|揭幕|授牌|授旗|颁奖|颁发[^，。；]{2,20}|佩戴[^，。；]{2,12}|送行)))"
)
_IN_ROW = re.compile("[、和与及]|以及")
_OFFICE = re.compile("(?:[、，和与及]|以及)[^，。；（）]{1,40}")
_MEETING = "会议|座谈会|大会|仪式|活动|晚会|演出|音乐会|揭幕式|开幕式|典礼|招待会|茶话会|团拜会|报告会|研讨会|论坛"
_ANAPHOR = re.compile(
    r"(?P<before>出席|参加|列席|主持|观看)了?(?:今天的|这次|此次|有关|相关|上述)?"
    rf"(?P<meeting>{_MEETING})(?=[，。；并、]|$)"
    r"|(?:出席|参加|观看)了?(?:(?P<kind>[\u4e00-\u9fff]{2,6})的(?:还)?有?|的(?:还)?有)：?(?P<others>[^。\n]+)"
    r"|(?P<bare>(?:等)?(?:[市省县区]?(?:领导同志|领导)|同志)?(?:一同|一起|陪同)?(?:出席|参加|到会|到场)(?=[（\n。]|$))"
    r"|(?P<watched>(?:等)?(?:[市省县区]?(?:领导同志|领导)|同志)?(?:一同|一起|陪同|共同)观看(?:了?(?:演出|晚会))?(?=[（\n。]|$))"
    r"|(?P<came>到会(?=，|领取|领奖))"
    r"|(?P<together>(?:等)?(?:党和国家领导人|领导同志|领导|同志)?，?(?:同|与)[^，。；]{2,24}?(?:欢聚一堂|共迎新春|一起观看|共同观看|一同观看))"
    rf"|(?P<opened>{_MEETING})由(?P<presided>[^，。；]{{2,40}})主持"
    r"|(?P<there>[^，。；\n]{2,40}在(?:会议?|座谈会|大会|仪式|开幕式)[上中])"
)
_NAMED_MEETING = re.compile(_MEETING)
_ANY_MEETING = frozenset({"会议", "活动", "演出", "大会", "开幕式", "揭幕式"})
"""What a text calls a meeting of whatever name."""
_SPIRIT = re.compile("[”」]?的?(?:精神|要求|部署|决议)")
"""What follows a meeting that is only spoken of."""
_FIRST = 150
"""Characters of an article in which it says what it is about."""
_SPEAKS_FOR = re.compile("(?:相关|有关)?(?:负责人|负责同志|发言人)(?:介绍|表示|通报|指出|说)")
_AT_IT = re.compile("[”」]?(?:上|现场)，(?=[^，。]{1,12})")
_SAYS = re.compile("(?:总书记|主席|总理|同志)?(?:庄严)?(?:宣告|指出|强调|讲话|发表|表示|致辞|说)")
_PERFORMS = re.compile("(?:演员|歌手|歌唱家|艺术家|舞蹈家|演奏家|导演|指挥|主持人)$")
"""What stands before those who perform."""
_PERFORMED = re.compile(
    "(?:现场|共同|联合|奏响|深情)*(?:演唱|演奏|奏响|合唱|表演|献唱|朗诵|献上|吹奏)了?"
)
_STAGES = frozenset({"performance", "ceremony"})
"""Kinds of events at which bodies sing and play: 首都大学生合唱团演唱了《延安颂》."""


def relations(context: Context) -> Iterator[Relation]:
    """李树文等出席了会议; 会议由胡光宝主持: the meeting is the event that was named last."""
    attended = [e for e in context.of(EntityType.EVENT) if e.subtype in _ATTENDED]
    events = [e for e in attended if e.subtype in MEETINGS]
    held = {id(e) for e in attended if is_held(context, e)}
    for match in _ANAPHOR.finditer(context.text):
        noun = match["meeting"] or match["kind"] or match["opened"] or ""
        if match["watched"]:
            noun = "演出"
        named = match.end("kind") if match["kind"] else match.start()
        pool = events if match["there"] else attended
        meeting = _meant(noun, [e for e in pool if e.end <= named], held)
        if meeting is None:
            continue
        told = context.clause if match["came"] else context.sentence
        span = (told(match.start())[0], match.start())
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
    for hosts in HELD_BY.finditer(context.text):
        before = [
            e
            for e in context.of(EntityType.EVENT, (max(hosts.start() - FAR, 0), hosts.start()))
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


def _speakers(context: Context, events: list[Mention], held: set[int]) -> Iterator[Relation]:
    """周子玉对工作作了部署: who speaks or presides in the sentences after a meeting was held."""
    persons = context.free(EntityType.PERSON, (0, len(context.text)))
    for number, person in enumerate(persons):
        speaks = _SPEAKS.match(context.text, person.end, context.clause(person.end)[1])
        if speaks is None:
            continue
        paragraph = context.paragraph(person.start)
        far = max(context.paragraph(max(paragraph - 1, 0)) - FAR, 0)
        before = [e for e in events if far <= e.start and e.end <= person.start]
        noun = _NAMED_MEETING.search(speaks[0])
        meeting = _meant(noun[0] if noun else "会议", before, held)
        if meeting is None:
            continue
        for speaker in row_of(context, persons[: number + 1]):
            yield context.relation(
                meeting, Predicate.PARTICIPANT, speaker, "event.speaker", 0.65, at=person.start
            )


def row_of(context: Context, persons: list[Mention]) -> list[Mention]:
    """县委书记李海波，县长张洪涛: the last, and those before it in a row with their offices."""
    row = persons[-1:]
    for person in reversed(persons[:-1]):
        between = context.text[person.end : row[-1].start]
        if not _IN_ROW.fullmatch(between) and not (
            _OFFICE.fullmatch(between) and context.office.search(between)
        ):
            break
        row.append(person)
    return row


def _performers(context: Context, events: list[Mention]) -> Iterator[Relation]:
    """喜剧演员郭达、魏积安登台: at the show that the story told last, each of a row."""
    for body in context.of(EntityType.ORGANIZATION):
        if _PERFORMED.match(context.text, body.end):
            story, _ = context.stories.span(body.start)
            before = reversed(context.of(EntityType.EVENT, (story, body.start)))
            stage = next((e for e in before if e.subtype in _STAGES), None)
            if stage:
                yield context.relation(
                    stage, Predicate.PARTICIPANT, body, "event.performer", 0.65, at=body.start
                )
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
        paragraph = (event.end, far if 0 <= far < event.end + FAR else min(end, event.end + FAR))
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


def is_held(context: Context, event: Mention) -> bool:
    """Whether the article tells that an event was held, or has it at its head."""
    text = context.text
    verb = context.trigger(
        "hold", max(event.start - 30, context.sentence(event.start)[0]), event.start
    )
    return (
        (
            event.start < _FIRST
            and event.rule != "event.numbered"
            and not _SPIRIT.match(text, event.end)
        )
        or HELD_AFTER.match(text, event.end) is not None
        or (verb is not None and "，" not in text[verb.end() : event.start])
    )
