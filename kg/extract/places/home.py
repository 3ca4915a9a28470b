"""The division that an article is about."""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterable

from spacy.tokens import Doc

from kg.extract.document_state import published
from kg.gazetteer.divisions import Division, Divisions
from kg.model import Mention

HEADING = re.compile(r"^[^\n。]{4,40}(?<![。！？；：，…”）])$", re.MULTILINE)
STORY_OPENING = re.compile(r"^据?(?:本报|新华社)[^\n，。]{0,14}?[讯电]", re.MULTILINE)
"""The source that a news story opens with: 新华社北京1月15日电."""
_OPENS = (HEADING, STORY_OPENING)
"""What begins a story where several stand in one text."""
_SHARE = 0.4
_OURS = re.compile("我[省市县区州旗盟]|本[市县区]")
"""How a paper or an office speaks of its own place."""


def home_division(
    doc: Doc,
    places: list[Mention],
    in_title: Iterable[tuple[Division, ...]],
    publisher: Division | None,
    divisions: Divisions,
) -> Division | None:
    """The division that the article is mostly about; where the text leaves that open, or speaks of
    its own place (我市), that of its publisher."""
    told = _most_named(doc, places, in_title, divisions)
    if publisher is None or (told and divisions.contains(publisher.code, told.code)):
        return told
    within = told is None or divisions.contains(told.code, publisher.code)
    return publisher if within or _OURS.search(doc._.text) else told


def _most_named(
    doc: Doc,
    places: list[Mention],
    in_title: Iterable[tuple[Division, ...]],
    divisions: Divisions,
) -> Division | None:
    """The division named most, where it and what lies in it or around it is a good part of all
    that is named: a round-up of many places has no home.

    A name in the title or first line counts three times, that of a dateline (新华社北京1月15日
    电) not at all.
    """
    text: str = doc._.text
    head = max(text.find("\n") if "\n" in text else 60, 60)
    datelines = {t.start for t in doc._.times if text[t.end : t.end + 1] in ("电", "讯")}
    counts: Counter[str] = Counter()
    for place in places:
        if place.scope and place.end not in datelines:
            counts[place.scope] += 3 if place.start <= head else 1
    for candidates in in_title:
        for division in candidates:
            if division.code in counts or len(candidates) == 1:
                counts[division.code] += 3
    top = max(counts.values(), default=0)
    if top < 2:  # named once, and not at the head
        return None
    codes = [c for c, n in counts.items() if n == top]
    chains = {c: {c, *(a.code for a in divisions.ancestors(c))} for c in counts}
    # Of equals, the most specific that is alone in that: 吉林省白山市 is an article on 白山市, 江苏 with
    # its 苏州 and 南通 one on 江苏.
    depths = Counter(len(chains[c]) for c in codes)
    alone = [c for c in codes if depths[len(chains[c])] == 1]
    if not alone:
        return None
    code = max(alone, key=lambda c: len(chains[c]))
    heads = max(([m.start() for m in opens.finditer(text, 1)] for opens in _OPENS), key=len)
    held = {bisect(heads, p.start) for p in places if p.scope and code in chains.get(p.scope, ())}
    if len(heads) > 2 and len(held) == 1:
        return None  # one story of many
    near = sum(n for c, n in counts.items() if code in chains[c] or c in chains[code])
    abroad = sum(p.rule == "place.country" and p.canonical != "中国" for p in places)
    day = published(doc)
    return (
        divisions.at(code, day.year if day else None)
        if near >= _SHARE * (counts.total() + abroad)
        else None
    )
