"""The start page: what this is, how much there is, and where to begin."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kg.graph.vocabulary import CLASSES, KG
from kg.serve.description import Dataset
from kg.serve.finder import Finder
from kg.serve.pages import frame
from kg.serve.reading import reader
from kg.state.summary import summary_of

LATEST = 10
MENTIONED = 24


async def start(request: Request) -> Response:
    """Counts, the entities that articles name most often, the newest articles, example questions."""
    ask = reader(request)
    graph: Path | None = request.app.state.graph
    articles = await ask.rows(
        "SELECT DISTINCT ?version ?title ?issued WHERE { ?version a kg:ArticleVersion ; "
        "dcterms:issued ?issued OPTIONAL { ?version dcterms:title ?title } } "
        f"ORDER BY DESC(?issued) ?version LIMIT {LATEST}"
    )
    finder: Finder = request.app.state.finder
    return frame.page(
        request,
        "start.html.j2",
        counts=await run_in_threadpool(_counts, request),
        articles=articles,
        often=await finder.most_mentioned(MENTIONED),
        queries=request.app.state.queries.values(),
        has_network=graph is not None and (graph / "network.html").is_file(),
    )


def _counts(request: Request) -> dict[str, Any]:
    """What the build counted, or without one what the graph's own metadata count."""
    graph: Path | None = request.app.state.graph
    if graph is not None:
        return asdict(summary_of(graph))
    dataset: Dataset = request.app.state.dataset
    by_type = {type_.value: dataset.count(class_) for type_, class_ in CLASSES.items()}
    return {
        "articles": dataset.count(KG.Article),
        "entities": sum(by_type.values()),
        "statements": dataset.count(KG.Statement),
        "quads": dataset.quads,
        "by_type": by_type,
    }


routes = [Route("/", start)]
