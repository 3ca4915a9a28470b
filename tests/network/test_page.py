"""The page in a real browser with the network cut, and hostile text in every place."""

from __future__ import annotations

from collections.abc import Callable

import networkx as nx
import pytest
from playwright.sync_api import Page

from kg.network import network, render
from kg.network.build import Edge, Evidence, Node
from kg.network.export import write_gexf, write_graphml

CITY = Node(iri="https://example.org/id/place/220600", label="白山市", type="Place")
PROVINCE = Node(iri="https://example.org/id/place/220000", label="吉林省", type="Place")
SITE = Node(iri="https://example.org/id/site/1", label="七道江会议旧址", type="Site")
HOSTILE = [
    "</script><script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    '" onmouseover="alert(1)" href="javascript:alert(1)',
    "<!--<script>",
    "{{ 7*7 }} \u2028\u2029 &lt;b&gt;",
]


def edge(
    source: Node,
    target: Node,
    *,
    quote: str = "七道江会议旧址位于白山市。",
    title: str = "文章",
    url: str = "",
) -> Edge:
    return Edge(
        statement=f"{source.iri}>{target.iri}",
        source=source,
        property="https://schema.org/containedInPlace",
        target=target,
        evidence=Evidence(quote=quote, title=title, date="2021-03-12", url=url, confidence=0.9),
    )


@pytest.fixture
def graph() -> nx.MultiDiGraph[str]:
    return network([edge(SITE, CITY), edge(CITY, PROVINCE, quote="吉林省白山市召开会议。")])


def test_the_page_works_offline(
    graph: nx.MultiDiGraph[str], open_page: Callable[[str], Page]
) -> None:
    page = open_page(render(graph, title="双拥知识图谱", hidden=3))
    assert page.locator("h1").text_content() == "双拥知识图谱"
    assert "另有 3 个节点" in (page.locator("#subtitle").text_content() or "")
    assert page.locator("#canvas canvas").count() == 1
    assert page.locator("#legend button").count() == 2


def test_a_node_shows_its_sentences(
    graph: nx.MultiDiGraph[str], open_page: Callable[[str], Page]
) -> None:
    page = open_page(render(graph, title="图"))
    page.locator("#list button", has_text="七道江会议旧址").click()
    assert page.locator("#panel blockquote").all_text_contents() == ["七道江会议旧址位于白山市。"]
    assert page.locator("#panel mark").all_text_contents() == ["七道江会议旧址", "白山市"]


def test_search_finds_by_part_of_a_name(
    graph: nx.MultiDiGraph[str], open_page: Callable[[str], Page]
) -> None:
    page = open_page(render(graph, title="图"))
    page.fill("#find", "会议")
    assert page.locator("#list button").all_text_contents() == ["七道江会议旧址"]
    page.press("#find", "Enter")
    assert page.locator("#panel h3").text_content() == "七道江会议旧址"


def test_the_legend_filters(graph: nx.MultiDiGraph[str], open_page: Callable[[str], Page]) -> None:
    page = open_page(render(graph, title="图"))
    page.locator("#legend button[data-kind=Place]").click()
    assert page.locator("#list button").all_text_contents() == ["七道江会议旧址"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_as_text(text: str, open_page: Callable[[str], Page]) -> None:
    node = Node(iri=text, label=text, type=text)
    page = open_page(
        render(
            network([edge(node, CITY, quote=text, title=text, url="javascript:alert(1)")]),
            title=text,
            subtitle=text,
        )
    )
    assert page.locator("h1").text_content() == text
    page.locator("#list button").first.click()
    page.locator("#list button").last.click()
    assert page.locator("#panel blockquote").first.text_content() == text
    assert page.locator("a").count() == 0
    assert page.locator("img").count() == 0


def test_the_same_graph_gives_the_same_bytes(graph: nx.MultiDiGraph[str]) -> None:
    again = network([edge(CITY, PROVINCE, quote="吉林省白山市召开会议。"), edge(SITE, CITY)])
    for write in (write_gexf, write_graphml, lambda g: render(g, title="图")):
        assert write(graph) == write(again)


def test_exports_load_again() -> None:
    import io

    hostile = Node(iri="https://example.org/x", label="坏\x00字<&>", type="Person")
    graph = network([edge(hostile, CITY, quote="引文\x1b[31m")])
    for write, read in ((write_gexf, nx.read_gexf), (write_graphml, nx.read_graphml)):
        loaded = read(io.BytesIO(write(graph)))
        assert {data["label"] for _, data in loaded.nodes(data=True)} == {"坏\ufffd字<&>", "白山市"}
        assert loaded.number_of_edges() == 1
