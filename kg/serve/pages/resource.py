"""What stands behind an IRI of the graph: a page for people, data for programs (`/id/…`).

Both have one address: the Accept header, or `?format=`, tells which is wanted, and Content-Location
says which was sent.
"""

from __future__ import annotations

from urllib.parse import quote, unquote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from kg.graph.iris import segment
from kg.serve.pages import article, entity, fact, frame
from kg.serve.pages.linked_data import describe
from kg.serve.pages.media import DATA, HTML, wanted
from kg.serve.reading import Reader, node, reader

_CORS = {"Access-Control-Allow-Origin": "*", "X-Content-Type-Options": "nosniff", "Vary": "Accept"}


async def resource(request: Request) -> Response:
    """The page or the data of an IRI; a redirect where it was merged into another."""
    path = _path(request)
    iri = f"{reader(request).base}id/{path}"
    target = await _replacement(reader(request), iri)
    if target is not None:
        query = f"?{request.url.query}" if request.url.query else ""
        # Not for ever: a merge can be undone.
        return RedirectResponse(f"{frame.link(request, target)}{query}", 302)
    media = wanted(request)
    here = f"{frame.root(request)}/id/{path}"
    if media == HTML:
        answer = await _page(request, iri, path)
        answer.headers["Content-Location"] = f"{here}?format=html"
        answer.headers["Link"] = ", ".join(
            f'<{here}?format={names[0]}>; rel="alternate"; type="{kind}"'
            for kind, names in DATA.items()
        )
        return answer
    body = await describe(reader(request), iri, media)
    if not body:
        raise HTTPException(404, f"The graph says nothing of {iri}.")
    return Response(
        body,
        media_type=media,
        headers={**_CORS, "Content-Location": f"{here}?format={DATA[media][0]}"},
    )


routes = [Route("/id/{path:path}", resource)]


def _path(request: Request) -> str:
    """What follows `/id/`, percent-encoded as the graph's IRIs are: an id may hold a slash."""
    raw = request.scope.get("raw_path") or quote(request.url.path).encode()
    given = raw.decode("ascii", "replace").partition("?")[0]
    given = given.removeprefix(quote(frame.root(request))).removeprefix("/id/")
    try:
        return "/".join(segment(unquote(part, errors="strict")) for part in given.split("/"))
    except (ValueError, UnicodeDecodeError) as error:
        raise HTTPException(404, "There is no such identifier.") from error


async def _page(request: Request, iri: str, path: str) -> Response:
    match path.split("/"):
        case ["article", _]:
            return await article.newest(request, iri)
        case ["article", _, version] if version:
            return await article.page(request, iri)
        case ["article", name, version, place, *_] if place != "extraction":
            target = f"{frame.root(request)}/id/article/{name}/{version}?at={place}#at"
            return RedirectResponse(target, 303)
        case ["statement", _]:
            return await fact.page(request, iri)
    return await entity.page(request, iri)


async def _replacement(ask: Reader, iri: str) -> str | None:
    """Where an IRI leads that the graph knows only as replaced.

    A division that history replaced is described still, and keeps its page.
    """
    rows = await ask.rows(
        f"SELECT DISTINCT ?new WHERE {{ {node(iri)} dcterms:isReplacedBy ?new "
        f"FILTER NOT EXISTS {{ {node(iri)} a ?class }} FILTER(isIRI(?new)) }} LIMIT 2"
    )
    return rows[0]["new"].value if len(rows) == 1 and rows[0]["new"].value != iri else None
