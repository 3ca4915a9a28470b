"""Search: a page of what was found, and the same as JSON for the box that finds while one types."""

from __future__ import annotations

from dataclasses import asdict

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kg.errors import QueryError
from kg.search import Hit, SearchIndex, search
from kg.serve.negotiate import preferred
from kg.serve.pages import frame
from kg.serve.pages.facts import pieces

MOST = 100
"""How many hits one answer has at most."""


async def found(request: Request) -> Response:
    """What `q` finds, at most `limit`, of the classes `type`.

    Raises HTTPException (400) for a text that is too long, 404 where the graph has no index.
    """
    index: SearchIndex | None = request.app.state.search
    if index is None:
        raise HTTPException(404, "This graph has no search index: build it again with kg build.")
    parameters = request.query_params
    asked = parameters.get("q", "").strip()
    types = [name for name in parameters.getlist("type") if name]
    limit = parameters.get("limit", "")
    most = min(int(limit), MOST) if limit.isascii() and limit.isdigit() else 30
    try:
        hits = await run_in_threadpool(search, index, asked, types=types, limit=most)
    except QueryError as error:
        raise HTTPException(400, str(error)) from error
    wanted = preferred(request.headers.get("accept", ""), ["text/html", "application/json"])
    if parameters.get("format") == "json" or wanted == "application/json":
        return JSONResponse(
            {"query": asked, "hits": [_record(request, hit) for hit in hits]},
            headers={"Access-Control-Allow-Origin": "*", "Vary": "Accept"},
        )
    return frame.page(
        request, "search.html.j2", asked=asked, hits=hits, types=types, most=most, pieces=pieces
    )


def _record(request: Request, hit: Hit) -> dict[str, object]:
    return {**asdict(hit), "href": frame.link(request, hit.iri)}


routes = [Route("/search", found)]
