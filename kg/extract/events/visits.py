"""Visits that have no head word: 7月29日，市委书记某某走访慰问驻军部队."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc

from kg.extract.document_state import names, sentence_at
from kg.extract.events.mention import event
from kg.model import Mention

_VISIT = re.compile(
    "(?:走访看望慰问|走访慰问|看望慰问|慰问走访)"
    "(?!活动|工作|制度|机制|组|团|金|品|信|对象|范围|力度|全覆盖|等|、|，组织|了?\\d|\\d|长效|常态)"
)
_BARE = re.compile("(?:中|时|活动)?(?=[，。；]|$)")
"""What follows a visit that is not told, but taken up again: 参加走访慰问."""
_SPIRIT = re.compile("学习|领会|贯彻|传达")
"""What stands before a visit that is only spoken of."""
_FEW = 10
"""Days that the time of one visit may span."""


def visits(doc: Doc, blocked: list[bool]) -> Iterator[Mention]:
    """The first visit that a text tells of with who made it and on which day, and what takes it up again.

    Visits told without a day are a habit (每年走访慰问) and none.
    """
    text: str = doc._.text
    told = False
    for match in _VISIT.finditer(text):
        if any(blocked[match.start() : match.end()]):
            continue
        again = told and _BARE.match(text, match.end()) is not None
        if again or (
            not told and _on_a_day(doc, match.start()) and _by_someone(doc, match.start())
        ):
            told = True
            yield event(text, match.start(), match.end(), "visit", "visit", 0.7)


def _on_a_day(doc: Doc, offset: int) -> bool:
    start, _ = sentence_at(doc, offset)
    return any(_is_short(t) for t in doc._.times if start <= t.start and t.end <= offset)


def _is_short(time: Mention) -> bool:
    span = time.time
    if span is None:
        return False
    lasting = span.earliest and span.latest and (span.latest - span.earliest).days < _FEW
    return bool(lasting) or span.rule == "recent" or time.rule.endswith(("festival", "holiday"))


def _by_someone(doc: Doc, offset: int) -> bool:
    text: str = doc._.text
    start, _ = sentence_at(doc, offset)
    clause = max(text.rfind("，", start, offset) + 1, start)
    if _SPIRIT.search(text, clause, offset):
        return False  # 学习总书记在看望慰问时的讲话精神
    bodies = any(clause <= b.start and b.end <= offset for b in doc._.organizations)
    return bodies or any(clause <= s and e <= offset for s, e in names(doc, "PER"))
