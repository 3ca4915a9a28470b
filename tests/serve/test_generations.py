"""A graph that changes while it is served: the next request is answered from the new one."""

from __future__ import annotations

import json
import urllib.parse
import urllib.request
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from kg.build import add, build
from kg.serve import Limits


def ask(address: str, path: str, **parameters: str) -> tuple[Any, str | None]:
    """The answer as JSON, and its validator."""
    request = urllib.request.Request(
        f"{address}{path}?{urllib.parse.urlencode(parameters)}",
        headers={"Accept": "application/sparql-results+json, application/json;q=0.9"},
    )
    with urllib.request.urlopen(request, timeout=180) as answer:
        return json.load(answer), answer.headers.get("etag")


def test_what_is_added_or_built_anew_is_served_without_a_restart(
    tmp_path: Path, serving: Callable[[Path, Limits], AbstractContextManager[str]]
) -> None:
    out = tmp_path / "out"
    one, other = tmp_path / "一.txt", tmp_path / "二.txt"
    one.write_text("吉林省白山市召开会议。", encoding="utf-8")
    other.write_text("依托七道江会议旧址开展教育。", encoding="utf-8")
    build([one], out)
    query = "ASK { ?site a kg:Site ; skos:prefLabel '七道江会议旧址'@zh }"
    with serving(out, Limits(seconds=60)) as address:
        validators = set()
        for expected, change in (
            (False, lambda: None),
            (True, lambda: add([other], out)),
            (False, lambda: build([one], out)),
        ):
            change()
            found, _ = ask(address, "/sparql", query=query)
            hits, validator = ask(address, "/search", q="qidaojiang")
            assert (found["boolean"], bool(hits["hits"])) == (expected, expected)
            validators.add(validator)
        assert len(validators) == 3
