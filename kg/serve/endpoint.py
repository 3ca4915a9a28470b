"""The SPARQL 1.1 Protocol for queries: GET, POST of a form, POST of the query itself."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from kg.errors import QueryError
from kg.graph.vocabulary import PREFIXES
from kg.query.guard import check
from kg.serve.limits import Limits
from kg.serve.negotiate import GRAPHS, ROWS, preferred
from kg.serve.workers import Job, QueryRefused, QueryStopped, Workers

HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Vary": "Accept",
    "X-Content-Type-Options": "nosniff",
}
_FORM = re.compile(
    r"^[\s(]*(?:(?:PREFIX\s+\S*\s*<[^>]*>|BASE\s*<[^>]*>)\s*|#[^\n]*\n\s*)*(\w+)", re.IGNORECASE
)
_UPDATES = frozenset(
    {"insert", "delete", "load", "clear", "drop", "create", "add", "move", "copy", "with"}
)


def _problem(status: int, text: str) -> Response:
    return PlainTextResponse(text + "\n", status_code=status, headers=HEADERS)


async def _parameters(request: Request, limits: Limits) -> list[tuple[str, str]] | Response:
    if request.method != "POST":
        return list(request.query_params.multi_items())
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > limits.request:
            return _problem(413, f"The request is over {limits.request:,} bytes.")
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return _problem(400, "The request is not UTF-8.")
    if kind == "application/x-www-form-urlencoded":
        return parse_qsl(text, keep_blank_values=True)
    if kind == "application/sparql-query":
        return [("query", text), *request.query_params.multi_items()]
    if kind == "application/sparql-update":
        return _problem(403, "This endpoint is read-only: updates are refused.")
    return _problem(
        415, "POST a form (application/x-www-form-urlencoded) or application/sparql-query."
    )


async def sparql(request: Request) -> Response:
    """Answer a query in the format that the client prefers."""
    limits: Limits = request.app.state.limits
    workers: Workers = request.app.state.workers
    if request.method == "OPTIONS":
        return Response(
            status_code=204,
            headers={
                **HEADERS,
                "Allow": "GET, HEAD, POST, OPTIONS",
                "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
                "Access-Control-Allow-Headers": "Accept, Content-Type",
            },
        )
    parameters = await _parameters(request, limits)
    if isinstance(parameters, Response):
        return parameters
    queries = [value for name, value in parameters if name == "query"]
    if any(name == "update" for name, _ in parameters):
        return _problem(403, "This endpoint is read-only: updates are refused.")
    if len(queries) != 1:
        return _problem(400, "Give one query: /sparql?query=SELECT…")
    text = queries[0]
    try:
        check(text, length=limits.request)
    except QueryError as error:
        return _problem(400, str(error))
    form = _FORM.match(text)
    if form and form[1].lower() in _UPDATES:
        return _problem(403, "This endpoint is read-only: updates are refused.")
    graph = form is not None and form[1].lower() in ("construct", "describe")
    offers = GRAPHS if graph else ROWS
    wanted = dict(parameters).get("format") or dict(parameters).get("output")
    media = (
        next((m for m, short in offers.items() if wanted in (short, m)), None) if wanted else None
    )
    media = media or preferred(request.headers.get("accept", ""), list(offers))
    if media is None:
        return _problem(406, f"No such format here. Offered: {', '.join(offers)}")
    job = Job(
        sparql=_with_prefixes(text),
        rows="" if graph else media,
        graph=media if graph else "",
        default_graphs=tuple(v for n, v in parameters if n == "default-graph-uri"),
        named_graphs=tuple(v for n, v in parameters if n == "named-graph-uri"),
    )
    try:
        answer = await workers.run(job)
    except QueryRefused as error:
        return _problem(400, f"The query cannot be answered: {error}")
    except QueryStopped as error:
        return _problem(
            503, f"The query was stopped after at most {limits.seconds:g} seconds: {error}"
        )
    return Response(answer.body, media_type=media, headers=HEADERS)


def _with_prefixes(text: str) -> str:
    """Known prefixes need no declaration; those that the query declares itself stay its own."""
    missing = [
        f"PREFIX {name}: <{iri}>"
        for name, iri in PREFIXES.items()
        if f"{name}:" in text and not re.search(rf"PREFIX\s+{name}:", text, re.IGNORECASE)
    ]
    return " ".join([*missing, text])
