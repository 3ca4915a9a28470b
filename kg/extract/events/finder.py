"""The component that finds events: by their heads, by the form of their names, and known ones."""

from __future__ import annotations

from spacy.tokens import Doc

from kg.extract.document_state import covered
from kg.extract.events.headed import HeadedEvents
from kg.extract.events.known import KnownEvents
from kg.extract.events.patterns import disasters, listed, relief, sessions, shows
from kg.extract.events.visits import visits
from kg.extract.lexicon import Lexicons
from kg.extract.times.found import OF_THE_CALENDAR
from kg.gazetteer.events import HistoricalEvent


class EventFinder:
    """Sets `doc._.events`."""

    def __init__(self, lexicons: Lexicons, historical: list[HistoricalEvent]) -> None:
        self._headed = HeadedEvents(lexicons)
        self._known = KnownEvents(lexicons["event_names"], historical)

    def __call__(self, doc: Doc) -> Doc:
        text: str = doc._.text
        blocked = _blocked(doc)
        found = self._headed.find(doc, blocked, self._known.spans(text))
        found.extend(disasters(text))
        found.extend(shows(doc))
        found.extend(relief(doc))
        found.extend(listed(text, blocked))
        found.extend(visits(doc, blocked))
        found.extend(self._known.campaigns(text, blocked))
        found.extend(sessions(doc, blocked))
        found.extend(self._known.historical(doc, found))
        doc._.events = sorted(found, key=lambda m: (m.start, -m.end))
        return doc


def _blocked(doc: Doc) -> list[bool]:
    """The characters that are part of no event's name: documents, amounts, datelines, and times that
    are no anniversary (建军92周年文艺晚会)."""
    text: str = doc._.text
    blocked = covered(doc, "documents", "quantities")
    for time in doc._.times:
        if not time.rule.endswith(OF_THE_CALENDAR):
            blocked[time.start : time.end] = [True] * (time.end - time.start)
        if text[time.end : time.end + 1] in ("电", "讯"):
            blocked[time.end] = True  # 新华社西宁1月15日电
    return blocked
