"""The generation of the graph that is served: a change of the graph is noticed at the next request."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Protocol

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send

from kg.graph.folder import state_of, store_of
from kg.graph.store import Store
from kg.search import SearchIndex
from kg.serve.description import Dataset


class Follower(Protocol):
    """Reads a store, and can be told to read another from now on."""

    def follow(self, store: Path) -> None: ...


class Generations:
    """Keeps what an application serves at the generation that is in force.

    What is being answered is answered from the generation before: it stays until the next change.
    """

    def __init__(self, graph: Path) -> None:
        self._graph = graph
        self._served: Path | None = None
        self._lock = asyncio.Lock()

    def serve(self, app: Starlette) -> None:
        """Let the application serve the graph as it is. Raises StoreError where there is none."""
        store = store_of(self._graph)
        with Store.open(store) as opened:
            app.state.dataset = Dataset.read(opened)
        app.state.search = SearchIndex(state_of(self._graph))
        app.state.version = str(store.relative_to(self._graph))
        app.state.views = {}
        followers: tuple[Follower, ...] = app.state.followers
        for follower in followers:
            follower.follow(store)
        self._served = store

    async def refresh(self, app: Starlette) -> None:
        """Serve the generation that is in force, if another was served until now."""
        if store_of(self._graph) != self._served:
            async with self._lock:
                if store_of(self._graph) != self._served:
                    await run_in_threadpool(self.serve, app)


class Refreshed:
    """ASGI middleware: looks for a new generation before each request is answered."""

    def __init__(self, app: ASGIApp, generations: Generations) -> None:
        self._app = app
        self._generations = generations

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._generations.refresh(scope["app"])
        await self._app(scope, receive, send)
