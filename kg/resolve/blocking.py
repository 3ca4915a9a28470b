"""Which pairs are worth comparing: those that share a block, a word or day that few others have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kg.model import EntityType
from kg.resolve.features import exact_days
from kg.resolve.judgements import Pair, pair_of
from kg.resolve.profiles import Profile

_ENDING = 6
LARGEST = 60
"""Members from which not all pairs of a block are compared: 座谈会 of a thousand articles."""
NEIGHBOURS = 10
"""With how many of a larger block each member is compared; clusters join what these chains hold."""

Block = tuple[str, ...]


def blocks(profile: Profile) -> Iterator[Block]:
    """The blocks of one profile. A name that many share counts with its day or place only."""
    type_ = profile.type.value
    for name in sorted(profile.names):
        yield (type_, "name", name)
        for place in sorted(profile.places | profile.located):
            yield (type_, "name and place", name, place)
        if len(name) > _ENDING:
            yield (type_, "ending", name[-_ENDING:])
            yield (type_, "beginning", name[:_ENDING])
    for number in sorted(profile.numbers):
        yield (type_, "number", number)
    if profile.type is EntityType.EVENT:
        for day in sorted(exact_days(profile)):
            for kind in sorted(profile.kinds):
                yield (type_, "day and kind", day.isoformat(), kind)
            for name in sorted(profile.names):
                yield (type_, "name and day", name, day.isoformat())
    if profile.type is EntityType.PERSON:
        for organization, _ in sorted(profile.offices):
            for name in sorted(profile.names):
                yield (type_, "name and body", name, organization)


def candidate_pairs(profiles: Iterable[Profile]) -> list[Pair]:
    """Every pair that shares a block, in order; of a large block those that are near by key, which
    are any, so that the number of pairs grows with that of articles and not with its square."""
    members: dict[Block, set[str]] = defaultdict(set)
    for profile in profiles:
        if not profile.garrison:
            for block in blocks(profile):
                members[block].add(profile.key)
    return sorted({pair for keys in members.values() for pair in pairs_of(sorted(keys))})


def pairs_of(keys: list[str]) -> Iterator[Pair]:
    """The pairs of one block, whose keys come in order."""
    return neighbours(keys, len(keys) if len(keys) <= LARGEST else NEIGHBOURS)


def neighbours(keys: list[str], reach: int) -> Iterator[Pair]:
    """The pairs of keys, in order, that stand no further apart than `reach`."""
    for position, key in enumerate(keys):
        for other in keys[position + 1 : position + 1 + reach]:
            yield pair_of(key, other)
