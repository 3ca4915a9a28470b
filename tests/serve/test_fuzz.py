"""No request, however odd, is answered by an error of the server's own."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote_from_bytes, urlencode

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

# 503 is an answer that was stopped or sent away, as the limits have it.
FINE = {200, 204, 304, 307, 400, 403, 404, 405, 406, 408, 413, 415, 503}

METHODS = st.sampled_from(["GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH"])
PATHS = st.one_of(
    st.sampled_from(
        ["/sparql", "/sparql/", "/search", "/.well-known/void", "/", "/network", "/health"]
    ),
    st.binary(max_size=30).map(lambda b: "/downloads/" + quote_from_bytes(b)),
    st.binary(max_size=30).map(lambda b: "/" + quote_from_bytes(b)),
)
WORDS = st.sampled_from(
    [
        *("SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "*", "WHERE", "{", "}", "?s", "?p", "?o", "."),
        *("kg:search", '"白山"', '"', "'''", "<", ">", "<urn:a>", "#", "\n", "(", ")", "SERVICE"),
        *("PREFIX", "kg:", "FILTER", "GRAPH", "UNION", "VALUES", "LIMIT", "1", "\\", "\x00", "𠀀"),
    ]
)
QUERIES = st.one_of(
    st.text(max_size=60),
    st.lists(WORDS, max_size=25).map(" ".join),
    st.sampled_from(["ASK {}", "SELECT * { ?s a ?o } LIMIT 3", "DESCRIBE <urn:a>"]),
)
NAMES = st.sampled_from(
    [
        *("query", "update", "default-graph-uri", "named-graph-uri", "format", "output"),
        *("q", "type", "limit", "lang", "page"),
    ]
)
VALUES = st.one_of(
    QUERIES,
    st.sampled_from(["json", "turtle", "urn:a", "-1", "5", "99999999999999999999", "Place"]),
)
PARAMETERS = st.lists(st.tuples(NAMES, VALUES), max_size=4)
ACCEPTS = st.one_of(
    st.sampled_from(
        ["*/*", "text/csv", "text/turtle;q=0.3, */*;q=0.1", "image/png", "a/b;q=nan", ";,;", "*"]
    ),
    st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=30),
)
KINDS = st.sampled_from(
    [
        *("application/x-www-form-urlencoded", "application/sparql-query", "multipart/form-data"),
        *("application/sparql-update", "application/sparql-query; charset=utf-16", "", ";"),
    ]
)


@pytest.fixture(scope="module")
def client(server: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server, timeout=60) as client:
        yield client


def check(answer: httpx.Response) -> None:
    assert answer.status_code in FINE, answer.text
    if answer.status_code >= 400 and answer.request.method != "HEAD":
        assert answer.content


UNHURRIED = settings(
    max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)


@UNHURRIED
@given(method=METHODS, path=PATHS, parameters=PARAMETERS, accept=ACCEPTS, tag=st.binary(max_size=9))
def test_any_address(
    client: httpx.Client,
    method: str,
    path: str,
    parameters: list[tuple[str, str]],
    accept: str,
    tag: bytes,
) -> None:
    headers = [("Accept", accept), ("If-None-Match", f'"{tag.hex()}", *')]
    asked = urlencode([(name, value) for name, value in parameters if _encodes(value)])
    check(client.request(method, f"{path}?{asked}", headers=headers))


@UNHURRIED
@given(query=QUERIES.filter(lambda text: _encodes(text)), accept=ACCEPTS)
def test_any_query(client: httpx.Client, query: str, accept: str) -> None:
    check(client.post("/sparql", data={"query": query}, headers={"Accept": accept}))


@UNHURRIED
@given(body=st.binary(max_size=200), kind=KINDS, in_url=st.binary(max_size=40))
def test_any_body(client: httpx.Client, body: bytes, kind: str, in_url: bytes) -> None:
    url = f"/sparql?{quote_from_bytes(in_url, safe='=&%')}"
    check(client.post(url, content=body, headers={"Content-Type": kind}))


@UNHURRIED
@given(text=st.text(max_size=110).filter(lambda text: _encodes(text)))
def test_any_search(client: httpx.Client, text: str) -> None:
    answer = client.get("/search", params={"q": text})
    assert answer.status_code == (200 if len(text) <= 100 else 400), answer.text


def _encodes(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
