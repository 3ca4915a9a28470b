"""A component is resolved from what it holds alone, and the whole is the union of its components."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.resolve import Judgements
from kg.resolve.blocking import candidate_pairs
from kg.resolve.comparison import Comparer
from kg.resolve.components import Bearing, bearing, components, resolve_component
from kg.resolve.reasons import Comparison
from kg.resolve.resolution import open_pairs
from tests.resolve.conftest import World
from tests.resolve.test_pairs import CASES

TOLD = [told for _, _, first, second, _ in CASES.values() for told in (first, second)]


def test_components_in_any_order_come_to_the_whole(tell: Callable[..., World]) -> None:
    world = tell(*TOLD)
    expected, judgements = world.resolution, Judgements()
    comparer = Comparer(world.gazetteer)
    compared = [
        comparer.compare(world.profiles[left], world.profiles[right])
        for left, right in candidate_pairs(world.profiles)
    ]

    @settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.permutations(compared))
    def check(comparisons: list[Comparison]) -> None:
        joining = [c for c in comparisons if bearing(c, judgements) is Bearing.JOINING]
        held = [c for c in comparisons if bearing(c, judgements) is Bearing.OPEN]
        component_of = components(c.pair for c in joining)
        parts: defaultdict[str, list[Comparison]] = defaultdict(list)
        for comparison in joining:
            parts[component_of[comparison.pair[0]]].append(comparison)
        assert len(parts) > 2
        canonical: dict[str, str] = {}
        labels: dict[str, str] = {}
        merges: list[Comparison] = []
        for part in parts.values():
            own = {key: world.profiles[key] for c in part for key in c.pair}
            resolved = resolve_component(own, part, judgements, comparer)
            canonical |= resolved.canonical
            labels |= resolved.labels
            merges += resolved.merges
            held += resolved.held
        assert (canonical, labels) == (expected.canonical, expected.labels)
        assert sorted(merges, key=lambda c: c.pair) == list(expected.merges)
        found = open_pairs(held, lambda key: canonical.get(key, key), judgements)
        assert found == expected.undecided

    check()
