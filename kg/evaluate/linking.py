"""Score linking: the code that a place got, and the full name that an organization got.

Only entities that were found strictly can be linked right. The precision of these scores is the share
of the found that are linked right, where one left undecided is not; the recall is that of all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.evaluate.annotations import AnnotatedEntity, normalise
from kg.evaluate.figures import Comparison
from kg.evaluate.score import Score
from kg.gazetteer.tables import read_table
from kg.model import EntityType

Codes = Mapping[tuple[str, str], str]
"""The GB/T 2260 code of a place by article id and normalised name."""

_COLUMNS = ("article", "name", "code")


@dataclass(frozen=True, slots=True)
class Wrong:
    """An entity that was found and not linked as annotated."""

    article: str
    name: str
    annotated: str
    found: str

    def __str__(self) -> str:
        return f"{self.name}: {self.annotated}, linked to {self.found or '?'}  {self.article}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Linking:
    """The scores of a set of articles, and what was linked wrongly."""

    places: Score
    organizations: Score
    mistakes: tuple[Wrong, ...] = ()

    def to_record(self) -> dict[str, Any]:
        """For JSON: counts beside the shares."""
        return {"places": _record(self.places), "organizations": _record(self.organizations)}


def read_codes(path: Path) -> Codes:
    """Codes that a person gave to places. Raises `DataFileError` for a table that breaks the format."""
    rows = read_table(path, _COLUMNS, unique=_COLUMNS[:2], required=_COLUMNS)
    return {(row["article"], normalise(row["name"])): row["code"] for row in rows}


def score_linking(comparisons: Iterable[Comparison], codes: Codes) -> Linking:
    """Compare codes of places that `codes` names, and canonical names of organizations that have one.

    The name found is the canonical one, or, where linking gave none, the article's own.
    """
    places = organizations = Score()
    wrong: list[Wrong] = []

    def scored(article: str, name: str, gold: str, ours: str | None) -> Score:
        if ours is not None and ours != gold:
            wrong.append(Wrong(article, name, gold, ours))
        return Score(right=int(ours == gold), found=int(ours is not None), annotated=1)

    for comparison in comparisons:
        article = comparison.annotated.id
        for entity, found in _pairs(comparison, EntityType.PLACE):
            if code := codes.get((article, normalise(entity.text))):
                ours = found.code or "" if found else None
                places += scored(article, entity.text, code, ours)
        for entity, found in _pairs(comparison, EntityType.ORGANIZATION):
            if name := entity.canonical:
                ours = found.canonical or found.name if found else None
                organizations += scored(article, entity.text, name, ours)
    return Linking(places=places, organizations=organizations, mistakes=tuple(wrong))


def _pairs(
    comparison: Comparison, type_: EntityType
) -> Iterable[tuple[AnnotatedEntity, AnnotatedEntity | None]]:
    alignment = comparison.entities.get(type_.value)
    if alignment is None:
        return
    for number, entity in enumerate(alignment.annotated):
        found = alignment.strict.get(number)
        yield entity, None if found is None else alignment.found[found]


def _record(score: Score) -> dict[str, Any]:
    return {
        "gold": score.annotated,
        "pred": score.found,
        "right": score.right,
        "of_found": score.precision,
        "of_all": score.recall,
    }
