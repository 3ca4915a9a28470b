"""Graphs to push, and what a remote store holds of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
from rdflib import XSD

from kg.graph.folder import STATE, generation_name
from kg.graph.store import Store
from kg.graph.vocabulary import EDTF
from kg.push import Connection, GraphStore, Patience, Remote, Update
from kg.query.credentials import Password
from kg.state.database import create_state
from tests.stores import RemoteStore

BASE = "https://example.org/"
WKT = "http://www.opengis.net/ont/geosparql#wktLiteral"


def typed(text: str, datatype: object) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(str(datatype)))


LITERALS = (
    ox.Literal("驻白部队", language="zh"),
    ox.Literal("", language="zh"),
    ox.Literal("garrison", language="en-gb"),
    ox.Literal("两行\n三行\r\n\t“引号” \"'\"\"\" '''"),
    ox.Literal("back\\slash \\n \\u0022 } } ; DROP ALL #"),
    ox.Literal("<b> & </b> ]]> %22 ? ; #"),
    ox.Literal("😀 𠀀𠮷𪚥 e\u0301 \u00a0\u3000\u200f\u202e\ufeff"),
    ox.Literal("长" * 200_000),
    typed("2020-10-20", XSD.date),
    typed("0618-01-01", XSD.date),
    typed("2020", XSD.gYear),
    typed("2020-08", XSD.gYearMonth),
    typed("2026-11-25T08:00:00Z", XSD.dateTime),
    typed("2020-01/..", EDTF),
    typed("true", XSD.boolean),
    typed("-3", XSD.integer),
    typed("0.93", XSD.decimal),
    typed("253000000", XSD.integer),
)
"""Literals that the graph may hold, and that every store must give back as they are."""

GRAPHS = 8


def graph_of(number: int) -> ox.NamedNode:
    return ox.NamedNode(f"{BASE}graph/article/%E7%99%BD%E5%B1%B1-{number}/{number:x}")


def some_quads(rows: int) -> set[ox.Quad]:
    """Quads in several graphs, a tenth of them in two, as names of entities are in ours."""
    found = set()
    for row in range(rows):
        number = row % GRAPHS
        subject = ox.NamedNode(f"{BASE}id/place/{row}")
        property_ = ox.NamedNode(f"{BASE}ontology#name")
        name = ox.Literal(f"第{row}个地方", language="zh")
        found.add(ox.Quad(subject, property_, name, graph_of(number)))
        if row % 10 == 0:
            found.add(ox.Quad(subject, property_, name, graph_of((number + 1) % GRAPHS)))
    return found


def built(folder: Path, quads: Iterable[ox.Quad]) -> Path:
    """A folder with a store of the quads, as a build leaves it."""
    inner = folder / "build-000001"
    with Store.create(inner / generation_name(1)) as store:
        store.load(quads)
        store.merge()
    with closing(create_state(inner / STATE)) as state:
        state.execute("PRAGMA user_version = 1")
    return folder


@pytest.fixture
def remote(remote_store: RemoteStore) -> Iterator[tuple[RemoteStore, Remote]]:
    """Each store in turn, without graphs of ours, and a connection to it."""
    empty(remote_store)
    with connected(remote_store) as connection:
        yield remote_store, Remote(connection, remote_store.query)


@contextmanager
def connected(store: RemoteStore) -> Iterator[Connection]:
    auth = Password(store.user, store.password) if store.user else None
    with Connection(store.query, auth=auth, patience=Patience(seconds=60, tries=1)) as connection:
        yield connection


def way(name: str, store: RemoteStore, remote: Remote) -> GraphStore | Update:
    """The way to write of that name."""
    if name == "update":
        return Update(remote.connection, store.update)
    return GraphStore(remote.connection, store.graph_store)


def held(store: RemoteStore) -> set[ox.Quad]:
    """The quads of ours that the store has in named graphs."""
    with httpx.Client(auth=store.auth, trust_env=False, timeout=60) as client:
        found = set()
        for graph in names(store):
            body = client.get(
                store.graph_store,
                params={"graph": graph},
                headers={"Accept": "application/n-triples"},
            ).raise_for_status()
            for triple in ox.parse(body.content, format=ox.RdfFormat.N_TRIPLES):
                found.add(
                    ox.Quad(triple.subject, triple.predicate, triple.object, ox.NamedNode(graph))
                )
    return found


def names(store: RemoteStore) -> list[str]:
    with connected(store) as connection:
        return list(Remote(connection, store.query).graphs(BASE))


def empty(store: RemoteStore) -> None:
    with connected(store) as connection:
        write = Update(connection, store.update)
        for graph in names(store):
            write.remove(graph)
        if store.name == "oxigraph":
            list(write.replace(None, ()))
