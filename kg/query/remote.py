"""Queries on a remote endpoint, by the SPARQL 1.1 Protocol."""

from __future__ import annotations

from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import urlsplit

from rdflib.query import Result
from SPARQLWrapper import ASK, GET, JSON, POST, SELECT, TURTLE, URLENCODED, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

from kg.errors import EndpointError, QueryError
from kg.query.results import graph, rows

TIMEOUT = 60
"""Seconds to wait for an endpoint."""

LONGEST_GET = 2_000
"""Characters of a query that a URL carries safely; longer ones are sent as a form by POST."""


def run(endpoint: str, sparql: str, *, timeout: int = TIMEOUT) -> Result:
    """The answer of an endpoint.

    Raises QueryError for an update, EndpointError where the endpoint cannot be reached, refuses
    the query, or answers with something else than SPARQL results.
    """
    if urlsplit(endpoint).scheme not in {"http", "https"}:
        raise EndpointError(f"An endpoint is an http or https address, not {endpoint!r}.")
    wrapper = SPARQLWrapper(endpoint)
    wrapper.setQuery(sparql)
    if wrapper.isSparqlUpdateRequest():
        raise QueryError("Only queries are sent to an endpoint, no updates.")
    wrapper.setMethod(POST if len(sparql) > LONGEST_GET else GET)
    wrapper.setRequestMethod(URLENCODED)
    wrapper.setOnlyConneg(True)
    wrapper.setTimeout(timeout)
    tabular = wrapper.queryType in {SELECT, ASK}
    wrapper.setReturnFormat(JSON if tabular else TURTLE)
    try:
        body: bytes = wrapper.query().response.read()
    except SPARQLWrapperException as error:
        raise EndpointError(f"{endpoint} refused the query: {error}") from error
    except HTTPError as error:
        reason = error.read().decode(errors="replace").strip()
        raise EndpointError(f"{endpoint} answered {error.code}: {reason}") from error
    except (OSError, HTTPException) as error:
        raise EndpointError(f"{endpoint} does not answer: {error}") from error
    try:
        return rows(body) if tabular else graph(body)
    except ValueError as error:
        start = body[:200].decode(errors="replace")
        raise EndpointError(
            f"{endpoint} answered with no SPARQL results, but with: {start}"
        ) from error
