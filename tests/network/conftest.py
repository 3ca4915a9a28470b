"""A page from a file, without any network, that fails on every error in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Callable[[str], Page]]:
    """Opens HTML text from a file with the network cut; whatever goes wrong in it fails the test."""
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 800})
    troubles: list[str] = []

    def dismissed(dialog: Dialog) -> None:
        troubles.append("dialog")
        dialog.dismiss()

    def run(html: str) -> Page:
        file = tmp_path / "page.html"
        file.write_text(html, encoding="utf-8")
        page = context.new_page()
        page.on(
            "request",
            lambda r: troubles.append(f"request {r.url}") if r.url != file.as_uri() else None,
        )
        page.on("pageerror", lambda error: troubles.append(f"error {error}"))
        page.on(
            "console", lambda m: troubles.append(m.text) if m.type in ("error", "warning") else None
        )
        page.on("dialog", dismissed)
        page.goto(file.as_uri())
        page.wait_for_function("() => document.body.dataset.ready === 'true'")
        return page

    yield run
    context.close()
    assert troubles == []
