"""The ASGI application: routes, and the pages beside the endpoint."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from kg.graph.store import FOLDER, Store
from kg.publish.dump import FORMATS
from kg.query.named import load
from kg.serve.endpoint import sparql
from kg.serve.limits import Limits
from kg.serve.negotiate import preferred
from kg.serve.pages import explorer, frame
from kg.serve.reading import Reader
from kg.serve.workers import Workers
from kg.settings import Settings

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
_MEDIA = {form.suffix: form.media_type for form in FORMATS.values()}
_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
)


def application(graph: Path, *, limits: Limits | None = None) -> Starlette:
    """The application for a built graph. Raises `StoreError` where `graph` holds none."""
    limits = limits or Limits()
    with Store.open(graph / FOLDER):
        pass  # a wrong folder is said at once, not by the first worker

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        workers = Workers(graph / FOLDER, limits)
        await workers.start()
        app.state.workers = workers
        app.state.reader = Reader(workers, Settings().base_iri)
        yield
        workers.stop()

    app = Starlette(
        lifespan=lifespan,
        routes=[
            Route("/", start),
            Route("/sparql", sparql, methods=["GET", "HEAD", "POST", "OPTIONS"]),
            Route("/network", network),
            Route("/downloads/{name}", download),
            Route("/health", health),
            *explorer.routes,
            Mount("/static", StaticFiles(directory=frame.STATIC), name="static"),
        ],
        exception_handlers={HTTPException: _problem},
    )
    app.add_middleware(GZipMiddleware, minimum_size=1000)
    app.state.limits = limits
    app.state.graph = graph
    app.state.views = {}
    app.state.queries = load(Settings().queries)
    return app


async def start(request: Request) -> Response:
    """What this is, counts, and where to go."""
    graph: Path = request.app.state.graph
    counts = json.loads((graph / "build.json").read_text(encoding="utf-8"))
    files = [(path.name, path.stat().st_size) for path in _files(graph)]
    page = _TEMPLATES.get_template("start.html.j2").render(
        counts=counts,
        files=files,
        has_network=(graph / "network.html").is_file(),
        queries=request.app.state.queries.values(),
    )
    return HTMLResponse(page, headers={"Content-Security-Policy": _POLICY})


async def network(request: Request) -> Response:
    """The network page, which brings its own policy."""
    path = request.app.state.graph / "network.html"
    if not path.is_file():
        raise HTTPException(404, "There is no network page: write one with kg network.")
    return FileResponse(path, media_type="text/html")


async def download(request: Request) -> Response:
    """One of the dumps, by the name that the start page lists."""
    name = request.path_params["name"]
    for path in _files(request.app.state.graph):
        if path.name == name:
            suffix = Path(path.stem).suffix if path.suffix == ".gz" else path.suffix
            media = (
                "application/gzip"
                if path.suffix == ".gz"
                else _MEDIA.get(suffix, "application/xml")
            )
            return FileResponse(path, media_type=media, filename=name)
    raise HTTPException(404, f"There is no download {name!r}.")


async def health(_request: Request) -> Response:
    """Alive."""
    return PlainTextResponse("ok\n")


def _files(graph: Path) -> list[Path]:
    """What may be downloaded: the dumps, and the networks for other tools."""
    dumps = sorted((graph / "dumps").glob("[!.]*")) if (graph / "dumps").is_dir() else []
    return [
        path
        for path in (*dumps, graph / "network.gexf", graph / "network.graphml")
        if path.is_file()
    ]


def _problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    wanted = preferred(request.headers.get("accept", ""), ["text/plain", "text/html"])
    if wanted == "text/html" and not request.url.path.endswith("/sparql"):
        return frame.page(
            request, "error.html.j2", status=error.status_code, message=str(error.detail)
        )
    return PlainTextResponse(f"{error.detail}\n", error.status_code, error.headers)
