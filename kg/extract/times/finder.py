"""The component that finds times: each reader in turn, then anchors, then ranges.

A relative word is resolved against the article's publication date or the last full date before it;
where neither is known its bounds stay open.
"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from kg.extract.document_state import published
from kg.extract.times.anchoring import anchored, from_anniversaries, from_told_years, joined
from kg.extract.times.dates import (
    clocks,
    dates,
    day_words,
    elided,
    iso_dates,
    reigns,
    that_day,
    year_halves,
)
from kg.extract.times.festivals import FestivalTimes
from kg.extract.times.found import Found
from kg.extract.times.lunar import LunarDays
from kg.extract.times.named import NamedTimes
from kg.extract.times.spans import (
    centuries,
    last_spans,
    months_since,
    recent,
    year_parts,
    years_ago,
    years_since,
)
from kg.gazetteer.events import HistoricalEvent
from kg.gazetteer.festivals import Festival
from kg.gazetteer.holidays import Holidays
from kg.gazetteer.lunar import LunarCalendar
from kg.gazetteer.periods import Period
from kg.model import EntityType, Mention


class TimeFinder:
    """Sets `doc._.times`. What an earlier reader takes no later one reads again."""

    def __init__(
        self,
        events: Sequence[HistoricalEvent],
        festivals: Sequence[Festival],
        holidays: Holidays,
        periods: Sequence[Period],
        lunar: LunarCalendar,
    ) -> None:
        named = NamedTimes(events, periods)
        feasts = FestivalTimes(festivals, holidays)
        self._readers = (
            named.anniversaries,
            named.other_anniversaries,
            day_words,
            that_day,
            centuries,
            LunarDays(lunar).find,
            feasts.dated,
            year_parts,
            reigns,
            year_halves,
            years_ago,
            elided,
            dates,
            iso_dates,
            named.years_of_events,
            named.years_of_periods,
            years_since,
            last_spans,
            months_since,
            recent,
            named.since_events,
            named.periods,
            feasts.find,
            clocks,
        )

    def __call__(self, doc: Doc) -> Doc:
        text, day = doc._.text, published(doc)
        taken = [False] * len(text)
        found: list[Found] = []
        for read in self._readers:
            for item in read(text, day):
                if not any(taken[item.start : item.end]):
                    taken[item.start : item.end] = [True] * (item.end - item.start)
                    found.append(item)
        found.sort(key=lambda item: item.start)
        from_anniversaries(found, day)
        from_told_years(found, day)
        doc._.times = [
            Mention(
                type=EntityType.TIME,
                start=item.start,
                end=item.end,
                text=text[item.start : item.end],
                name=text[item.start : item.end],
                time=item.time,
                confidence=item.confidence,
                rule=f"time.{item.time.rule}",
            )
            for item in joined(text, list(anchored(text, found, day)))
        ]
        return doc
