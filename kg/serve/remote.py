"""A remote SPARQL endpoint as a source: each query is parsed here and sent there by the SPARQL Protocol.

Parsing here says what a query is before a byte of it goes out: no update passes, whatever the endpoint
would accept, and what is wrong is said in the same words as for the embedded store.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import httpx
import pyoxigraph as ox

from kg.errors import QueryError
from kg.graph.vocabulary import PREFIXES
from kg.query.http import REASON, checked, plain, reason
from kg.serve.job import Job, QueryStopped, RemoteFailed, RemoteLate
from kg.settings import Limits

EARLY = 0.9
"""Part of a query's time after which the remote store is late, so that this can still be said."""

_NOTHING = ox.Store()
_COMMENTS = r"(?:\s|#[^\n\r]*+)*+"
_BASE = re.compile(rf"{_COMMENTS}BASE\s*<[^>]*>", re.IGNORECASE)
_DECLARED = re.compile(r"PREFIX\s+([\w-]*)\s*:", re.IGNORECASE)
_USED = re.compile(r"(?<![\w:<-])(\w+):")
_MAX_ROWS = "X-SPARQL-MaxRows"
"""How Virtuoso says that its settings cut answers off after so many rows."""

_VIRTUOSO_ROW = b"\n    {"
# Virtuoso's JSON has booleans as 0 and 1. Inside a text the quotes would be escaped.
_VIRTUOSO_BOOLEAN = re.compile(
    rb'("datatype": "http://www\.w3\.org/2001/XMLSchema#boolean", "value": )"([01])"'
)
# Not XML: pyoxigraph 0.5.13 reads it without the blanks around a text.
_ROWS = ox.QueryResultsFormat.JSON
_GRAPH = ox.RdfFormat.N_TRIPLES


class RemoteSource:
    """Sends queries to one address and follows no redirects. Raises EndpointError for no address."""

    def __init__(self, endpoint: str, limits: Limits) -> None:
        checked(endpoint)
        self._endpoint = endpoint
        self._limits = limits
        self._client = httpx.Client(timeout=limits.seconds * EARLY, trust_env=False)

    def query(
        self, sparql: str, job: Job
    ) -> ox.QuerySolutions | ox.QueryBoolean | Iterator[ox.Triple]:
        """The answer of the endpoint.

        Raises SyntaxError for what is no query, QueryError for one that the endpoint refuses,
        RemoteFailed where it cannot be reached or answers with something else, RemoteLate past the
        time, QueryStopped for an answer that is too large or was cut off.
        """
        kind = _NOTHING.query(sparql, base_iri=job.base, prefixes=dict(PREFIXES))
        text = declared(sparql, job.base)
        if isinstance(kind, ox.QueryTriples):
            return self._graph(self._ask(text, job, _GRAPH.media_type))
        rows = self._rows(self._ask(text, job, _ROWS.media_type))
        if isinstance(kind, ox.QueryBoolean) and isinstance(rows, ox.QuerySolutions):
            return _boolean(rows)
        return rows

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _graph(self, answer: bytes) -> Iterator[ox.Triple]:
        try:
            for quad in ox.parse(answer, format=_GRAPH):
                yield quad.triple
        except SyntaxError as error:
            raise self._nonsense(answer) from error

    def _rows(self, answer: bytes) -> ox.QuerySolutions | ox.QueryBoolean:
        answer = _VIRTUOSO_BOOLEAN.sub(
            lambda match: match[1] + (b'"true"' if match[2] == b"1" else b'"false"'), answer
        )
        try:
            return ox.parse_query_results(answer, format=_ROWS)
        except SyntaxError as error:
            raise self._nonsense(answer) from error

    def _ask(self, sparql: str, job: Job, media_type: str) -> bytes:
        form: dict[str, str | list[str]] = {"query": sparql}
        if job.default_graphs or job.named_graphs:
            form["default-graph-uri"] = list(job.default_graphs)
            form["named-graph-uri"] = list(job.named_graphs)
        try:
            with self._client.stream(
                "POST", self._endpoint, data=form, headers={"Accept": media_type}
            ) as response:
                if not response.is_success:
                    response.read()
                    raise self._refused(response)
                body = self._body(response)
        except httpx.TimeoutException as error:
            text = f"{self._endpoint} has not answered within {self._limits.seconds * EARLY:g} seconds."
            raise RemoteLate(text) from error
        except httpx.TransportError as error:
            raise RemoteFailed(f"{self._endpoint} does not answer: {error}") from error
        most = response.headers.get(_MAX_ROWS, "")
        if most.isdigit() and body.count(_VIRTUOSO_ROW) >= int(most):
            raise QueryStopped(
                f"{self._endpoint} cuts answers off after {int(most):,} rows: use LIMIT with less, or "
                f"let its administrator raise ResultSetMaxRows."
            )
        return body

    def _body(self, response: httpx.Response) -> bytes:
        body = bytearray()
        for piece in response.iter_bytes():
            body += piece
            if len(body) > self._limits.answer:
                raise QueryStopped(
                    f"The answer is larger than {self._limits.answer:,} bytes: use LIMIT."
                )
        return bytes(body)

    def _refused(self, response: httpx.Response) -> Exception:
        said = f"{self._endpoint} answered {response.status_code}: {reason(response)}"
        if response.status_code == httpx.codes.BAD_REQUEST:
            return QueryError(said)
        return RemoteFailed(said)

    def _nonsense(self, answer: bytes) -> RemoteFailed:
        start = plain(answer[:REASON].decode(errors="replace"))
        return RemoteFailed(f"{self._endpoint} answered with no SPARQL results, but with: {start}")


def declared(sparql: str, base: str | None = None) -> str:
    """The query with the prefixes declared that it uses and does not declare itself, and with a base
    for its relative IRIs. Virtuoso wants BASE before PREFIX.

    >>> declared("ASK { ?s a kg:Place }")
    'PREFIX kg: <https://w3id.org/shuangyong-kg/ontology#> ASK { ?s a kg:Place }'
    """
    own = set(_DECLARED.findall(sparql))
    missing = sorted(name for name in set(_USED.findall(sparql)) - own if name in PREFIXES)
    prefixes = "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in missing)
    if match := _BASE.match(sparql):
        return f"{match[0]} {prefixes}{sparql[match.end() :]}"
    return f"{f'BASE <{base}> ' if base else ''}{prefixes}{sparql}"


def _boolean(rows: ox.QuerySolutions) -> ox.QueryBoolean:
    """The answer to an ASK that came as a table: Virtuoso gives one number."""
    yes = any(str(value.value) not in {"0", "false"} for row in rows for value in row if value)
    body = b'{"head": {}, "boolean": %s}' % (b"true" if yes else b"false")
    found = ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
    assert isinstance(found, ox.QueryBoolean)
    return found
