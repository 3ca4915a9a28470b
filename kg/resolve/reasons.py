"""Why two entities look like one thing, or cannot be: features in words, with what they add."""

from __future__ import annotations

from dataclasses import dataclass

from kg.resolve.judgements import Pair


@dataclass(frozen=True, slots=True)
class Reason:
    """One feature that holds of a pair, in words, and what it adds to the score."""

    zh: str
    en: str
    weight: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """A pair with its score and reasons; `barrier` says what rules out that the two are one."""

    pair: Pair
    score: float
    reasons: tuple[Reason, ...]
    barrier: Reason | None = None

    @property
    def why_zh(self) -> str:
        """The reasons in Chinese, each with its weight."""
        return "；".join(f"{r.zh}（{r.weight:+g}）" for r in self._all) or "没有共同之处"

    @property
    def why_en(self) -> str:
        """The reasons in English, each with its weight."""
        return "; ".join(f"{r.en} ({r.weight:+g})" for r in self._all) or "nothing in common"

    @property
    def _all(self) -> tuple[Reason, ...]:
        return (*self.reasons, self.barrier) if self.barrier else self.reasons
