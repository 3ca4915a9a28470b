"""The SPARQL 1.1 Protocol for queries: GET, POST of a form, POST of the query itself."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from kg.errors import StoreError
from kg.serve.answers import (
    HEADERS,
    Streamed,
    accepted,
    cached,
    etag,
    gone,
    options,
    problem,
    unchanged,
)
from kg.serve.description import service_description
from kg.serve.job import (
    Busy,
    FormatRefused,
    Job,
    QueryRefused,
    QueryStopped,
    RemoteFailed,
    RemoteLate,
)
from kg.serve.negotiate import GRAPHS, ROWS, named, preferred
from kg.serve.reply import Reply
from kg.serve.workers import Workers
from kg.settings import Limits

METHODS = "GET, HEAD, POST, OPTIONS"

READ_ONLY = "This endpoint is read-only: SELECT, ASK, CONSTRUCT and DESCRIBE, no updates."

FIELDS = 10_000
"""Parameters of one request: as many graphs as a data set may name."""

_UPDATE = re.compile(
    r"(?:\s|#[^\n]*\n|PREFIX[^<]*<[^>]*>|BASE\s*<[^>]*>)*+"
    r"(?:INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH)\b",
    re.IGNORECASE,
)
_VARYING = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID|BNODE|SERVICE)\b", re.IGNORECASE)

Parameters = list[tuple[str, str]]


async def sparql(request: Request) -> Response:
    """Answer a query in the format that the client prefers; without a query, describe the service."""
    if request.method == "OPTIONS":
        return options(METHODS)
    parameters = await _parameters(request)
    if request.method != "POST" and not {"query", "update"} & {name for name, _ in parameters}:
        return service_description(request)
    job = _job(request, parameters)
    validator = None if _VARYING.search(job.sparql) else etag(request, job)
    if validator and (answer := unchanged(request, validator)):
        return answer
    workers: Workers = request.app.state.workers
    try:
        reply = await workers.open(job)
    except Busy as error:
        raise problem(503, str(error), **{"Retry-After": "5"}) from error
    return await _answer(request, job, reply, cached(validator) if validator else {})


async def _answer(request: Request, job: Job, reply: Reply, headers: dict[str, str]) -> Response:
    limits: Limits = request.app.state.limits
    started = asyncio.create_task(reply.started())
    leaving = asyncio.create_task(gone(request.receive))
    streaming = False
    try:
        await asyncio.wait((started, leaving), return_when=asyncio.FIRST_COMPLETED)
        if not started.done():
            return Response(status_code=499)  # nobody reads it
        headers = {**HEADERS, **headers}
        if started.result():
            answer = await reply.whole()
            return Response(answer.body, media_type=answer.media_type, headers=headers)
        streaming = True
        return Streamed(
            reply.pieces(),
            reply.close,
            patience=limits.patience,
            media_type=reply.media_type,
            headers=headers,
        )
    except QueryRefused as error:
        hint = f" {READ_ONLY}" if _UPDATE.match(job.sparql) else ""
        raise problem(400, f"The query cannot be answered: {error}{hint}") from error
    except FormatRefused as error:
        raise problem(406, str(error)) from error
    except (QueryStopped, StoreError) as error:
        raise problem(503, str(error)) from error
    except RemoteFailed as error:
        raise problem(502, str(error)) from error
    except RemoteLate as error:
        raise problem(504, str(error)) from error
    finally:
        started.cancel()
        leaving.cancel()
        await asyncio.wait((started, leaving))
        if not streaming:
            await reply.close()


async def _parameters(request: Request) -> Parameters:
    """The parameters of the operation (SPARQL 1.1 Protocol, 2.1), wherever the request has them."""
    in_url = _form(request.scope["query_string"])
    if request.method != "POST":
        return in_url
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/sparql-update":
        raise problem(403, READ_ONLY)
    if kind == "application/x-www-form-urlencoded":
        return [*_form(await _body(request)), *in_url]
    if kind != "application/sparql-query":
        offer = "POST a form (application/x-www-form-urlencoded) or application/sparql-query."
        raise problem(415, offer)
    try:
        return [("query", (await _body(request)).decode()), *in_url]
    except UnicodeDecodeError as error:
        raise problem(400, "The query is not UTF-8.") from error


async def _body(request: Request) -> bytes:
    limits: Limits = request.app.state.limits
    body = bytearray()
    try:
        async with asyncio.timeout(limits.patience):
            async for piece in request.stream():
                body += piece
                if len(body) > limits.request:
                    raise problem(413, f"The request is over {limits.request:,} bytes.")
    except ClientDisconnect as error:
        raise problem(400, "The request broke off.") from error
    except TimeoutError as error:
        raise problem(408, f"The request took over {limits.patience:g} seconds.") from error
    return bytes(body)


def _form(encoded: bytes) -> Parameters:
    try:
        return parse_qsl(
            encoded.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=FIELDS
        )
    except UnicodeDecodeError as error:
        raise problem(400, "The parameters are not percent-encoded UTF-8.") from error
    except ValueError as error:
        raise problem(400, f"There are over {FIELDS:,} parameters.") from error


def _job(request: Request, parameters: Parameters) -> Job:
    def values(*wanted: str) -> tuple[str, ...]:
        return tuple(value for name, value in parameters if name in wanted)

    if values("update"):
        raise problem(403, READ_ONLY)
    queries = values("query")
    if len(queries) != 1:
        raise problem(400, f"Give one query, not {len(queries)}: /sparql?query=SELECT…")
    # Forms in a browser cannot set Accept: by custom, `format` or `output` names a format.
    rows, graph = _formats(values("format", "output"), accepted(request))
    return Job(
        sparql=queries[0],
        rows=rows,
        graph=graph,
        default_graphs=values("default-graph-uri"),
        named_graphs=values("named-graph-uri"),
        base=str(request.url.replace(query="")),
    )


def _formats(asked: tuple[str, ...], accept: str) -> tuple[str | None, str | None]:
    if not asked:
        return preferred(accept, list(ROWS)), preferred(accept, list(GRAPHS))
    rows, graph = named(asked[0], ROWS), named(asked[0], GRAPHS)
    if not (rows or graph):
        known = ", ".join(_short((*ROWS.values(), *GRAPHS.values())))
        raise problem(400, f"There is no format {asked[0]!r}. Known: {known}.")
    return rows, graph


def _short(names: Iterable[tuple[str, ...]]) -> list[str]:
    return list(dict.fromkeys(name for short in names for name in short))
