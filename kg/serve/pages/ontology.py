"""The vocabulary in words, made from ontology/; as Turtle for those who ask for it."""

from __future__ import annotations

from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from kg.serve.negotiate import preferred
from kg.serve.pages import frame
from kg.settings import Settings


async def ontology(request: Request) -> Response:
    """The page, or ontology/kg.ttl itself."""
    turtle: Path = Settings().ontology / "kg.ttl"
    wanted = preferred(request.headers.get("accept", ""), ["text/html", "text/turtle"])
    if request.query_params.get("format") == "turtle" or wanted == "text/turtle":
        return FileResponse(
            turtle,
            media_type="text/turtle",
            headers={"Access-Control-Allow-Origin": "*", "Vary": "Accept"},
        )
    return frame.page(request, "ontology.html.j2", terms=list(frame.terms().values()))


routes = [Route("/ontology", ontology)]
