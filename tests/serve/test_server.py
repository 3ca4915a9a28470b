"""The server over a real socket, asked by clients that others wrote."""

from __future__ import annotations

import json
import re
import socket
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, TURTLE, XML, SPARQLWrapper

from kg.graph.store import Store
from kg.query import local, remote
from kg.query.named import load
from kg.query.results import write
from kg.serve import Limits
from kg.settings import Settings

Serving = Callable[[Path, Limits], AbstractContextManager[str]]

SITES = "SELECT ?l WHERE { ?s a kg:Site ; skos:prefLabel ?l } ORDER BY ?l"
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def get(
    url: str, data: bytes | None = None, *, method: str | None = None, **headers: str
) -> tuple[int, str, bytes]:
    request = urllib.request.Request(
        url, data, {k.replace("_", "-"): v for k, v in headers.items()}, method=method
    )
    try:
        with urllib.request.urlopen(request, timeout=180) as answer:
            return answer.status, answer.headers["content-type"], answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers["content-type"], error.read()


def asked(server: str, sparql: str, **more: str) -> str:
    return f"{server}/sparql?" + urllib.parse.urlencode({"query": sparql, **more})


def test_sparqlwrapper_gets_rows(server: str) -> None:
    wrapper = SPARQLWrapper(f"{server}/sparql")
    wrapper.setQuery(SITES)
    wrapper.setReturnFormat(JSON)
    rows = json.loads(wrapper.query().response.read())["results"]["bindings"]
    assert [row["l"]["value"] for row in rows] == ["七道江会议旧址", "杨靖宇将军殉国地"]


@pytest.mark.parametrize("form", [XML, CSV])
def test_sparqlwrapper_gets_other_formats(server: str, form: str) -> None:
    wrapper = SPARQLWrapper(f"{server}/sparql")
    wrapper.setQuery(SITES)
    wrapper.setReturnFormat(form)
    assert "七道江会议旧址".encode() in wrapper.query().response.read()


@pytest.mark.parametrize(
    "query",
    ["CONSTRUCT { ?s ?p ?o } WHERE { ?s a kg:Site ; ?p ?o }", "DESCRIBE ?s WHERE { ?s a kg:Site }"],
)
def test_sparqlwrapper_gets_graphs(server: str, query: str) -> None:
    wrapper = SPARQLWrapper(f"{server}/sparql")
    wrapper.setQuery(query)
    wrapper.setReturnFormat(TURTLE)
    assert len(Graph().parse(data=wrapper.query().response.read(), format="turtle")) > 4


def test_sparqlwrapper_asks(server: str) -> None:
    wrapper = SPARQLWrapper(f"{server}/sparql")
    wrapper.setQuery("ASK { ?s a kg:Site }")
    wrapper.setReturnFormat(JSON)
    assert json.loads(wrapper.query().response.read())["boolean"] is True


def test_rdflib_can_use_it_as_a_store(server: str) -> None:
    store = SPARQLStore(f"{server}/sparql")
    answer = store.query(f"PREFIX kg: <https://w3id.org/shuangyong-kg/ontology#> {SITES}")
    found = [str(term) for row in answer.bindings for term in row.values()]
    assert found == ["七道江会议旧址", "杨靖宇将军殉国地"]


def test_local_and_remote_answers_are_equal(server: str, graph: Path) -> None:
    query = "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> SELECT ?s ?l { ?s skos:prefLabel ?l } ORDER BY ?s ?l"
    with Store.of(graph) as store:
        here = write(local.run(store, query), "csv")
    assert write(remote.run(f"{server}/sparql", query), "csv") == here


def test_post(server: str) -> None:
    form = urllib.parse.urlencode({"query": SITES}).encode()
    for body, kind in (
        (form, "application/x-www-form-urlencoded"),
        (SITES.encode(), "application/sparql-query"),
    ):
        status, media, answer = get(f"{server}/sparql", body, Content_Type=kind, Accept="text/csv")
        assert (status, media.split(";")[0]) == (200, "text/csv")
        assert "七道江会议旧址".encode() in answer


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("text/csv;q=0.2, application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("*/*", "application/sparql-results+json"),
    ],
)
def test_negotiation(server: str, accept: str, media: str) -> None:
    assert get(asked(server, SITES), Accept=accept)[1].split(";")[0] == media


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("SELECT ?s WHERE {", 400),
        ("INSERT DATA { <a:a> <a:b> <a:c> }", 400),
        ("PREFIX a: <a:> DELETE WHERE { ?s ?p ?o }", 400),
        ("SELECT * { " + "{" * 5000 + "}" * 5000 + " }", 400),
    ],
)
def test_bad_queries_are_refused(server: str, query: str, status: int) -> None:
    body = urllib.parse.urlencode({"query": query}).encode()
    assert get(f"{server}/sparql", body)[0] == status
    assert get(f"{server}/health")[0] == 200


def test_what_does_not_fit_the_protocol(server: str) -> None:
    assert get(f"{server}/sparql", b"", Content_Type="application/x-www-form-urlencoded")[0] == 400
    assert get(f"{server}/sparql", b"x", Content_Type="text/plain")[0] == 415
    assert get(asked(server, SITES), Accept="image/png")[0] == 406
    assert get(f"{server}/sparql", b"x", Content_Type="application/sparql-update")[0] == 403


def test_nothing_is_fetched_for_a_query(server: str) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        listener.settimeout(0.5)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        status, _, _ = get(asked(server, f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}"))
        assert status == 400
        with pytest.raises(TimeoutError):
            listener.accept()


def test_a_query_that_never_ends_is_stopped_while_others_answer(server: str) -> None:
    stopped: list[int] = []
    thread = threading.Thread(target=lambda: stopped.append(get(asked(server, ENDLESS))[0]))
    thread.start()
    assert get(asked(server, SITES))[0] == 200
    thread.join()
    assert stopped == [503]
    assert get(asked(server, SITES))[0] == 200


def test_pages_and_downloads(server: str, graph: Path) -> None:
    status, _, page = get(f"{server}/")
    assert status == 200
    assert "双拥知识图谱".encode() in page
    status, media, dump = get(f"{server}/downloads/g.nq")
    assert (status, media) == (200, "application/n-quads")
    assert dump == (graph / "dumps" / "g.nq").read_bytes()
    for path in ("/downloads/..%2Fbuild.json", "/downloads/articles.jsonl", "/network", "/nothing"):
        assert get(server + path)[0] == 404


def test_the_data_page_shows_no_markup_of_a_file_name(server: str, graph: Path) -> None:
    named = graph / "dumps" / "<img src=x onerror=alert(1)>.nq"
    named.touch()
    try:
        with urllib.request.urlopen(f"{server}/data", timeout=180) as answer:
            page = answer.read().decode()
            policy = answer.headers["content-security-policy"]
    finally:
        named.unlink()
    assert "<img" not in page
    assert "&lt;img" in page
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy


def test_the_example_queries_of_the_start_page_run(server: str) -> None:
    page = get(server)[2].decode()
    queries = load(Settings().queries)
    assert re.findall(r'href="/query\?name=([\w-]+)"', page) == list(queries)
    for query in queries.values():
        status, media, body = get(asked(server, query.example(), format="csv"))
        assert (status, media.split(";")[0]) == (200, "text/csv"), body.decode()


def test_article_text_is_served_as_data(server: str) -> None:
    words = 'SELECT ?q WHERE { ?s oa:exact ?q FILTER(CONTAINS(?q, "<script>")) } LIMIT 1'
    with urllib.request.urlopen(asked(server, words), timeout=180) as answer:
        assert answer.headers["content-type"] == "application/sparql-results+json"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"


def test_an_answer_that_is_too_large_is_stopped(graph: Path, serving: Serving) -> None:
    with serving(graph, Limits(answer=1000, workers=1)) as small:
        status, _, body = get(asked(small, "SELECT * { ?s ?p ?o }"))
        assert (status, body) == (
            503,
            b"The answer is larger than 1,000 bytes: use LIMIT.\n",
        )
        assert get(asked(small, "ASK {}"))[0] == 200


def test_a_query_that_crashes_the_engine_does_not_end_the_server(
    graph: Path, serving: Serving
) -> None:
    crash = "SELECT * " + "{" * 5000 + "}" * 5000
    with serving(graph, Limits(nesting=5000, workers=1)) as patient:
        body = urllib.parse.urlencode({"query": crash}).encode()
        status, _, message = get(f"{patient}/sparql", body)
        assert (status, message) == (503, b"The query exhausted the engine: make it smaller.\n")
        assert get(asked(patient, "ASK {}"))[0] == 200


def test_a_query_that_wants_too_much_memory_is_stopped(graph: Path, serving: Serving) -> None:
    hungry = (
        "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?d), STR(?g))) AS ?x) "
        "WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    )
    limits = Limits(memory=1024**3, seconds=60, workers=1)
    with serving(graph, limits) as lean:
        status, _, message = get(asked(lean, hungry))
        assert (status, message) == (503, b"The query exhausted the engine: make it smaller.\n")
        assert get(asked(lean, "ASK {}"))[0] == 200


def test_the_data_set_of_the_protocol(server: str, graph: Path) -> None:
    with Store.of(graph) as store:
        names = [name.value for name in store.graphs()]
    article = next(name for name in names if "/graph/article/" in name)
    one = get(asked(server, "ASK { ?s a kg:Statement }", **{"default-graph-uri": article}))
    none = get(asked(server, "ASK { ?s a kg:Statement }", **{"default-graph-uri": "urn:none"}))
    assert [json.loads(body)["boolean"] for _, _, body in (one, none)] == [True, False]
    assert get(asked(server, "ASK {}", **{"default-graph-uri": "no iri"}))[0] == 400


def test_methods_and_cross_origin_use(server: str) -> None:
    assert get(f"{server}/sparql", b"x", method="PUT")[0] == 405
    request = urllib.request.Request(f"{server}/sparql", method="OPTIONS")
    with urllib.request.urlopen(request, timeout=180) as answer:
        assert answer.headers["access-control-allow-origin"] == "*"
    assert get(f"{server}/sparql", b"query=" + b"x" * Limits().request)[0] == 413


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("application/n-triples", "application/n-triples"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/ld+json", "application/ld+json"),
        ("text/*;q=0.1, application/n-triples;q=0", "text/turtle"),
    ],
)
def test_formats_of_graphs(server: str, accept: str, media: str) -> None:
    # The form of the query is the parser's to tell: comments and prefixes may stand before it.
    query = "PREFIX a: <urn:a#> # SELECT\nCONSTRUCT WHERE { ?s a kg:Site ; ?p ?o }"
    status, kind, body = get(asked(server, query), Accept=accept)
    assert (status, kind.split(";")[0]) == (200, media)
    parsed = Graph().parse(data=body, format="nt" if media.endswith("triples") else media)
    assert len(parsed) > 4
