"""The timeline of events and conferrals of honours, and the answers that the map shares with it."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kg.serve.happenings import KINDS, TYPES, Facets, Happening, divisions, happenings, honours
from kg.serve.pages.scripted import scripted, words
from kg.serve.pages.words import Say, date_words, kind_words
from kg.serve.reading import reader


async def timeline(request: Request) -> Response:
    """The page; its script asks for all else."""
    return scripted(request, "timeline.html.j2", texts="facets.", types=TYPES, kinds=KINDS)


async def found(request: Request) -> Response:
    """What the facets of the parameters want (`kg.serve.happenings.Facets`)."""
    answer = await happenings(reader(request), Facets.of(request))
    say = words(request)
    return JSONResponse(
        {
            "items": [_record(say, item) for item in answer.items],
            "more": answer.more,
            "places": {key: place.json() for key, place in answer.places.items()},
            "honours": answer.honours,
        }
    )


def _record(say: Say, item: Happening) -> dict[str, Any]:
    return {
        "key": item.key,
        "label": item.label,
        "type": item.type,
        "kind": kind_words(say, item.kind) if item.kind else "",
        "implied": item.implied,
        "places": item.places,
        "honours": item.honours,
        "spans": [
            {
                "key": span.key,
                "words": span.words,
                "text": date_words(say, span.earliest, span.latest),
                "earliest": span.earliest.isoformat(),
                "latest": span.latest.isoformat(),
            }
            for span in item.spans
        ],
    }


async def facet_places(request: Request) -> Response:
    """The divisions within the place `within`, or the provinces."""
    return JSONResponse(await divisions(reader(request), request.query_params.get("within", "")))


async def facet_honours(request: Request) -> Response:
    """The honours that one may ask for."""
    return JSONResponse(await honours(reader(request)))


routes = [
    Route("/timeline", timeline),
    Route("/api/happenings", found),
    Route("/api/facets/places", facet_places),
    Route("/api/facets/honours", facet_honours),
]
