"""However articles came, changed and went: the graph is the one that a full build makes of the rest."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.build import add, build, remove, update
from tests.build.conftest import TEXTS, Content, content, write

versions = st.sampled_from([(id_, n) for id_, texts in TEXTS.items() for n in range(len(texts))])
contents = st.sets(versions, max_size=4).map(dict)
"""Some articles, each in one version."""


@cache
def built(versions: frozenset[tuple[str, int]]) -> Content:
    """What a full build makes of the articles."""
    with tempfile.TemporaryDirectory() as folder:
        build(write(Path(folder) / "articles", dict(versions)), Path(folder) / "out")
        return content(Path(folder) / "out")


@settings(max_examples=6)
@given(start=contents, changes=st.lists(contents, min_size=1, max_size=4))
def test_any_changes_come_to_a_full_build(
    start: dict[str, int], changes: list[dict[str, int]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        build(write(Path(folder) / "start", start), out)
        there = dict(start)
        for number, change in enumerate(changes):
            # What the change has in the version that is there goes; all else comes.
            gone = [id_ for id_, version in change.items() if there.get(id_) == version]
            come = {id_: version for id_, version in change.items() if id_ not in gone}
            paths = write(Path(folder) / str(number), come)
            if gone:
                report = remove(gone, out)
                assert report.removed == len(gone)
            known = come.keys() & there.keys()
            report = (update if known else add)(paths, out)
            assert (report.added, report.replaced) == (len(come) - len(known), len(known))
            there = {id_: v for id_, v in there.items() if id_ not in gone} | come
            assert report.articles == len(there)
        assert content(out) == built(frozenset(there.items()))
