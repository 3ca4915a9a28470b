"""/search: what is found by its name or by a sentence, as JSON."""

from __future__ import annotations

from dataclasses import asdict

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kg.errors import QueryError
from kg.serve.answers import HEADERS, cached, etag, options, problem, unchanged
from kg.serve.finder import Finder

MOST = 100
"""Hits of one answer at most."""


async def search_json(request: Request) -> Response:
    """The hits for `q`, of the classes `type` (may be repeated), `limit` of them at most."""
    if request.method == "OPTIONS":
        return options()
    asked = request.query_params
    text, types = asked.get("q", ""), asked.getlist("type")
    try:
        limit = int(asked.get("limit", "20"))
    except ValueError:
        limit = 0
    if not 1 <= limit <= MOST:
        raise problem(400, f"limit is a number from 1 to {MOST}.")
    validator = etag(request, text, types, limit)
    if answer := unchanged(request, validator):
        return answer
    finder: Finder = request.app.state.finder
    try:
        hits = await finder.search(text, types=types, limit=limit)
    except QueryError as error:
        raise problem(400, str(error)) from error
    body = {"query": text, "hits": [asdict(hit) for hit in hits]}
    return JSONResponse(body, headers={**HEADERS, **cached(validator)})
