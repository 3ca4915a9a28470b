"""The SPARQL 1.1 Protocol for queries: GET, POST of a form, POST of the query itself."""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from kg.errors import QueryError
from kg.query.guard import check
from kg.serve.limits import Limits
from kg.serve.negotiate import GRAPHS, ROWS, preferred
from kg.serve.workers import FormatRefused, Job, QueryRefused, QueryStopped, Workers

HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Vary": "Accept",
    "X-Content-Type-Options": "nosniff",
}
"""What every answer carries: readable from any page, and never a page that runs anything."""

_METHODS = "GET, HEAD, POST, OPTIONS"
_READ_ONLY = "This endpoint is read-only: SELECT, ASK, CONSTRUCT and DESCRIBE, no updates."


async def sparql(request: Request) -> Response:
    """Answer a query in the format that the client prefers."""
    if request.method == "OPTIONS":
        return Response(
            status_code=204,
            headers={
                **HEADERS,
                "Allow": _METHODS,
                "Access-Control-Allow-Methods": _METHODS,
                "Access-Control-Allow-Headers": "Accept, Content-Type",
            },
        )
    limits: Limits = request.app.state.limits
    workers: Workers = request.app.state.workers
    parameters = await _parameters(request, limits)
    job = _job(parameters, request.headers.get("accept", ""), limits)
    try:
        answer = await workers.run(job)
    except QueryRefused as error:
        raise _problem(400, f"{_READ_ONLY} The query does not parse: {error}") from error
    except FormatRefused as error:
        raise _problem(406, str(error)) from error
    except QueryStopped as error:
        raise _problem(503, str(error)) from error
    return Response(answer.body, media_type=answer.media_type, headers=HEADERS)


def _problem(status: int, text: str) -> HTTPException:
    return HTTPException(status, text, headers=HEADERS)


async def _parameters(request: Request, limits: Limits) -> list[tuple[str, str]]:
    """The parameters of the operation (SPARQL 1.1 Protocol, 2.1), wherever the request has them."""
    in_url = list(request.query_params.multi_items())
    if request.method != "POST":
        return in_url
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limits.request:
            raise _problem(413, f"The request is over {limits.request:,} bytes.")
    try:
        text = body.decode()
    except UnicodeDecodeError as error:
        raise _problem(400, "The request is not UTF-8.") from error
    match request.headers.get("content-type", "").partition(";")[0].strip().lower():
        case "application/x-www-form-urlencoded":
            return parse_qsl(text, keep_blank_values=True)
        case "application/sparql-query":
            return [("query", text), *in_url]
        case "application/sparql-update":
            raise _problem(403, _READ_ONLY)
    raise _problem(
        415, "POST a form (application/x-www-form-urlencoded) or application/sparql-query."
    )


def _job(parameters: list[tuple[str, str]], accept: str, limits: Limits) -> Job:
    def values(wanted: str) -> tuple[str, ...]:
        return tuple(value for name, value in parameters if name == wanted)

    if values("update"):
        raise _problem(403, _READ_ONLY)
    queries = values("query")
    if len(queries) != 1:
        raise _problem(400, "Give one query: /sparql?query=SELECT…")
    try:
        check(queries[0], length=limits.length, nesting=limits.nesting)
    except QueryError as error:
        raise _problem(400, str(error)) from error
    # Forms in a browser cannot set Accept: by custom, `format` or `output` names a format.
    named = (*values("format"), *values("output"))
    return Job(
        sparql=queries[0],
        rows=_named(named, ROWS) or preferred(accept, list(ROWS)),
        graph=_named(named, GRAPHS) or preferred(accept, list(GRAPHS)),
        default_graphs=values("default-graph-uri"),
        named_graphs=values("named-graph-uri"),
    )


def _named(named: tuple[str, ...], offers: dict[str, str]) -> str | None:
    for media_type, short in offers.items():
        if short in named or media_type in named:
            return media_type
    return None
