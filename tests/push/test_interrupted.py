"""A push that is killed goes on where it was; the command line, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.graph.store import Store
from kg.push import GraphStore, Remote, push_graph
from kg.push.state import PushState
from tests.push.conftest import BASE, built, connected, empty, graph_of, held, some_quads, way
from tests.push.test_push_delta import written
from tests.stores import RemoteStore

QUADS = 24_000


def command(store: RemoteStore, *options: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "kg.cli", "push", "--endpoint", store.query, *options,
         *(("--user", store.user) if store.user else ())],
        env={**os.environ, "KG_ENDPOINT_PASSWORD": store.password},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )  # fmt: skip


def killed_after(lines: int, folder: Path, process: subprocess.Popen[str]) -> None:
    """Kill the push once its file has so many lines."""
    while process.poll() is None:
        if sum(path.read_bytes().count(b"\n") for path in folder.glob("push-*")) >= lines:
            process.kill()
        time.sleep(0.005)
    _, said = process.communicate()
    assert process.returncode == -9, said


@pytest.mark.parametrize("by", ["--graph-store", "--update"])
def test_a_killed_push_goes_on(by: str, remote_store: RemoteStore, tmp_path: Path) -> None:
    empty(remote_store)
    quads = some_quads(QUADS)
    folder = built(tmp_path, quads)
    address = remote_store.graph_store if by == "--graph-store" else remote_store.update
    options = (by, address, "-g", str(folder))
    for lines in (1, 3):
        killed_after(lines, folder, command(remote_store, *options))
    said, problems = (last := command(remote_store, *options)).communicate()
    assert (problems, last.returncode) == ("", 0)
    sent = int(said.partition(" triples sent; 8 of 8 graphs verified")[0].replace(",", ""))
    assert 0 < sent < len(quads), "what was verified is not sent again"
    assert held(remote_store) == quads
    assert not list(folder.glob("push-*"))


def test_a_killed_delta_goes_on(remote_store: RemoteStore, tmp_path: Path) -> None:
    empty(remote_store)
    old, new = some_quads(12_000), some_quads(20_000) - some_quads(8_000)
    with connected(remote_store) as connection:
        remote = Remote(connection, remote_store.query)
        with Store.of(built(tmp_path / "old", old)) as store:
            push_graph(store, remote, way("graph store", remote_store, remote), tmp_path)
    folder = written(tmp_path / "delta", added=new - old, removed=old - new)
    options = ("--update", remote_store.update, "--delta", str(folder))
    for lines in (2, 6, 12):
        killed_after(lines, folder, command(remote_store, *options))
    said, problems = (last := command(remote_store, *options)).communicate()
    assert (problems, last.returncode) == ("", 0)
    assert "8 of 8 graphs verified" in said
    assert held(remote_store) == new


def test_what_was_lost_meanwhile_is_sent_again(
    oxigraph_server: RemoteStore, tmp_path: Path
) -> None:
    """A file of an interrupted push says what was verified then; the store may have lost it since."""
    empty(oxigraph_server)
    quads = some_quads(100)
    folder = built(tmp_path, quads)
    with connected(oxigraph_server) as connection, Store.of(folder) as store:
        remote = Remote(connection, oxigraph_server.query)
        write = GraphStore(connection, oxigraph_server.graph_store)
        with PushState(folder, remote.query) as state:
            for graph in store.graphs():
                state.add(graph=graph.value, triples=13, digest="what it was")
        assert not push_graph(store, remote, write, folder).differences
    assert held(oxigraph_server) == quads


def test_a_graph_that_was_rebuilt_meanwhile_is_sent_again(
    oxigraph_server: RemoteStore, tmp_path: Path
) -> None:
    empty(oxigraph_server)
    quads = some_quads(QUADS)
    folder = built(tmp_path / "old", quads)
    options = ("--graph-store", oxigraph_server.graph_store, "-g")
    killed_after(2, folder, command(oxigraph_server, *options, str(folder)))
    node = ox.NamedNode(f"{BASE}id/place/0")
    old = next(q for q in sorted(quads, key=str) if q.graph_name == graph_of(0))
    new = ox.Quad(node, node, ox.Literal("another"), graph_of(0))
    changed = built(tmp_path / "new", quads - {old} | {new})
    for state in folder.glob("push-*"):
        state.rename(changed / state.name)
    process = command(oxigraph_server, *options, str(changed))
    assert process.wait() == 0
    process.communicate()
    assert held(oxigraph_server) == quads - {old} | {new}
