"""How pages find things by name: in the search index of a build, or among the labels of a remote store."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

import pyoxigraph as ox
from starlette.concurrency import run_in_threadpool

from kg.errors import QueryError
from kg.search import LONGEST, Hit, SearchIndex, most_mentioned, search
from kg.serve.pages.things import Thing, things
from kg.serve.reading import Reader, text

CANDIDATES = 500
"""Names with the text that are looked at, the shortest of them best."""


class Finder(Protocol):
    """Finds what has a name or is named most often."""

    async def search(self, text: str, *, types: Collection[str], limit: int) -> list[Hit]:
        """What best matches the text. Raises QueryError for one that is too long."""

    async def most_mentioned(self, limit: int) -> list[Hit]:
        """What articles mention most often."""


class IndexFinder:
    """Asks a search index: names in either script, pinyin, initials, and sentences."""

    def __init__(self, index: SearchIndex) -> None:
        self._index = index

    async def search(self, text: str, *, types: Collection[str], limit: int) -> list[Hit]:
        return await run_in_threadpool(search, self._index, text, types=types, limit=limit)

    async def most_mentioned(self, limit: int) -> list[Hit]:
        return await run_in_threadpool(most_mentioned, self._index, limit)


class LabelFinder:
    """Asks the graph for names that hold the characters: no pinyin, no other script, no sentences."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    async def search(self, text: str, *, types: Collection[str], limit: int) -> list[Hit]:
        if len(text) > LONGEST:
            raise QueryError(
                f"The text has {len(text)} characters; at most {LONGEST} are searched for."
            )
        if not (wanted := text.strip()):
            return []
        rows = await self._reader.rows(
            f"SELECT DISTINCT ?thing ?name WHERE {{ {{ ?thing skos:prefLabel ?name }} "
            f"UNION {{ ?thing skos:altLabel ?name }} "
            f"FILTER(CONTAINS(LCASE(STR(?name)), {ox.Literal(wanted.lower())})) "
            f"FILTER(STRSTARTS(STR(?thing), {ox.Literal(f'{self._reader.base}id/')})) }} "
            f"ORDER BY STRLEN(STR(?name)) ?name ?thing LIMIT {CANDIDATES}"
        )
        matched: dict[str, str] = {}
        for row in rows:
            matched.setdefault(row["thing"].value, row["name"].value)
        found = await things(self._reader, matched)
        hits = [
            self._hit(found[iri], name)
            for iri, name in matched.items()
            if found[iri].type not in _HIDDEN and (not types or {*types} & {*found[iri].classes})
        ]
        return hits[:limit]

    async def most_mentioned(self, limit: int) -> list[Hit]:
        rows = await self._reader.rows(
            f"SELECT ?thing (COUNT(?mention) AS ?n) WHERE {{ ?mention kg:mentionOf ?thing }} "
            f"GROUP BY ?thing ORDER BY DESC(?n) ?thing LIMIT {10 * limit}"  # with times and amounts
        )
        often = {row["thing"].value: int(text(row, "n")) for row in rows}
        found = await things(self._reader, often)
        return [
            self._hit(found[iri], found[iri].label, mentions=n)
            for iri, n in often.items()
            if found[iri].type not in _HIDDEN
        ][:limit]

    def _hit(self, thing: Thing, matched: str, mentions: int = 0) -> Hit:
        return Hit(
            iri=thing.iri,
            key=thing.iri.removeprefix(f"{self._reader.base}id/"),
            type=thing.type,
            label=thing.label,
            matched=matched,
            mentions=mentions,
            sentence=None,
        )


_HIDDEN = frozenset({"Quantity", "TimeSpan", "Conferral", "Thing"})
"""Types that the search index leaves out too."""
