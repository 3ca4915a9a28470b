"""From profiles to clusters, each with its canonical key, and the pairs that nobody has decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from kg.gazetteer import Gazetteer
from kg.resolve.blocking import candidate_pairs
from kg.resolve.comparison import Comparer
from kg.resolve.components import Bearing, bearing, by_score, components, resolve_component
from kg.resolve.judgements import Decision, Judgement, Judgements, Pair, pair_of
from kg.resolve.profiles import Profiles
from kg.resolve.reasons import Comparison


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
    """Decide which keys are one thing: the union of what each component comes to.

    Judgements come first, then pairs by falling score. No cluster ever holds two keys with a barrier
    between them (`Comparer.barrier`) or a judgement that they are different. Raises `DataFileError`
    for a judgement that would merge an unnamed unit: it stays what the text calls it.
    """
    comparer = Comparer(gazetteer)
    known = [j for j in judgements if all(key in profiles for key in j.pair)]
    bearings: dict[Bearing, list[Comparison]] = {bearing: [] for bearing in Bearing}
    for pair in {*candidate_pairs(profiles), *(j.pair for j in known)}:
        comparison = comparer.compare(*(profiles[key] for key in pair))
        bearings[bearing(comparison, judgements)].append(comparison)
    joining: defaultdict[str, list[Comparison]] = defaultdict(list)
    component_of = components(comparison.pair for comparison in bearings[Bearing.JOINING])
    for comparison in bearings[Bearing.JOINING]:
        joining[component_of[comparison.pair[0]]].append(comparison)
    resolved = [
        resolve_component(profiles, comparisons, judgements, comparer)
        for comparisons in joining.values()
    ]
    canonical = {key: first for one in resolved for key, first in one.canonical.items()}
    held = [*bearings[Bearing.OPEN], *(c for one in resolved for c in one.held)]
    return Resolution(
        canonical=canonical,
        labels={key: label for one in resolved for key, label in one.labels.items()},
        codes={key: code for one in resolved for key, code in one.codes.items()},
        merges=tuple(sorted((c for one in resolved for c in one.merges), key=lambda c: c.pair)),
        undecided=open_pairs(held, lambda key: canonical.get(key, key), judgements),
        judgements=tuple(known),
    )


def open_pairs(
    held: Iterable[Comparison],
    canonical: Callable[[str], str],
    judgements: Iterable[Judgement],
) -> tuple[Comparison, ...]:
    """One comparison for each two clusters that may be one, by canonical keys (of which `canonical`
    gives that of a key); the best where there are several. What people called different is open no
    more."""

    def by_canonical(pair: Pair) -> Pair:
        return pair_of(*map(canonical, pair))

    decided = {by_canonical(j.pair) for j in judgements if j.decision is Decision.DIFFERENT}
    found: dict[Pair, Comparison] = {}
    for comparison in sorted(held, key=by_score):
        left, right = pair = by_canonical(comparison.pair)
        if left != right and pair not in decided:
            found.setdefault(pair, replace(comparison, pair=pair))
    return tuple(found[pair] for pair in sorted(found))
