"""The data page: what can be downloaded, its checksum, and how well it was read."""

from __future__ import annotations

import hashlib
import shutil
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


def test_tables_and_deltas_in_folders_are_offered_as_what_they_are(site: str, demo: Path) -> None:
    files = {
        "flat/statements.csv.gz": "application/gzip",
        "flat/amounts.parquet": "application/vnd.apache.parquet",
        "flat/datapackage.json": "application/json",
        "flat/SHA256SUMS": "text/plain; charset=utf-8",
        "deltas/0.1.0-to-0.2.0/added.nq.zst": "application/zstd",
    }
    for name in files:
        (demo / name).parent.mkdir(parents=True, exist_ok=True)
        (demo / name).write_bytes(name.encode())
    try:
        text = page(site)
        for part in ("Tables", "0.1.0-to-0.2.0/added.nq.zst", "statements.csv.gz", "Data Package"):
            assert part in text
        for name, media in files.items():
            answer = httpx.get(f"{site}/downloads/{name}")
            assert (answer.content, answer.headers["content-type"]) == (name.encode(), media)
        assert httpx.get(f"{site}/downloads/flat/../build.json").status_code == 404
        assert httpx.get(f"{site}/downloads/flat/%2e%2e/build.json").status_code == 404
    finally:
        shutil.rmtree(demo / "flat")
        shutil.rmtree(demo / "deltas")


def test_licences_and_accuracy(site: str) -> None:
    text = page(site)
    for part in ("CC-BY-4.0", "CC0-1.0", "held-out", "entity F1"):
        assert part in text


def page(site: str) -> str:
    return httpx.get(f"{site}/data", headers={"Accept-Language": "en"}, timeout=60).text
