"""Short forms: the last words of a longer name in the same article, 安葬仪式 for 第十批…安葬仪式."""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from collections.abc import Sequence

from kg.link.names import folded
from kg.model import EntityType, Mention

_TYPES = frozenset({EntityType.EVENT, EntityType.SITE, EntityType.ORGANIZATION})
_SHORTEST = 2
_LONGEST = 60
_TELLING = 6
"""Characters from which a short form that comes first says enough: not 祭扫活动."""


def full_names(mentions: Sequence[Mention]) -> dict[Mention, str]:
    """For each mention that is a short form, the comparable full name that it stands for.

    That is the name named last before it; where all stand after it (a headline, a caption), the one
    that there is. Bodies and events whose full name is known otherwise are no short forms, but bodies
    have some (常委会 of 全国人大常委会); unnamed units are left alone.
    """
    named = [
        m
        for m in mentions
        if m.type in _TYPES
        and (m.canonical is None or m.type is EntityType.ORGANIZATION)
        and not (m.scope or "").startswith("single:")
    ]
    places: dict[tuple[EntityType, str], list[int]] = defaultdict(list)
    longer: dict[tuple[EntityType, str], set[str]] = defaultdict(set)
    stands_for: dict[tuple[EntityType, str], str] = {}
    for mention in sorted(named, key=lambda m: m.start):
        name = folded(mention)
        if not places[mention.type, name] and name.count("（") == name.count("）"):
            for cut in range(1, min(len(name), _LONGEST) - _SHORTEST + 1):
                longer[mention.type, name[cut:]].add(name)
        places[mention.type, name].append(mention.start)
        stands_for.setdefault((mention.type, name), folded(mention, mention.canonical))
    found: dict[Mention, str] = {}
    for mention in named:
        if mention.canonical is not None:
            continue
        names = sorted(longer.get((mention.type, folded(mention)), ()))
        before = [
            (starts[at - 1], name)
            for name in names
            if (at := bisect(starts := places[mention.type, name], mention.start))
        ]
        if before:
            found[mention] = stands_for[mention.type, max(before)[1]]
        elif len(names) == 1 and len(folded(mention)) >= _TELLING:
            found[mention] = stands_for[mention.type, names[0]]
    return found
