"""Components: the keys that joining pairs link. Each is resolved by itself, from its own profiles.

Only a pair that scores as the same thing, or that people judged to be one, can join two keys. So a
cluster never reaches beyond a component of such pairs, and what becomes of a component rests on the
profiles of its keys, the comparisons between them and the judgements on them, and on nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, auto
from typing import Protocol

from kg.errors import DataFileError
from kg.resolve.clusters import Clusters
from kg.resolve.comparison import SAME, UNDECIDED, Comparer
from kg.resolve.judgements import Decision, Judgement, Judgements, Pair
from kg.resolve.profiles import Profile
from kg.resolve.reasons import Comparison, Reason


class Bearing(Enum):
    """What a comparison means for its pair: the two may be joined, stay open, or are two things."""

    JOINING = auto()
    OPEN = auto()
    NONE = auto()


class Known(Protocol):
    """Profiles by key."""

    def __getitem__(self, key: str) -> Profile: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """What became of one component: fields as in `Resolution`; `held` are the pairs whose score
    joins them but that something known of others in their clusters keeps apart."""

    canonical: Mapping[str, str]
    labels: Mapping[str, str]
    codes: Mapping[str, str]
    merges: tuple[Comparison, ...]
    held: tuple[Comparison, ...]


def bearing(comparison: Comparison, judgements: Judgements) -> Bearing:
    """What a comparison means: what people judged outranks score and barrier."""
    judged = judgements.get(*comparison.pair)
    if judged is not None:
        return {
            Decision.SAME: Bearing.JOINING,
            Decision.UNSURE: Bearing.OPEN,
            Decision.DIFFERENT: Bearing.NONE,
        }[judged.decision]
    if comparison.barrier is not None or comparison.score < UNDECIDED:
        return Bearing.NONE
    return Bearing.JOINING if comparison.score >= SAME else Bearing.OPEN


def by_score(comparison: Comparison) -> tuple[float, Pair]:
    """The order in which pairs are decided: by falling score."""
    return -comparison.score, comparison.pair


def components(pairs: Iterable[Pair]) -> dict[str, str]:
    """The component of each key of the pairs, named by the least key in it.

    >>> components([("b", "c"), ("a", "c"), ("d", "e")])
    {'b': 'a', 'c': 'a', 'a': 'a', 'd': 'd', 'e': 'd'}
    """
    above: dict[str, str] = {}

    def root(key: str) -> str:
        while (up := above.setdefault(key, key)) != key:
            above[key] = above[up]
            key = up
        return key

    for pair in pairs:
        first, last = sorted(map(root, pair))
        above[last] = first
    return {key: root(key) for key in above}


def resolve_component(
    profiles: Known, comparisons: Iterable[Comparison], judgements: Judgements, comparer: Comparer
) -> Resolved:
    """Decide which keys of one component are one thing.

    `comparisons` are those of all its joining pairs; only profiles of their keys and judgements on
    them are read. Raises `DataFileError` for a judgement that would merge an unnamed unit, or that
    others contradict.
    """

    def apart(left: str, right: str) -> str | None:
        judgement = judgements.get(left, right)
        if judgement is not None:
            return None if judgement.decision is Decision.SAME else judgement.why
        barrier = comparer.barrier(profiles[left], profiles[right])
        return None if barrier is None else barrier.zh

    clusters = Clusters(apart)
    merges: list[Comparison] = []
    unjudged: list[Comparison] = []
    for comparison in sorted(comparisons, key=lambda c: c.pair):
        judgement = judgements.get(*comparison.pair)
        if judgement is None:
            unjudged.append(comparison)
        else:
            _join_as_judged(judgement, profiles, clusters, judgements)
            merges.append(comparison)
    held: list[Comparison] = []
    for comparison in sorted(unjudged, key=by_score):
        left, right = comparison.pair
        if right in clusters.members(left):
            continue  # joined by better reasons already
        why = clusters.join(left, right)
        if why is None:
            merges.append(comparison)
        else:
            held.append(_kept_apart(comparison, why))
    canonical: dict[str, str] = {}
    labels: dict[str, str] = {}
    codes: dict[str, str] = {}
    for cluster in clusters.all():
        members = [profiles[key] for key in sorted(cluster)]
        first = min(members, key=_precedence)
        labels[first.key] = first.label
        if first.code:
            codes[first.key] = first.code
        canonical |= {m.key: first.key for m in members if m is not first}
    return Resolved(
        canonical=canonical,
        labels=labels,
        codes=codes,
        merges=tuple(sorted(merges, key=lambda c: c.pair)),
        held=tuple(held),
    )


def _join_as_judged(
    judgement: Judgement, profiles: Known, clusters: Clusters, judgements: Judgements
) -> None:
    for key in judgement.pair:
        if profiles[key].garrison:
            raise DataFileError(
                judgements.path,
                judgement.line,
                f"{key} ({profiles[key].label}) is a unit that its text does not name: it is "
                "never merged with another; append a row on this pair that says different or unsure",
            )
    if (why := clusters.join(*judgement.pair)) is not None:
        left, right = judgement.pair
        raise DataFileError(
            judgements.path,
            judgement.line,
            f"{left} and {right} cannot be the same, since others in their clusters differ: "
            f"{why}; append a row that overrides one of these judgements",
        )


def _kept_apart(comparison: Comparison, why: str) -> Comparison:
    reason = Reason(
        f"与其已合并者不相容：{why}", "kept apart by what is known of others in their clusters", 0.0
    )
    return replace(comparison, reasons=(*comparison.reasons, reason))


def _precedence(profile: Profile) -> tuple[bool, date, str, str]:
    """The key of the gazetteer, else of the article that came first: later ones change nothing."""
    return profile.code is None, profile.published or date.max, profile.article, profile.key
