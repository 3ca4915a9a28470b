"""The demo graph and an article full of traps, served to a browser that reaches nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pyoxigraph as ox
import pytest
from playwright.sync_api import Browser, Dialog, Page, Route, expect

from kg.build import build
from kg.graph.folder import store_of
from kg.graph.store import Store
from kg.publish.dump import write_dump
from kg.serve import Limits
from tests.demo import ARTICLES

expect.set_options(timeout=60_000)  # a busy machine is no failure

TRAPS = "2021年3月12日，吉林省白山市召开双拥工作会议。"
HOSTILE = {
    "id": "traps/a b",
    "title": '<img src=x onerror=alert(1)>\u202e题目"><script>alert(1)</script>',
    "date": "2021-03-12",
    "url": "javascript:alert(1)",
    "source": "<b>来源</b>",
    "sources": ["javascript:alert(2)", "data:text/html,<script>alert(3)</script>"],
    "licence": "CC0-1.0",
    "text": "2021年3月12日，吉林省白山市召开双拥工作会议。\n"
    "白山市印发《<script>alert(1)</script>办法》，依托七道江会议旧址开展教育。\n"
    "白山市委书记张三\u202e说：\u2066{{ 7*7 }} &lt;b&gt; <!--<script> ]]>\u0000。\n"
    f"白山市{'字' * 3000}获得全国双拥模范城称号，{'x' * 3000}。",
}
DIFFERING = [
    {
        "id": f"figures-{paper}",
        "title": "参观人数",
        "source": paper,
        "date": "2021-05-12",
        "text": f"2020年，七道江会议旧址接待观众{count}万人次。",
    }
    for paper, count in (("甲报", 5), ("乙报", 6))
]
"""Two papers that give the same figure differently."""

REPRINT = DIFFERING[0] | {"id": "again", "date": "2021-05-14", "source": "丙网"}
"""The first of them, printed again by a third."""

BASE = "https://w3id.org/shuangyong-kg/"
RESOLUTION = f"""
@prefix dc: <http://purl.org/dc/elements/1.1/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix kg: <{BASE}ontology#> .
@prefix place: <{BASE}id/place/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
place:old dcterms:isReplacedBy place:620400 ; kg:mergedBecause <{BASE}id/comparison/1> .
<{BASE}id/comparison/1> kg:compares place:old , place:620400 ; kg:outcome kg:Same ; kg:score 0.9 ;
  rdfs:comment "名称相同"@zh , "the same name"@en .
<{BASE}id/comparison/2> kg:compares place:620400 , place:620422 ; kg:outcome kg:Undecided ;
  kg:score 0.6 ; rdfs:comment "名称相近"@zh , "names alike"@en .
<{BASE}id/comparison/3> kg:compares place:620400 , place:620000 ; kg:outcome kg:Undecided ;
  kg:score 0.7 ; rdfs:comment "同地"@zh , "in one place"@en .
<{BASE}id/judgement/3> kg:compares place:620400 , place:620000 ; kg:outcome kg:Different ;
  dc:creator "甲" ; dc:date "2026-01-31" ; rdfs:comment "市不是省"@zh .
"""
"""What resolution and people might have said; the demo articles give too little of it."""


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the graph of the demo articles, `HOSTILE`, `DIFFERING` and `REPRINT`, with a dump."""
    folder = tmp_path_factory.mktemp("pages")
    traps = folder / "traps.jsonl"
    lines = (
        json.dumps(article, ensure_ascii=False) + "\n" for article in (HOSTILE, *DIFFERING, REPRINT)
    )
    traps.write_text("".join(lines), encoding="utf-8")
    out = folder / "out"
    assert build([*ARTICLES, traps], out).rejections == ()
    with Store.open_for_writing(store_of(out)) as store:
        graph = ox.NamedNode(f"{BASE}graph/resolution")
        triples = ox.parse(RESOLUTION.encode(), format=ox.RdfFormat.TURTLE)
        store.load(ox.Quad(t.subject, t.predicate, t.object, graph) for t in triples)
        store.merge()
    with Store.of(out) as store:
        write_dump(store.quads(), out / "dumps" / "shuangyong-kg.nq")
    return out


@pytest.fixture(scope="session")
def site(
    demo: Path, serving: Callable[[Path, Limits], AbstractContextManager[str]]
) -> Iterator[str]:
    """The address of the demo graph's server."""
    with serving(demo, Limits(seconds=60)) as address:
        yield address


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """Opens a page of the site. Whatever a page asks of another host, and every error or dialog in
    it, fails the test."""
    troubles: list[str] = []
    contexts = []

    def guard(route: Route) -> None:
        if route.request.url.startswith(f"{site}/"):
            route.continue_()
        else:
            troubles.append(f"request {route.request.url}")
            route.abort()

    def dismissed(dialog: Dialog) -> None:
        troubles.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def run(
        path: str,
        *,
        width: int = 1280,
        dark: bool = False,
        script: bool = True,
        lang: str = "zh",
        refused: bool = False,
    ) -> Page:
        """`refused` says that the server will refuse something, which browsers log as an error."""
        context = browser.new_context(
            viewport={"width": width, "height": 844},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            locale={"zh": "zh-CN", "en": "en-GB"}[lang],
        )
        contexts.append(context)
        context.route("**/*", guard)
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(f"error {error}"))
        page.on(
            "console",
            lambda m: (
                troubles.append(m.text)
                if m.type in ("error", "warning")
                and not (refused and m.text.startswith("Failed to load resource"))
                else None
            ),
        )
        page.on("dialog", dismissed)
        page.goto(site + path)
        return page

    yield run
    for context in contexts:
        context.close()
    assert troubles == []
