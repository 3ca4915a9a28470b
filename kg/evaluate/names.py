"""Precision, recall and F1 of name spans, as the CoNLL shared tasks count them.

A span counts as found where start, end and label are all as annotated (Tjong Kim Sang and De
Meulder, Introduction to the CoNLL-2003 Shared Task, 2003); the counts of all labels are summed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.extract.names.tags import LabelledSpan


@dataclass(frozen=True, slots=True)
class NamesScore:
    """How many spans are right, how many were found, and how many there are."""

    right: int
    found: int
    annotated: int

    @property
    def precision(self) -> float:
        """Share of the found that is right; 0 where nothing was found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of the annotated that was found; 0 where nothing is annotated."""
        return self.right / self.annotated if self.annotated else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.found + self.annotated
        return 2 * self.right / total if total else 0.0

    def __str__(self) -> str:
        return f"P {self.precision:.2%} R {self.recall:.2%} F1 {self.f1:.2%}"


def score_spans(
    annotated: Sequence[Iterable[LabelledSpan]], found: Sequence[Iterable[LabelledSpan]]
) -> NamesScore:
    """Score the spans found in each sentence against those annotated in it.

    Raises `ValueError` where the sequences differ in length.

    >>> print(score_spans([[(0, 3, "PER"), (4, 6, "LOC")]], [[(0, 3, "PER")]]))
    P 100.00% R 50.00% F1 66.67%
    """
    pairs = [(set(a), set(f)) for a, f in zip(annotated, found, strict=True)]
    return NamesScore(
        sum(len(a & f) for a, f in pairs),
        sum(len(f) for _, f in pairs),
        sum(len(a) for a, _ in pairs),
    )
