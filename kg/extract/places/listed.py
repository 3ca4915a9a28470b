"""Places whose kind is said once for several: 门头沟、房山两区."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.gazetteer.divisions import Divisions
from kg.model import LinkingReason, Mention

_LIST = re.compile(
    r"(?P<names>[\u4e00-\u9fff]{2,6}(?:、[\u4e00-\u9fff]{2,6})+)(?:[两三四五六七八九十]个?|等)(?P<kind>[区县市州])"
)


def with_kind(
    text: str, places: Iterable[Mention], year: int | None, divisions: Divisions
) -> Iterator[Mention]:
    """The places; one that its name alone leaves open is the division of the kind that its list says."""
    kinds = {
        at: match["kind"] for match in _LIST.finditer(text) for at in range(*match.span("names"))
    }
    for place in places:
        kind = kinds.get(place.start) if place.scope is None else None
        named = divisions.named(f"{place.name}{kind}") if kind else ()
        found = {d.code: d for d in named if year is None or d.end is None or d.end >= year}
        if len(found) == 1:
            (division,) = found.values()
            yield replace(
                place,
                canonical=division.name,
                scope=division.code,
                reason=LinkingReason.CONTEXT,
                rejected=(),
            )
        else:
            yield place
