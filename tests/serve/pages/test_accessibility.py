"""axe-core finds no serious fault on any page, light or dark, wide or narrow."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

AXE = (Path(__file__).parents[1] / "vendor" / "axe.min.js").read_text(encoding="utf-8")
PATHS = [
    "/",
    "/search?q=双拥",
    "/id/place/620400",
    "/id/honour/shuangyong-mofancheng",
    "/id/article/baiyin-shuangyong-2020",
    "/data",
    "/ontology",
    "/explore",
    "/explore?expand=place/620400&select=place/620400",
    "/timeline",
    "/map",
    "/query",
    "/query?name=honours-by-place",
]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(("width", "dark"), [(1280, False), (390, True)])
def test_no_serious_fault(visit: Callable[..., Page], path: str, width: int, dark: bool) -> None:
    page = visit(path, width=width, dark=dark)
    # Pages with a script of their own say when they are drawn.
    page.wait_for_function("() => document.body.dataset.ready !== 'false'")
    if page.locator("#island").count():
        page.wait_for_function("() => document.body.dataset.ready === 'true'")
    assert faults(page) == []


def test_no_serious_fault_while_searching(visit: Callable[..., Page]) -> None:
    page = visit("/")
    page.locator("#search").press_sequentially("baishan")
    page.wait_for_selector("#found li")
    assert faults(page) == []


def test_no_serious_fault_with_a_sentence_chosen(visit: Callable[..., Page]) -> None:
    page = visit("/id/article/baiyin-shuangyong-2020", width=390)
    page.locator(".told .count").first.click()
    assert faults(page) == []


def faults(page: Page) -> list[str]:
    """The serious and critical faults that axe finds, with where they are."""
    page.evaluate(AXE)
    found = page.evaluate("async () => (await axe.run()).violations")
    return [
        f"{fault['id']}: {node['html'][:120]}"
        for fault in found
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
    ]
