"""A delta leads from one graph to the other, exactly."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import KgError
from kg.graph.store import Store
from kg.publish.delta import graph_at, joined, write_delta
from kg.publish.dump import serialize, write_dump
from kg.publish.files import reading
from kg.publish.formats import FORMATS
from kg.publish.sorting import sorted_quads

nodes = st.sampled_from([ox.NamedNode(f"https://example.org/{name}") for name in "abc"])
texts = st.text(max_size=3)
objects = st.one_of(
    nodes,
    texts.map(ox.Literal),
    texts.map(lambda text: ox.Literal(text, language="zh")),
    st.integers(0, 3).map(ox.Literal),
)
graphs = st.lists(st.builds(ox.Quad, nodes, nodes, objects, nodes), max_size=12)
NQUADS = FORMATS["nquads"]


@given(graphs, graphs, st.sampled_from(["", ".gz", ".zst"]))
def test_one_graph_without_and_with_the_delta_is_the_other(
    tmp_path_factory: pytest.TempPathFactory,
    before: list[ox.Quad],
    after: list[ox.Quad],
    compression: str,
) -> None:
    folder = tmp_path_factory.mktemp("delta")
    with sorted_quads(before) as old, sorted_quads(after) as new:
        paths = write_delta(old, new, folder, compression)
    added, removed = map(quads_of, paths)
    assert added.isdisjoint(before)
    assert removed <= set(before)
    result = (set(before) - removed) | added
    assert serialize(result, NQUADS) == serialize(after, NQUADS)


def quads_of(path: Path) -> set[ox.Quad]:
    with reading(path) as file:
        data = file.read()
    read = set(ox.parse(data, NQUADS.rdf))
    assert serialize(read, NQUADS) == data  # canonical, sorted
    return read


@given(st.lists(st.binary(max_size=2)), st.lists(st.binary(max_size=2)))
def test_joining_tells_who_has_what(left: list[bytes], right: list[bytes]) -> None:
    found = list(joined(sorted(set(left)), sorted(set(right))))
    assert found == [(b, b in left, b in right) for b in sorted({*left, *right})]


@pytest.mark.parametrize("name", ["g.nq", "g.trig", "g.nq.gz", "g.trig.zst", "g.jsonld.gz"])
def test_a_dump_is_the_graph_of_its_build(name: str, two: Path, tmp_path: Path) -> None:
    with Store.of(two) as store:
        write_dump(store.quads(), tmp_path / name)
    with graph_at(two) as built, graph_at(tmp_path / name) as read:
        assert list(built.lines()) == list(read.lines())


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("g.ttl", "", "has no named graphs: give N-Quads or TriG"),
        ("g.nq", "<a> nonsense", "g.nq is not N-Quads"),
        ("g.nq.gz", "not gzip", "g.nq.gz cannot be read"),
        ("g.nq.zst", "not zstd", "g.nq.zst cannot be read"),
        ("g.nq", "_:a <urn:b> <urn:c> .", "g.nq has blank nodes"),
        ("folder/x", "", "is neither a build nor a release"),
        ("g.csv", "", "is no dump format"),
    ],
)
def test_what_is_no_graph_is_named(name: str, text: str, problem: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    with (
        pytest.raises(KgError, match=problem),
        graph_at(path if path.suffix else path.parent),
    ):
        pass
    assert not list(tmp_path.glob("*.part"))
