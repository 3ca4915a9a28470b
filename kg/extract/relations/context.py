"""What the rules share: sentences with their mentions, and who acts in a sentence."""

from __future__ import annotations

import re
from functools import cached_property

from spacy.tokens import Doc

from kg.extract.document_state import mentions
from kg.extract.lexicon import Lexicons, alternatives
from kg.model import EntityType, Mention, Predicate, Relation, Span

_LEAD_IN = re.compile(
    r"^(?:[“”\s]|[一二三四五六七八九]是|此外|同时|据悉|据了解|近日|目前|其中|文并?图?/)*"
)
_ACTORS = frozenset({EntityType.ORGANIZATION, EntityType.PLACE})
_BODIES = frozenset({"PartyBody", "GovernmentBody"})


class Context:
    """One article's mentions, with the questions that every rule asks about them."""

    def __init__(self, doc: Doc, lexicons: Lexicons) -> None:
        self.text: str = doc.text
        self.sentences: list[Span] = doc._.sentences
        self.mentions: list[Mention] = sorted(mentions(doc), key=lambda m: (m.start, -m.end))
        self.home_code: str | None = doc._.home.code if doc._.home else None
        triggers = lexicons["relation_triggers"]
        self.triggers = {
            kind: re.compile(alternatives(triggers.terms(predicate=kind)))
            for kind in {row["predicate"] for row in triggers.rows}
        }

    def of(self, kind: EntityType, span: Span | None = None) -> list[Mention]:
        """Mentions of a type, in the whole text or inside a span."""
        start, end = span or (0, len(self.text))
        return [m for m in self._by_type.get(kind, []) if start <= m.start and m.end <= end]

    @cached_property
    def _by_type(self) -> dict[EntityType, list[Mention]]:
        table: dict[EntityType, list[Mention]] = {}
        for mention in self.mentions:
            table.setdefault(mention.type, []).append(mention)
        return table

    @cached_property
    def home(self) -> Mention | None:
        """The first mention of the division that the article is about."""
        return self.place(self.home_code)

    def place(self, code: str | None) -> Mention | None:
        """The first mention of a division, its full name before a short one."""
        found = [m for m in self.of(EntityType.PLACE) if code and m.scope == code]
        return max(found, key=lambda m: (len(m.text), -m.start), default=None)

    def sentence(self, offset: int) -> Span:
        """The sentence that holds an offset."""
        return next(s for s in self.sentences if s[0] <= offset < s[1])

    def clause(self, offset: int) -> Span:
        """The stretch between the commas, semicolons or full stops around an offset."""
        left = max(self.text.rfind(mark, 0, offset) for mark in "，。；！？\n") + 1
        ends = [p for mark in "，。；！？\n" if (p := self.text.find(mark, offset)) >= 0]
        return left, min(ends, default=len(self.text))

    @cached_property
    def _subjects(self) -> dict[Span, tuple[list[Mention], bool]]:
        """For each sentence the mentions that act in it, and whether they were carried over."""
        table: dict[Span, tuple[list[Mention], bool]] = {}
        carried: list[Mention] = []
        for start, end in self.sentences:
            if start and self.text[start - 1] == "\n":
                carried = []
            own = self._opening_actors((start, end))
            if own:
                carried = own
            table[(start, end)] = (carried, not own)
        return table

    def _opening_actors(self, span: Span) -> list[Mention]:
        """Organizations or places that open a sentence, after a time or a lead-in: 2020年，白山市…"""
        start, end = span
        position = start + _LEAD_IN.match(self.text[start:end]).end()  # type: ignore[union-attr]
        inside = [m for m in self.mentions if start <= m.start and m.end <= end]
        moved = True
        actors: list[Mention] = []
        while moved:
            moved = False
            for mention in inside:
                if mention.start != position:
                    continue
                if mention.type is EntityType.TIME and not actors:
                    position, moved = mention.end, True
                elif mention.type in _ACTORS:
                    if actors and self.text[actors[-1].end : mention.start] == "":
                        actors[-1] = mention  # 吉林省白山市: the last of a chain of places acts
                    else:
                        actors.append(mention)
                    position, moved = mention.end, True
                if moved:
                    if (
                        self.text[position : position + 1] in ("，", "、", "和", "与")
                        and position < end
                    ):
                        joined = self.text[position] != "，" or not actors
                        position += 1 if joined else 0
                        moved = joined
                    break
        if actors and self.text.startswith("的", actors[-1].end):
            return []
        return actors

    def actors(self, offset: int) -> tuple[list[Mention], bool]:
        """Who acts at an offset, and whether that was carried over from a sentence before.

        Nearest first: actors that open the clause's sentence, then those of the sentences before
        in the paragraph, then the article's home place.
        """
        sentence = self.sentence(offset)
        clause = self._clause_actors(offset, sentence)
        if clause:
            return clause, False
        actors, carried = self._subjects[sentence]
        if actors:
            return actors, carried
        return ([self.home] if self.home else []), True

    def _clause_actors(self, offset: int, sentence: Span) -> list[Mention]:
        """Actors that open the clause itself: …，市政府投资6000万元."""
        start, _ = self.clause(offset)
        if start <= sentence[0]:
            return []
        actors = self._opening_actors((start, offset))
        return [m for m in actors if m.end <= offset]

    def agents(self, offset: int) -> list[Mention]:
        """As `actors`, but a party or government body carried over stands for its place."""
        actors, carried = self.actors(offset)
        if carried and actors and all(m.subtype in _BODIES for m in actors):
            place = self.place(actors[0].scope) or self.home
            return [place] if place else actors
        return actors

    def trigger(self, kind: str, start: int, end: int) -> re.Match[str] | None:
        """The last trigger word of a kind in a stretch of text."""
        found = list(self.triggers[kind].finditer(self.text, start, end))
        return found[-1] if found else None

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
