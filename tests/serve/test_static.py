"""What is vendored for the pages is what the lock file says, and the base map is whole."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import Any

from kg.serve.pages.frame import STATIC
from kg.settings import Settings

VENDOR = STATIC / "vendor"


def test_vendored_files_match_the_lock() -> None:
    lock = json.loads((VENDOR / "lock.json").read_text())
    shipped = {path.name for suffix in ("js", "css") for path in VENDOR.glob(f"*.{suffix}")}
    assert shipped == set(lock)
    for name, entry in lock.items():
        assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == entry["sha256"]
        licence = entry["licence"].partition("(")[2].partition(")")[0]
        assert (VENDOR / licence).is_file()


def _basemap() -> list[dict[str, Any]]:
    features: list[dict[str, Any]] = json.loads(Settings().basemap.read_text("utf-8"))["features"]
    return features


def test_the_border_and_the_boundary_lines_are_whole() -> None:
    """Counts of the source: a map that loses a part of them must not ship."""
    features = _basemap()
    border = [f["geometry"]["coordinates"] for f in features if f["properties"]["kind"] == "border"]
    assert len(border) == 1
    rings = [ring for polygon in border[0] for ring in polygon]
    assert (len(rings), sum(map(len, rings))) == BORDER
    lines = {
        f["properties"]["line"]: f["geometry"]["coordinates"]
        for f in features
        if f["properties"]["kind"] == "line" and f["geometry"]["type"] == "MultiLineString"
    }
    assert {name: (len(parts), sum(map(len, parts))) for name, parts in lines.items()} == LINES


def test_every_province_has_its_name() -> None:
    kinds = Counter(f["properties"]["kind"] for f in _basemap())
    assert kinds["name"] == 34
    assert kinds["line"] == 4


def test_the_base_map_is_small() -> None:
    assert Path(Settings().basemap).stat().st_size < 600_000


BORDER = (147, 3748)
LINES = {"coast": (13, 33), "region": (100, 200), "sea": (9, 27)}
