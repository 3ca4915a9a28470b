"""What an article holds by someone's judgement, a person's or ours, as `kg evaluate` compares it.

The format is one JSON object an article: `id`, `file` (the text, below a folder of texts),
`published`, `entities`, `relations`, and what is neither right nor wrong: `neutral` (names) and
`neutral_relations`. `kg extract` prints the same `id`, `entities` and `relations`.
"""

from __future__ import annotations

import json
import unicodedata
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from kg.errors import DataFileError
from kg.model import EntityType, Predicate, Span

Values = tuple[object, ...]
Triple = tuple[str, str, str]
"""Subject, predicate, object; the ends are names, normalised."""

_QUOTE_MARKS = frozenset("“”‘’\"'「」《》")


def normalise(name: str | None) -> str:
    """The name as it is compared: NFKC, without blanks and quote marks.

    >>> normalise("“四保临江” 纪念馆")
    '四保临江纪念馆'
    """
    folded = unicodedata.normalize("NFKC", name or "")
    return "".join(c for c in folded if not c.isspace() and c not in _QUOTE_MARKS)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotatedEntity:
    """An entity with all its names, normalised, the one that the article uses first.

    `values` are the bounds of a time or the bounds and unit of a quantity. `rules` made it, where
    it is ours; `canonical` is its full name, normalised, and `code` its public identifier, where
    there is one.
    """

    type: str
    text: str
    names: tuple[str, ...]
    canonical: str | None = None
    code: str | None = None
    values: Values = ()
    mentions: tuple[Span, ...] = ()
    rules: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.names[0] if self.names else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """The entities and relations of one article. Spans refer to the text as its file has it."""

    id: str
    file: str = ""
    published: date | None = None
    boilerplate: tuple[Span, ...] = ()
    entities: tuple[AnnotatedEntity, ...] = ()
    relations: tuple[Triple, ...] = ()
    neutral: frozenset[str] = frozenset()
    neutral_relations: tuple[Triple, ...] = ()
    origins: dict[Triple, tuple[str, str]] = field(default_factory=dict)
    """Rule and quote of each relation that is ours."""


def read_annotations(path: Path) -> list[Annotation]:
    """Raises `DataFileError` for a line that breaks the format or repeats an id."""
    found: dict[str, Annotation] = {}
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                annotation = annotation_of(json.loads(line))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise DataFileError(path, number, f"not an annotated article: {error!r}") from error
            if annotation.id in found:
                raise DataFileError(path, number, f"id {annotation.id!r} is there twice")
            found[annotation.id] = annotation
    return list(found.values())


def annotation_of(record: dict[str, Any]) -> Annotation:
    """Raises `ValueError`, `KeyError` or `TypeError` for a record that breaks the format."""
    published = record.get("published")
    return Annotation(
        id=record["id"],
        file=record.get("file", ""),
        published=date.fromisoformat(published) if published else None,
        boilerplate=tuple((start, end) for start, end, *_ in record.get("boilerplate", ())),
        entities=tuple(_entity(entity) for entity in record["entities"]),
        relations=_triples(record.get("relations", ())),
        neutral=frozenset(map(normalise, record.get("neutral", ()))),
        neutral_relations=_triples(record.get("neutral_relations", ())),
    )


def _entity(record: dict[str, Any]) -> AnnotatedEntity:
    given = (record["name"], record.get("canonical"), *record.get("aliases", ()))
    type_ = EntityType(record["type"])
    values: Values = ()
    if type_ is EntityType.TIME:
        values = (
            _day(record.get("earliest"), last=False),
            _day(record.get("latest"), last=True),
        )
    elif type_ is EntityType.QUANTITY:
        values = (record.get("min"), record.get("max"), normalise(record.get("unit")))
    return AnnotatedEntity(
        type=type_.value,
        text=record["name"],
        names=tuple(dict.fromkeys(name for name in map(normalise, given) if name)),
        canonical=normalise(record.get("canonical")) or None,
        code=record.get("code"),
        values=values,
        mentions=tuple((start, end) for start, end, *_ in record.get("mentions", ())),
    )


def _triples(relations: Iterable[Iterable[str]]) -> tuple[Triple, ...]:
    triples = [
        (normalise(subject), Predicate(predicate).value, normalise(object_))
        for subject, predicate, object_ in relations
    ]
    return tuple(dict.fromkeys(triples))


def _day(text: str | None, *, last: bool) -> date | None:
    """A date that may lack day or month: its first day, or its last.

    >>> _day("2020-02", last=True)
    datetime.date(2020, 2, 29)
    """
    if not text:
        return None
    parts = [int(part) for part in text.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else (12 if last else 1)
    if len(parts) > 2:
        return date(year, month, parts[2])
    return date(year, month, monthrange(year, month)[1] if last else 1)
