"""The explorer in a real browser: each action, what the address tells, what is exported."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pytest
from playwright.sync_api import Page, expect

Visit = Callable[..., Page]

SVG = "{http://www.w3.org/2000/svg}"
CITY = "place/620400"
PLACES = "() => explorer.cy.nodes().map((n) => [n.id(), n.position('x'), n.position('y')])"


def drawn(page: Page) -> Page:
    page.wait_for_function("() => document.body.dataset.ready === 'true'")
    return page


def nodes(page: Page) -> set[str]:
    return set(page.evaluate("() => explorer.cy.nodes().map((node) => node.id())"))


def tap(page: Page, key: str, event: str = "tap") -> None:
    page.evaluate("([key, event]) => explorer.cy.getElementById(key).emit(event)", [key, event])
    drawn(page)


def test_the_list_has_what_the_picture_shows(visit: Visit) -> None:
    page = drawn(visit("/explore?limit=50"))
    listed = page.locator("#list button")
    assert listed.count() == len(nodes(page)) == 50
    assert "另有" in (page.locator("#status").text_content() or "")
    listed.filter(has_text="白银市").first.click()
    assert page.evaluate("() => explorer.cy.nodes('.chosen').id()") == CITY
    assert "select=place/620400" in page.url
    other = min(nodes(page) - {CITY})
    tap(page, other)
    expect(page.locator("#list [aria-current=true]")).to_have_attribute("data-key", other)


def test_a_link_shows_the_sentences_it_rests_on(visit: Visit) -> None:
    page = drawn(visit(f"/explore?expand={CITY}&select={CITY}"))
    page.locator("#panel .picks button", has_text="获得荣誉 → 全国双拥模范城").first.click()
    quote = page.locator("#panel blockquote", has_text="五连冠").first
    expect(quote).to_be_visible()
    assert "白银市" in quote.locator("mark").all_text_contents()
    source = page.locator("#panel .evidence a").first.get_attribute("href") or ""
    assert re.fullmatch(r"/id/article/[^/]+/[0-9a-f]+/\d+-\d+", source)
    page.goto(page.url.partition("/explore")[0] + source)
    assert page.locator("h1").is_visible()


def test_evidence_is_highlighted_article_by_article(visit: Visit) -> None:
    page = drawn(visit(f"/explore?expand={CITY}&select={CITY}"))
    page.locator("#panel .picks button", has_text="获得荣誉").first.click()
    page.locator("#panel .evidence button").first.click()
    expect(page.locator("#status")).to_contain_text("图中标出")
    told = page.evaluate("() => explorer.cy.edges('.told').length")
    assert 0 < told <= page.evaluate("() => explorer.cy.edges().length")


def test_expanding_and_collapsing(visit: Visit) -> None:
    page = drawn(visit(f"/explore?expand={CITY}"))
    before = nodes(page)
    honour = "honour/shuangyong-mofancheng"
    assert honour in before
    tap(page, honour, "dbltap")
    grown = nodes(page)
    assert before < grown
    assert f"expand={honour}" in page.url
    page.get_by_role("button", name="收起", exact=True).click()
    drawn(page)
    assert nodes(page) < grown
    assert honour in nodes(page)
    page.go_back()
    drawn(page)
    assert nodes(page) == grown


def test_types_filter(visit: Visit) -> None:
    page = drawn(visit("/explore"))
    assert any(key.startswith("person/") for key in nodes(page))
    page.locator("#types [data-type=Person]").click()
    drawn(page)
    assert not any(key.startswith("person/") for key in nodes(page))
    assert not any(key.startswith("quantity/") for key in nodes(page))
    page.locator("#types [data-type=Quantity]").click()
    drawn(page)
    assert any(key.startswith("quantity/") for key in nodes(page))
    expect(page.locator("#types [data-type=Person]")).to_have_attribute("aria-pressed", "false")


def test_years_filter(visit: Visit) -> None:
    page = drawn(visit("/explore"))
    page.fill("#since", "1940")
    page.fill("#until", "1949")
    page.locator("#until").blur()
    drawn(page)
    assert "since=1940&until=1949" in page.url
    dated = page.locator("#list button", has_text="七道江会议")
    assert dated.count() > 0
    assert CITY not in nodes(page)


def test_finding_by_pinyin_adds_to_the_view(visit: Visit) -> None:
    page = drawn(visit("/explore?expand=place/220600"))
    assert CITY not in nodes(page)
    page.locator("#find").press_sequentially("baiyinshi")
    expect(page.locator(".suggestions [role=option]").first).to_contain_text("白银市")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: CITY in url)
    drawn(page)
    assert {CITY, "place/220600"} <= nodes(page)
    expect(page.locator("#panel h2").first).to_have_text("白银市")


def test_the_shortest_path_with_the_evidence_of_each_hop(visit: Visit) -> None:
    page = drawn(visit("/explore"))
    for box, words in (("#from", "白银市"), ("#to", "廊坊市")):
        page.locator(box).fill(words)
        expect(page.locator(f"{box} ~ .suggestions [role=option]").first).to_contain_text(words)
        page.locator(box).press("Enter")
    page.wait_for_url(lambda url: "from=" in url and "to=" in url)
    drawn(page)
    expect(page.locator("#panel h2").first).to_contain_text("最短路径")
    hops = page.locator("#panel section:has(> h3:text-matches('^第'))")
    assert hops.count() >= 2
    assert all(hop.locator("blockquote").count() > 0 for hop in hops.all())
    page.reload()
    drawn(page)
    expect(page.locator("#panel h2").first).to_contain_text("最短路径")


def test_the_layout_is_the_same_on_reload_and_elsewhere(visit: Visit) -> None:
    address = f"/explore?expand={CITY}&expand=place/131000"
    page = drawn(visit(address))
    first = page.evaluate(PLACES)
    page.evaluate(
        "(key) => { const n = explorer.cy.getElementById(key); n.position({ x: 500, y: -300 }); n.emit('dragfree'); }",
        CITY,
    )
    moved = page.evaluate(PLACES)
    page.reload()
    assert drawn(page).evaluate(PLACES) == moved
    assert drawn(visit(address)).evaluate(PLACES) == first


def test_the_address_tells_where_one_looks(visit: Visit) -> None:
    page = drawn(visit(f"/explore?expand={CITY}"))
    page.locator("#canvas").focus()
    for key in ("+", "+", "ArrowLeft"):
        page.keyboard.press(key)
    page.wait_for_url(lambda url: "at=" in url)
    look = "() => [explorer.cy.zoom(), explorer.cy.extent().x1, explorer.cy.extent().y1]"
    there = page.evaluate(look)
    page.reload()
    again = drawn(page).evaluate(look)
    assert again == pytest.approx(there, rel=0.02, abs=3)


def test_exports(visit: Visit, tmp_path: Path) -> None:
    page = drawn(visit(f"/explore?expand={CITY}"))

    def exported(form: str) -> Path:
        with page.expect_download() as download:
            page.locator(f"[data-export={form}]").click()
        path = tmp_path / f"network.{form}"
        download.value.save_as(path)
        return path

    assert exported("png").read_bytes().startswith(b"\x89PNG")
    drawing = ElementTree.parse(exported("svg"))
    assert "白银市" in {title.text for title in drawing.iter(f"{SVG}title")}
    graph = nx.read_gexf(exported("gexf"))
    assert set(graph) == nodes(page)
    rows = list(csv.DictReader(io.StringIO(exported("csv").read_text(encoding="utf-8-sig"))))
    assert len(rows) == page.evaluate("() => explorer.cy.edges().length")
    assert {"白银市"} <= {row["sourceLabel"] for row in rows} | {row["targetLabel"] for row in rows}


def test_hostile_names_are_text(visit: Visit, tmp_path: Path) -> None:
    page = drawn(visit("/explore?limit=2000"))
    page.locator("#find").press_sequentially("alert")
    expect(page.locator("#find ~ .suggestions")).to_contain_text("<script>")
    page.keyboard.press("Enter")
    expect(page.locator("#panel h2").first).to_contain_text("<script>alert(1)</script>")
    page.locator("#panel .picks button").first.click()
    expect(page.locator("#panel blockquote").first).to_be_visible()
    assert page.locator("main script, main img, main b").count() == 0
    with page.expect_download() as download:
        page.locator("[data-export=svg]").click()
    download.value.save_as(tmp_path / "network.svg")
    assert list(ElementTree.parse(tmp_path / "network.svg").iter(f"{SVG}script")) == []


def test_an_empty_view_is_told(visit: Visit) -> None:
    page = drawn(visit("/explore?types=Honour&since=1800&until=1801"))
    expect(page.locator("#status")).to_contain_text("显示 0 个节点")


@pytest.mark.parametrize("path", ["/explore", "/timeline", "/map", "/query?name=conferrals"])
def test_the_tools_fit_a_phone(visit: Visit, path: str) -> None:
    page = drawn(visit(path, width=390))
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390


def test_what_the_server_refuses_is_told(visit: Visit) -> None:
    page = drawn(visit("/explore?expand=place/999999", refused=True))
    expect(page.locator("#status")).to_contain_text("没有得到回答")
