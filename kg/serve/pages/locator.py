"""The small map on an entity's page: where it is, as far as the gazetteer knows, on the base map.

A garrison is never placed on a map.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from html import escape
from math import cos, radians
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.serve.pages.things import Thing, things
from kg.serve.reading import Reader, node, text

SPAN = 11.0, 8.0
"""Degrees of longitude and latitude that a map shows at least, wide and high."""

# Plate carrée, shortened so that shapes are right at the middle of the country.
_SHORTER = cos(radians(35))
_LINES = {"border": 0.05, "line": 0.05, "province": 0.025}
_POINT = re.compile(r"POINT ?\((-?\d+(?:\.\d+)?) (-?\d+(?:\.\d+)?)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place on the map, in the units of the base map; `radius` is how far off it may be, `km` the
    same in kilometres (0 where that is not known)."""

    place: Thing
    x: float
    y: float
    radius: float
    km: int

    @property
    def box(self) -> tuple[float, float, float, float]:
        """What the map shows around it: left, top, width, height."""
        width, height = SPAN[0] * _SHORTER, SPAN[1]
        scale = max(1.0, 3 * self.radius / height)
        width, height = round(width * scale, 2), round(height * scale, 2)
        return (round(self.x - width / 2, 3), round(self.y - height / 2, 3), width, height)


async def locate(ask: Reader, entity: Thing) -> Spot | None:
    """Where the entity is, or the smallest place that it is said to be in; None where none is known."""
    if "Garrison" in entity.classes:
        return None
    x = node(entity.iri)
    rows = await ask.rows(f"""
SELECT DISTINCT ?place ?point ?accuracy WHERE {{
  {{ BIND({x} AS ?place) }} UNION {{
    {x} schema:containedInPlace|schema:location|sem:hasPlace ?within .
    ?within schema:containedInPlace* ?place }}
  ?place geo:hasGeometry ?geometry . ?geometry geo:asWKT ?point
  OPTIONAL {{ ?geometry geo:hasMetricSpatialAccuracy ?accuracy }}
}} LIMIT 50""")
    known = [(row, match) for row in rows if (match := _POINT.fullmatch(text(row, "point")))]
    if not known:
        return None
    row, point = min(
        known,
        key=lambda k: (
            text(k[0], "place") != entity.iri,
            float(text(k[0], "accuracy") or "inf"),
            text(k[0], "place"),
        ),
    )
    place = text(row, "place")
    longitude, latitude = float(point[1]), float(point[2])
    metres = float(text(row, "accuracy") or 0)
    return Spot(
        place=(await things(ask, [place]))[place],
        x=round(longitude * _SHORTER, 3),
        y=round(-latitude, 3),
        radius=round(max(metres / 111_000, 0.09), 3),
        km=round(metres / 1000),
    )


async def basemap(request: Request) -> Response:
    """The base map as an image, in whole: each page shows a part of it."""
    image = await run_in_threadpool(_image, request.app.state.basemap)
    return Response(
        image,
        media_type="image/svg+xml",
        headers={
            "Cache-Control": "max-age=86400",
            "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
            "X-Content-Type-Options": "nosniff",
        },
    )


routes = [Route("/basemap.svg", basemap)]

EDGES = (round(72 * _SHORTER, 3), -55.0, round(66 * _SHORTER, 3), 53.0)
"""What the image of the base map holds: left, top, width, height."""


@cache
def basemap_name(path: Path) -> str:
    """What the base map calls itself, with its source."""
    return str(json.loads(path.read_text(encoding="utf-8")).get("name", ""))


@cache
def _image(path: Path) -> str:
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    lines = "".join(
        f'<path class="{kind}" stroke-width="{width}" d="{_outline(features, kind)}"/>'
        for kind, width in _LINES.items()
    )
    names = "".join(
        f'<text x="{x * _SHORTER:.2f}" y="{-y:.2f}">{escape(feature["properties"]["name"])}</text>'
        for feature in features
        if feature["properties"]["kind"] == "name"
        for x, y in [feature["geometry"]["coordinates"]]
    )
    left, top, width, height = EDGES
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left} {top} {width} {height}">'
        "<style>path{fill:none;stroke:#8d8778;stroke-linejoin:round}.province{stroke:#b9b3a4}"
        "text{font:.42px sans-serif;fill:#6b665b;text-anchor:middle}"
        "@media(prefers-color-scheme:dark){.province{stroke:#5f5b51}text{fill:#a39d90}}</style>"
        f"{lines}{names}</svg>"
    )


def _outline(features: Iterable[dict[str, Any]], kind: str) -> str:
    return "".join(
        "M" + "L".join(f"{x * _SHORTER:.3f} {-y:.3f}" for x, y in line)
        for feature in features
        if feature["properties"]["kind"] == kind
        for line in _rings(feature["geometry"])
    )


def _rings(geometry: dict[str, Any]) -> Iterator[list[tuple[float, float]]]:
    match geometry["type"]:
        case "LineString":
            yield geometry["coordinates"]
        case "MultiLineString" | "Polygon":
            yield from geometry["coordinates"]
        case "MultiPolygon":
            for polygon in geometry["coordinates"]:
                yield from polygon
