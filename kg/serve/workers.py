"""Queries run in processes of their own, so that one can be ended: Oxigraph has no cancellation.

A worker opens the store read-only and answers one query at a time. One that outlives its time, or
that crashes the engine, is killed; the next query starts it anew.
"""

from __future__ import annotations

import asyncio
import math
import multiprocessing
import resource
import signal
from dataclasses import dataclass
from io import BytesIO
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path

import pyoxigraph as ox
from starlette.concurrency import run_in_threadpool

from kg.errors import StoreError
from kg.graph.store import Store
from kg.graph.vocabulary import PREFIXES
from kg.serve.limits import Limits
from kg.serve.negotiate import GRAPHS, ROWS

GRACE = 5
"""Seconds past its time after which the system ends a worker whose server is gone."""


class QueryStopped(Exception):
    """A query was ended: it took too long, too much memory, or its answer grew too large."""


class QueryRefused(Exception):
    """A query that cannot be answered as it stands: the parser's message."""


class FormatRefused(Exception):
    """The client accepts no format that the kind of answer has."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A serialised result."""

    media_type: str
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A query, the media types wanted should the answer be rows or a graph (None where the client
    accepts none), and the data set of the protocol."""

    sparql: str
    rows: str | None
    graph: str | None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


class _Capped(BytesIO):
    """A buffer that refuses to grow beyond its limit."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._limit = limit

    def write(self, data: bytes) -> int:  # type: ignore[override]
        if self.tell() + len(data) > self._limit:
            raise QueryStopped(f"The answer is larger than {self._limit:,} bytes: use LIMIT.")
        return super().write(data)


def _evaluate(store: ox.Store, job: Job, limit: int) -> Answer:
    default: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph]
    default = [ox.NamedNode(iri) for iri in job.default_graphs]
    named: list[ox.NamedNode | ox.BlankNode] = [ox.NamedNode(iri) for iri in job.named_graphs]
    chosen = bool(default or named)
    result = store.query(
        job.sparql,
        prefixes=dict(PREFIXES),
        use_default_graph_as_union=not chosen,
        default_graph=default if chosen else None,
        named_graphs=named if chosen else None,
    )
    output = _Capped(limit)
    if isinstance(result, ox.QueryTriples):
        if job.graph is None:
            raise FormatRefused(f"The answer is a graph, offered as {', '.join(GRAPHS)}.")
        result.serialize(output, format=ox.RdfFormat.from_media_type(job.graph))
        return Answer(job.graph, output.getvalue())
    if job.rows is None:
        raise FormatRefused(f"The answer is a table, offered as {', '.join(ROWS)}.")
    result.serialize(output, format=ox.QueryResultsFormat.from_media_type(job.rows))
    return Answer(job.rows, output.getvalue())


def _work(path: Path, limits: Limits, connection: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends us
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    with Store.open(path) as store:
        connection.send("ready")
        while True:
            try:
                job: Job = connection.recv()
            except EOFError:
                return
            signal.alarm(math.ceil(limits.seconds) + GRACE)
            connection.send(_reply(store.oxigraph, job, limits.answer))
            signal.alarm(0)


def _reply(store: ox.Store, job: Job, limit: int) -> Answer | Exception:
    try:
        return _evaluate(store, job, limit)
    except (QueryStopped, FormatRefused) as error:
        return error
    except (SyntaxError, ValueError, OSError, RuntimeError) as error:
        return QueryRefused(str(error))


class _Worker:
    """One process and the pipe to it, started when first needed and again after its end."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self._path = path
        self._limits = limits
        self._process: SpawnProcess | None = None
        self._connection: Connection | None = None

    def start(self) -> Connection:
        """The pipe to the running process. Raises StoreError if it cannot open the store."""
        if self._connection is not None:
            return self._connection
        context = multiprocessing.get_context("spawn")
        here, there = context.Pipe()
        self._process = context.Process(
            target=_work, args=(self._path, self._limits, there), daemon=True
        )
        self._process.start()
        there.close()
        self._connection = here
        try:
            here.recv()
        except EOFError:
            self.end()
            raise StoreError(
                f"A worker could not open {self._path} within {self._limits.memory:,} bytes of "
                f"memory: allow more, or build the graph again."
            ) from None
        return here

    def ask(self, job: Job) -> Answer:
        """The answer to a query; the process is ended when it does not come in time."""
        connection = self.start()
        try:
            connection.send(job)
            if not connection.poll(self._limits.seconds):
                self.end()
                raise QueryStopped(f"The query took longer than {self._limits.seconds:g} seconds.")
            reply: Answer | Exception = connection.recv()
        except (EOFError, OSError):
            self.end()
            raise QueryStopped("The query exhausted the engine: make it smaller.") from None
        if isinstance(reply, Exception):
            raise reply
        return reply

    def end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
        if self._connection is not None:
            self._connection.close()
        self._process = self._connection = None


class Workers:
    """A pool of workers; a query waits for a free one for as long as it may run."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self._limits = limits
        self._all = [_Worker(path, limits) for _ in range(limits.workers)]
        self._idle: asyncio.Queue[_Worker] = asyncio.Queue()

    async def start(self) -> None:
        """Start the processes. Raises StoreError where they cannot open the store."""
        for worker in self._all:
            await run_in_threadpool(worker.start)
            self._idle.put_nowait(worker)

    def stop(self) -> None:
        """End the processes."""
        for worker in self._all:
            worker.end()

    async def run(self, job: Job) -> Answer:
        """The answer to a query.

        Raises QueryRefused for a bad one, FormatRefused where no format suits, QueryStopped past a
        limit.
        """
        try:
            worker = await asyncio.wait_for(self._idle.get(), self._limits.seconds)
        except TimeoutError:
            raise QueryStopped("Too many queries are running: try again later.") from None
        try:
            return await run_in_threadpool(worker.ask, job)
        finally:
            self._idle.put_nowait(worker)
