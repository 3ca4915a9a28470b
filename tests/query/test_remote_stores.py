"""Every named query, at real remote stores: the rows are those of the embedded store.

Rows are compared without their order: Virtuoso 7.2.5 has its own for texts with a language.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.build import build
from kg.graph.store import Store
from kg.push import Connection, GraphStore, Remote, push_graph
from kg.query import local, remote
from kg.query.credentials import Password
from kg.query.named import load
from kg.query.results import write
from kg.settings import Settings
from tests import stores
from tests.stores import RemoteStore

QUERIES = load(Settings().queries)
ARGUMENTS: dict[str, dict[str, str]] = {"article-statements": {"article": "b"}}


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("remote-stores") / "out"
    build([Path(__file__).parent / "articles.jsonl"], out)
    return out


@pytest.fixture(scope="module", params=["oxigraph_server", "virtuoso"])
def loaded(
    request: pytest.FixtureRequest, graph: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RemoteStore]:
    """Each store in turn, with the graph and nothing else."""
    running = getattr(stores, request.param)
    with running(tmp_path_factory.mktemp("loaded")) as store:
        auth = Password(store.user, store.password) if store.user else None
        with Connection(store.query, auth=auth) as connection, Store.of(graph) as source:
            there, by = Remote(connection, store.query), GraphStore(connection, store.graph_store)
            assert not push_graph(source, there, by, graph).differences
        yield store


@pytest.mark.parametrize("name", QUERIES)
def test_the_rows_are_those_of_the_build(name: str, loaded: RemoteStore, graph: Path) -> None:
    sparql = QUERIES[name].bind(**ARGUMENTS.get(name, {}))
    with Store.of(graph) as store:
        here = write(local.run(store, sparql), "csv").splitlines()
    there = write(remote.run(loaded.query, sparql), "csv").splitlines()
    assert sorted(there) == sorted(here)
