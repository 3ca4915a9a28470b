"""The pages in a real browser with the network cut: what a historian does, and what a trap does not."""

from __future__ import annotations

import urllib.parse
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

Visit = Callable[..., Page]

TRAPS = "/id/article/traps%2Fa%20b"


def test_from_a_search_to_the_sentence_that_proves_a_fact(visit: Visit) -> None:
    page = visit("/")
    page.locator("#search").press_sequentially("baiyinshi")
    first = page.locator("#found [role=option]").first
    expect(first).to_contain_text("白银市")
    page.keyboard.press("ArrowDown")
    assert page.locator("#search").get_attribute("aria-activedescendant") == "found-0"
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("白银市")

    fact = (
        page.locator(".group", has_text="获得荣誉")
        .locator(".fact", has_text="全国双拥模范城")
        .first
    )
    expect(fact.locator("blockquote p")).to_have_text("至此，白银市实现“全国双拥模范城”五连冠。")
    assert fact.locator("mark").all_text_contents() == ["白银市", "全国双拥模范城"]
    fact.locator("cite").click()

    expect(page.locator("h1")).to_contain_text("白银市迎回")
    sought = "".join(page.locator(".text mark").all_text_contents())
    assert sought == "至此，白银市实现“全国双拥模范城”五连冠。"
    expect(page.locator("#at")).to_be_in_viewport()
    chosen = page.locator(".said.chosen")
    expect(chosen).to_be_visible()
    expect(chosen.locator("li", has_text="获得荣誉")).to_contain_text("白银市")

    chosen.locator("li", has_text="获得荣誉").get_by_text("引用此条").click()
    expect(page.locator("h1")).to_contain_text("获得荣誉")
    expect(page.locator(".citation")).to_contain_text(
        "https://w3id.org/shuangyong-kg/id/statement/"
    )


def test_search_waits_for_an_input_method(visit: Visit) -> None:
    page = visit("/")
    asked: list[str] = []
    page.on("request", lambda r: asked.append(r.url) if "/search" in r.url else None)
    keys = page.context.new_cdp_session(page)
    page.locator("#search").focus()
    keys.send(
        "Input.imeSetComposition", {"text": "bai yin", "selectionStart": 7, "selectionEnd": 7}
    )
    page.wait_for_timeout(400)
    assert asked == []
    keys.send("Input.insertText", {"text": "白银"})
    expect(page.locator("#found [role=option]").first).to_contain_text("白银市")
    assert [urllib.parse.unquote(url.rpartition("q=")[2]) for url in asked] == ["白银"]
    page.keyboard.press("Escape")
    expect(page.locator("#found")).to_be_hidden()


def test_a_sentence_shows_its_facts_on_click(visit: Visit) -> None:
    page = visit("/id/article/qidaojiang-huiyi-jiuzhi")
    assert page.locator(".said:visible").count() == 0
    told = page.locator(".told").first
    told.locator(".count").click()
    expect(page.locator(".said.chosen")).to_be_visible()
    assert page.evaluate("() => document.activeElement.className") == "said chosen"
    page.keyboard.press("Escape")
    assert page.locator(".said:visible").count() == 0
    assert page.evaluate("() => document.activeElement.className") == "count"


def test_without_a_script_all_facts_stand_beside_the_text(visit: Visit) -> None:
    page = visit("/id/article/qidaojiang-huiyi-jiuzhi", script=False)
    sections = page.locator(".said")
    assert sections.count() == page.locator(".told").count() > 2
    assert all(section.is_visible() for section in sections.all())


@pytest.mark.parametrize("width", [1280, 390])
def test_hostile_text_is_text(visit: Visit, width: int) -> None:
    page = visit(TRAPS, width=width)
    title = page.locator("h1").text_content() or ""
    assert title == '<img src=x onerror=alert(1)>⟨U+202E⟩题目"><script>alert(1)</script>'
    assert page.locator("main img, main script, main b").count() == 0
    body = page.locator(".text").text_content() or ""
    assert "张三⟨U+202E⟩说：⟨U+2066⟩{{ 7*7 }} &lt;b&gt; <!--<script> ]]>" in body
    targets = [a.get_attribute("href") or "" for a in page.locator("a").all()]
    assert not [t for t in targets if not t.startswith(("/", "?", "#", "https://"))]
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    page.locator("main a", has_text="script").first.click()
    expect(page.locator("h1")).to_contain_text("<script>alert(1)</script>")
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width


def test_hostile_text_in_search(visit: Visit) -> None:
    page = visit("/")
    page.locator("#search").press_sequentially("alert")
    expect(page.locator("#found")).to_contain_text("<script>")
    page.goto(page.url + "search?q=%3Cscript%3Ealert(1)%3C/script%3E&type=%22%3E%3Cb%3E")
    expect(page.locator("h1")).to_contain_text("<script>alert(1)</script>")


@pytest.mark.parametrize(
    "path",
    ["/", "/search?q=双拥", "/id/place/620400", "/id/article/baiyin-shuangyong-2020", "/data"],
)
def test_pages_fit_a_phone(visit: Visit, path: str) -> None:
    page = visit(path, width=390)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390
    size = page.evaluate("() => parseFloat(getComputedStyle(document.body).fontSize)")
    assert size >= 16


def test_the_language_is_chosen_once_and_kept(visit: Visit) -> None:
    page = visit("/", lang="en")
    assert page.locator("html").get_attribute("lang") == "en"
    page.get_by_text("中文").click()
    assert page.locator("html").get_attribute("lang") == "zh-Hans"
    page.get_by_role("link", name="数据").first.click()
    assert page.locator("html").get_attribute("lang") == "zh-Hans"


def test_the_keyboard_can_skip_to_the_content(visit: Visit) -> None:
    page = visit("/id/place/620400")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "main"


def test_a_printed_page_is_the_facts_without_the_frame(visit: Visit) -> None:
    page = visit("/id/place/620400")
    page.emulate_media(media="print")
    assert not page.locator("header.site nav").is_visible()
    assert page.locator(".fact blockquote").first.is_visible()
    assert page.locator(".citation").is_visible()


def test_from_an_entity_to_the_explorer_and_from_a_question_to_its_answer(visit: Visit) -> None:
    page = visit("/id/place/620400")
    page.get_by_role("link", name="在关系图中展开").click()
    page.wait_for_function("() => document.body.dataset.ready === 'true'")
    expect(page.locator("main")).to_contain_text("白银市")
    page.goto(page.url.partition("/explore")[0] + "/")
    page.get_by_role("link", name="各类文献").click()
    page.wait_for_function("() => document.body.dataset.ready === 'true'")
    expect(page.locator("main")).to_contain_text("军人抚恤优待条例")
