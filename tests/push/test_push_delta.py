"""Pushing what changed, into real stores."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import XSD

from kg.errors import DataFileError, KgError
from kg.graph.store import Store
from kg.publish.dump import serialize
from kg.publish.formats import FORMATS
from kg.push import Delta, Remote, Update, push_delta, push_graph
from tests.push.conftest import (
    BASE,
    LITERALS,
    WKT,
    built,
    connected,
    empty,
    graph_of,
    held,
    some_quads,
    typed,
    way,
)
from tests.stores import RemoteStore

Target = tuple[RemoteStore, Remote]
SAYS = ox.NamedNode(f"{BASE}ontology#says")


def written(folder: Path, *, added: Iterable[ox.Quad], removed: Iterable[ox.Quad]) -> Path:
    """The folder of a delta."""
    folder.mkdir()
    (folder / "added.nq").write_bytes(serialize(added, FORMATS["nquads"]))
    (folder / "removed.nq").write_bytes(serialize(removed, FORMATS["nquads"]))
    return folder


def spoken(numbers: Iterable[int]) -> set[ox.Quad]:
    """Each of the literals in a graph."""
    return {
        ox.Quad(ox.NamedNode(f"{BASE}id/place/{n}"), SAYS, LITERALS[n], graph_of(5))
        for n in numbers
    }


def loaded(quads: set[ox.Quad], target: Target, folder: Path, *, merge: bool = False) -> None:
    with Store.of(built(folder, quads)) as store:
        push_graph(store, target[1], way("graph store", *target), folder, merge=merge)


def test_the_new_version_is_there(remote: Target, tmp_path: Path) -> None:
    old = some_quads(4_000) | spoken(range(9))
    new = (some_quads(5_000) - some_quads(1_500)) | spoken(range(9, len(LITERALS)))
    loaded(old, remote, tmp_path / "old")
    delta = Delta(written(tmp_path / "delta", added=new - old, removed=old - new))
    seen: list[int] = []
    pushed = push_delta(delta, remote[1], way("update", *remote), progress=seen.append)  # type: ignore[arg-type]
    assert not pushed.differences
    assert pushed.triples == len(delta) == sum(seen)
    assert held(remote[0]) == new


def test_literals_that_virtuoso_changes_are_found_to_be_removed(
    remote: Target, tmp_path: Path
) -> None:
    node = ox.NamedNode(f"{BASE}id/place/1")
    changed = (typed("POINT(126.4 41.9)", WKT), typed("-0221-01-01", XSD.date))
    old = {ox.Quad(node, SAYS, literal, graph_of(n)) for n, literal in enumerate(changed)}
    loaded(old, remote, tmp_path / "old")
    delta = Delta(written(tmp_path / "delta", added=spoken([0]), removed=old))
    write = Update(remote[1].connection, remote[0].update)
    assert not push_delta(delta, remote[1], write).differences
    assert held(remote[0]) == spoken([0])


def test_compressed_and_empty_files_are_read(remote: Target, tmp_path: Path) -> None:
    old = some_quads(50)
    loaded(old, remote, tmp_path / "old")
    folder = written(tmp_path / "delta", added=spoken([1]), removed=())
    for path in folder.glob("*.nq"):
        Path(f"{path}.gz").write_bytes(gzip.compress(path.read_bytes()))
        path.unlink()
    write = Update(remote[1].connection, remote[0].update)
    assert not push_delta(Delta(folder), remote[1], write).differences
    assert held(remote[0]) == old | spoken([1])


def test_a_store_that_holds_another_version_shows(remote: Target, tmp_path: Path) -> None:
    loaded(some_quads(100) - some_quads(1), remote, tmp_path / "old")
    delta = Delta(written(tmp_path / "delta", added=spoken([0]), removed=some_quads(10)))
    write = Update(remote[1].connection, remote[0].update)
    differences = push_delta(delta, remote[1], write).differences
    # The first row was not there to be removed, nor was its copy in the next graph.
    assert sorted(str(d.graph) for d in differences) == [graph_of(0).value, graph_of(1).value]
    assert {d.found - d.wanted for d in differences} == {1}


def test_the_default_graph_stays_the_merge(oxigraph_server: RemoteStore, tmp_path: Path) -> None:
    """A name that two graphs hold stays in the merge until neither does."""
    empty(oxigraph_server)
    old = some_quads(40)
    twice = next(q for q in old if str(q.subject) == f"<{BASE}id/place/0>")
    again = {q for q in old if q.triple == twice.triple}
    assert len(again) == 2
    with connected(oxigraph_server) as connection:
        target = oxigraph_server, Remote(connection, oxigraph_server.query)
        loaded(old, target, tmp_path / "old", merge=True)
        write = Update(connection, oxigraph_server.update)
        for number, (added, removed) in enumerate(
            ((spoken([0]), {twice}), (spoken([1]), again - {twice}))
        ):
            delta = Delta(written(tmp_path / str(number), added=added, removed=removed))
            assert not push_delta(delta, target[1], write, merge=True).differences
        new = old - again | spoken([0, 1])
        assert held(oxigraph_server) == new
        assert target[1].merge_difference() == []
        rows = connection.rows(target[1].query, "SELECT ?s WHERE { ?s ?p ?o }")
        assert len(rows) == len({q.triple for q in new})


def test_a_folder_that_is_no_delta(tmp_path: Path) -> None:
    with pytest.raises(KgError, match=r"no added\.nq"):
        Delta(tmp_path)


def test_a_line_that_is_no_quad_is_told_with_its_number(
    oxigraph_server: RemoteStore, tmp_path: Path
) -> None:
    folder = written(tmp_path / "delta", added=some_quads(2), removed=())
    with (folder / "added.nq").open("a") as file:
        file.write("<broken\n")
    with connected(oxigraph_server) as connection:
        remote = Remote(connection, oxigraph_server.query)
        lines = len((folder / "added.nq").read_text().splitlines())
        with pytest.raises(DataFileError, match=rf"added\.nq:{lines}: is not N-Quads"):
            push_delta(Delta(folder), remote, Update(connection, oxigraph_server.update))


def test_a_quad_outside_of_all_named_graphs_is_refused(
    oxigraph_server: RemoteStore, tmp_path: Path
) -> None:
    folder = written(tmp_path / "delta", added=(), removed=())
    (folder / "added.nq").write_text("<urn:a> <urn:b> <urn:c> .\n")
    with connected(oxigraph_server) as connection:
        remote = Remote(connection, oxigraph_server.query)
        with pytest.raises(KgError, match="in no named graph"):
            push_delta(Delta(folder), remote, Update(connection, oxigraph_server.update))
