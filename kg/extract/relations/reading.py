"""An article as the relations read it: its text, sentences and mentions, and what stands where."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Container, Iterator
from functools import cached_property
from itertools import pairwise
from typing import TypeVar

from spacy.tokens import Doc

from kg.extract.document_state import mentions
from kg.extract.relations.stories import Stories
from kg.extract.words import Words
from kg.model import EntityType, Mention, Predicate, Relation, Span

LONGEST = 300
"""Characters that a clause may have; what is longer lacks its marks."""
JOINING = ("、", "和", "与")
ACTORS = frozenset({EntityType.ORGANIZATION, EntityType.PLACE, EntityType.SITE})
_COMMA = re.compile("[，；]")
_MOST = 0.75
"""Share of the divisions named that are home where an article keeps to one place."""


Key = TypeVar("Key")


def _start(mention: Mention) -> int:
    return mention.start


def unit_of(mention: Mention) -> str | None:
    """In what an amount is counted; None of anything else."""
    return mention.quantity.unit if mention.quantity else None


def _first(span: Span) -> int:
    return span[0]


def _grouped(mentions: list[Mention], key: Callable[[Mention], Key]) -> dict[Key, list[Mention]]:
    table: dict[Key, list[Mention]] = {}
    for mention in mentions:
        table.setdefault(key(mention), []).append(mention)
    return table


class Reading:
    """One article's mentions, and where they stand in sentences and clauses."""

    def __init__(self, doc: Doc) -> None:
        self.text: str = doc._.text
        self.words: Words = doc._.words
        self.stories = Stories.of(self.text)
        self.sentences: list[Span] = doc._.sentences
        self.mentions: list[Mention] = sorted(mentions(doc), key=lambda m: (m.start, -m.end))
        self.home_code: str | None = doc._.home.code if doc._.home else None

    def of(self, kind: EntityType, span: Span | None = None) -> list[Mention]:
        """Mentions of a type, in the whole text or inside a span."""
        start, end = span or (0, len(self.text))
        found = self._by_type.get(kind, [])
        first = bisect_left(found, start, key=_start)
        return [
            m for m in found[first : bisect_left(found, end, first, key=_start)] if m.end <= end
        ]

    def free(self, kind: EntityType, span: Span) -> list[Mention]:
        """Mentions of a type that stand in no longer name: 杨靖宇, but not in 杨靖宇烈士陵园."""
        return [m for m in self.of(kind, span) if id(m) not in self._inside]

    @cached_property
    def places_by_name(self) -> list[Mention]:
        """The first mention of each name of a place, in the order of the text."""
        found: dict[str, Mention] = {}
        for place in self.of(EntityType.PLACE):
            found.setdefault(place.name, place)
        return list(found.values())

    def named_before(self, mention: Mention) -> bool:
        """Whether the text has the same name before: a person whom it goes on to tell of."""
        return self._first_named[mention.type, mention.name] < mention.start

    @cached_property
    def _first_named(self) -> dict[tuple[EntityType, str], int]:
        return {(m.type, m.name): m.start for m in reversed(self.mentions)}

    @cached_property
    def _inside(self) -> set[int]:
        """The identities of the mentions that a longer one holds."""
        inside: set[int] = set()
        reach = begin = -1  # the end of what reaches farthest so far, and where that begins
        for mention in self.mentions:
            if mention.end < reach or (mention.end == reach and mention.start > begin):
                inside.add(id(mention))
            elif mention.end > reach:
                reach, begin = mention.end, mention.start
        return inside

    @cached_property
    def _by_type(self) -> dict[EntityType, list[Mention]]:
        return _grouped(self.mentions, lambda mention: mention.type)

    @cached_property
    def starting(self) -> dict[int, list[Mention]]:
        """The mentions by where they begin, the longest first."""
        return _grouped(self.mentions, _start)

    @cached_property
    def _ending(self) -> dict[int, list[Mention]]:
        """The mentions by where they end, the longest first."""
        return _grouped(self.mentions, lambda mention: mention.end)

    @cached_property
    def home(self) -> Mention | None:
        """The first mention of the division that the article is about."""
        return self.place(self.home_code)

    @cached_property
    def at_home(self) -> bool:
        """Whether nearly all divisions that the article names are its home, in it or around it."""
        codes = [p.scope for p in self.of(EntityType.PLACE) if p.scope]
        home = (self.home_code or "").rstrip("0")
        near = [c for c in codes if c.startswith(home) or home.startswith(c.rstrip("0"))]
        return len(near) >= _MOST * len(codes)

    def place(self, code: str | None) -> Mention | None:
        """The first mention of a division, its full name before a short one."""
        found = [m for m in self.of(EntityType.PLACE) if code and m.scope == code]
        return max(found, key=lambda m: (len(m.text), -m.start), default=None)

    def chain(self, position: int, kinds: tuple[EntityType, ...]) -> Mention | None:
        """What of these kinds begins at a position, in a row of them the last: 山西省太原市."""
        last = None
        while found := next((m for m in self.starting.get(position, ()) if m.type in kinds), None):
            last, position = found, found.end
        return last

    def row(self, last: Mention, kinds: Container[EntityType] = ACTORS) -> list[Mention]:
        """What of these kinds stands in a row with what ends it: 嘉峪关市和酒钢公司."""
        found = [last]
        while self.text[found[0].start - 1 : found[0].start] in JOINING:
            before = [m for m in self._ending.get(found[0].start - 1, ()) if m.type in kinds]
            if not before:
                break
            found.insert(0, before[0])
        return found

    def ending_at(self, end: int) -> list[Mention]:
        """The mentions that end at a position, the longest first."""
        return self._ending.get(end, [])

    def sentence(self, offset: int) -> Span:
        """The sentence that holds an offset."""
        return self.sentences[bisect_right(self.sentences, offset, key=_first) - 1]

    def paragraph(self, offset: int, far: int | None = None) -> int:
        """Where the paragraph before an offset begins, looked back upon no further than so far."""
        begin = self.text.rfind("\n", 0, offset) + 1
        return begin if far is None else max(begin, offset - far)

    def last_event(self, span: Span, subtypes: Container[str]) -> Mention | None:
        """The event of these kinds that a span names last."""
        events = self.of(EntityType.EVENT, span)
        return next((e for e in reversed(events) if e.subtype in subtypes), None)

    def clauses_before(self, offset: int, first: int) -> Iterator[Span]:
        """The clauses from the one that holds an offset back to `first`, nearest first."""
        for number in range(bisect_right(self.sentences, offset, key=_first) - 1, -1, -1):
            for clause in reversed(self.clauses[self.sentences[number]]):
                if clause[1] <= first:
                    return
                if clause[0] <= offset:
                    yield clause

    def clause(self, offset: int) -> Span:
        """The stretch between the commas, semicolons or full stops around an offset."""
        first, last = max(offset - LONGEST, 0), min(offset + LONGEST, len(self.text))
        left = max(self.text.rfind(mark, first, offset) for mark in "，。；！？\n") + 1
        ends = [p for mark in "，。；！？\n" if (p := self.text.find(mark, offset, last)) >= 0]
        return max(left, first), min(ends, default=last)

    @cached_property
    def clauses(self) -> dict[Span, list[Span]]:
        """The stretches of each sentence between its commas."""
        table: dict[Span, list[Span]] = {}
        for sentence in self.sentences:
            marks = [m.end() for m in _COMMA.finditer(self.text, *sentence)]
            table[sentence] = list(pairwise([sentence[0], *marks, sentence[1]]))
        return table

    def relation(
        self,
        subject: Mention,
        predicate: Predicate,
        object_: Mention,
        rule: str,
        confidence: float,
        *,
        at: int | None = None,
        detail: str | None = None,
    ) -> Relation:
        """A relation whose evidence is the sentence at an offset (by default the later mention's)."""
        first = min(subject.start, object_.start)
        place = max(subject.start, object_.start) if at is None else at
        start, end = self.sentence(place)
        if self.sentence(first) != (start, end) and at is None:
            start, end = self.sentence(subject.start)
        start, end = self._trimmed(start, end)
        return Relation(
            subject=subject,
            predicate=predicate,
            object=object_,
            start=start,
            end=end,
            confidence=confidence,
            rule=rule,
            detail=detail,
        )

    def _trimmed(self, start: int, end: int) -> Span:
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return start, end
