"""Who issued, made or compiled a document, and when."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.relations.context import Context
from kg.model import EntityType, Mention, Predicate, Relation

_RULED = frozenset({"Law", "Policy", "Plan"})
"""What the authorities of a place issue."""
_BY = re.compile(r"》(?:[^，。；]{0,6}?|，[^，。；《]{0,8}?)由(?P<bodies>[^，。；]{2,40})")
_ORDER = re.compile("签署(?P<bodies>[^，。；]{2,12})令，(?:公布|颁布|发布)[^，。；]{0,8}《?$")
_WORKS = re.compile(
    "》(?:《[^《》]{1,30}》|、){0,40}等(?P<bodies>[^，。；]{2,12}?)(?:精品|原创|出品的?|制作的?|推出的?|影视)*(?:节目|作品|影片|栏目|电影)"
)
_PASSED = re.compile("(?:审议|表决)?通过了?(?:修订后的|修改后的|新修订的)?《?")
_IN_FORCE = re.compile("起?(?:正式)?(?:施行|实施|生效)")
_RESTS = re.compile("起?(?:正式)?")
_NEWS = re.compile("(?:的)?(?:消息|电|讯|报道)")
_ISSUED_THEN = re.compile("(?:公布|发布|颁布|印发|制定|出台)的[^，。；《]{0,8}《$")
_FAR = 300
"""Characters after a document in which 该书 is the document."""
_LIFE = re.compile("(?:同志|烈士|将军)?(?:的故事|传|画传|颂|之歌)?")
_TELLS = re.compile(
    "(?:这[套部本首幅]|该|全)(?:丛书|书|片|剧|画册|影片|电影|纪录片|电视剧|连环画|歌曲)[^，。；]{0,6}(?:记录|讲述|再现|反映|歌颂|描写|记述)了?"
)
_MADE_BY = re.compile(
    r"由(?P<bodies>[^，。；]{2,40}?)(?:联合|共同)?(?:主编|编写|编辑|编印|出版|摄制|拍摄|制作|创作|印发|发布|编撰|编纂)的[^，。；《]{0,10}《$"
)


def relations(context: Context) -> Iterator[Relation]:
    """印发《…》《…》 and 《…》由…公布: whoever acts where the issuing verb stands."""
    for document in context.of(EntityType.DOCUMENT):
        yield from _remembered(context, document)
        sentence = context.sentence(document.start)
        verb = context.trigger("issue", sentence[0], document.start)
        after = context.triggers["issue"].match(context.text, document.end + 1)
        if verb is None and after is None and not _passive_issuers(context, document):
            continue
        if verb is not None and any(
            mark in context.text[verb.end() : document.start] for mark in "；。"
        ):
            continue
        offset = verb.start() if verb else document.start
        passive = _passive_issuers(context, document)
        issuers, carried = (passive, False) if passive else context.actors(offset)
        if not passive and document.subtype not in _RULED:
            issuers = context.agents(offset)
        if carried and document.subtype not in _RULED and context.nobody_acts(offset):
            issuers = []
        if verb and not passive and _title_acts(context, offset):
            issuers = []
        if session := _session(context, document, sentence[0]):
            issuers, carried = [session], False
        if carried:
            issuers = [i for i in issuers if i.type is EntityType.ORGANIZATION or i.scope]
        for issuer in issuers:
            yield context.relation(
                document,
                Predicate.ISSUER,
                issuer,
                "document.issuing-verb" + (".carried" if carried else ""),
                0.7 if carried else 0.9,
                at=document.start,
            )
        if issued := _issued_on(context, document):
            yield context.relation(
                document, Predicate.TIME, issued, "document.sentence-time", 0.7, at=document.start
            )


def in_force(context: Context) -> Iterator[Relation]:
    """《…条例》，自2025年1月1日起施行: of the document that the sentence named last before that."""
    for match in _IN_FORCE.finditer(context.text):
        start, _ = context.sentence(match.start())
        clause, _ = context.clause(match.start())
        times = context.of(EntityType.TIME, (clause, match.end()))
        documents = context.of(EntityType.DOCUMENT, (start, match.start()))
        if times and documents and _RESTS.fullmatch(context.text, times[-1].end, match.start()):
            yield context.relation(
                documents[-1],
                Predicate.TIME,
                times[-1],
                "document.in-force",
                0.75,
                at=match.start(),
            )


def _issued_on(context: Context, document: Mention) -> Mention | None:
    """1980年6月4日发布的《…》: the time in the phrase that ends with it, else the first of the sentence;
    not of the news of it, 据新华社8月13日消息."""
    start, _ = context.sentence(document.start)
    clause, _ = context.clause(document.start)
    times = [
        time
        for time in context.of(EntityType.TIME, (start, document.start))
        if time.time
        and time.time.earliest
        and time.time.rule not in ("years-since", "recent")
        and not _NEWS.match(context.text, time.end)
    ]
    own = [t for t in times if t.start >= clause and _ISSUED_THEN.match(context.text, t.end)]
    return own[-1] if own else times[0] if times else None


def _title_acts(context: Context, offset: int) -> bool:
    """《新闻联播》推出系列报道《铭记历史》: whether a titled work opens the clause, and no body."""
    start, _ = context.clause(offset)
    opening = context.opening(start)
    opened = {m.type for m in context.starting.get(opening + 1, ())}
    return context.text.startswith("《", opening) and EntityType.DOCUMENT in opened


def _session(context: Context, document: Mention, start: int) -> Mention | None:
    """十三届全国人大常委会第二次会议通过《…》: the body whose session passed it."""
    for event in context.of(EntityType.EVENT, (start, document.start)):
        if event.subtype == "conference" and _PASSED.fullmatch(
            context.text, event.end, document.start
        ):
            bodies = context.of(EntityType.ORGANIZATION, (event.start, event.end))
            return bodies[-1] if bodies else None
    return None


def _remembered(context: Context, document: Mention) -> Iterator[Relation]:
    """《刘金鱼的故事》, and 这套丛书记录了张思德、董存瑞的一生 in the sentences after it: whose life it tells."""
    named = next(
        (
            p
            for p in context.of(EntityType.PERSON)
            if document.name.startswith(p.name) and _LIFE.fullmatch(document.name, len(p.name))
        ),
        None,
    )
    if named:
        yield context.relation(
            document, Predicate.COMMEMORATES, named, "document.name", 0.75, at=document.start
        )
    paragraph = context.text.find("\n", document.end)
    end = min(document.end + _FAR, paragraph if paragraph >= 0 else len(context.text))
    tells = _TELLS.search(context.text, document.end, end)
    if tells is None or context.of(EntityType.DOCUMENT, (document.end, tells.start())):
        return
    for person in context.free(EntityType.PERSON, (tells.end(), context.clause(tells.end())[1])):
        yield context.relation(
            document, Predicate.COMMEMORATES, person, "document.tells", 0.75, at=person.start
        )


def _passive_issuers(context: Context, document: Mention) -> list[Mention]:
    """《…》由国务院、中央军委公布: the bodies between 由 and the verb; 签署国务院令，公布《…》: whose order it
    is; 《…》《…》等总台节目: whose work."""
    order = _ORDER.search(context.text, max(document.start - 40, 0), document.start)
    works = _WORKS.match(context.text, document.end)
    for found in (order, works):
        if found and (bodies := context.of(EntityType.ORGANIZATION, found.span("bodies"))):
            return bodies[-1:]
    before = _MADE_BY.search(context.text, max(document.start - 80, 0), document.start)
    if before:
        return context.of(EntityType.ORGANIZATION, before.span("bodies"))
    by = _BY.match(context.text, document.end)
    if by is None:
        return []
    span = (by.start("bodies"), by.end("bodies"))
    issues = context.triggers["issue"].search(context.text, span[0], by.end())
    bodies = context.of(EntityType.ORGANIZATION, span)
    return [body for body in bodies if issues and body.end <= issues.start()]
