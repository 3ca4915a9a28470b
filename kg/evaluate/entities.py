"""Compare the entities of one type: by their names, then by their values."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from math import isclose

from kg.evaluate.annotations import AnnotatedEntity, Values
from kg.evaluate.matching import Alignment, align, greedy_matching, maximum_matching, overlap


def align_entities(
    annotated: Sequence[AnnotatedEntity],
    found: Sequence[AnnotatedEntity],
    neutral: Collection[str],
) -> Alignment[AnnotatedEntity]:
    """Pair entities of one type in one article.

    Strict: the name found is one of the annotated names. Lenient: one holds the other. What is
    found, not annotated, and `neutral` counts neither way.
    """
    strict = maximum_matching(
        (_cost(a, f), i, j)
        for i, a in enumerate(annotated)
        for j, f in enumerate(found)
        if f.name in a.names
    )
    used = set(strict.values())
    kept = [j for j, f in enumerate(found) if j in used or f.name not in neutral]
    lenient = greedy_matching(
        (length, i, j)
        for i, a in enumerate(annotated)
        if i not in strict
        for j in kept
        if j not in used and (length := overlap(found[j].name, a.names))
    )
    return align(annotated, found, strict, kept, lenient)


def _cost(annotated: AnnotatedEntity, found: AnnotatedEntity) -> tuple[int, ...]:
    """The article's own name before an alias, equal values before others."""
    place = annotated.names.index(found.name)
    return int(place > 0), int(not same_values(annotated.values, found.values)), place


def same_values(annotated: Values, found: Values) -> bool:
    """Whether all bounds and the unit agree; numbers to a billionth.

    >>> same_values((3000, None, "名"), (3000.0, None, "名"))
    True
    """
    return all(_same(a, f) for a, f in zip(annotated, found, strict=True))


def _same(a: object, b: object) -> bool:
    if isinstance(a, int | float) and isinstance(b, int | float):
        return isclose(a, b, rel_tol=1e-9, abs_tol=1e-9)
    return a == b
