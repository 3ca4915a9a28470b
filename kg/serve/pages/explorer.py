"""The explorer: the network, from an overview or from what one looks for, with its evidence."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kg.network.labels import LABELS
from kg.serve import links
from kg.serve.pages.scripted import scripted
from kg.serve.reading import reader
from kg.serve.view import OVERVIEW, SHOWN, Wish, view

_KEPT = 16
"""Views that are kept ready, as long as the graph is the same."""


async def explorer(request: Request) -> Response:
    """The page; its script asks for all else."""
    return scripted(
        request,
        "explorer.html.j2",
        texts="explore.",
        types=[type_ for type_ in LABELS["types"] if type_ in links.TYPES],
        shown=sorted(SHOWN),
        limit=OVERVIEW,
    )


async def network(request: Request) -> Response:
    """The part of the network that the parameters ask for (`kg.serve.view.Wish`)."""
    wish = Wish.of(request)
    kept: dict[tuple[object, Wish], bytes] = request.app.state.views
    key = request.app.state.version(), wish
    if key not in kept:
        body = bytes(JSONResponse((await view(reader(request), wish)).json()).body)
        while len(kept) >= _KEPT:
            del kept[next(iter(kept))]
        kept[key] = body
    return Response(kept[key], media_type="application/json")


async def evidence(request: Request) -> Response:
    """The sentences behind the link `source`, `property`, `target`, or behind all of `source`."""
    given = request.query_params
    found = await links.evidence(
        reader(request), given.get("source", ""), given.get("property", ""), given.get("target", "")
    )
    return JSONResponse([each.json() for each in found])


async def article(request: Request) -> Response:
    """The links that the article version `key` says."""
    found = await links.links_of_article(reader(request), request.query_params.get("key", ""))
    return JSONResponse([link.json() for link in found])


routes = [
    Route("/explore", explorer),
    Route("/api/network", network),
    Route("/api/network/evidence", evidence),
    Route("/api/network/article", article),
]
