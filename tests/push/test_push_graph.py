"""Pushing whole graphs into real stores, by both protocols."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import XSD

from kg.errors import EndpointError, StoreError
from kg.graph.store import Store
from kg.push import GraphStore, Pushed, Remote, Update, push_graph
from kg.push.remote import Difference
from tests.push.conftest import (
    BASE,
    LITERALS,
    WKT,
    built,
    connected,
    empty,
    graph_of,
    held,
    names,
    some_quads,
    typed,
    way,
)
from tests.stores import RemoteStore

WAYS = ("graph store", "update")
Target = tuple[RemoteStore, Remote]


def push(
    folder: Path,
    remote: Remote,
    write: GraphStore | Update,
    *,
    merge: bool = False,
    prune: bool = False,
) -> Pushed:
    with Store.of(folder) as store:
        return push_graph(store, remote, write, folder, merge=merge, prune=prune)


@pytest.mark.parametrize("by", WAYS)
def test_every_graph_holds_there_what_it_holds_here(
    by: str, remote: Target, tmp_path: Path
) -> None:
    quads = some_quads(3_000)
    pushed = push(built(tmp_path, quads), remote[1], way(by, *remote))
    assert pushed == Pushed(graphs=8, triples=len(quads), differences=())
    assert held(remote[0]) == quads
    assert not list(tmp_path.glob("push-*")), "nothing is left to go on with"


@pytest.mark.parametrize("by", WAYS)
def test_special_literals_come_back_as_they_are(by: str, remote: Target, tmp_path: Path) -> None:
    says = ox.NamedNode(f"{BASE}ontology#says")
    quads = {
        ox.Quad(ox.NamedNode(f"{BASE}id/place/{n}"), says, literal, graph_of(0))
        for n, literal in enumerate(LITERALS)
    }
    pushed = push(built(tmp_path, quads), remote[1], way(by, *remote))
    assert not pushed.differences
    assert {str(quad) for quad in held(remote[0])} == {str(quad) for quad in quads}


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (
            typed("POINT(126.4 41.9)", WKT),
            typed(
                "POINT(126.40000152588 41.900001525879)",
                "http://www.openlinksw.com/schemas/virtrdf#Geometry",
            ),
        ),
        (typed("3000000000", XSD.integer), typed("3000000000", XSD.decimal)),
        (typed("-0221-01-01", XSD.date), typed("-221-01-01", XSD.date)),
    ],
)
def test_what_virtuoso_changes_is_still_counted(
    given: ox.Literal, kept: ox.Literal, virtuoso: RemoteStore, tmp_path: Path
) -> None:
    """docs/remote.md names these differences; should a newer Virtuoso end them, this test tells."""
    empty(virtuoso)
    node = ox.NamedNode(f"{BASE}id/place/1")
    folder = built(tmp_path, [ox.Quad(node, node, given, graph_of(0))])
    with connected(virtuoso) as connection:
        remote = Remote(connection, virtuoso.query)
        assert not push(folder, remote, way("graph store", virtuoso, remote)).differences
    assert [str(quad.object) for quad in held(virtuoso)] == [str(kept)]


@pytest.mark.parametrize("by", WAYS)
def test_a_second_push_replaces_the_first(by: str, remote: Target, tmp_path: Path) -> None:
    for name, quads in (("large", some_quads(2_500)), ("small", some_quads(500))):
        folder = built(tmp_path / name, quads)
        assert not push(folder, remote[1], way(by, *remote)).differences
        assert held(remote[0]) == quads


@pytest.mark.parametrize("by", WAYS)
def test_graphs_that_are_no_more_are_told_and_removed_when_asked(
    by: str, remote: Target, tmp_path: Path
) -> None:
    quads = some_quads(100)
    rest = {quad for quad in quads if quad.graph_name != graph_of(3)}
    push(built(tmp_path / "a", quads), remote[1], way(by, *remote))
    folder = built(tmp_path / "b", rest)
    assert push(folder, remote[1], way(by, *remote)).others == (graph_of(3).value,)
    assert held(remote[0]) == quads
    assert push(folder, remote[1], way(by, *remote), prune=True).others == ()
    assert held(remote[0]) == rest


@pytest.mark.parametrize("by", WAYS)
def test_the_default_graph_becomes_the_merge(
    by: str, oxigraph_server: RemoteStore, tmp_path: Path
) -> None:
    empty(oxigraph_server)
    quads = some_quads(1_000)
    with connected(oxigraph_server) as connection:
        remote = Remote(connection, oxigraph_server.query)
        pushed = push(built(tmp_path, quads), remote, way(by, oxigraph_server, remote), merge=True)
        assert not pushed.differences
        assert pushed.triples == len(quads) + len({quad.triple for quad in quads})
        assert not remote.merge_difference()


def test_virtuoso_has_no_default_graph_to_fill(virtuoso: RemoteStore, tmp_path: Path) -> None:
    folder = built(tmp_path, some_quads(10))
    with connected(virtuoso) as connection:
        remote = Remote(connection, virtuoso.query)
        with pytest.raises(EndpointError, match="default"):
            push(folder, remote, way("graph store", virtuoso, remote), merge=True)


def test_a_graph_that_changes_meanwhile_shows(remote: Target, tmp_path: Path) -> None:
    store, there = remote
    quads = some_quads(100)
    push(built(tmp_path, quads), there, way("update", *remote))
    Update(there.connection, store.update).delete(
        [next(q for q in quads if q.graph_name == graph_of(2))]
    )
    wanted = sum(quad.graph_name == graph_of(2) for quad in quads)
    assert there.differences({graph_of(2).value: wanted, graph_of(1).value: -1}) == [
        Difference(graph_of(2).value, wanted, wanted - 1),
        Difference(graph_of(1).value, -1, sum(quad.graph_name == graph_of(1) for quad in quads)),
    ]


def test_an_empty_store_is_not_pushed(remote: Target, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="nothing to push"):
        push(built(tmp_path, []), remote[1], way("update", *remote))
    assert names(remote[0]) == []
