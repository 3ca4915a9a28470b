"""Pages ask in as many queries as it takes, and say so where the store cannot answer in time."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import httpx
import pytest

from kg.serve import Limits, reading

PATHS = ["/id/place/620400?format=ntriples", "/id/article/baiyin-shuangyong-2020?format=html"]


@pytest.mark.parametrize("path", PATHS)
def test_the_answer_does_not_depend_on_the_number_of_queries(
    site: str, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer() -> str:
        return httpx.get(site + path, follow_redirects=True, timeout=120).text

    whole = answer()
    monkeypatch.setattr(reading, "BATCH", 500)  # the server runs in this process
    assert answer() == whole


def test_a_page_that_takes_too_long_says_so(
    demo: Path, serving: Callable[[Path, Limits], AbstractContextManager[str]]
) -> None:
    with serving(demo, Limits(seconds=0.000001)) as address:
        answer = httpx.get(f"{address}/id/place/620400", headers={"Accept": "text/html"})
    assert answer.status_code == 503
    assert answer.headers["content-type"] == "text/html; charset=utf-8"


def test_pages_come_up_whatever_length_strangers_may_ask(
    demo: Path, serving: Callable[[Path, Limits], AbstractContextManager[str]]
) -> None:
    with serving(demo, Limits(length=10)) as address:
        answer = httpx.get(
            f"{address}/id/place/620400", headers={"Accept": "text/html"}, timeout=60
        )
    assert answer.status_code == 200
