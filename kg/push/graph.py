"""Pushing a whole graph: every named graph there becomes what it is here."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pyoxigraph as ox

from kg.errors import StoreError
from kg.graph.store import Store
from kg.push.remote import Difference, Progress, Pushed, Remote
from kg.push.state import PushState
from kg.push.targets import Graph, GraphStore, Update

VERIFY = 20_000
"""Triples after which the graphs that are written are verified, and need not be written again."""


def push_graph(
    store: Store,
    remote: Remote,
    write: GraphStore | Update,
    folder: Path,
    *,
    merge: bool = False,
    prune: bool = False,
    progress: Progress = lambda _: None,
) -> Pushed:
    """Make each named graph of the store hold there what it holds here.

    An interrupted push leaves a file in the folder, and goes on with the graphs that it had not
    verified or that have changed since. `merge` writes the RDF merge of all named graphs into the
    default graph too, `prune` removes the graphs there that are named as ours but are not here.
    Raises StoreError for a store without graphs, EndpointError where the remote store fails.
    """
    remote.check()
    graphs = _graphs(store, merge=merge)
    differences: list[Difference] = []
    triples = 0
    with PushState(folder, remote.query) as state:
        verified = _still_there(remote, state)
        open_: dict[Graph, tuple[int, str]] = {}
        for graph in graphs:
            count, digest = _sum(store, graph)
            if verified.get(graph) == digest:
                progress(count)
                continue
            for written in write.replace(graph, quads(store, graph)):
                triples += written
                progress(written)
            open_[graph] = count, digest
            if graph == graphs[-1] or sum(n for n, _ in open_.values()) >= VERIFY:
                differences += _verify(remote, open_, state)
                open_ = {}
        others = _others(remote, graphs)
        if prune:
            for name in others:
                write.remove(name)
            others = _others(remote, graphs)
        if not differences:
            state.finish()
    return Pushed(
        graphs=len(graphs), triples=triples, differences=tuple(differences), others=others
    )


def quads(store: Store, graph: Graph) -> Iterator[ox.Quad]:
    """The quads of a named graph, or of the merge of all in the default graph (None)."""
    name = ox.DefaultGraph() if graph is None else ox.NamedNode(graph)
    return iter(store.oxigraph.quads_for_pattern(None, None, None, name))


def _graphs(store: Store, *, merge: bool) -> list[Graph]:
    named: list[Graph] = [graph.value for graph in store.graphs()]
    if not named:
        raise StoreError(f"{store.path} holds no graph: there is nothing to push.")
    if merge and not store.merged:
        raise StoreError(f"{store.path} does not hold the merge of its graphs: build again.")
    return [*named, None] if merge else named


def _sum(store: Store, graph: Graph) -> tuple[int, str]:
    """How many triples a graph has, and a checksum in the store's own order: graphs of the same sum
    are the same, the same graph in another order is at worst pushed again."""
    count, hashed = 0, sha256()
    for quad in quads(store, graph):
        count += 1
        hashed.update(f"{quad.triple}\n".encode())
    return count, hashed.hexdigest()


def _verify(
    remote: Remote, written: dict[Graph, tuple[int, str]], state: PushState
) -> list[Difference]:
    found = remote.differences({graph: count for graph, (count, _) in written.items()})
    wrong = {difference.graph for difference in found}
    for graph, (_, digest) in written.items():
        if graph not in wrong:
            state.add(graph=graph, triples=written[graph][0], digest=digest)
    return found


def _still_there(remote: Remote, state: PushState) -> dict[Graph, str]:
    """The checksums of the graphs that an earlier run has verified, and that are as large as then."""
    noted = {step["graph"]: step for step in state.steps}
    found = remote.differences({graph: step["triples"] for graph, step in noted.items()})
    wrong = {difference.graph for difference in found}
    return {graph: step["digest"] for graph, step in noted.items() if graph not in wrong}


def _others(remote: Remote, graphs: list[Graph]) -> tuple[str, ...]:
    """The graphs there that lie below the same base but are not among ours."""
    own = {graph for graph in graphs if graph is not None}
    base = min(own, key=len).partition("/graph/")[0] + "/graph/"
    return tuple(name for name in remote.graphs(base) if name not in own)
