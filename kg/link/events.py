"""Events of the gazetteer: what bears the very name of one is it, whichever rule found the name."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from kg.gazetteer.events import HistoricalEvent
from kg.link.keys import is_listed
from kg.link.names import comparable
from kg.model import EntityType, Mention

_TELLING = 4
"""Characters from which a name is that of a historical event wherever it stands: not 解放."""


class KnownEvents:
    """The historical events by those of their names that no other of them bears."""

    def __init__(self, events: list[HistoricalEvent]) -> None:
        found: dict[str, list[HistoricalEvent]] = defaultdict(list)
        for event in events:
            for name in {comparable(event.name), *map(comparable, event.aliases)}:
                found[name].append(event)
        self._by_name = {
            name: same[0]
            for name, same in found.items()
            if len(same) == 1 and len(name) >= _TELLING
        }

    def recognise(self, mention: Mention) -> Mention:
        """The mention with the id of its event as scope, where it is of one."""
        if mention.type is not EntityType.EVENT or is_listed(mention):
            return mention
        event = self._by_name.get(comparable(mention.name))
        return replace(mention, scope=event.id, canonical=event.name) if event else mention
