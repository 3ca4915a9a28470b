"""What a text goes on to say of a show: 《…》主题展览…。展览共分八个部分，展出照片1525张，参观人数突破60万人次."""

from __future__ import annotations

import re

from kg.extract.relations.context import Context
from kg.extract.relations.reading import unit_of
from kg.model import EntityType, Mention

_OPENS = re.compile(
    "(?:本次|此次|该|这次|这一|整个)?(?:主题|专题|大型)?(?:展览|展出|主题展|专题展|巡展|展陈)(?!馆|厅|会|品)"
)
"""How a clause begins that goes on about the show."""
_VISITORS = re.compile("(?:观众|参观|接待|游客|客流|迎来|吸引)[^，。；]{0,14}$")
_COMERS = re.compile("[^，。；]{0,6}(?:观众|参观者|人次|游客)")
_SHOWN = re.compile(
    "(?:展出|展示|展陈|通过|集中|精选|汇集|汇聚|遴选|选取|陈列)了?(?:各类|珍贵|历史|的|共|近|文物|照片|图片|实物|\\d|件|张|幅|组|套|、|（|）|余|多|和|及)*$"
)
_EXHIBITS = re.compile(
    "(?:余|多)?(?:珍贵|历史|抗战|各类|的|革命|老|一级|二级|国家|馆藏|黑白|高清)*(?:照片|图片|文物|展品|大屏|展板|展台|展柜|展项|藏品|实物|作品|史料|文献|档案|家书|书信|手稿|部分|单元|展区|板块|篇章|章节)"
)
_AREA = re.compile("(?:面积|展线)[^，。；]{0,6}$")
_PEOPLE = frozenset({"人", "名", "位", "人次"})
_SEE = re.compile("(?:参观|观看|观摩)了?$")
_IN_HALL = re.compile(
    "(?:在)?(?:展厅|展区|展馆|展览现场|现场|序厅|尾厅|展柜|馆)(?:中|内|里|末端|中央|入口)?"
)
_FAR = 500
"""Characters after a show in which what is told may be of it."""
_NEAR = 150
"""Characters after a show in which its visitors are told without the word."""


def of_show(context: Context, quantity: Mention) -> Mention | None:
    """The show named last in the story, where the clause tells its visitors, what it shows or its size."""
    if visited := _to_be_seen(context, quantity):
        return visited
    show = _last_show(context, quantity)
    if show is None:
        return None
    start, end = context.clause(quantity.start)
    before = (start, quantity.start)
    opened = _OPENS.match(context.text, context.opening(start), quantity.start)
    elsewhere = context.of(EntityType.SITE, (max(show.end, start), quantity.start))
    if elsewhere:
        return None
    if _AREA.search(context.text, *before):
        return show if opened or show.start >= start else None
    if opened and _COMERS.match(context.text, quantity.end):
        return show
    if (
        unit_of(quantity) in _PEOPLE
        and _VISITORS.search(context.text, *before)
        and (opened or not _elsewhere(context, show, quantity))
    ):
        return show
    if _EXHIBITS.match(context.text, quantity.end, end) and (
        opened or _SHOWN.search(context.text, *before) or _told_before(context, show, quantity)
    ):
        return show
    return None


def _to_be_seen(context: Context, quantity: Mention) -> Mention | None:
    """近两百位驻华使节前往纪念馆，参观《…》主题展览: the show that those see who are counted."""
    if not context.actors(quantity.start)[1]:
        return None
    _, end = context.sentence(quantity.start)
    shows = [
        e for e in context.of(EntityType.EVENT, (quantity.end, end)) if e.subtype == "exhibition"
    ]
    seen = shows and _SEE.search(context.text, quantity.end, shows[0].start)
    return shows[0] if seen else None


def _elsewhere(context: Context, show: Mention, quantity: Mention) -> bool:
    """Whether the text has gone on to another place: 新县共接待游客1398万人次."""
    since = (show.end, quantity.start)
    kinds = (EntityType.PLACE, EntityType.SITE, EntityType.ORGANIZATION)
    return show.end < context.sentence(quantity.start)[0] - _NEAR or any(
        context.of(kind, since) for kind in kinds
    )


def _told_before(context: Context, show: Mention, quantity: Mention) -> bool:
    """主题展览总面积12200平方米，共分为八个部分: whether the sentence opens with the show."""
    start, _ = context.sentence(quantity.start)
    opening = context.opening(start)
    return (
        show.start == opening
        or _OPENS.match(context.text, opening) is not None
        or (_IN_HALL.match(context.text, opening) is not None)
    )


def _last_show(context: Context, quantity: Mention) -> Mention | None:
    story, _ = context.stories.span(quantity.start)
    first = max(story, quantity.start - _FAR)
    return context.last_event((first, quantity.start), ("exhibition",))
