"""IRIs of the graph as addresses: pages, data, redirects."""

from __future__ import annotations

import httpx
import pytest
from rdflib import RDF, SKOS, Graph, Literal, URIRef

from kg.graph.vocabulary import KG

PLACE = "/id/place/620400"
IRI = URIRef("https://w3id.org/shuangyong-kg/id/place/620400")
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "name", "media"),
    [
        (BROWSER, "html", "text/html"),
        ("text/turtle", "turtle", "text/turtle"),
        ("application/ld+json", "jsonld", "application/ld+json"),
        ("application/n-triples, text/html;q=0.1", "ntriples", "application/n-triples"),
        ("application/rdf+xml", "rdfxml", "application/rdf+xml"),
    ],
)
def test_one_address_has_page_and_data(site: str, accept: str, name: str, media: str) -> None:
    negotiated = httpx.get(site + PLACE, headers={"Accept": accept}, timeout=60)
    assert negotiated.headers["content-type"].split(";")[0] == media
    assert negotiated.headers["content-location"] == f"{PLACE}?format={name}"
    assert "Accept" in negotiated.headers["vary"]
    asked = httpx.get(f"{site}{PLACE}?format={name}", timeout=60)
    assert asked.headers["content-type"] == negotiated.headers["content-type"]


@pytest.mark.parametrize(("name", "parser"), [("turtle", "turtle"), ("jsonld", "json-ld"),
                                              ("ntriples", "nt"), ("rdfxml", "xml")])  # fmt: skip
def test_the_data_hold_the_facts_with_their_sentences(site: str, name: str, parser: str) -> None:
    body = httpx.get(f"{site}{PLACE}?format={name}", timeout=60).content
    graph = Graph().parse(data=body, format=parser)
    assert (IRI, RDF.type, KG.Place) in graph
    assert (IRI, SKOS.prefLabel, Literal("白银市", lang="zh")) in graph
    found = graph.query(
        "SELECT ?quote WHERE { ?s rdf:subject ?x ; rdf:predicate kg:receivedHonour ; "
        "prov:wasDerivedFrom/oa:hasSelector/oa:exact ?quote }",
        initNs={"kg": KG, "oa": "http://www.w3.org/ns/oa#", "prov": "http://www.w3.org/ns/prov#"},
        initBindings={"x": IRI},
    )
    assert "至此，白银市实现“全国双拥模范城”五连冠。" in {str(row[0]) for row in found}  # type: ignore[index]


def test_a_page_names_its_data(site: str) -> None:
    links = httpx.get(site + PLACE, headers={"Accept": BROWSER}, timeout=60).headers["link"]
    assert f'<{PLACE}?format=turtle>; rel="alternate"; type="text/turtle"' in links


def test_what_was_merged_redirects(site: str) -> None:
    answer = httpx.get(f"{site}/id/place/old?format=turtle")
    assert (answer.status_code, answer.headers["location"]) == (302, f"{PLACE}?format=turtle")


def test_a_division_that_history_replaced_keeps_its_page(site: str) -> None:
    answer = httpx.get(
        f"{site}/sparql",
        params={"query": "SELECT ?old { ?old dcterms:isReplacedBy ?new ; a kg:Place } LIMIT 1"},
        headers={"Accept": "text/csv"},
    )
    path = answer.text.split()[1].removeprefix("https://w3id.org/shuangyong-kg")
    page = httpx.get(site + path, headers={"Accept": "text/html", "Accept-Language": "en"})
    assert page.status_code == 200
    assert "Replaced by" in page.text


def test_an_article_id_may_hold_a_slash(site: str) -> None:
    newest = httpx.get(f"{site}/id/article/traps%2Fa%20b", headers={"Accept": "text/html"})
    assert newest.status_code == 303
    assert newest.headers["location"].startswith("/id/article/traps%2Fa%20b/")
    page = httpx.get(site + newest.headers["location"], headers={"Accept": "text/html"})
    assert page.status_code == 200
    data = httpx.get(f"{site}/id/article/traps%2Fa%20b", headers={"Accept": "text/turtle"})
    assert "traps/a b" in data.text


def test_evidence_leads_to_its_place_in_the_article(site: str) -> None:
    path = "/id/article/huining-huishi-jiuzhi/0123456789ab/5-9"
    for more in ("", "/quote", "/mention/620400"):
        answer = httpx.get(site + path + more, headers={"Accept": "text/html"})
        assert answer.status_code == 303
        assert answer.headers["location"] == (
            "/id/article/huining-huishi-jiuzhi/0123456789ab?at=5-9#at"
        )


@pytest.mark.parametrize(
    "path",
    ["/id/place/0", "/id/", "/id/statement/0", "/id/article/none", "/id/article/none/0",
     "/id/a%3E%20b", "/id/%FF", "/id/a//b", "/id/..%2F..", "/id/x?format=turtle"],
)  # fmt: skip
def test_what_is_not_there_is_not_found(site: str, path: str) -> None:
    assert httpx.get(site + path, headers={"Accept": "text/html"}).status_code == 404


def test_a_format_that_is_not_offered(site: str) -> None:
    assert httpx.get(f"{site}{PLACE}?format=pdf").status_code == 406
    assert httpx.get(site + PLACE, headers={"Accept": "image/png"}).status_code == 406
