"""The store: what is missing, held or foreign is said so, and nothing half-written is seen."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import QueryError, StoreError
from kg.graph.store import Store, merged_lines

NODE = ox.NamedNode("https://example.org/a")
GRAPH = ox.NamedNode("https://example.org/graph/1")


def quad(text: str, graph: ox.NamedNode = GRAPH) -> ox.Quad:
    return ox.Quad(NODE, NODE, ox.Literal(text), graph)


def build(out: Path, text: str) -> None:
    with Store.create(out / "store") as store:
        store.load([quad(text)])


def test_what_is_loaded_can_be_read_by_many(tmp_path: Path) -> None:
    build(tmp_path / "out", "双拥")
    with Store.open(tmp_path / "out/store") as one, Store.open(tmp_path / "out/store") as other:
        assert len(one) == len(other) == 1
        assert list(one.quads(GRAPH)) == list(other.quads()) == [quad("双拥")]
        assert one.graphs() == [GRAPH]


def test_a_query_sees_all_graphs_and_knows_the_prefixes(tmp_path: Path) -> None:
    with Store.create(tmp_path / "store") as store:
        store.load([quad("一"), quad("二", ox.NamedNode("https://example.org/graph/2"))])
        rows = store.query("SELECT ?text { ?s ?p ?text . FILTER(STR(kg:) != '') } ORDER BY ?text")
        assert isinstance(rows, ox.QuerySolutions)
        assert [row["text"].value for row in rows] == ["一", "二"]


def test_a_value_is_bound_never_pasted(tmp_path: Path) -> None:
    hostile = '" } ; DROP ALL #'
    with Store.create(tmp_path / "store") as store:
        store.load([quad(hostile)])
        found = store.query("ASK { ?s ?p ?text }", {"text": ox.Literal(hostile)})
        assert isinstance(found, ox.QueryBoolean)
        assert bool(found)


def test_a_wrong_query_is_named_as_one(tmp_path: Path) -> None:
    with (
        Store.create(tmp_path / "store") as store,
        pytest.raises(QueryError, match="not valid SPARQL"),
    ):
        store.query("SELECT nothing")


def test_a_missing_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"There is no store at .*: make one with kg build"):
        Store.open(tmp_path / "store")


def test_a_folder_that_is_no_store(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(StoreError, match="is not a graph store"):
        Store.open(tmp_path)
    with pytest.raises(StoreError, match="is not empty"):
        Store.create(tmp_path)


def test_a_broken_store(tmp_path: Path) -> None:
    (tmp_path / "CURRENT").write_text("nonsense")
    with pytest.raises(StoreError, match="cannot be read as a store"):
        Store.open(tmp_path)


def test_a_store_that_another_process_is_writing(tmp_path: Path) -> None:
    build(tmp_path / "out", "双拥")
    path = tmp_path / "out/store"
    code = (
        "import sys; from pathlib import Path; from kg.graph.store import Store\n"
        "with Store.open_for_writing(Path(sys.argv[1])): print('held', flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "held\n"
        with pytest.raises(StoreError, match="is held by another process"):
            Store.open_for_writing(path)
        writer.communicate("\n")
    with Store.open_for_writing(path) as store:
        assert len(store) == 1


def test_a_copy_lives_its_own_life(tmp_path: Path) -> None:
    build(tmp_path / "out", "双拥")
    with Store.copy(tmp_path / "out/store", tmp_path / "copy") as copy:
        copy.oxigraph.remove(quad("双拥"))
        copy.load([quad("一"), quad("二")])
    with Store.open(tmp_path / "out/store") as store, Store.open(tmp_path / "copy") as copy:
        assert list(store.quads()) == [quad("双拥")]
        assert set(copy.quads()) == {quad("一"), quad("二")}


def test_a_closed_store_says_so(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "store")
    store.close()
    with pytest.raises(StoreError, match="has been closed"):
        len(store)


def test_a_triple_of_two_graphs_is_found_once_in_their_merge(tmp_path: Path) -> None:
    with Store.create(tmp_path / "store") as store:
        store.load([quad("一"), quad("一", ox.NamedNode("https://example.org/graph/2"))])
        store.merge()
        answer = store.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
        assert isinstance(answer, ox.QuerySolutions)
        assert [row["n"].value for row in answer] == ["1"]
        assert len(store) == len(list(store.quads())) == 2


def test_quads_loaded_with_their_merge_are_as_if_merged_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.graph.store._AT_ONCE", 200)  # some lines: several loads
    graphs = [ox.NamedNode(f"https://example.org/graph/{number}") for number in range(20)]
    quads = [quad("一\n “二”", graph) for graph in graphs] + [quad("三", graphs[0])]
    parts = (merged_lines(part) for part in ([], quads[:7], [], quads[7:], []))
    with Store.create(tmp_path / "parts") as store, Store.create(tmp_path / "whole") as whole:
        store.load_merged(parts)
        whole.load(quads)
        whole.merge()
        assert set(store.oxigraph) == set(whole.oxigraph)
        assert len(store) == len(quads)
        assert store.merged


def test_what_fails_while_lines_are_made_is_not_lost(tmp_path: Path) -> None:
    def parts() -> Iterator[bytes]:
        yield merged_lines([quad("一")])
        raise ZeroDivisionError

    with Store.create(tmp_path / "store") as store, pytest.raises(ZeroDivisionError):
        store.load_merged(parts())
