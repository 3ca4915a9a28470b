"""Versions that an article had before: kept where one wants them, each without facts."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.build import build, remove, update
from kg.corpus import read
from kg.errors import StoreError
from kg.graph.articles import find_article, read_articles
from kg.graph.store import Store
from kg.model import Article
from kg.settings import Settings
from tests.build.conftest import TEXTS, content, write

KEEP = replace(Settings(), keep_superseded=True)


@settings(max_examples=4, deadline=None)
@given(
    st.lists(
        st.dictionaries(st.sampled_from("ab"), st.integers(0, 1), min_size=1),
        min_size=2,
        max_size=4,
    ),
    st.booleans(),
)
def test_updates_come_to_a_build_of_all_versions(
    steps: list[dict[str, int]], removed: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        paths = [write(Path(folder) / str(n), versions) for n, versions in enumerate(steps)]
        build(paths[0], out, settings=KEEP)
        for step in paths[1:]:
            update(step, out, settings=KEEP)
        given = [path for step in paths for path in step]
        ids = {id_ for versions in steps for id_ in versions}
        if removed and len(ids) > 1:
            remove(["a"], out, settings=KEEP)
            given = [path for path in given if path.stem != "a"]
        build(given, Path(folder) / "whole", settings=KEEP)
        assert content(out) == content(Path(folder) / "whole")


def test_a_version_before_says_what_it_was_and_what_took_its_place(tmp_path: Path) -> None:
    out = tmp_path / "out"
    first, second = (write(tmp_path / str(n), {"a": n}) for n in (0, 1))
    build(first, out, settings=KEEP)
    report = update(second, out, settings=KEEP)
    assert (report.articles, report.replaced) == (1, 1)
    old, new = (next(read(paths)) for paths in (first, second))
    assert isinstance(old, Article)
    assert isinstance(new, Article)
    assert find_article(out, "a", old.version) == old
    assert set(read_articles(out)) == {old, new}
    with Store.of(out) as store:
        found = store.query(
            "SELECT ?old ?new ?n { ?v dcterms:isReplacedBy ?w ; schema:version ?old . "
            "?w schema:version ?new "
            "{ SELECT ?v (COUNT(?s) AS ?n) { ?v a kg:ArticleVersion "
            "OPTIONAL { ?e oa:hasSource ?v . ?s prov:wasDerivedFrom ?e } } GROUP BY ?v } }"
        )
        assert isinstance(found, ox.QuerySolutions)
        assert [tuple(term.value for term in row) for row in found] == [
            (old.version, new.version, "0")
        ]


def test_they_are_dropped_by_default_and_the_setting_belongs_to_the_graph(tmp_path: Path) -> None:
    out = tmp_path / "out"
    build(write(tmp_path / "0", {"a": 0}), out)
    update(write(tmp_path / "1", {"a": 1}), out)
    assert len(list(read_articles(out))) == 1
    assert len(TEXTS["a"]) > 1
    with pytest.raises(StoreError, match="superseded versions"):
        update(write(tmp_path / "2", {"a": 0}), out, settings=KEEP)
