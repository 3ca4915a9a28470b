"""Precision, recall and F1 from counts that can be added up."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Score:
    """How many of the `found` are `right`, and how many are `annotated`.

    Scores add up to the micro average:

    >>> print(Score(right=1, found=1, annotated=2) + Score(right=1, found=3, annotated=2))
    P 50.00% R 50.00% F1 50.00%
    """

    right: int = 0
    found: int = 0
    annotated: int = 0

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
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.right + other.right, self.found + other.found, self.annotated + other.annotated
        )

    def __str__(self) -> str:
        return f"P {self.precision:.2%} R {self.recall:.2%} F1 {self.f1:.2%}"
