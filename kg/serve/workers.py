"""Queries run in processes of their own, so that one can be ended: Oxigraph has no cancellation.

A worker opens the store read-only, answers one query at a time, and is killed and replaced when a
query outlives its limit or crashes the engine. A query nested too deep ends a worker at worst.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import resource
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

import pyoxigraph as ox

from kg.graph.store import Store
from kg.serve.limits import Limits


class QueryStopped(Exception):
    """A query was ended: it took too long, too much memory, or its answer grew too large."""


class QueryRefused(Exception):
    """A query that cannot be answered as it stands: the parser's message."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A serialised result."""

    body: bytes


@dataclass(frozen=True, slots=True)
class Job:
    """A query with the formats wanted for rows and for graphs, and the data set of the protocol."""

    sparql: str
    rows: str
    graph: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


def _evaluate(store: ox.Store, job: Job) -> bytes:
    default: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] = []
    default += (ox.NamedNode(iri) for iri in job.default_graphs)
    named: list[ox.NamedNode | ox.BlankNode] = [ox.NamedNode(iri) for iri in job.named_graphs]
    if default or named:
        result = store.query(job.sparql, default_graph=default, named_graphs=named)
    else:
        result = store.query(job.sparql, use_default_graph_as_union=True)
    if isinstance(result, ox.QueryTriples):
        form = ox.RdfFormat.from_media_type(job.graph)
        return result.serialize(format=form or ox.RdfFormat.TURTLE) or b""
    results = ox.QueryResultsFormat.from_media_type(job.rows)
    return result.serialize(format=results or ox.QueryResultsFormat.JSON) or b""


def _work(path: Path, limits: Limits, connection: Connection) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    with Store.open(path) as store:
        connection.send(("ready", b""))
        while True:
            job: Job = connection.recv()
            try:
                body = _evaluate(store.oxigraph, job)
            except (SyntaxError, ValueError, OSError, RuntimeError) as error:
                connection.send(("refused", str(error).encode()))
                continue
            if len(body) > limits.answer:
                connection.send(
                    ("stopped", f"the answer is over {limits.answer:,} bytes; use LIMIT".encode())
                )
            else:
                connection.send(("answer", body))


class _Worker:
    """One process and the pipe to it."""

    def __init__(self, path: Path, limits: Limits) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, other = context.Pipe()
        self.process = context.Process(target=_work, args=(path, limits, other), daemon=True)
        self.process.start()
        other.close()
        self.connection.recv()

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.connection.close()


class Workers:
    """A pool of workers; more queries than workers wait for their turn within their time."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self._path = path
        self._limits = limits
        self._idle: asyncio.Queue[_Worker] = asyncio.Queue()
        self._all: set[_Worker] = set()

    async def start(self) -> None:
        """Start the processes."""
        for _ in range(self._limits.workers):
            await self._add()

    async def _add(self) -> None:
        worker = await asyncio.to_thread(_Worker, self._path, self._limits)
        self._all.add(worker)
        await self._idle.put(worker)

    def stop(self) -> None:
        """End the processes."""
        for worker in self._all:
            worker.end()
        self._all.clear()

    async def run(self, job: Job) -> Answer:
        """The answer to a query. Raises `QueryRefused` for a bad one, `QueryStopped` past a limit."""
        try:
            worker = await asyncio.wait_for(self._idle.get(), self._limits.seconds)
        except TimeoutError:
            raise QueryStopped("too many queries are running; try again later") from None
        alive = False
        try:
            kind, body = await asyncio.to_thread(self._ask, worker, job)
            alive = True
        except (EOFError, OSError):
            raise QueryStopped("the query exhausted the engine; make it smaller") from None
        finally:
            if alive:
                await self._idle.put(worker)
            else:
                self._all.discard(worker)
                await asyncio.to_thread(worker.end)
                await asyncio.shield(self._add())
        if kind == "refused":
            raise QueryRefused(body.decode())
        if kind == "stopped":
            raise QueryStopped(body.decode())
        return Answer(body)

    def _ask(self, worker: _Worker, job: Job) -> tuple[str, bytes]:
        worker.connection.send(job)
        if not worker.connection.poll(self._limits.seconds):
            worker.process.kill()
            worker.process.join()
            raise EOFError
        kind, body = worker.connection.recv()
        return kind, body
