"""The W3C's own tests of the SPARQL 1.1 Protocol, and of the service description."""

from __future__ import annotations

import http.client
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing
from pathlib import Path
from urllib.parse import urlsplit

import pyoxigraph as ox
import pytest
from rdflib import RDF, RDFS, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from kg.graph.folder import store_of
from kg.graph.store import Store
from kg.serve import Limits

FOLDER_OF_TESTS = Path(__file__).parent / "w3c"
MANIFEST = Graph().parse(FOLDER_OF_TESTS / "manifest.ttl")
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
UT = Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
HT = Namespace("http://www.w3.org/2011/http#")
CNT = Namespace("http://www.w3.org/2011/content#")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")

TESTS = {
    str(test).rpartition("#")[2]: test for test in MANIFEST.subjects(RDF.type, MF.ProtocolTest)
}
# The endpoint is read-only: what these tests ask for is what it must refuse.
UPDATES = sorted(name for name in TESTS if name.startswith("update_"))
QUERIES = sorted(TESTS.keys() - set(UPDATES))

MEDIA_TYPES = {
    "boolean": {"application/sparql-results+json", "application/sparql-results+xml"},
    "tabular": {
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    },
    "RDF": {"text/turtle", "application/n-triples", "application/rdf+xml"},
}


@pytest.fixture(scope="module")
def endpoint(
    graph: Path,
    tmp_path_factory: pytest.TempPathFactory,
    serving: Callable[[Path, Limits], AbstractContextManager[str]],
) -> Iterator[str]:
    """An endpoint over a graph that holds the data of the tests too."""
    out = tmp_path_factory.mktemp("w3c") / "out"
    shutil.copytree(graph, out)
    data = {
        (str(MANIFEST.value(item, RDFS.label)), Path(str(MANIFEST.value(item, UT.graph))).name)
        for item in MANIFEST.objects(None, UT.graphData)
    }
    assert len(data) == 3
    with Store.open_for_writing(store_of(out)) as store:
        for name, file in data:
            triples = ox.parse(path=str(FOLDER_OF_TESTS / file))
            graph_name = ox.NamedNode(name)
            store.load(ox.Quad(t.subject, t.predicate, t.object, graph_name) for t in triples)
    with serving(out, Limits()) as address:
        yield f"{address}/sparql"


def value(node: Node | None, property_: URIRef) -> Node | None:
    assert node is not None
    return MANIFEST.value(node, property_)


def items(node: Node | None) -> list[Node]:
    return list(Collection(MANIFEST, node)) if node is not None else []


def requests(name: str) -> list[Node]:
    actions = MANIFEST.objects(TESTS[name], MF.action)
    return [r for action in actions for r in items(value(action, HT.requests))]


def send(endpoint: str, request: Node) -> tuple[int, str, bytes]:
    """Status, media type and body of the answer to the request as it is written; `/sparql/` stands
    for the endpoint."""
    address = urlsplit(endpoint)
    path = str(value(request, HT.absolutePath)).replace("/sparql/", address.path, 1)
    headers = {
        str(value(header, HT.fieldName)): str(value(header, HT.fieldValue))
        for header in items(value(request, HT.headers))
    }
    body = value(request, HT.body)
    content = None
    if body is not None:
        content = str(value(body, CNT.chars)).encode(str(value(body, CNT.characterEncoding)))
    return exchange(endpoint, str(value(request, HT.methodName)), path, content, headers)


def exchange(
    endpoint: str, method: str, path: str, content: bytes | None, headers: dict[str, str]
) -> tuple[int, str, bytes]:
    with closing(http.client.HTTPConnection(urlsplit(endpoint).netloc, timeout=60)) as connection:
        connection.request(method, path, content, headers)
        answer = connection.getresponse()
        media_type = (answer.headers["content-type"] or "").partition(";")[0]
        return answer.status, media_type, answer.read()


def test_all_tests_of_the_manifest_are_run() -> None:
    listed = MANIFEST.value(predicate=RDF.type, object=MF.Manifest)
    entries = items(value(listed, MF.entries))
    assert {str(entry).rpartition("#")[2] for entry in entries} == TESTS.keys()
    assert (len(QUERIES), len(UPDATES)) == (27, 7)


@pytest.mark.parametrize("name", QUERIES)
def test_protocol(endpoint: str, name: str) -> None:
    asked = requests(name)
    assert asked
    for request in asked:
        status, media_type, body = send(endpoint, request)
        expected = value(request, HT.resp)
        statuses = {str(s)[-3:] for s in MANIFEST.objects(expected, MF.expectedStatus)}
        assert f"{str(status)[0]}xx" in statuses, body.decode()
        form = value(expected, MF.expectedFormat)
        if form is not None:
            assert media_type in MEDIA_TYPES[str(form)]
        boolean = value(expected, MF.expectedBoolean)
        if isinstance(boolean, Literal):
            assert json.loads(body)["boolean"] is boolean.toPython()


@pytest.mark.parametrize("name", UPDATES)
def test_updates_are_refused(endpoint: str, name: str) -> None:
    status, _, body = send(endpoint, requests(name)[0])
    assert (status, b"read-only" in body) == (403, True)


def test_the_endpoint_describes_itself(endpoint: str) -> None:
    """What the manifest of the Service Description tests asks for, in words."""
    _, media_type, body = exchange(endpoint, "GET", "/sparql", None, {"Accept": "text/turtle"})
    description = Graph().parse(data=body, format=media_type)
    assert (None, SD.endpoint, URIRef(endpoint)) in description
    service = description.value(predicate=RDF.type, object=SD.Service)
    assert description.value(service, SD.supportedLanguage) == SD.SPARQL11Query
    dataset = description.value(service, SD.defaultDataset)
    assert (dataset, RDF.type, SD.Dataset) in description
    default = description.value(dataset, SD.defaultGraph)
    assert (default, RDF.type, SD.Graph) in description
