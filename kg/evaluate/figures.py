"""The figures of an evaluation: scores of articles, summed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kg.evaluate.annotations import AnnotatedEntity, Annotation, Triple
from kg.evaluate.entities import align_entities, same_values
from kg.evaluate.matching import Alignment
from kg.evaluate.relations import align_relations
from kg.evaluate.score import Score
from kg.model import EntityType, Span

_NOTHING = Score()
VALUED = (EntityType.TIME.value, EntityType.QUANTITY.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One article as annotated and as found. `boilerplate` lists mentions found outside its body."""

    annotated: Annotation
    found: Annotation
    entities: dict[str, Alignment[AnnotatedEntity]]
    relations: Alignment[Triple]
    boilerplate: tuple[Span, ...]


def compare(annotated: Annotation, found: Annotation) -> Comparison:
    """Pair what was found in an article with what is annotated in it."""
    types = {entity.type for entity in (*annotated.entities, *found.entities)}
    return Comparison(
        annotated=annotated,
        found=found,
        entities={
            type_.value: align_entities(
                [e for e in annotated.entities if e.type == type_],
                [e for e in found.entities if e.type == type_],
                annotated.neutral,
            )
            for type_ in EntityType
            if type_ in types
        },
        relations=align_relations(annotated, found),
        boilerplate=tuple(
            (start, end)
            for entity in found.entities
            for start, end in entity.mentions
            if any(start < last and first < end for first, last in annotated.boilerplate)
        ),
    )


@dataclass(frozen=True, slots=True)
class Agreement:
    """How a kind of thing was found: strictly, leniently, and with how many values right."""

    strict: Score = _NOTHING
    lenient: Score = _NOTHING
    valued: int = 0
    values_right: int = 0

    def __add__(self, other: Agreement) -> Agreement:
        return Agreement(
            self.strict + other.strict,
            self.lenient + other.lenient,
            self.valued + other.valued,
            self.values_right + other.values_right,
        )

    @property
    def values_share(self) -> float | None:
        """Share of all annotated values that were found and are right; None where there are none."""
        return self.values_right / self.valued if self.valued else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Scores over articles; `types` has one for each type of entity that occurs."""

    articles: int
    types: dict[str, Agreement]
    relations: Agreement
    boilerplate: int

    @property
    def entities(self) -> Agreement:
        return sum(self.types.values(), Agreement())

    def to_record(self) -> dict[str, Any]:
        """For JSON: counts beside every share, so that figures of files can be added up."""
        valued = {type_: self.types.get(type_, Agreement()) for type_ in VALUED}
        return {
            "articles": self.articles,
            "entities": _record(self.entities),
            "types": {type_: _record(agreement) for type_, agreement in self.types.items()},
            "relations": _record(self.relations),
            "values": {
                name: {
                    "gold": agreement.valued,
                    "right": agreement.values_right,
                    "share": agreement.values_share,
                }
                for name, agreement in {**valued, "all": self.entities}.items()
            },
            "boilerplate": self.boilerplate,
        }


def figures(comparisons: Iterable[Comparison]) -> Figures:
    """Add up the scores of articles."""
    comparisons = list(comparisons)
    types: dict[str, Agreement] = {}
    for type_ in EntityType:
        found = [c.entities[type_] for c in comparisons if type_ in c.entities]
        if found:
            types[type_.value] = sum((_entities(alignment) for alignment in found), Agreement())
    return Figures(
        articles=len(comparisons),
        types=types,
        relations=sum(
            (Agreement(c.relations.strict_score, c.relations.lenient_score) for c in comparisons),
            Agreement(),
        ),
        boilerplate=sum(len(c.boilerplate) for c in comparisons),
    )


def _entities(alignment: Alignment[AnnotatedEntity]) -> Agreement:
    valued = [number for number, e in enumerate(alignment.annotated) if e.values]
    right = sum(
        same_values(
            alignment.annotated[number].values, alignment.found[alignment.strict[number]].values
        )
        for number in valued
        if number in alignment.strict
    )
    return Agreement(alignment.strict_score, alignment.lenient_score, len(valued), right)


def _record(agreement: Agreement) -> dict[str, Any]:
    strict = agreement.strict
    return {
        "gold": strict.annotated,
        "pred": strict.found,
        "strict": _shares(strict),
        "lenient": _shares(agreement.lenient),
    }


def _shares(score: Score) -> dict[str, float]:
    return {"tp": score.right, "p": score.precision, "r": score.recall, "f1": score.f1}
