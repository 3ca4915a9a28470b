"""The ASGI application: routes, and the pages beside the endpoint."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from kg.query.named import load
from kg.serve.description import WELL_KNOWN, void
from kg.serve.endpoint import METHODS, sparql
from kg.serve.generations import Generations, Refreshed
from kg.serve.negotiate import preferred
from kg.serve.pages import (
    data,
    explorer,
    frame,
    locator,
    ontology,
    query,
    resource,
    search,
    start,
    timeline,
)
from kg.serve.pages import map as map_
from kg.serve.source import Origin
from kg.serve.workers import Workers
from kg.settings import Limits, Settings, ShownText

PAGES = (start, search, explorer, timeline, map_, query, data, ontology, locator, resource)
"""The pages, each a module with its routes."""


_OUR_LENGTH = 4_000_000
"""Characters of a query that a page asks: one that names 20,000 entities has a third of it."""


def application(
    graph: Path | None,
    *,
    endpoint: str | None = None,
    limits: Limits | None = None,
    shown_text: ShownText = ShownText.LICENSED,
    basemap: Path | None = None,
) -> Starlette:
    """The application for a built graph, or for a remote endpoint that holds one.

    With an endpoint all queries go there; `graph` is then a build beside it, or None: its search index,
    texts and downloads are used. `basemap` is a GeoJSON file to draw maps over instead of the one that
    ships (data/basemap/README.md). Raises `StoreError` where `graph` holds no graph, `EndpointError`
    where the endpoint does not answer or holds none.
    """
    limits = limits or Limits()
    origin = Origin.of(graph, endpoint)
    workers = Workers(origin, limits)
    # Pages have workers of their own (started when first needed), so that they come up also while
    # strangers' queries keep the others busy. Their queries are ours and may name many entities.
    readers = Workers(origin, replace(limits, length=_OUR_LENGTH))

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        await asyncio.gather(workers.start(), readers.start())
        yield
        await workers.stop()
        await readers.stop()

    app = Starlette(
        lifespan=lifespan,
        routes=[
            Route("/sparql", sparql, methods=METHODS.split(", ")),
            Route(WELL_KNOWN, void, methods=["GET", "OPTIONS"]),
            Route("/network", network),
            Route("/health", health),
            *(route for page in PAGES for route in page.routes),
            Mount("/static", StaticFiles(directory=frame.STATIC), name="static"),
        ],
        exception_handlers={HTTPException: _problem},
    )
    # Level 9, the default, takes three times as long for a few percent.
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    generations = Generations(graph, endpoint, limits)
    app.add_middleware(Refreshed, generations=generations)
    app.state.limits = limits
    app.state.graph = graph
    app.state.workers = workers
    app.state.readers = readers
    app.state.basemap = basemap or Settings().basemap
    app.state.shown_text = shown_text
    app.state.release = ""
    app.state.dumps = lambda: data.dumps(graph) if graph else []
    app.state.queries = load(Settings().queries)
    generations.serve(app)
    return app


async def network(request: Request) -> Response:
    """The network page, which brings its own policy."""
    graph: Path | None = request.app.state.graph
    path = graph / "network.html" if graph else None
    if path is None or not path.is_file():
        raise HTTPException(404, "There is no network page: write one with kg network.")
    return FileResponse(path, media_type="text/html")


async def health(_request: Request) -> Response:
    """Alive."""
    return PlainTextResponse("ok\n")


def _problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    wanted = preferred(request.headers.get("accept", ""), ["text/plain", "text/html"])
    if wanted == "text/html" and not request.url.path.endswith("/sparql"):
        return frame.page(
            request, "error.html.j2", status=error.status_code, message=str(error.detail)
        )
    return PlainTextResponse(f"{error.detail}\n", error.status_code, error.headers)
