"""Small graphs that differ in a known way, and the graph of the demo articles."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from kg.build import build
from kg.settings import Settings
from tests.demo import ARTICLES

Text = tuple[str, str]
"""The day of publication and the text of an article."""

OPENING: Text = (
    "2020-10-21",
    "2020年10月20日，白山市召开双拥模范城命名表彰大会。白山市市长李卫国出席。在白山市，记者王建国报道。",
)
MEETING: Text = (
    "2021-03-12",
    "2021年3月12日，通化市召开双拥工作会议。通化市获得全国双拥模范城称号。在通化市，退役军人王建国说，很受鼓舞。",
)

Building = Callable[..., Path]


@pytest.fixture(scope="session")
def building(tmp_path_factory: pytest.TempPathFactory) -> Building:
    """Builds the graph of some articles, by their ids, under judgements: its folder."""

    def run(articles: Mapping[str, Text], judgements: Path | None = None) -> Path:
        folder = tmp_path_factory.mktemp("publish")
        path = folder / "articles.jsonl"
        records = [
            {
                "id": id_,
                "title": f"关于{id_}",
                "date": day,
                "text": text,
                "url": f"http://a.test/{id_}",
            }
            for id_, (day, text) in articles.items()
        ]
        path.write_text(
            "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records), encoding="utf-8"
        )
        settings = Settings(judgements=judgements) if judgements else Settings()
        assert build([path], folder / "out", settings=settings).rejections == ()
        return folder / "out"

    return run


@pytest.fixture(scope="session")
def two(building: Building) -> Path:
    """The graph of both articles."""
    return building({"opening": OPENING, "meeting": MEETING})


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of the demo articles."""
    out = tmp_path_factory.mktemp("demo") / "out"
    build(ARTICLES, out)
    return out
