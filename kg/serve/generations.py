"""The generation of the graph that is served: a change of the graph is noticed at the next request."""

from __future__ import annotations

import asyncio
from contextlib import closing
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send

from kg.errors import EndpointError
from kg.search import SearchIndex
from kg.serve.description import Dataset
from kg.serve.finder import IndexFinder, LabelFinder
from kg.serve.job import QueryStopped, RemoteFailed, RemoteLate
from kg.serve.reading import Reader
from kg.serve.source import Origin
from kg.settings import Limits


class Generations:
    """Keeps what an application serves at the generation that is in force.

    What is being answered is answered from the generation before: it stays until the next change.
    """

    def __init__(self, graph: Path | None, endpoint: str | None, limits: Limits) -> None:
        self._graph = graph
        self._endpoint = endpoint
        self._limits = limits
        self._served: Origin | None = None
        self._lock = asyncio.Lock()

    def serve(self, app: Starlette) -> None:
        """Let the application serve the graph as it is. Raises StoreError where there is none, and
        EndpointError where an endpoint does not answer or holds none."""
        origin = Origin.of(self._graph, self._endpoint)
        try:
            with closing(origin.open(self._limits)) as source:  # a wrong folder is said at once
                dataset = Dataset.read(source, str(origin))
        except (RemoteFailed, RemoteLate, QueryStopped) as error:
            raise EndpointError(str(error)) from error
        state = app.state
        for pool in (state.workers, state.readers):
            pool.follow(origin)
        state.dataset = dataset
        state.reader = Reader(state.readers, dataset.base)
        index = SearchIndex(origin.state) if origin.state else None
        state.finder = IndexFinder(index) if index else LabelFinder(state.reader)
        state.version = origin.version()
        state.views = {}
        self._served = origin

    async def refresh(self, app: Starlette) -> None:
        """Serve the generation that is in force, if another was served until now."""
        if self._changed():
            async with self._lock:
                if self._changed():
                    await run_in_threadpool(self.serve, app)

    def _changed(self) -> bool:
        return Origin.of(self._graph, self._endpoint) != self._served


class Refreshed:
    """ASGI middleware: looks for a new generation before each request is answered."""

    def __init__(self, app: ASGIApp, generations: Generations) -> None:
        self._app = app
        self._generations = generations

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._generations.refresh(scope["app"])
        await self._app(scope, receive, send)
