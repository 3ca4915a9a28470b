"""The query page in a real browser: from a named query to CSV, and what a shared link cannot do."""

from __future__ import annotations

import csv
import io
import re
import urllib.parse
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

Visit = Callable[..., Page]


def answered(page: Page) -> Page:
    page.wait_for_function("() => document.body.dataset.ready === 'true'")
    return page


def own(sparql: str, **more: str) -> str:
    return "/query#" + urllib.parse.urlencode({"query": sparql, **more})


def test_from_a_named_query_to_csv(visit: Visit, tmp_path: Path) -> None:
    page = answered(visit("/query"))
    page.select_option("#name", label="某地的纪念地")
    page.locator("#parameter-place").fill("jilin")
    option = page.locator(".suggestions [role=option]", has_text="吉林省")
    expect(option).to_be_visible()
    option.click()
    assert page.locator("#parameter-place").input_value() == "220000"
    page.locator("#ask").click()
    expect(page.locator("table.answer")).to_contain_text("七道江会议旧址")
    assert "name=sites-in-place&place=220000" in page.url
    with page.expect_download() as download:
        page.locator("#csv").click()
    assert download.value.suggested_filename == "sites-in-place.csv"
    download.value.save_as(tmp_path / "answer.csv")
    rows = list(
        csv.DictReader(io.StringIO((tmp_path / "answer.csv").read_text(encoding="utf-8-sig")))
    )
    assert "七道江会议旧址" in {row["label"] for row in rows}
    assert len(rows) == page.locator("table.answer tbody tr").count()
    page.reload()
    expect(page.locator("table.answer")).to_contain_text("七道江会议旧址")


def test_every_named_query_runs_as_it_stands(visit: Visit) -> None:
    page = answered(visit("/query"))
    names = page.locator("#name option").evaluate_all("(all) => all.map((one) => one.value)")
    assert len(names) > 10
    for name in filter(None, names):
        page.select_option("#name", value=name)
        page.locator("#ask").click()
        page.wait_for_url(re.compile(f"name={name}(&|$)"))
        answered(page)
        expect(page.locator("#status")).to_contain_text("行")


def test_a_chart_a_network_and_a_map(visit: Visit) -> None:
    page = answered(visit("/query?name=honours-by-place"))
    page.locator("#tab-chart").click()
    assert page.locator("table.bars tbody tr").count() > 3
    page.locator("#tab-network").click()
    expect(page.locator(".answer-stage canvas").first).to_be_attached()
    page.goto(
        page.url.partition("/query")[0]
        + own("SELECT ?place ?name { ?place kg:level 'prefecture' ; skos:prefLabel ?name }")
    )
    page.locator("#tab-map").click()
    expect(page.locator("#view")).to_contain_text("个有坐标")
    assert page.locator(".leaflet-container").count() == 1


def test_a_shared_link_names_no_other_endpoint(visit: Visit) -> None:
    page = answered(visit(own("ASK { ?s a kg:Site }", endpoint="https://evil.example/sparql")))
    expect(page.locator("table.answer td")).to_have_text("true")


def test_a_graph_is_a_table_of_triples(visit: Visit) -> None:
    page = answered(visit(own("CONSTRUCT { ?s a ?c } WHERE { ?s a kg:Honour ; a ?c }")))
    assert page.locator("table.answer th").all_text_contents() == ["subject", "predicate", "object"]
    expect(page.locator("table.answer")).to_contain_text("kg:Honour")


def test_the_editor_completes_our_vocabulary(visit: Visit) -> None:
    page = answered(visit("/query"))
    page.evaluate(
        """() => {
          editor.setValue(['PREFIX kg: <https://w3id.org/shuangyong-kg/ontology#>',
            'SELECT * { ?s kg:commem'].join(String.fromCharCode(10)));
          editor.focus();
          editor.setCursor(1, 99);
        }"""
    )
    page.keyboard.press("Control+Space")
    expect(page.locator(".CodeMirror-hints")).to_contain_text("kg:commemorates")
    page.keyboard.press("Enter")
    assert "kg:commemorates" in page.evaluate("() => editor.getValue()")


def test_the_keyboard_leaves_the_editor(visit: Visit) -> None:
    page = answered(visit("/query"))
    page.evaluate("() => editor.focus()")
    page.keyboard.press("Tab")
    expect(page.locator("#run")).to_be_focused()


def test_a_wrong_query_is_explained(visit: Visit) -> None:
    page = answered(visit("/query", refused=True))
    page.evaluate(
        "() => editor.setValue('SELECT * WHERE { SERVICE <http://example.org/> { ?s ?p ?o } }')"
    )
    with page.expect_response("**/sparql") as response:
        page.locator("#run").click()
    assert response.value.status == 400
    expect(page.locator("#status")).to_contain_text("SERVICE")


@pytest.mark.parametrize("cell", ["<img src=x onerror=alert(1)>", "javascript:alert(1)"])
def test_answers_are_text(visit: Visit, cell: str) -> None:
    page = answered(
        visit(
            own(
                f'SELECT ("{cell}" AS ?x) (IRI("{cell.split("<")[-1].replace(" ", "")}") AS ?y) {{}}'
            )
        )
    )
    expect(page.locator("table.answer td").first).to_have_text(cell)
    assert page.locator("#view img, #view a").count() == 0


def test_a_formula_is_no_formula_in_csv(visit: Visit, tmp_path: Path) -> None:
    page = answered(visit(own('SELECT ("=HYPERLINK(1)" AS ?x) (-5 AS ?y) {}')))
    with page.expect_download() as download:
        page.locator("#csv").click()
    download.value.save_as(tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_text(encoding="utf-8-sig").split() == [
        "x,y",
        "'=HYPERLINK(1),-5",
    ]
