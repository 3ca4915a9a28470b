"""Our pages in front of a remote store: what they show of a real one, and what they say when it fails."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from itertools import groupby
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from kg.build import build
from kg.errors import EndpointError
from kg.graph.articles import read_articles
from kg.graph.store import Store
from kg.push import Connection, GraphStore, Remote, push_graph
from kg.query.credentials import Password
from kg.serve import application
from kg.settings import Limits, Settings
from tests import stores
from tests.demo import ARTICLES
from tests.scripted import Answer, answering
from tests.stores import RemoteStore

Serving = Callable[[Starlette], AbstractContextManager[str]]

LIMITS = Limits(seconds=30)
BASE = Settings().base_iri
PAGES = (
    "/",
    "/data",
    "/query",
    "/explore",
    "/timeline",
    "/map",
    "/ontology",
    "/search?q=白山",
    "/search?q=qidaojiang&type=Site",
    "/api/network",
    "/api/network?since=1990&until=2020",
    "/api/network?expand=place/220600",
    "/api/network?from=place/220600&to=place/620400",
    "/api/network/evidence?source=place/220600",
    "/api/happenings",
    "/api/happenings?only=dated&since=1930&until=1950",
    "/api/happenings?only=placed",
    "/api/happenings?place=place/220000",
    "/api/facets/places",
    "/api/facets/places?within=place/220000",
    "/api/facets/honours",
    "/id/place/999999",
    "/nothing",
)
EACH = 3
"""Things of each kind whose page and data are compared."""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo articles, built."""
    out = tmp_path_factory.mktemp("demo") / "out"
    build(ARTICLES, out)
    return out


@pytest.fixture(scope="module", params=["oxigraph", "oxigraph union", "virtuoso"])
def remote(
    request: pytest.FixtureRequest, demo: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RemoteStore]:
    """A store that holds the demo graph; Oxigraph's default graph is the merge, or a union."""
    name, _, union = request.param.partition(" ")
    with ExitStack() as stack:
        folder = tmp_path_factory.mktemp(name)
        if name == "virtuoso":
            store = stack.enter_context(stores.virtuoso(folder))
        else:
            options = ("--union-default-graph",) if union else ()
            store = stack.enter_context(stores.oxigraph_server(folder, *options))
        pushed(demo, store, merge=request.param == "oxigraph")
        yield store


def pushed(graph: Path, store: RemoteStore, *, merge: bool) -> None:
    auth = Password(store.user, store.password) if store.user else None
    with Connection(store.query, auth=auth) as connection, Store.of(graph) as source:
        remote = Remote(connection, store.query)
        write = GraphStore(connection, store.graph_store)
        assert not push_graph(source, remote, write, graph, merge=merge).differences


def some_things(graph: Path) -> list[str]:
    """Paths of some things of each kind."""
    with Store.of(graph) as store:
        found = sorted({str(quad.subject)[1:-1] for quad in store.quads()})
    paths = [iri.removeprefix(BASE) for iri in found if iri.startswith(f"{BASE}id/")]
    chosen: list[str] = []
    for kind, same in groupby(paths, key=lambda path: path.split("/")[1]):
        every = list(same)
        chosen += random.Random(kind).sample(every, min(EACH, len(every)))
    return [f"/{path}" for path in chosen]


def test_every_page_is_as_it_is_from_the_build(
    remote: RemoteStore, demo: Path, serving_app: Serving
) -> None:
    paths = [*PAGES, *(p for thing in some_things(demo) for p in (thing, f"{thing}?format=nt"))]
    assert len(paths) > 80
    with (
        serving_app(application(demo, limits=LIMITS)) as here,
        serving_app(application(demo, endpoint=remote.query, limits=LIMITS)) as there,
        httpx.Client(timeout=60, headers={"Accept": "text/html"}) as client,
    ):
        differing = []
        for path in paths:
            wanted, found = (client.get(f"{server}{path}") for server in (here, there))
            assert wanted.status_code < 500
            one, other = (
                answer.text.replace(server, "")
                for answer, server in ((wanted, here), (found, there))
            )
            if (wanted.status_code, one) != (found.status_code, other):
                differing.append(path)
    if remote.name == "virtuoso":  # docs/remote.md: it keeps points in single precision
        differing = [path for path in differing if not re.search(r"/point(\?|$)", path)]
    assert differing == []


def test_without_a_build_beside_there_are_names_and_quotes(
    remote: RemoteStore, demo: Path, serving_app: Serving
) -> None:
    app = application(None, endpoint=remote.query, limits=LIMITS)
    with serving_app(app) as server, httpx.Client(timeout=60, base_url=server) as client:

        def page(path: str) -> str:
            answer = client.get(path, headers={"Accept": "text/html"}, follow_redirects=True)
            assert answer.status_code == 200, answer.text
            return answer.text

        start = page("/")
        assert start.count('class="chip type') == 24, "what is mentioned often"
        assert "14" in start, "articles"
        hits = client.get("/search", params={"q": "白山", "limit": 5}).json()["hits"]
        assert hits[0]["key"] == "place/220600"
        assert {hit["type"] for hit in client.get("/search?q=会&type=Event").json()["hits"]} == {
            "Event"
        }
        assert client.get("/search?q=%22%5C%27%7D").json()["hits"] == []
        article = page("/id/article/qidaojiang-huiyi-jiuzhi")
        text = next(one.text for one in read_articles(demo) if "qidaojiang" in one.id)
        assert "七道江会议旧址位于" in article
        unquoted = "七道江镇七道江村。"
        assert unquoted not in text or unquoted not in article
        assert page("/data")
        asked = 'SELECT ?x { ?x kg:search "白山" }'
        refused = client.get("/sparql", params={"query": asked})
        assert refused.status_code == 400
        assert "no search index beside it" in refused.text


def test_the_endpoint_answers_in_every_format(
    remote: RemoteStore, demo: Path, serving_app: Serving
) -> None:
    queries = {
        "json": "SELECT ?s ?l { ?s a kg:Garrison ; skos:prefLabel ?l }",
        "xml": "SELECT DISTINCT ?x { ?x kg:resolved false } ORDER BY ?x",
        "csv": 'SELECT ?x { ?x kg:search "白山" }',
        "tsv": "SELECT DISTINCT ?quote { ?s oa:prefix ?quote } ORDER BY ?quote",
        "nt": "CONSTRUCT { ?s skos:prefLabel ?l } { ?s a kg:Garrison ; skos:prefLabel ?l }",
        "turtle": "CONSTRUCT { ?s skos:prefLabel ?l } { ?s a kg:Nothing ; skos:prefLabel ?l }",
    }
    with (
        serving_app(application(demo, limits=LIMITS)) as here,
        serving_app(application(demo, endpoint=remote.query, limits=LIMITS)) as there,
        httpx.Client(timeout=60) as client,
    ):

        def answers(server: str, query: str, format_: str) -> set[str]:
            form = {"query": query, "format": format_}
            answer = client.post(f"{server}/sparql", data=form)
            assert answer.status_code == 200, answer.text
            return set(answer.text.splitlines())

        for format_, query in queries.items():
            assert answers(here, query, format_) == answers(there, query, format_), query
        for query, yes in (("ASK { ?s a kg:Garrison }", True), ("ASK { ?s a kg:Nothing }", False)):
            for server in (here, there):
                answer = client.get(f"{server}/sparql", params={"query": query}).json()
                assert answer["boolean"] is yes


def test_an_answer_that_virtuoso_cuts_off_is_no_answer(
    remote: RemoteStore, serving_app: Serving
) -> None:
    if remote.name != "virtuoso":
        pytest.skip("only Virtuoso cuts answers off")
    app = application(None, endpoint=remote.query, limits=LIMITS)
    with serving_app(app) as server:
        answer = httpx.get(
            f"{server}/sparql", params={"query": "SELECT * { ?s ?p ?o }"}, timeout=60
        )
    assert answer.status_code == 503
    assert "cuts answers off after 10,000 rows" in answer.text


METADATA = (
    b'{"head": {"vars": ["s", "g", "p", "o"]}, "results": {"bindings": [{'
    b'"s": {"type": "uri", "value": "https://example.org/dataset"},'
    b'"g": {"type": "uri", "value": "https://example.org/graph/metadata"},'
    b'"p": {"type": "uri", "value": "http://rdfs.org/ns/void#triples"},'
    b'"o": {"type": "literal", "value": "1"}}]}}'
)
STARTED = (Answer(200, METADATA),) * 3
"""What a store answers while the application starts."""


@pytest.mark.parametrize(
    "query",
    [
        "DROP ALL",
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "PREFIX a: <urn:a> DELETE WHERE { ?s ?p ?o }",
        "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o } ; DROP ALL",
        "LOAD <http://127.0.0.1:1/>",
        "{" * 200,
        "",
    ],
)
def test_only_queries_go_out(query: str, serving_app: Serving) -> None:
    with answering(*STARTED, Answer(200, METADATA)) as store:
        with serving_app(application(None, endpoint=store.address)) as server:
            answer = httpx.post(f"{server}/sparql", data={"query": query}, timeout=30)
        assert answer.status_code == 400
        assert len(store.asked) == len(STARTED)


@pytest.mark.parametrize(
    ("failure", "status", "says"),
    [
        (Answer(500, b"out of memory"), 502, "answered 500: out of memory"),
        (Answer(200, b"<html>Hello", {"Content-Type": "text/html"}), 502, "no SPARQL results"),
        (Answer(302, headers={"Location": "http://127.0.0.1:1/"}), 502, "answered 302"),
        (Answer(401), 502, "answered 401"),
        (Answer(0, hang_up=True), 502, "does not answer"),
        (Answer(200, METADATA, slow=5), 504, "has not answered within"),
    ],
)
def test_a_store_that_fails_is_told(
    failure: Answer, status: int, says: str, serving_app: Serving
) -> None:
    with (
        answering(*STARTED, failure) as store,
        serving_app(application(None, endpoint=store.address, limits=Limits(seconds=2))) as server,
    ):
        page = httpx.get(f"{server}/id/place/1", headers={"Accept": "text/html"}, timeout=30)
        assert (page.status_code, says in page.text) == (status, True), page.text
        assert page.headers["content-type"].startswith("text/html")
        answer = httpx.get(f"{server}/sparql", params={"query": "ASK { ?s ?p ?o }"}, timeout=30)
        assert (answer.status_code, says in answer.text) == (status, True), answer.text


def test_a_store_that_refuses_a_query_is_quoted(serving_app: Serving) -> None:
    with (
        answering(*STARTED, Answer(400, b"transitive start not given")) as store,
        serving_app(application(None, endpoint=store.address)) as server,
    ):
        answer = httpx.get(f"{server}/sparql", params={"query": "ASK { ?s ?p ?o }"}, timeout=30)
        assert answer.status_code == 400
        assert "transitive start not given" in answer.text


def test_a_store_that_is_not_there_is_told_at_once() -> None:
    with pytest.raises(EndpointError, match="does not answer"):
        application(None, endpoint="http://127.0.0.1:9/sparql")


def test_a_store_without_our_graph_is_told_at_once(tmp_path: Path) -> None:
    with (
        stores.oxigraph_server(tmp_path) as store,
        pytest.raises(EndpointError, match=r"holds 0 data sets.*kg push"),
    ):
        application(None, endpoint=store.query)


def test_a_default_graph_without_the_named_ones_is_told_at_once(demo: Path, tmp_path: Path) -> None:
    with stores.oxigraph_server(tmp_path) as store:
        pushed(demo, store, merge=False)
        with pytest.raises(EndpointError, match=r"--merge.*--union-default-graph"):
            application(None, endpoint=store.query)
