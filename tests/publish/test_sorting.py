"""Sorting on disk is sorting."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.publish.sorting import sorted_lines

lines = st.lists(st.binary(max_size=4).map(lambda b: b.replace(b"\n", b"") + b"\n"), max_size=50)


@given(lines, st.integers(1, 60))
def test_lines_come_once_and_in_order_however_small_the_runs(some: list[bytes], run: int) -> None:
    assert list(sorted_lines(some, run=run)) == sorted(set(some))
