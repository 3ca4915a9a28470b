"""What the endpoint promises beyond the W3C's tests: formats, revalidation, streams, search."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import httpx
import pytest
from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results
from rdflib import RDF, VOID, Graph, URIRef

from kg.serve.reply import WHOLE
from kg.settings import Limits

SITES = "SELECT ?l WHERE { ?s a kg:Site ; skos:prefLabel ?l } ORDER BY ?l"
GRAPH = "CONSTRUCT WHERE { ?s a kg:Site ; skos:prefLabel ?l }"
HUGE = "SELECT * { ?s ?p ?o . ?a kg:confidence ?c . ?d kg:confidence ?e }"
LARGE = "SELECT * { ?s ?p ?o . ?a kg:confidence ?c }"


@pytest.fixture
def client(server: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server, timeout=60) as client:
        yield client


@pytest.mark.parametrize(
    ("query", "name", "media_type"),
    [
        (SITES, "json", "application/sparql-results+json"),
        (SITES, "xml", "application/sparql-results+xml"),
        (SITES, "csv", "text/csv"),
        (SITES, "tsv", "text/tab-separated-values"),
        (GRAPH, "turtle", "text/turtle"),
        (GRAPH, "ttl", "text/turtle"),
        (GRAPH, "nt", "application/n-triples"),
        (GRAPH, "json", "application/ld+json"),
        (GRAPH, "xml", "application/rdf+xml"),
        (GRAPH, "application/rdf+xml", "application/rdf+xml"),
    ],
)
def test_a_format_can_be_named(
    client: httpx.Client, query: str, name: str, media_type: str
) -> None:
    answer = client.get("/sparql", params={"query": query, "format": name})
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == media_type
    if rdf := RdfFormat.from_media_type(media_type):
        if query == GRAPH:
            assert len(list(parse(answer.content, format=rdf))) == 4
    elif form := QueryResultsFormat.from_media_type(media_type):
        assert "七道江会议旧址" in answer.text
        if form != QueryResultsFormat.CSV:
            parse_query_results(answer.content, format=form)


@pytest.mark.parametrize(
    ("query", "name", "status", "words"),
    [
        (SITES, "turtle", 406, "The answer is a table, offered as application/sparql-results+json"),
        (GRAPH, "csv", 406, "The answer is a graph, offered as text/turtle"),
        (SITES, "docx", 400, "There is no format 'docx'. Known: json, srj, xml"),
    ],
)
def test_a_format_that_does_not_suit_is_told(
    client: httpx.Client, query: str, name: str, status: int, words: str
) -> None:
    answer = client.get("/sparql", params={"query": query, "format": name})
    assert (answer.status_code, answer.text[: len(words)]) == (status, words)
    assert answer.headers["access-control-allow-origin"] == "*"


def test_accept_may_come_in_several_headers(client: httpx.Client) -> None:
    headers = [("Accept", "image/png"), ("Accept", "text/csv")]
    answer = client.get("/sparql", params={"query": SITES}, headers=headers)
    assert answer.headers["content-type"].startswith("text/csv")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("SELECT ?s WHERE {", "It was read up to here: SELECT ?s WHERE {"),
        ("INSERT DATA { <a:a> <a:b> <a:c> }", "read-only"),
        ("# all\nPREFIX a: <a:> DELETE WHERE { ?s ?p ?o }", "read-only"),
        ("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "SERVICE is not allowed"),
        ("SELECT * { " + "{" * 200, "nested deeper than 100"),
        ("#" * 50_001, "50001 characters"),
        ("", "error at 1:1"),
    ],
)
def test_what_is_wrong_with_a_query_is_told(client: httpx.Client, query: str, words: str) -> None:
    answer = client.post("/sparql", data={"query": query})
    assert answer.status_code == 400
    assert words in answer.text


def test_parameters_that_are_no_utf8_are_refused(client: httpx.Client) -> None:
    assert client.get("/sparql?query=ASK%7B%7D%ff").status_code == 400
    assert client.get("/sparql?" + "&".join(["x=1"] * 10_001)).status_code == 400


def test_an_answer_is_not_sent_twice(client: httpx.Client) -> None:
    asked = {"query": SITES}
    first = client.get("/sparql", params=asked)
    again = client.get("/sparql", params=asked, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    other = {"If-None-Match": first.headers["etag"], "Accept": "text/csv"}
    assert client.get("/sparql", params=asked, headers=other).status_code == 200
    post = client.post("/sparql", data=asked, headers={"If-None-Match": "*"})
    assert post.status_code == 200


def test_an_answer_that_varies_is_never_taken_for_the_same(client: httpx.Client) -> None:
    assert "etag" not in client.get("/sparql", params={"query": "SELECT (NOW() AS ?n) {}"}).headers


def test_an_answer_is_compressed_for_who_takes_it(client: httpx.Client) -> None:
    asked = {"query": "SELECT * { ?s ?p ?o }"}
    with client.stream("GET", "/sparql", params=asked) as answer:
        assert answer.headers["content-encoding"] == "gzip"
        assert "accept-encoding" in answer.headers["vary"].lower()
        assert "accept" in answer.headers["vary"].lower().split(", ")
        packed = b"".join(answer.iter_raw())
    plain = client.get("/sparql", params=asked, headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert gzip.decompress(packed) == plain.content


def test_head_is_get_without_the_body(client: httpx.Client) -> None:
    plain = {"Accept-Encoding": "identity"}
    got = client.get("/sparql", params={"query": SITES}, headers=plain)
    head = client.head("/sparql", params={"query": SITES}, headers=plain)
    assert (head.status_code, head.content) == (200, b"")
    for name in ("content-type", "content-length", "etag", "access-control-allow-origin"):
        assert head.headers[name] == got.headers[name]
    assert client.head("/sparql", params={"query": LARGE}).status_code == 200


@pytest.mark.parametrize("path", ["/sparql", "/search", "/.well-known/void"])
def test_a_page_from_elsewhere_may_ask(client: httpx.Client, path: str) -> None:
    headers = {
        "Origin": "https://example.org",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    answer = client.options(path, headers=headers)
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "Content-Type" in answer.headers["access-control-allow-headers"]
    assert "GET" in answer.headers["allow"]


def test_a_large_answer_is_streamed_whole(client: httpx.Client) -> None:
    answer = client.get(
        "/sparql",
        params={"query": LARGE, "format": "csv"},
        headers={"Accept-Encoding": "identity"},
    )
    assert len(answer.content) > 4 * WHOLE
    assert "content-length" not in answer.headers
    counted = f"SELECT (COUNT(*) AS ?n) {{ {LARGE.partition('{')[2]}"
    rows = client.get("/sparql", params={"query": counted, "format": "csv"}).text.split()[1]
    assert answer.text.count("\r\n") == int(rows) + 1


def test_a_large_answer_that_breaks_off_is_seen_to(
    graph: Path, serving: Callable[[Path, Limits], AbstractContextManager[str]]
) -> None:
    with (
        serving(graph, Limits(answer=32 * WHOLE, seconds=60)) as address,
        pytest.raises(httpx.RemoteProtocolError),
    ):
        httpx.get(f"{address}/sparql", params={"query": HUGE}, timeout=60)


def test_relative_iris_are_relative_to_the_endpoint(client: httpx.Client, server: str) -> None:
    answer = client.get("/sparql", params={"query": "SELECT (<x> AS ?x) {}", "format": "csv"})
    assert answer.text.split() == ["x", f"{server}/x"]


def test_the_description_comes_in_every_format(client: httpx.Client) -> None:
    for accept in ("text/turtle", "application/rdf+xml", "application/n-triples"):
        for path in ("/sparql", "/.well-known/void"):
            answer = client.get(path, headers={"Accept": accept})
            media_type = answer.headers["content-type"].partition(";")[0]
            assert media_type == accept
            assert len(Graph().parse(data=answer.content, format=media_type)) > 10
    assert client.get("/sparql", headers={"Accept": "image/png"}).status_code == 406
    first = client.get("/.well-known/void")
    known = {"If-None-Match": first.headers["etag"]}
    assert client.get("/.well-known/void", headers=known).status_code == 304


def test_void_says_where_to_ask_and_to_download(client: httpx.Client, server: str) -> None:
    void = Graph().parse(data=client.get("/.well-known/void").content, format="turtle")
    dataset = void.value(predicate=RDF.type, object=VOID.Dataset)
    assert void.value(dataset, VOID.sparqlEndpoint) == URIRef(f"{server}/sparql")
    (dump,) = void.objects(dataset, VOID.dataDump)
    assert client.get(str(dump)).status_code == 200
    assert void.value(dataset, VOID.triples)


def test_search_answers_in_json(client: httpx.Client) -> None:
    asked = {"q": "qidaojiang", "type": "Site", "limit": "5"}
    answer = client.get("/search", params=asked)
    (hit,) = answer.json()["hits"]
    assert (hit["type"], hit["label"], hit["mentions"]) == ("Site", "七道江会议旧址", 1)
    assert hit["iri"].endswith(hit["key"])
    assert "七道江会议旧址" in hit["sentence"]["text"]
    known = {"If-None-Match": answer.headers["etag"]}
    assert client.get("/search", params=asked, headers=known).status_code == 304
    assert client.get("/search").json()["hits"] == []


@pytest.mark.parametrize("asked", [{"q": "x" * 101}, {"q": "a", "limit": "0"}, {"limit": "many"}])
def test_search_refuses_what_it_cannot_do(client: httpx.Client, asked: dict[str, str]) -> None:
    assert client.get("/search", params=asked).status_code == 400


def test_a_query_can_search(client: httpx.Client) -> None:
    query = """
    SELECT ?label ?rank {
      (?site ?rank) kg:search "qidaojiang" .
      ?site a kg:Site ; skos:prefLabel ?label
    }"""
    answer = client.get("/sparql", params={"query": query, "format": "csv"})
    label, rank = answer.text.split()[1].split(",")
    assert label == "七道江会议旧址"
    assert int(rank) >= 1
    wrong = client.get("/sparql", params={"query": 'SELECT * { ?s a kg:Site ; kg:search "x" }'})
    assert (wrong.status_code, "kg:search is a triple of its own" in wrong.text) == (400, True)
