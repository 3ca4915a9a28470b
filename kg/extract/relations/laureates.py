"""Those whom the text lists as having an honour that it announced before: 发布12名“…”。李灿、王晓明等12名官兵."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from kg.extract.relations.context import Context
from kg.extract.relations.reading import unit_of
from kg.model import EntityType, Mention, Predicate, Relation

_ANNOUNCED = re.compile(
    "(?:发布|公布|宣布|揭晓|评选|推选|选树|命名|表彰|推出)(?:出|了)*[^，。；“”]{0,12}“?$"
)
_TAKEN_BACK = re.compile("(?:先进)?(?:事迹|名单|评选|候选|推荐)")
"""What follows an honour of which only deeds or candidates are told."""
_AMONG = re.compile(
    "(?:[^，。；]{0,10}?(?:分别|他们|她们|获奖者|入选者|其中|包括|有|是|为)+[：:，]?)?"
)
_AND_SO = re.compile(
    "等?(?:共|共计)?(?:\\d+|[一二三四五六七八九十]+)?[名位个人家]|等(?:同志|官兵|个人|集体|单位)|(?:当选|入选|获)"
)
"""What ends such a list: 等12名官兵."""
_RECEIVERS = (EntityType.PERSON, EntityType.ORGANIZATION)
_PEOPLE = ("名", "位", "人")
_NEXT = 2
"""Sentences after the announcement in which the list begins."""


def relations(context: Context) -> Iterator[Relation]:
    """Each of the list, how many they are, and when it was announced."""
    told: set[str] = set()
    for honour in context.of(EntityType.HONOUR):
        start, end = context.sentence(honour.start)
        announced = _ANNOUNCED.search(context.text, start, honour.start)
        behind = honour.end + context.text.startswith("”", honour.end)
        if honour.name in told or not announced or _TAKEN_BACK.match(context.text, behind):
            continue
        told.add(honour.name)
        number = _number(context, honour)
        if number:
            yield context.relation(number, Predicate.STATISTIC, honour, "laureates.number", 0.8)
        row = _row(context, end)
        for laureate in row:
            yield context.relation(
                honour, Predicate.AWARDED, laureate, "laureates.list", 0.8, at=laureate.start
            )
        if row and (day := _when(context, honour)):
            yield context.relation(honour, Predicate.TIME, day, "laureates.time", 0.75)


def _number(context: Context, honour: Mention) -> Mention | None:
    """12名“最美新时代革命军人”: the amount right before the honour."""
    before = honour.start - (context.text[honour.start - 1] == "“")
    return next((m for m in context.ending_at(before) if unit_of(m) in _PEOPLE), None)


def _row(context: Context, end: int) -> list[Mention]:
    """The names of the list that the next sentences open with, where its end says that it is one."""
    first = bisect_left(context.sentences, (end, end))
    for start, stop in context.sentences[first : first + _NEXT]:
        opening = _AMONG.match(context.text, context.opening(start), stop)
        row = _listed(context, opening.end() if opening else start)
        if len(row) > 1 and _AND_SO.match(context.text, row[-1].end, stop):
            return row
    return []


def _listed(context: Context, position: int) -> list[Mention]:
    row: list[Mention] = []
    while found := next(
        (m for m in context.starting.get(position, ()) if m.type in _RECEIVERS), None
    ):
        row.append(found)
        mark = context.text[found.end : found.end + 1]
        if mark not in ("、", "和"):
            break
        position = found.end + 1
    return row


def _when(context: Context, honour: Mention) -> Mention | None:
    times = context.of(EntityType.TIME, (context.sentence(honour.start)[0], honour.start))
    return next((t for t in times if t.time and t.time.earliest), None)
