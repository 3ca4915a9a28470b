"""The vocabulary at the addresses of its IRIs: a page, and data in four formats."""

from __future__ import annotations

import httpx
import pytest
from rdflib import OWL, RDF, Graph, URIRef
from rdflib.compare import isomorphic

from kg.settings import Settings

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
BASE = "https://w3id.org/shuangyong-kg"
FILES = {"ontology": "kg", "alignments": "alignments", "shapes": "shapes"}
FORMATS = {
    "text/turtle": ("turtle", "turtle"),
    "application/n-triples": ("ntriples", "nt"),
    "application/ld+json": ("jsonld", "json-ld"),
    "application/rdf+xml": ("rdfxml", "xml"),
}


@pytest.mark.parametrize("media", FORMATS)
@pytest.mark.parametrize("name", FILES)
def test_each_file_has_each_format(site: str, name: str, media: str) -> None:
    file = Graph().parse(Settings().ontology / f"{FILES[name]}.ttl")
    version = str(file.value(URIRef(f"{BASE}/{name}"), OWL.versionIRI)).removeprefix(BASE)
    short, parser = FORMATS[media]
    for path in (f"/{name}", version):
        answer = httpx.get(site + path, headers={"Accept": media}, timeout=60)
        assert answer.headers["content-type"].split(";")[0] == media
        assert answer.headers["content-location"] == f"{path}?format={short}"
        assert answer.headers["access-control-allow-origin"] == "*"
        assert "Accept" in answer.headers["vary"]
        assert isomorphic(Graph().parse(data=answer.content, format=parser), file)
        asked = httpx.get(f"{site}{path}?format={short}", headers={"Accept": BROWSER})
        assert asked.content == answer.content


def test_a_browser_gets_the_page(site: str) -> None:
    for path in ("/ontology", "/ontology/0.1.0"):
        page = httpx.get(site + path, headers={"Accept": BROWSER, "Accept-Language": "en"})
        assert page.headers["content-type"].startswith("text/html")
        assert (
            f'<{path}?format=turtle>; rel="alternate"; type="text/turtle"' in page.headers["link"]
        )
        for words in ('id="Garrison"', "驻白部队, the troops", "Disjoint with", "crm:P14_carried"):
            assert words in page.text
    for path in ("/alignments", "/shapes"):
        answer = httpx.get(site + path, headers={"Accept": BROWSER})
        assert (answer.status_code, answer.headers["location"]) == (303, "/ontology")


def test_what_is_not_offered(site: str) -> None:
    assert httpx.get(f"{site}/ontology/9.9.9").status_code == 404
    assert "version 0.1.0" in httpx.get(f"{site}/ontology/9.9.9").text
    assert httpx.get(f"{site}/ontology?format=pdf").status_code == 406
    assert httpx.get(f"{site}/ontology", headers={"Accept": "image/png"}).status_code == 406


def test_versions_name_what_they_are(site: str) -> None:
    turtle = httpx.get(f"{site}/ontology", headers={"Accept": "text/turtle"})
    graph = Graph().parse(data=turtle.content, format="turtle")
    (node,) = graph.subjects(RDF.type, OWL.Ontology)
    assert str(node) == f"{BASE}/ontology"
