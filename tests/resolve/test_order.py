"""The result rests on what the articles say, not on the order in which they are read."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.resolve.conftest import World
from tests.resolve.test_pairs import CASES

TOLD = [told for _, _, first, second, _ in CASES.values() for told in (first, second)]


def test_any_order_gives_the_same(tell: Callable[..., World]) -> None:
    world = tell(*TOLD)
    expected = world.resolution
    assert len(expected.canonical) > 3
    assert expected.undecided

    @settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.permutations(list(world.articles)))
    def check(articles: list[object]) -> None:
        assert World(articles, world.gazetteer).resolution == expected  # type: ignore[arg-type]

    check()
