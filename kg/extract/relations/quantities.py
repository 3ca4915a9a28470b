"""Whom an amount describes or is done by."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from kg.extract.relations import attendance, shows, tolls
from kg.extract.relations.context import Context
from kg.extract.relations.organizations import COMMITTEE
from kg.extract.relations.protagonists import protagonist
from kg.extract.relations.reading import unit_of
from kg.model import EntityType, Mention, Predicate, Relation

_GOING_TO = re.compile("前往|走进|来到|参观|瞻仰|抵达|参加|出席|参与")
_AT_SITE = re.compile(
    "(?:在|走进|来到|步入)(?P<site>[^，。；]{2,30})(?:[里内中]|的[^，。；]{1,14})?，(?:来自[^，。；]{1,12}的)?(?:已有)?$"
)
_THEN_AT_SITE = re.compile("[^，。；]{0,20}，(?:一起|共同)?在")
_PARTS = frozenset({"集", "章", "条", "卷", "册", "篇", "幕", "期", "万字", "字", "页"})
"""What a document is counted in."""
_IN_ALL = re.compile("(?:共|全文|全书)[^，。；]{0,6}$")
_COUNTED_OVER = re.compile("(?:连续|先后|多|再|曾|又)$")
"""What stands before how often an honour was received."""
_OWNED = re.compile(
    "(?:一家|(?:捐赠|捐献|赠送|援建|投入|修建|种植|培育|生产|拥有|提供|发放|筹集|组织|试行|建成|珍藏|组建|派出)了?)?的(?:一[支批])?"
)
_FROM = re.compile("(?:来自|从|由|至|到)[^，。；]{0,30}$")
_DURATIONS = frozenset({"年", "天", "个月", "月", "小时", "分钟", "周", "日"})
_LASTING = re.compile("(?:有着?|拥有|连续|长达|历时|历经|坚持)(?:了)?$")
_HISTORY = re.compile("的[^，。；]{0,8}史")
"""What follows and stands before durations that do describe something."""
_THE_REST = re.compile("(?:其余|其他)的?$")
_FALLEN = "烈士"
_COUNTED_FALLEN = frozenset({"位", "名", "具", "批", "件"})
_REMAINS = re.compile("遗骸|遗物|[前这首后]?[一二三四五六七八九十]+批")
"""What a clause tells of that goes on about the fallen who came home."""
_MEASURE = re.compile(
    "(?:占地(?:面积)?|建筑面积|展厅面积|展陈面积|总面积|面积|(?:塔|碑|主碑|像|通|总)?高(?:度)?|(?:全|总)?长|宽)"
    "(?:约|为|达|近|约为|记为)?$"
)
"""What stands before the measures of what is built."""
_LIVED = re.compile("终年|享年|年仅|时年|现年|今年|已经?|年近|年逾|年过")
_GOALS = (EntityType.SITE, EntityType.EVENT)
_PRONOUN = re.compile(r"\s*(?:他|她)(?!们)")
_PEOPLE_OF = re.compile("[各族]*(?:人民|军民|群众|市民|儿女|同胞|百姓|居民)")
_FAR_FROM_HOME = re.compile("[\u4e00-\u9fff]在$")
"""法国在尼日尔1500人的驻军: what stands before, not the place, has the number."""
_INSIDE = re.compile("在")
_DESCRIBED = (EntityType.PLACE, EntityType.SITE, EntityType.ORGANIZATION)
_WHERE = (EntityType.PLACE, EntityType.SITE)
_NEAR = 3
"""Characters between the last of a list and the amount that ends it."""


def relations(context: Context) -> Iterator[Relation]:
    """The first of `_FINDERS` that finds what an amount describes, else whoever acts in the clause, else
    what the amount of the same unit before it describes."""
    told: dict[str | None, Relation] = {}
    for quantity in context.of(EntityType.QUANTITY):
        if _describes_nobody(context, quantity):
            continue
        found = list(_of_it(context, quantity)) or list(_as_before(context, quantity, told))
        yield from found
        if found:
            told[unit_of(quantity)] = found[-1]
            if found[-1].rule == "quantity.soldiers":
                told[_FALLEN] = found[-1]


def _of_it(context: Context, quantity: Mention) -> Iterator[Relation]:
    for rule, confidence, find in _FINDERS:
        if found := find(context, quantity):
            yield context.relation(
                quantity, Predicate.STATISTIC, found, f"quantity.{rule}", confidence
            )
            return
    yield from _done_by(context, quantity)


def _as_before(
    context: Context, quantity: Mention, told: dict[str | None, Relation]
) -> Iterator[Relation]:
    """第六批10具志愿军烈士遗骸回国。此前五批是437具、68具: of what the last amount of that unit in the
    paragraph was, where nobody acts."""
    remains = told.get(_FALLEN)
    if remains and unit_of(quantity) in _COUNTED_FALLEN:
        start, end = context.clause(quantity.start)
        if _REMAINS.search(context.text, start, end) and not context.acts_there(start, end):
            yield context.relation(
                quantity, Predicate.STATISTIC, remains.object, "quantity.remains", 0.65
            )
            return
    before = told.get(unit_of(quantity))
    if before is None or not context.actors(quantity.start)[1]:
        return
    between = context.text[before.subject.end : quantity.start]
    if "\n" not in between and len(between) < attendance.LONGEST:
        yield context.relation(
            quantity, Predicate.STATISTIC, before.object, "quantity.same-unit", 0.6
        )


def _describes_nobody(context: Context, quantity: Mention) -> bool:
    """An age with no person beside it; how long something lasted; 连续两次, told of the honour itself; how
    many were just listed."""
    unit = unit_of(quantity)
    if attendance.ends_a_list(context, quantity):
        return attendance.named_so(context, quantity) is None
    if unit == "岁":
        return _aged(context, quantity) is None
    if unit == "次":
        start = max(quantity.start - 2, 0)
        return _COUNTED_OVER.search(context.text, start, quantity.start) is not None
    if unit in _DURATIONS and tolls.lasted(context, quantity):
        return False
    return unit in _DURATIONS and not _is_told(context, quantity)


def _done_by(context: Context, quantity: Mention) -> Iterator[Relation]:
    """Whoever acts in the clause, unless it only goes on from one that told of several places."""
    start, _ = context.sentence(quantity.start)
    if context.nobody_acts(quantity.start) or _PRONOUN.match(context.text, start):
        return
    actors = [_whole(context, actor) for actor in context.agents(quantity.start)]
    listed = attendance.LISTED.search(context.text, max(quantity.start - 3, 0), quantity.start)
    if listed and any(0 < quantity.start - actor.end <= _NEAR for actor in actors):
        return  # 北京、山东等22个省份: some of those that are counted
    if _THE_REST.search(context.text, max(quantity.start - 4, 0), quantity.start):
        return  # 连江县新进榜单，其余18个市、县: of another
    if len(actors) > 1 and actors[0].type is not EntityType.ORGANIZATION:
        clause, _ = context.clause(quantity.start)
        if actors[0].start < clause:
            return  # 西湖、大运河均列入名录，…出版59部: of none of them
    _, carried = context.actors(quantity.start)
    for actor in actors:
        yield context.relation(
            quantity,
            Predicate.STATISTIC,
            actor,
            "quantity.actor",
            0.6 if carried else 0.8,
            at=quantity.start,
        )


def _aged(context: Context, quantity: Mention) -> Mention | None:
    """王建国，45岁: the person beside an age."""
    if unit_of(quantity) != "岁":
        return None
    persons = context.of(EntityType.PERSON)
    if _LIVED.search(context.text, max(quantity.start - 4, 0), quantity.start) and (
        told := _lived(context, quantity)
    ):
        return told
    beside = (
        p for p in persons if 0 <= p.start - quantity.end <= 6 or 0 <= quantity.start - p.end <= 3
    )
    return next(beside, None)


def _lived(context: Context, quantity: Mention) -> Mention | None:
    """杨靖宇…牺牲，终年35岁: the person whom the sentence tells of, or the one person in it."""
    start, _ = context.sentence(quantity.start)
    persons = context.free(EntityType.PERSON, (start, quantity.start))
    if len({p.name for p in persons}) == 1:
        return persons[-1]
    return None if persons else protagonist(context, quantity.start)


def _is_told(context: Context, quantity: Mention) -> bool:
    """有着2000多年的冶陶史, 连续22年居首: most other durations only say when or how long something was."""
    _, carried = context.actors(quantity.start)
    return not carried and bool(
        _LASTING.search(context.text, max(quantity.start - 4, 0), quantity.start)
        or _HISTORY.match(context.text, quantity.end)
    )


def _of_document(context: Context, quantity: Mention) -> Mention | None:
    """五集电视剧《…》, 《条例》共8章70条: the document beside an amount of its parts."""
    if unit_of(quantity) not in _PARTS:
        return None
    start, end = context.clause(quantity.start)
    documents = context.of(EntityType.DOCUMENT, (start, end))
    if not documents and _IN_ALL.search(context.text, start, quantity.start):
        sentence, _ = context.sentence(quantity.start)
        documents = context.of(EntityType.DOCUMENT, (sentence, quantity.start))
    return min(documents, key=lambda d: abs(d.start - quantity.start), default=None)


def _beside(context: Context, quantity: Mention) -> Mention | None:
    """The event whose strength is in its name (里氏6.2级地震), the place right before (贵州88个县)
    or after (3000万重庆人民), what has it (杨连第的六封家书)."""
    for event in context.of(EntityType.EVENT):
        if event.start <= quantity.start and quantity.end <= event.end:
            return event
    for place in context.of(EntityType.PLACE, (max(quantity.start - 12, 0), quantity.start)):
        if place.end == quantity.start and not _FAR_FROM_HOME.search(
            context.text, max(place.start - 2, 0), place.start
        ):
            return place
    after = context.chain(quantity.end, (EntityType.PLACE,))
    if after and _PEOPLE_OF.match(context.text, after.end):
        return after
    for kind in attendance.OWNERS:
        for owner in context.free(kind, (max(quantity.start - 40, 0), quantity.start)):
            if _OWNED.fullmatch(context.text, owner.end, quantity.start) and not _FROM.search(
                context.text, max(owner.start - 40, 0), owner.start
            ):
                return owner
    return None


def _described(context: Context, quantity: Mention) -> Mention | None:
    """圣地亚哥的温度达到24℃: what opens the clause of an amount and is described in it."""
    start, _ = context.clause(quantity.start)
    opening = context.opening(start)
    owner = context.chain(opening, _DESCRIBED)
    if owner is None or owner.end > quantity.start or context.text[owner.end] != "的":
        return None
    others = [m for m in context.mentions if owner.end < m.start and m.end <= quantity.start]
    return None if any(m.type in _DESCRIBED for m in others) else owner


def _framed(context: Context, quantity: Mention) -> Mention | None:
    """在江西高安，…; 在贵州88个县中，有66个留下足迹; 在旧庄沟村一社，…175名群众身处险境: where nobody acts, the
    place that the sentence sets."""
    if not context.actors(quantity.start)[1]:
        return None
    if frame := context.frame(quantity.start):
        return frame if frame.end <= quantity.start else None
    start, end = context.sentence(quantity.start)
    opening = _INSIDE.match(context.text, context.opening(start), end)
    place = context.chain(opening.end(), (EntityType.PLACE,)) if opening else None
    comma = context.text.find("，", place.end, end) if place else -1
    return place if place and place.end <= quantity.start and 0 <= comma < quantity.start else None


def _measured(context: Context, quantity: Mention) -> Mention | None:
    """建有烈士陵园，…占地41.5亩; 碑高27米: the site named last in the sentence, or told of in the paragraph."""
    start, _ = context.clause(quantity.start)
    if not _MEASURE.search(context.text, start, quantity.start):
        return None
    sentence, _ = context.sentence(quantity.start)
    paragraph = context.paragraph(sentence, attendance.LONGEST)
    actors, carried = context.actors(quantity.start)
    if not carried and any(a.type is not EntityType.ORGANIZATION and not a.scope for a in actors):
        return None
    sites = next(
        (
            found
            for first in (start, sentence, paragraph)
            if (found := context.of(EntityType.SITE, (first, quantity.start)))
        ),
        [],
    )
    return sites[-1] if sites else None


def _opening_site(context: Context, quantity: Mention) -> Mention | None:
    """天津博物馆馆藏文物20万件: the site that opens the sentence."""
    start, end = context.sentence(quantity.start)
    opening = [s for s in context.of(EntityType.SITE, (start, end)) if s.start - start <= 2]
    return opening[0] if opening and opening[0].end <= quantity.start else None


def _whole(context: Context, actor: Mention) -> Mention:
    """The body whose committee acts, 团党委 or 公司工会, or the village of 村党支部: what it does the whole does."""
    short = COMMITTEE.fullmatch(actor.name)
    if short is None:
        return actor
    named = [
        m
        for kind in (EntityType.ORGANIZATION, EntityType.PLACE)
        for m in context.of(kind, (0, actor.start))
        if m.name.endswith(short["of"])
    ]
    return max(named, key=lambda m: m.start, default=actor)


def _at_site(context: Context, quantity: Mention) -> Mention | None:
    """在河北冀中烈士陵园，百余名学生代表整齐列队: those who are counted right after a site are there."""
    opening = _AT_SITE.search(context.text, max(quantity.start - 48, 0), quantity.start)
    if opening is None:
        then = _THEN_AT_SITE.match(context.text, quantity.end)
        return (
            context.chain(then.end(), _WHERE)
            if then and context.nobody_acts(quantity.start)
            else None
        )
    sites = context.of(EntityType.SITE, opening.span("site"))
    return sites[-1] if sites and sites[-1].end == opening.end("site") else None


def _goal(context: Context, quantity: Mention) -> Mention | None:
    """2000多名师生前往任山河烈士陵园: the site or event that those who are counted go to."""
    clause = context.clause(quantity.start)
    if not context.actors(quantity.start)[1]:
        return None
    for verb in _GOING_TO.finditer(context.text, quantity.end, clause[1]):
        if goal := context.chain(verb.end() + context.text.startswith("了", verb.end()), _GOALS):
            return goal
    return None


def _of_person(context: Context, quantity: Mention) -> Mention | None:
    """老兵王福田…，他先后捐款12万元: whom the sentence, or the one before, tells of."""
    return protagonist(context, quantity.start)


_FINDERS: tuple[tuple[str, float, Callable[[Context, Mention], Mention | None]], ...] = (
    ("age", 0.95, _aged),
    ("part", 0.85, _of_document),
    ("toll", 0.8, tolls.befallen),
    ("victims", 0.75, tolls.attacked),
    ("named-so", 0.75, attendance.named_so),
    ("soldiers", 0.8, tolls.soldiers),
    ("fought", 0.75, tolls.fought),
    ("lasted", 0.8, tolls.lasted),
    ("stricken", 0.6, tolls.stricken),
    ("beside", 0.8, _beside),
    ("show", 0.75, shows.of_show),
    ("at-event", 0.75, attendance.at_event),
    ("told-of", 0.75, attendance.told_of),
    ("there", 0.7, attendance.there),
    ("site", 0.75, _opening_site),
    ("measure", 0.75, _measured),
    ("at-site", 0.7, _at_site),
    ("goal", 0.7, _goal),
    ("event", 0.65, attendance.of_event),
    ("of-it", 0.75, _described),
    ("person", 0.7, _of_person),
    ("frame", 0.65, _framed),
)
"""Rules by name, how far each is to be trusted, and what it finds; the first that finds something counts."""
