"""The page of what was found; programs, and the box that finds while one types, get JSON."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.errors import QueryError
from kg.serve.finder import Finder
from kg.serve.negotiate import preferred
from kg.serve.pages import frame
from kg.serve.pages.facts import pieces
from kg.serve.search import search_json

MOST = 50
"""How many hits the page lists."""


async def found(request: Request) -> Response:
    """What `q` finds, of the classes `type`. Raises HTTPException (400) for a text too long."""
    wanted = preferred(request.headers.get("accept", ""), ["application/json", "text/html"])
    if wanted != "text/html":
        return await search_json(request)
    asked = request.query_params.get("q", "").strip()
    types = [name for name in request.query_params.getlist("type") if name]
    finder: Finder = request.app.state.finder
    try:
        hits = await finder.search(asked, types=types, limit=MOST)
    except QueryError as error:
        raise HTTPException(400, str(error)) from error
    return frame.page(
        request, "search.html.j2", asked=asked, hits=hits, types=types, most=MOST, pieces=pieces
    )


routes = [Route("/search", found, methods=["GET", "OPTIONS"])]
