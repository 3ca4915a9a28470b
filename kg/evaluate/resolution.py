"""Score cross-article resolution: which mentions in several articles are taken for one thing.

Two measures. *Pairwise*: of all pairs of members with one key, how many are one thing, and of all
pairs that are one thing, how many have one key. *B-cubed* (Bagga and Baldwin, Algorithms for Scoring
Coreference Chains, 1998) does so for each member and takes the mean over members, so that one large
cluster does not outweigh all others.

A member can be told only where the extraction found it. Recall is given over the members found,
which judges the resolution, and over all members, where one not found is joined to nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import comb, fsum
from typing import Any

from kg.evaluate.clusters import Cluster, Member
from kg.evaluate.score import Score
from kg.model import EntityType, LinkedArticle

_HALF = 0.5

TypedMember = tuple[EntityType, Member]


@dataclass(frozen=True, slots=True)
class BCubed:
    """Mean precision of the members found, mean recall of those asked for."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterScores:
    """How clusters were resolved. `members_found` of the `members` have a key; `pairs` and
    `b_cubed` are over these, `all_pairs` and `all_b_cubed` have the recall over all members."""

    clusters: int
    members: int
    members_found: int
    pairs: Score
    all_pairs: Score
    b_cubed: BCubed
    all_b_cubed: BCubed

    def to_record(self) -> dict[str, Any]:
        """For JSON: counts beside every share."""
        return {
            "clusters": self.clusters,
            "members": self.members,
            "found": self.members_found,
            "pairwise": _pairs_record(self.pairs),
            "pairwise_all": _pairs_record(self.all_pairs),
            "b_cubed": _shares(self.b_cubed),
            "b_cubed_all": _shares(self.all_b_cubed),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """The agreement over all clusters of a set, and over those of each type."""

    articles: int
    overall: ClusterScores
    types: dict[str, ClusterScores]
    mistakes: tuple[str, ...] = field(default=(), repr=False)

    def to_record(self) -> dict[str, Any]:
        return {
            "articles": self.articles,
            **self.overall.to_record(),
            "types": {type_: agreement.to_record() for type_, agreement in self.types.items()},
        }


def score_resolution(clusters: Sequence[Cluster], keys: Mapping[TypedMember, str]) -> Resolution:
    """Score the keys that `keys_of` found for members."""
    by_type: defaultdict[str, list[Cluster]] = defaultdict(list)
    for cluster in clusters:
        by_type[cluster.type.value].append(cluster)
    return Resolution(
        articles=len({member.article for cluster in clusters for member in cluster.members}),
        overall=_agreement(clusters, keys),
        types={
            type_.value: _agreement(by_type[type_], keys) for type_ in EntityType if by_type[type_]
        },
        mistakes=tuple(mistakes(clusters, keys)),
    )


def keys_of(
    clusters: Iterable[Cluster],
    articles: Iterable[LinkedArticle],
) -> dict[TypedMember, str]:
    """The key of the entity found for each member; a member that was not found has none.

    It is found where an entity of its type has a mention that shares half with it or more: the one
    that shares most, the earliest of equals. 世界反法西斯战争 is not found by the mention of
    中国人民抗日战争暨世界反法西斯战争胜利80周年.
    """
    asked: defaultdict[str, list[TypedMember]] = defaultdict(list)
    for cluster in clusters:
        for member in cluster.members:
            asked[member.article].append((cluster.type, member))
    keys: dict[TypedMember, str] = {}
    for linked in articles:
        id_ = linked.article.id
        for type_, member in asked[id_]:
            candidates = [
                (_shared(member, mention.start, mention.end), -mention.start, entity.key)
                for entity in linked.entities
                if entity.type is type_
                for mention in entity.mentions
            ]
            share, _, key = max(candidates, default=(0.0, 0, ""))
            if share >= _HALF:
                keys[type_, member] = key
    return keys


def pairwise(gold: Mapping[TypedMember, str], found: Mapping[TypedMember, str]) -> Score:
    """Pairs of members with one key in `found` that are of one cluster in `gold`.

    >>> from kg.evaluate.clusters import Member
    >>> a, b, c = ((EntityType.SITE, Member(article, 0, "陵园")) for article in "abc")
    >>> print(pairwise({a: "1", b: "1", c: "2"}, {a: "x", b: "x", c: "x"}))
    P 33.33% R 100.00% F1 50.00%
    """
    return Score(
        right=_pairs(Counter((gold[member], key) for member, key in found.items())),
        found=_pairs(Counter(found.values())),
        annotated=_pairs(Counter(gold.values())),
    )


def b_cubed(gold: Mapping[TypedMember, str], found: Mapping[TypedMember, str]) -> BCubed:
    """B-cubed of Bagga and Baldwin (1998), each member with the same weight.

    The recall of a member without a key is that of a member alone: one of all in its cluster.
    Precision is the mean over the members that have a key.

    >>> from kg.evaluate.clusters import Member
    >>> a, b, c = ((EntityType.SITE, Member(article, 0, "陵园")) for article in "abc")
    >>> scores = b_cubed({a: "1", b: "1", c: "1"}, {a: "x", b: "x"})
    >>> scores.precision, round(scores.recall, 3)
    (1.0, 0.556)
    """
    sizes, key_sizes = Counter(gold.values()), Counter(found.values())
    together = Counter((gold[member], key) for member, key in found.items())
    precision = fsum(together[gold[m], key] / key_sizes[key] for m, key in found.items())
    recall = fsum(
        (together[cluster, found[m]] if m in found else 1) / sizes[cluster]
        for m, cluster in gold.items()
    )
    return BCubed(
        precision / len(found) if found else 0.0,
        recall / len(gold) if gold else 0.0,
    )


def mistakes(clusters: Iterable[Cluster], keys: Mapping[TypedMember, str]) -> Iterator[str]:
    """What is not as annotated: clusters under several keys, keys with several clusters, members
    that were not found."""
    members_of: defaultdict[str, list[tuple[Cluster, Member]]] = defaultdict(list)
    for cluster in clusters:
        groups: defaultdict[str, list[Member]] = defaultdict(list)
        for member in cluster.members:
            key = keys.get((cluster.type, member))
            if key is None:
                yield f"not found: {cluster.type} {member.name} ({member.article})"
            else:
                groups[key].append(member)
                members_of[key].append((cluster, member))
        if len(groups) > 1:
            parts = " | ".join(f"{key}: {_listed(group)}" for key, group in groups.items())
            yield f"split: {cluster.type} {cluster.label}: {parts}"
    for key, pairs in members_of.items():
        if len({cluster.id for cluster, _ in pairs}) > 1:
            parts = " | ".join(f"{c.label}: {m.name} ({m.article})" for c, m in pairs)
            yield f"merged: {key}: {parts}"


def _agreement(clusters: Sequence[Cluster], keys: Mapping[TypedMember, str]) -> ClusterScores:
    gold = {(c.type, member): c.id for c in clusters for member in c.members}
    found = {member: key for member, key in keys.items() if member in gold}
    gold_found = {member: cluster for member, cluster in gold.items() if member in found}
    return ClusterScores(
        clusters=len(clusters),
        members=len(gold),
        members_found=len(found),
        pairs=pairwise(gold_found, found),
        all_pairs=pairwise(gold, found),
        b_cubed=b_cubed(gold_found, found),
        all_b_cubed=b_cubed(gold, found),
    )


def _shared(member: Member, start: int, end: int) -> float:
    """The part of two spans together that both hold."""
    common = min(member.end, end) - max(member.start, start)
    return max(common, 0) / (max(member.end, end) - min(member.start, start))


def _pairs(sizes: Counter[Any]) -> int:
    return sum(comb(size, 2) for size in sizes.values())


def _listed(members: Iterable[Member]) -> str:
    return ", ".join(f"{member.name} ({member.article})" for member in members)


def _pairs_record(score: Score) -> dict[str, Any]:
    return {
        "right": score.right,
        "pred": score.found,
        "gold": score.annotated,
        **_shares(score),
    }


def _shares(score: Score | BCubed) -> dict[str, float]:
    return {"p": score.precision, "r": score.recall, "f1": score.f1}
