"""Timeline and map in a real browser: the same facets, the sentences, nothing of a garrison."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from kg.settings import Settings

Visit = Callable[..., Page]


def drawn(page: Page) -> Page:
    page.wait_for_function("() => document.body.dataset.ready === 'true'")
    return page


def test_a_dated_event_leads_to_its_sentence(visit: Visit) -> None:
    page = drawn(visit("/timeline"))
    page.locator("#list button", has_text="七道江会议").first.click()
    expect(page.locator("#panel .told")).to_contain_text("1946年12月")
    expect(page.locator("#panel blockquote").first).to_be_visible()
    assert "select=event" in page.url
    assert page.locator(".vis-selected").count() > 0
    page.reload()
    expect(drawn(page).locator("#panel h2").first).to_have_text("七道江会议")


@pytest.mark.parametrize("path", ["/timeline", "/map"])
def test_both_filter_by_the_same_facets(visit: Visit, path: str) -> None:
    page = drawn(visit(path))
    everything = page.locator("#list button").count()
    page.select_option("#province", label="甘肃省")
    page.wait_for_url(lambda url: "place=" in url)
    drawn(page)
    within = page.locator("#list button").count()
    assert 0 < within < everything
    expect(page.locator("#facets [data-level='1']")).to_be_visible()
    page.locator("#types [data-type=Conferral]").click()
    drawn(page)
    assert page.locator("#list .type-Conferral").count() == 0
    page.locator("#restart").click()
    page.wait_for_url(lambda url: "?" not in url)
    drawn(page)
    assert page.locator("#list button").count() == everything
    page.select_option("#honour", label="全国双拥模范城（县）")
    page.wait_for_url(lambda url: "honour=" in url)
    drawn(page)
    assert page.locator("#list .type-Event").count() == 0
    other = page.locator("#other").get_attribute("href") or ""
    assert "honour=honour/" in other


def test_the_facets_come_back_with_the_address(visit: Visit) -> None:
    page = drawn(visit("/map?place=place/620400&since=2000"))
    assert page.locator("#province").input_value() == "place/620000"
    assert page.locator("#facets [data-level='1']").input_value() == "place/620400"
    assert page.locator("#since").input_value() == "2000"


def test_the_map_states_its_source_and_places_no_garrison(visit: Visit) -> None:
    page = drawn(visit("/map"))
    name = json.loads(Settings().basemap.read_text(encoding="utf-8"))["name"]
    expect(page.locator(".leaflet-control-attribution")).to_have_text(name)
    assert page.locator("#list .type-Garrison, #types [data-type=Garrison]").count() == 0
    assert page.locator(".leaflet-container img.leaflet-tile").count() == 0
    page.locator("#list button").first.click()
    expect(page.locator("#panel .told")).to_be_visible()


def test_a_circle_lists_what_is_there(visit: Visit) -> None:
    page = drawn(visit("/map?place=place/620400"))
    box = page.locator("#stage").bounding_box()
    assert box is not None
    where = page.evaluate(
        """() => {
          let point;
          map.eachLayer((layer) => { if (layer.getRadius) point = map.latLngToContainerPoint(layer.getLatLng()); });
          return [point.x, point.y];
        }"""
    )
    page.mouse.click(box["x"] + where[0], box["y"] + where[1])
    expect(page.locator("#panel")).to_contain_text("误差约")
    assert page.locator("#panel .picks button").count() > 0
