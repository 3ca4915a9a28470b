"""Across articles: the blocks, comparisons and components of `kg.resolve`, as shuffles.

What `kg.resolve.resolve` does on one machine, in the same order; no rule is here. The keys of pairs
that join are brought to the driver, which finds the components (union-find); all else stays on the
workers, a component whole on one of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pyspark import RDD, Broadcast, StorageLevel

from kg.distributed import worker
from kg.distributed.names import Name
from kg.distributed.worker import Options
from kg.errors import DataFileError
from kg.model import LinkedArticle
from kg.resolve.blocking import Block, blocks, pairs_of
from kg.resolve.components import (
    Bearing,
    Resolved,
    bearing,
    components,
    resolve_component,
)
from kg.resolve.judgements import Judgement, Judgements, Pair
from kg.resolve.profiles import LEAST, Fact, Feature, Profile, facts_of
from kg.resolve.reasons import Comparison
from kg.resolve.resolution import Resolution, open_pairs

_KEPT = StorageLevel.MEMORY_AND_DISK


@dataclass(frozen=True, slots=True)
class Resolutions:
    """What a `Resolution` says, spread over the workers.

    `names` has every key of a cluster of two or more; the parts of `resolutions` together are the
    whole, but for the judgements.
    """

    names: RDD[tuple[str, Name]]
    resolutions: RDD[Resolution]
    judgements: tuple[Judgement, ...]


def resolve(
    linked: RDD[LinkedArticle], judgements: Judgements, given: Options, partitions: int
) -> Resolutions:
    """Decide which keys are one thing, as `kg.resolve.resolve` does; shuffles have `partitions`.

    Raises `DataFileError` for a judgement that would merge an unnamed unit, or that others contradict.
    """
    context = linked.context
    shared = context.broadcast(judgements)
    profiles = profiles_of(linked, partitions).persist(_KEPT)
    known = _known(judgements, profiles)
    judged = context.parallelize([judgement.pair for judgement in known], 1)
    pairs = pairs_in(profiles, partitions).union(judged).distinct(partitions)
    compared = _comparisons(pairs, profiles, shared, given, partitions).persist(_KEPT)
    joining = compared.filter(lambda c: c[0] is Bearing.JOINING).values()
    resolved = _resolved(joining, profiles, shared, given, partitions).persist(_KEPT)
    names = resolved.flatMap(_names).persist(_KEPT)
    held = compared.filter(lambda c: c[0] is Bearing.OPEN).values()
    held = held.union(resolved.flatMap(lambda one: one.held))
    merged = resolved.map(lambda one: Resolution(canonical=one.canonical, merges=one.merges))
    undecided = _undecided(held, names, shared, partitions)
    return Resolutions(names, merged.union(undecided), known)


def profiles_of(linked: RDD[LinkedArticle], partitions: int) -> RDD[tuple[str, Profile]]:
    """What all articles together say of each key."""
    facts = linked.flatMap(_facts).reduceByKey(_both, partitions)
    said = facts.map(lambda f: (f[0][0], (f[0][1], f[0][2], f[1]))).groupByKey(partitions)
    return said.map(lambda s: (s[0], Profile.of(s[0], dict(map(_counted, s[1])))))


def pairs_in(profiles: RDD[tuple[str, Profile]], partitions: int) -> RDD[Pair]:
    """The pairs worth comparing, some more than once."""
    members: RDD[tuple[Block, str]] = profiles.values().flatMap(
        lambda p: [] if p.garrison else [(block, p.key) for block in {*blocks(p)}]
    )
    return members.groupByKey(partitions).flatMap(lambda block: pairs_of(sorted(block[1])))


def _facts(linked: LinkedArticle) -> Iterator[tuple[tuple[str, Feature, str], int | str]]:
    """The facts of an article to be counted; of those of which the least is enough, the value."""
    for key, facts in facts_of(linked).items():
        for feature, value in facts:
            yield ((key, feature, ""), value) if feature in LEAST else ((key, feature, value), 1)


def _both(one: int | str, other: int | str) -> int | str:
    if isinstance(one, str) and isinstance(other, str):
        return min(one, other)
    assert isinstance(one, int)
    assert isinstance(other, int)
    return one + other


def _counted(said: tuple[Feature, str, int | str]) -> tuple[Fact, int]:
    feature, value, count = said
    return ((feature, count), 1) if isinstance(count, str) else ((feature, value), count)


def _known(judgements: Judgements, profiles: RDD[tuple[str, Profile]]) -> tuple[Judgement, ...]:
    """The judgements on keys that are there."""
    judged = {key for judgement in judgements for key in judgement.pair}
    there = {*profiles.keys().filter(lambda key: key in judged).collect()} if judged else set()
    return tuple(j for j in judgements if there.issuperset(j.pair))


def _comparisons(
    pairs: RDD[Pair],
    profiles: RDD[tuple[str, Profile]],
    judgements: Broadcast[Judgements],
    given: Options,
    partitions: int,
) -> RDD[tuple[Bearing, Comparison]]:
    """Each pair that may be one, compared where its two profiles meet."""
    lefts = pairs.join(profiles, partitions).values()  # the right key with the left profile
    both = lefts.join(profiles, partitions).values()

    def compare(profiles_: tuple[Profile, Profile]) -> tuple[Bearing, Comparison]:
        comparison = worker.comparer(given).compare(*profiles_)
        return bearing(comparison, judgements.value), comparison

    return both.map(compare).filter(lambda c: c[0] is not Bearing.NONE)


def _resolved(
    joining: RDD[Comparison],
    profiles: RDD[tuple[str, Profile]],
    judgements: Broadcast[Judgements],
    given: Options,
    partitions: int,
) -> RDD[Resolved]:
    """What each component comes to."""
    of_key = components(joining.map(lambda c: c.pair).toLocalIterator())
    component = joining.context.parallelize([*of_key.items()])
    comparisons = joining.keyBy(lambda c: c.pair[0]).join(component, partitions)
    members = profiles.join(component, partitions)

    def decide(
        found: tuple[str, tuple[Iterable[Comparison], Iterable[Profile]]],
    ) -> tuple[Resolved | None, tuple[int, str] | None]:
        comparisons, profiles = found[1]
        try:
            resolved = resolve_component(
                {profile.key: profile for profile in profiles},
                comparisons,
                judgements.value,
                worker.comparer(given),
            )
        except DataFileError as error:  # raised below, on the driver
            return None, (error.line, error.problem)
        return resolved, None

    by_component = comparisons.map(_last_first).cogroup(members.map(_last_first), partitions)
    decided = by_component.map(decide).persist(_KEPT)
    for line, problem in decided.flatMap(lambda one: [one[1]] if one[1] else []).take(1):
        raise DataFileError(judgements.value.path, line, problem)
    return decided.flatMap(lambda one: [one[0]] if one[0] else [])


def _last_first(joined: tuple[str, tuple[Any, str]]) -> tuple[str, Any]:
    """What was joined to a component, under the component."""
    _, (found, component) = joined
    return component, found


def _names(resolved: Resolved) -> Iterator[tuple[str, Name]]:
    firsts = {key: key for key in resolved.labels}
    for key, first in (firsts | dict(resolved.canonical)).items():
        yield key, (first, resolved.labels[first], resolved.codes.get(first))


def _undecided(
    held: RDD[Comparison],
    names: RDD[tuple[str, Name]],
    judgements: Broadcast[Judgements],
    partitions: int,
) -> RDD[Resolution]:
    """The open pairs, those of two clusters brought together to be one."""
    judged = {key for judgement in judgements.value for key in judgement.pair}
    of_judged = dict(
        names.filter(lambda name: name[0] in judged).mapValues(lambda name: name[0]).collect()
    )
    firsts = names.mapValues(lambda name: name[0])
    lefts = held.keyBy(lambda c: c.pair[0]).leftOuterJoin(firsts, partitions)
    rights = lefts.map(lambda one: (one[1][0].pair[1], (*one[1], one[0])))

    def by_clusters(
        found: tuple[str, tuple[tuple[Comparison, str | None, str], str | None]],
    ) -> tuple[Pair, tuple[Comparison, dict[str, str]]]:
        right, ((comparison, left_first, left), right_first) = found
        canonical = {left: left_first or left, right: right_first or right}
        first, last = sorted(canonical.values())
        return (first, last), (comparison, canonical)

    def best(
        found: Iterable[tuple[Pair, tuple[Comparison, dict[str, str]]]],
    ) -> Iterator[Resolution]:
        canonical = dict(of_judged)
        comparisons = []
        for _, (comparison, own) in found:
            canonical |= own
            comparisons.append(comparison)
        undecided = open_pairs(comparisons, lambda key: canonical.get(key, key), judgements.value)
        if undecided:
            yield Resolution(undecided=undecided)

    found = rights.leftOuterJoin(firsts, partitions).map(by_clusters)
    return found.partitionBy(partitions).mapPartitions(best)
