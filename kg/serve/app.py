"""The ASGI application: routes, and the pages beside the endpoint."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pyoxigraph as ox
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from kg.graph.store import FOLDER, Store
from kg.query.named import load
from kg.search import FILE, SearchIndex
from kg.serve.endpoint import sparql
from kg.serve.limits import Limits
from kg.serve.negotiate import preferred
from kg.serve.pages import data, explorer, frame, ontology, query, resource, search, start, timeline
from kg.serve.pages import map as map_
from kg.serve.pages.article import ShownText
from kg.serve.reading import Reader
from kg.serve.workers import Workers
from kg.settings import Settings

PAGES = (start, search, explorer, timeline, map_, query, data, ontology, resource)
"""The pages, each a module with its routes."""


def application(
    graph: Path,
    *,
    limits: Limits | None = None,
    shown_text: ShownText = ShownText.LICENSED,
    basemap: Path | None = None,
) -> Starlette:
    """The application for a built graph.

    `basemap` is a GeoJSON file to draw maps over instead of the one that ships
    (data/basemap/README.md). Raises `StoreError` where `graph` holds no graph.
    """
    limits = limits or Limits()
    # A wrong folder is said at once, not by the first worker.
    with Store.open(graph / FOLDER) as store:
        base = _base(store)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        workers = Workers(graph / FOLDER, limits)
        await workers.start()
        app.state.workers = workers
        app.state.reader = Reader(workers, base)
        yield
        workers.stop()

    app = Starlette(
        lifespan=lifespan,
        routes=[
            Route("/sparql", sparql, methods=["GET", "HEAD", "POST", "OPTIONS"]),
            Route("/network", network),
            Route("/health", health),
            *(route for page in PAGES for route in page.routes),
            Mount("/static", StaticFiles(directory=frame.STATIC), name="static"),
        ],
        exception_handlers={HTTPException: _problem},
    )
    app.add_middleware(GZipMiddleware, minimum_size=1000)
    app.state.limits = limits
    app.state.graph = graph
    app.state.views = {}
    app.state.base = base
    app.state.basemap = basemap or Settings().basemap
    app.state.shown_text = shown_text
    index = graph / FILE
    app.state.search = SearchIndex(index) if index.is_file() else None
    app.state.queries = load(Settings().queries)
    return app


async def network(request: Request) -> Response:
    """The network page, which brings its own policy."""
    path = request.app.state.graph / "network.html"
    if not path.is_file():
        raise HTTPException(404, "There is no network page: write one with kg network.")
    return FileResponse(path, media_type="text/html")


async def health(_request: Request) -> Response:
    """Alive."""
    return PlainTextResponse("ok\n")


def _base(store: Store) -> str:
    """The namespace of the graph's own IRIs, as its description states it."""
    rows = store.query("SELECT ?space WHERE { ?set a void:Dataset ; void:uriSpace ?space } LIMIT 1")
    assert isinstance(rows, ox.QuerySolutions)
    for row in rows:
        space = row["space"]
        assert isinstance(space, ox.Literal)
        return space.value.removesuffix("id/")
    return Settings().base_iri


def _problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    wanted = preferred(request.headers.get("accept", ""), ["text/plain", "text/html"])
    if wanted == "text/html" and not request.url.path.endswith("/sparql"):
        return frame.page(
            request, "error.html.j2", status=error.status_code, message=str(error.detail)
        )
    return PlainTextResponse(f"{error.detail}\n", error.status_code, error.headers)
