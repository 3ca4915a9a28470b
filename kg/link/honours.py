"""Honours of the record: a title is one thing wherever it is named, and so is a naming in a round."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from kg.gazetteer import HonourRecord
from kg.link.names import comparable
from kg.model import Entity, EntityType, Mention, Predicate, RecordedConferral, Statement

_CODE = re.compile(r"\d{6}")


class KnownHonours:
    """The honours of the record by their names, and who was named in which round."""

    def __init__(self, record: HonourRecord) -> None:
        self._by_name = {
            comparable(name): honour for honour in record.honours for name in honour.names
        }
        self._rounds = record.rounds
        self._named = {
            (receiver.honour, receiver.round, receiver.code)
            for receiver in record.receivers
            if record.counts_as_named(receiver)
        }

    def recognise(self, mention: Mention) -> Mention:
        """The mention with the id of its honour as scope, where the record has the honour."""
        if mention.type is not EntityType.HONOUR:
            return mention
        honour = self._by_name.get(comparable(mention.name))
        return replace(mention, scope=honour.id, canonical=honour.name) if honour else mention

    def recorded(
        self, statements: Iterable[Statement], entities: Mapping[str, Entity]
    ) -> tuple[RecordedConferral, ...]:
        """The conferrals told by an article that are namings of the record: the place was named in the
        one round that falls into the time told. Under another code of the place, or where the list of
        the round lacks it, it is the article's own."""
        statements = list(statements)
        times = [s for s in statements if s.predicate is Predicate.TIME]
        found = {
            RecordedConferral(
                honour=award.subject,
                receiver=award.object,
                earliest=span.earliest,
                latest=span.latest,
                round=round_,
            )
            for award in statements
            if award.predicate is Predicate.AWARDED
            and (honour := entities[award.subject].code)
            and (code := entities[award.object].code)
            and _CODE.fullmatch(code)
            for told in times
            if told.subject == award.subject and (span := entities[told.object].time)
            for round_ in self._rounds_in(honour, span.earliest, span.latest)
            if (honour, round_, code) in self._named
        }
        return tuple(sorted(found, key=lambda c: (c.honour, c.receiver, c.round)))

    def _rounds_in(self, honour: str, earliest: date | None, latest: date | None) -> Iterator[str]:
        """The round of an honour within bounds, where it is the only one."""
        if earliest is None or latest is None:
            return
        within = [
            one.round
            for one in self._rounds
            if one.honour == honour and one.earliest <= latest and earliest <= one.latest
        ]
        if len(within) == 1:
            yield within[0]
