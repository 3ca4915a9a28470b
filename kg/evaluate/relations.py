"""Compare relations as triples of names."""

from __future__ import annotations

from collections import defaultdict

from kg.evaluate.annotations import Annotation, Triple
from kg.evaluate.matching import Alignment, align, greedy_matching, maximum_matching, overlap


def align_relations(annotated: Annotation, found: Annotation) -> Alignment[Triple]:
    """Pair the relations of one article.

    Strict: the same predicate, and both ends a name of the annotated entity. Lenient: at both ends
    one name holds the other, and the types do not contradict. What is found and not annotated
    counts neither way where it is a neutral relation, or an end is a neutral name and no entity.
    """
    names: defaultdict[str, set[str]] = defaultdict(set)
    types: defaultdict[str, set[str]] = defaultdict(set)
    for entity in annotated.entities:
        names[entity.name] |= set(entity.names)
        types[entity.name].add(entity.type)
    known = set().union(*names.values())
    found_types: defaultdict[str, set[str]] = defaultdict(set)
    for entity in found.entities:
        found_types[entity.name].add(entity.type)

    def forms(end: str) -> set[str]:
        return names.get(end) or {end}

    def same(ours: Triple, theirs: Triple) -> bool:
        return ours[1] == theirs[1] and ours[0] in forms(theirs[0]) and ours[2] in forms(theirs[2])

    def ignored(ours: Triple) -> bool:
        return any(same(ours, theirs) for theirs in annotated.neutral_relations) or any(
            end in annotated.neutral and end not in known for end in (ours[0], ours[2])
        )

    def shared(theirs: str, ours: str) -> int:
        if types.get(theirs) and found_types.get(ours) and not types[theirs] & found_types[ours]:
            return 0
        return overlap(ours, forms(theirs))

    gold, ours = annotated.relations, found.relations
    strict = maximum_matching(
        ((int(theirs != triple),), i, j)
        for i, theirs in enumerate(gold)
        for j, triple in enumerate(ours)
        if same(triple, theirs)
    )
    used = set(strict.values())
    kept = [j for j, triple in enumerate(ours) if j in used or not ignored(triple)]
    lenient = greedy_matching(
        (subject + object_, i, j)
        for i, theirs in enumerate(gold)
        if i not in strict
        for j in kept
        if j not in used
        and ours[j][1] == theirs[1]
        and (subject := shared(theirs[0], ours[j][0]))
        and (object_ := shared(theirs[2], ours[j][2]))
    )
    return align(gold, ours, strict, kept, lenient)
