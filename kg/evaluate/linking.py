"""Score linking: the code that a place got, and the full name that an organization got.

Only entities that were found strictly can be linked right. The precision of these scores is the share
of the found that are linked right, where one left undecided is not; the recall is that of all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.evaluate.annotations import AnnotatedEntity, normalise
from kg.evaluate.figures import Comparison
from kg.evaluate.score import Score
from kg.gazetteer.tables import read_table
from kg.model import EntityType

_COLUMNS = ("article", "type", "name", "link")


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """What entities shall be linked to, by a person's judgement; names are normalised.

    `codes` has the GB/T 2260 code of a place by article id and name, `also` the other full names
    of an organization, that say the same body without its article, by its canonical name.
    """

    codes: Mapping[tuple[str, str], str] = field(default_factory=dict)
    also: Mapping[str, frozenset[str]] = field(default_factory=dict)


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


def read_links(path: Path) -> Links:
    """A table of article, type, name, link: the code of a place in an article; or, with no article,
    another full name of an organization. Raises `DataFileError` for one that breaks the format."""
    codes: dict[tuple[str, str], str] = {}
    also: defaultdict[str, set[str]] = defaultdict(set)
    for row in read_table(path, _COLUMNS, unique=_COLUMNS, required=_COLUMNS[1:]):
        name = normalise(row["name"])
        if row["type"] == EntityType.PLACE and row["article"]:
            if codes.setdefault((row["article"], name), row["link"]) != row["link"]:
                raise row.error(f"{row['name']} has another code already")
        elif row["type"] == EntityType.ORGANIZATION and not row["article"]:
            also[name].add(normalise(row["link"]))
        else:
            raise row.error("neither a Place of an article nor an Organization of none")
    return Links(codes=codes, also={name: frozenset(names) for name, names in also.items()})


def score_linking(comparisons: Iterable[Comparison], links: Links) -> Linking:
    """Compare the codes of places that `links` names, and the full names of organizations that the
    annotation gives.

    The name found is the canonical one, or, where linking gave none, the article's own.
    """
    places = organizations = Score()
    wrong: list[Wrong] = []
    for comparison in comparisons:
        article = comparison.annotated.id
        for entity, found in _pairs(comparison, EntityType.PLACE):
            if code := links.codes.get((article, normalise(entity.text))):
                places += _score(found, right=found is not None and found.code == code)
                if found and found.code != code:
                    wrong.append(Wrong(article, entity.text, code, found.code or ""))
        for entity, found in _pairs(comparison, EntityType.ORGANIZATION):
            if name := entity.canonical:
                ours = found.canonical or found.name if found else ""
                right = ours in {name, *links.also.get(name, ())}
                organizations += _score(found, right=right)
                if found and not right:
                    wrong.append(Wrong(article, entity.text, name, ours))
    return Linking(places=places, organizations=organizations, mistakes=tuple(wrong))


def _score(found: AnnotatedEntity | None, *, right: bool) -> Score:
    return Score(right=int(right), found=int(found is not None), annotated=1)


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
