"""The data page: what can be downloaded, its checksum, and how well it was read."""

from __future__ import annotations

import hashlib
from pathlib import Path

import httpx


def test_a_download_has_the_checksum_that_the_page_states(site: str, demo: Path) -> None:
    page = httpx.get(f"{site}/data", headers={"Accept-Language": "en"}, timeout=60).text
    body = httpx.get(f"{site}/downloads/shuangyong-kg.nq", timeout=60).content
    assert hashlib.sha256(body).hexdigest() in page
    assert body == (demo / "dumps" / "shuangyong-kg.nq").read_bytes()
    assert f"{len(body):,}" in page


def test_deltas_are_listed_where_there_are_any(site: str, demo: Path) -> None:
    assert "Changes between releases" not in page(site)
    delta = demo / "deltas" / "0.1.0-to-0.2.0.nq"
    delta.parent.mkdir()
    try:
        delta.write_text("# nothing\n", encoding="utf-8")
        assert "Changes between releases" in page(site)
        assert httpx.get(f"{site}/downloads/deltas/{delta.name}").text == "# nothing\n"
    finally:
        delta.unlink()
        delta.parent.rmdir()


def test_licences_and_accuracy(site: str) -> None:
    text = page(site)
    for part in ("CC-BY-4.0", "CC0-1.0", "held-out", "entity F1"):
        assert part in text


def page(site: str) -> str:
    return httpx.get(f"{site}/data", headers={"Accept-Language": "en"}, timeout=60).text
