"""The start page: what this is, how much there is, and where to begin."""

from __future__ import annotations

import json
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.serve.pages import frame
from kg.serve.pages.things import things
from kg.serve.reading import reader

LATEST = 10
MENTIONED = 24


async def start(request: Request) -> Response:
    """Counts, the entities that most articles name, the newest articles, example questions."""
    ask = reader(request)
    graph: Path = request.app.state.graph
    articles = await ask.rows(
        "SELECT DISTINCT ?version ?title ?issued WHERE { ?version a kg:ArticleVersion ; "
        "dcterms:issued ?issued OPTIONAL { ?version dcterms:title ?title } } "
        f"ORDER BY DESC(?issued) ?version LIMIT {LATEST}"
    )
    often = await ask.rows(
        "SELECT ?entity (COUNT(DISTINCT ?g) AS ?n) WHERE { GRAPH ?g { ?mention kg:mentionOf ?entity } "
        "FILTER(!CONTAINS(STR(?entity), '/id/time/') && !CONTAINS(STR(?entity), '/id/quantity/')) } "
        f"GROUP BY ?entity ORDER BY DESC(?n) ?entity LIMIT {MENTIONED}"
    )
    known = await things(ask, (row["entity"].value for row in often))
    return frame.page(
        request,
        "start.html.j2",
        counts=json.loads((graph / "build.json").read_text(encoding="utf-8")),
        articles=articles,
        often=[(known[row["entity"].value], int(row["n"].value)) for row in often],
        queries=request.app.state.queries.values(),
        has_network=(graph / "network.html").is_file(),
    )


routes = [Route("/", start)]
