"""From profiles to clusters, each with its canonical key, and the pairs that nobody has decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from kg.errors import DataFileError
from kg.gazetteer import Gazetteer
from kg.resolve.blocking import candidate_pairs
from kg.resolve.clusters import Clusters
from kg.resolve.comparison import SAME, UNDECIDED, Comparer, Comparison, Reason
from kg.resolve.judgements import Decision, Judgement, Judgements, Pair, pair_of
from kg.resolve.profiles import Profile, Profiles


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What became of the keys.

    `canonical` maps each replaced key to the one that stands for its cluster; `labels` and `codes`
    give the canonical key's label and gazetteer id. `merges` are the comparisons that joined two
    keys, `undecided` those that stay open, by canonical keys. `judgements` are those in force on
    keys that are there.
    """

    canonical: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)
    merges: tuple[Comparison, ...] = ()
    undecided: tuple[Comparison, ...] = ()
    judgements: tuple[Judgement, ...] = ()

    def key(self, key: str) -> str:
        """The key that stands for a key."""
        return self.canonical.get(key, key)


def resolve(profiles: Profiles, judgements: Judgements, gazetteer: Gazetteer) -> Resolution:
    """Decide which keys are one thing.

    Judgements come first, then pairs by falling score. No cluster ever holds two keys with a barrier
    between them (`Comparer.barrier`) or a judgement that they are different. Raises `DataFileError`
    for a judgement that would merge an unnamed unit: it stays what the text calls it.
    """
    comparer = Comparer(gazetteer)
    known = [j for j in judgements if all(key in profiles for key in j.pair)]
    for judgement in known:
        _refuse_units(judgement, profiles, judgements)

    def apart(left: str, right: str) -> str | None:
        judgement = judgements.get(left, right)
        if judgement is not None:
            return None if judgement.decision is Decision.SAME else judgement.why
        barrier = comparer.barrier(profiles[left], profiles[right])
        return None if barrier is None else barrier.zh

    compared = {
        pair: comparer.compare(profiles[pair[0]], profiles[pair[1]])
        for pair in {*candidate_pairs(profiles), *(j.pair for j in known)}
    }
    clusters = Clusters(apart)
    merges: list[Comparison] = []
    for judgement in known:
        if judgement.decision is Decision.SAME:
            why = clusters.join(*judgement.pair)
            if why is not None:
                left, right = judgement.pair
                raise DataFileError(
                    judgements.path,
                    judgement.line,
                    f"{left} and {right} cannot be the same, since others in their clusters differ: "
                    f"{why}; append a row that overrides one of these judgements",
                )
            merges.append(compared[judgement.pair])
    held: dict[Pair, Comparison] = {}
    for comparison in sorted(compared.values(), key=lambda c: (-c.score, c.pair)):
        judged = judgements.get(*comparison.pair)
        if judged is not None:
            if judged.decision is Decision.UNSURE:
                held[comparison.pair] = comparison
        elif comparison.barrier is None and comparison.score >= UNDECIDED:
            left, right = comparison.pair
            if right in clusters.members(left):
                continue  # joined by better reasons already
            if comparison.score >= SAME:
                why = clusters.join(left, right)
                if why is None:
                    merges.append(comparison)
                    continue
                comparison = replace(
                    comparison,
                    reasons=(
                        *comparison.reasons,
                        Reason(
                            f"与其已合并者不相容：{why}",
                            "kept apart by what is known of others in their clusters",
                            0.0,
                        ),
                    ),
                )
            held[comparison.pair] = comparison
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
    return Resolution(
        canonical=canonical,
        labels=labels,
        codes=codes,
        merges=tuple(sorted(merges, key=lambda c: c.pair)),
        undecided=_open_pairs(held, canonical, judgements),
        judgements=tuple(known),
    )


def _precedence(profile: Profile) -> tuple[bool, date, str, str]:
    """The key of the gazetteer, else of the article that came first: later ones change nothing."""
    return (
        profile.code is None,
        profile.published or date.max,
        min(profile.articles),
        profile.key,
    )


def _open_pairs(
    held: Mapping[Pair, Comparison], canonical: Mapping[str, str], judgements: Judgements
) -> tuple[Comparison, ...]:
    """One comparison for each two clusters that may be one; the best where there are several."""
    decided = {
        pair_of(*(canonical.get(key, key) for key in judgement.pair))
        for judgement in judgements
        if judgement.decision is Decision.DIFFERENT
    }
    found: dict[Pair, Comparison] = {}
    for comparison in held.values():  # by falling score
        left, right = (canonical.get(key, key) for key in comparison.pair)
        pair = pair_of(left, right)
        if left != right and pair not in decided:
            found.setdefault(pair, replace(comparison, pair=pair))
    return tuple(found[pair] for pair in sorted(found))


def _refuse_units(judgement: Judgement, profiles: Profiles, judgements: Judgements) -> None:
    units = [key for key in judgement.pair if profiles[key].garrison]
    if units and judgement.decision is Decision.SAME:
        raise DataFileError(
            judgements.path,
            judgement.line,
            f"{units[0]} ({profiles[units[0]].label}) is a unit that its text does not name: it is "
            "never merged with another; append a row on this pair that says different or unsure",
        )
