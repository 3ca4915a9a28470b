"""The start page: what this is, how much there is, and where to begin."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.search import SearchIndex, most_mentioned
from kg.serve.pages import frame
from kg.serve.reading import reader
from kg.state.summary import summary_of

LATEST = 10
MENTIONED = 24


async def start(request: Request) -> Response:
    """Counts, the entities that articles name most often, the newest articles, example questions."""
    ask = reader(request)
    graph: Path = request.app.state.graph
    articles = await ask.rows(
        "SELECT DISTINCT ?version ?title ?issued WHERE { ?version a kg:ArticleVersion ; "
        "dcterms:issued ?issued OPTIONAL { ?version dcterms:title ?title } } "
        f"ORDER BY DESC(?issued) ?version LIMIT {LATEST}"
    )
    index: SearchIndex = request.app.state.search
    return frame.page(
        request,
        "start.html.j2",
        counts=asdict(await run_in_threadpool(summary_of, graph)),
        articles=articles,
        often=await run_in_threadpool(most_mentioned, index, MENTIONED),
        queries=request.app.state.queries.values(),
        has_network=(graph / "network.html").is_file(),
    )


routes = [Route("/", start)]
