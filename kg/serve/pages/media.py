"""In which forms a thing behind an IRI is offered: as a page for people, as data for programs."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request

from kg.serve.answers import accepted
from kg.serve.negotiate import GRAPHS, named, preferred

HTML = "text/html"
DATA = {media: names for media, names in GRAPHS.items() if names}
OFFERS = {HTML: ("html",), **DATA}
"""The page and the formats of data, each with the short names that ask for it."""


def wanted(request: Request) -> str:
    """The media type that `?format=` names, or else the Accept header likes best.

    Raises `HTTPException` 406 where none of those on offer will do.
    """
    wish = request.query_params.get("format")
    found = preferred(accepted(request), list(OFFERS)) if wish is None else named(wish, OFFERS)
    if found is None:
        raise HTTPException(406, f"Offered are {', '.join(OFFERS)}.")
    return found
