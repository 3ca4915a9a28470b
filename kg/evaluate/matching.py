"""Pair what was found with what is annotated, one to one.

Strict pairs are as many as can be (maximum bipartite matching by augmenting paths: Kuhn, The
Hungarian Method, 1955); lenient pairs take the longest overlap first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from kg.evaluate.score import Score

T = TypeVar("T")
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Alignment(Generic[T]):
    """The annotated and the found, and which of them are the same, by their numbers.

    `strict` maps the number of an annotated one to that of a found one; `lenient` holds those pairs
    that agree in part only. What is neither right nor wrong is not in `found`.
    """

    annotated: Sequence[T]
    found: Sequence[T]
    strict: dict[int, int]
    lenient: dict[int, int]

    @property
    def strict_score(self) -> Score:
        return Score(len(self.strict), len(self.found), len(self.annotated))

    @property
    def lenient_score(self) -> Score:
        right = len(self.strict) + len(self.lenient)
        return Score(right, len(self.found), len(self.annotated))

    @property
    def missed(self) -> list[T]:
        """Annotated, and not found even in part."""
        paired = {*self.strict, *self.lenient}
        return [item for number, item in enumerate(self.annotated) if number not in paired]

    @property
    def spurious(self) -> list[T]:
        """Found, and not annotated even in part."""
        paired = {*self.strict.values(), *self.lenient.values()}
        return [item for number, item in enumerate(self.found) if number not in paired]


def overlap(name: str, others: Iterable[str]) -> int:
    """Length of the shorter where the name and one of the others hold one another, else 0.

    >>> overlap("白山市委", ["中共白山市委", "市委"])
    4
    """
    return max(
        (min(len(name), len(other)) for other in others if name in other or other in name),
        default=0,
    )


def maximum_matching(candidates: Iterable[tuple[tuple[int, ...], int, int]]) -> dict[int, int]:
    """As many pairs as can be, from (cost, annotated, found).

    The cheapest are paired first, and only undone where that gives one pair more.

    >>> maximum_matching([((0,), 0, 0), ((1,), 0, 1), ((1,), 1, 0)])
    {0: 1, 1: 0}
    """
    choices: defaultdict[int, list[int]] = defaultdict(list)
    found_of: dict[int, int] = {}
    annotated_of: dict[int, int] = {}
    for _, annotated, found in sorted(candidates):
        choices[annotated].append(found)
        if annotated not in found_of and found not in annotated_of:
            found_of[annotated], annotated_of[found] = found, annotated

    def augment(annotated: int, visited: set[int]) -> bool:
        for found in choices[annotated]:
            if found in visited:
                continue
            visited.add(found)
            if found not in annotated_of or augment(annotated_of[found], visited):
                found_of[annotated], annotated_of[found] = found, annotated
                return True
        return False

    for annotated in sorted(choices):
        if annotated not in found_of:
            augment(annotated, set())
    return found_of


def greedy_matching(candidates: Iterable[tuple[int, int, int]]) -> dict[int, int]:
    """Pairs from (length of the overlap, annotated, found), the longest first."""
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, annotated, found in sorted(candidates, key=lambda c: (-c[0], c[1], c[2])):
        if annotated not in pairs and found not in taken:
            pairs[annotated] = found
            taken.add(found)
    return pairs


def align(
    annotated: Sequence[T],
    found: Sequence[T],
    strict: dict[int, int],
    kept: Collection[int],
    lenient: dict[int, int],
) -> Alignment[T]:
    """An alignment in which only the `kept` of the found are left, numbered anew."""
    numbers = {old: new for new, old in enumerate(sorted(kept))}
    return Alignment(
        annotated,
        [found[old] for old in numbers],
        {a: numbers[f] for a, f in sorted(strict.items())},
        {a: numbers[f] for a, f in sorted(lenient.items())},
    )
