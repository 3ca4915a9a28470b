"""Where answers come from: the embedded store of a build, or a remote endpoint.

All pages and the endpoint ask through the workers, and each worker asks one source.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pyoxigraph as ox

from kg.graph.folder import state_of, store_of
from kg.graph.store import Store
from kg.graph.vocabulary import PREFIXES
from kg.serve.job import Job
from kg.settings import Limits

FRESH = 60
"""Seconds for which an answer of a remote store is taken to hold."""

Result = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples | Iterator[ox.Triple]


class Source(Protocol):
    """Answers queries."""

    def query(self, sparql: str, job: Job) -> Result:
        """The answer to the query, which is that of the job with its searches written out.

        Raises SyntaxError, ValueError or KgError for a query that cannot be answered, RemoteFailed
        and RemoteLate where that is the fault of a remote store.
        """

    def close(self) -> None:
        """Let go of files and connections."""


class EmbeddedSource:
    """The store of a build."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def query(self, sparql: str, job: Job) -> Result:
        default: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph]
        default = [ox.NamedNode(iri) for iri in job.default_graphs]
        named: list[ox.NamedNode | ox.BlankNode] = [ox.NamedNode(iri) for iri in job.named_graphs]
        chosen = bool(default or named)
        return self._store.oxigraph.query(
            sparql,
            base_iri=job.base,
            prefixes=dict(PREFIXES),
            use_default_graph_as_union=not chosen and not self._store.merged,
            default_graph=default if chosen else None,
            named_graphs=named if chosen else None,
        )

    def close(self) -> None:
        self._store.close()


@dataclass(frozen=True, slots=True)
class Origin:
    """What is served: a generation of a build's store, or an endpoint. `state` is the file of the
    build with its search index; beside an endpoint there may be one or not."""

    store: Path | None
    endpoint: str | None
    state: Path | None

    @classmethod
    def of(cls, graph: Path | None, endpoint: str | None) -> Origin:
        """What is in force in the folder of a graph, or at an endpoint with a graph beside it or None.

        Raises StoreError where the folder holds no graph.
        """
        store = store_of(graph) if graph and endpoint is None else None
        return cls(store, endpoint, state_of(graph) if graph else None)

    def __str__(self) -> str:
        return self.endpoint or str(self.store)

    def open(self, limits: Limits) -> Source:
        """Something to ask. Raises StoreError where there is no store, EndpointError where there is
        no address; that nobody answers there shows when it is asked."""
        if self.endpoint is not None:
            # Only here: a worker of an embedded store starts sooner without an HTTP client.
            from kg.serve.remote import RemoteSource

            return RemoteSource(self.endpoint, limits)
        assert self.store is not None
        return EmbeddedSource(Store.open(self.store))

    def version(self) -> Callable[[], object]:
        """Tells what changes with the graph, so that clients may keep answers. A generation stays what
        it is; answers of a remote store are good for `FRESH` seconds."""
        if self.endpoint is not None:
            return lambda: int(time.time() // FRESH)
        assert self.store is not None
        made = (str(self.store), self.store.stat().st_mtime_ns)
        return lambda: made

    def to_words(self) -> list[str]:
        """It as arguments of a process."""
        return [str(self.store or ""), self.endpoint or "", str(self.state or "")]

    @classmethod
    def from_words(cls, store: str, endpoint: str, state: str) -> Origin:
        """What `to_words` wrote."""
        return cls(Path(store) if store else None, endpoint or None, Path(state) if state else None)
