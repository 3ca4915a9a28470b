"""The map: sites, events and conferrals by place, over a base map that is one GeoJSON file."""

from __future__ import annotations

import json

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from kg.serve import happenings
from kg.serve.happenings import KINDS, TYPES
from kg.serve.pages.scripted import scripted
from kg.serve.reading import reader

_CACHE = "public, max-age=86400"


async def map_(request: Request) -> Response:
    """The page; its script asks for all else."""
    return scripted(request, "map.html.j2", texts="facets.", types=TYPES, kinds=KINDS)


async def basemap(request: Request) -> Response:
    """The base map (`Settings.basemap`; its format is in data/basemap/README.md)."""
    return FileResponse(
        request.app.state.basemap,
        media_type="application/geo+json",
        headers={"Cache-Control": _CACHE},
    )


async def places(request: Request) -> Response:
    """Points of the places with the keys of the body, a JSON list of at most 2,000."""
    try:
        keys = json.loads(await request.body())
    except ValueError as error:
        raise HTTPException(400, "The body is no JSON.") from error
    if not isinstance(keys, list) or len(keys) > happenings.MOST:
        raise HTTPException(400, f"Send a list of at most {happenings.MOST:,} keys.")
    found = await happenings.places(reader(request), sorted({str(key) for key in keys}))
    return JSONResponse({key: place.json() for key, place in found.items()})


routes = [
    Route("/map", map_),
    Route("/api/basemap", basemap),
    Route("/api/places", places, methods=["POST"]),
]
