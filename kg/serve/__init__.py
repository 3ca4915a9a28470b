"""The graph over HTTP: SPARQL endpoint, pages, downloads."""

from __future__ import annotations

from pathlib import Path

import uvicorn

from kg.serve.app import application
from kg.settings import Limits, ShownText

__all__ = ["Limits", "ShownText", "application", "serve"]


def serve(
    graph: Path | None,
    *,
    endpoint: str | None = None,
    host: str = "127.0.0.1",
    port: int = 8000,
    limits: Limits | None = None,
    shown_text: ShownText = ShownText.LICENSED,
    basemap: Path | None = None,
) -> None:
    """Serve a built graph, or a remote endpoint that holds one, until the process is told to stop.

    Raises `StoreError` or `EndpointError` where there is none.
    """
    uvicorn.run(
        application(
            graph, endpoint=endpoint, limits=limits, shown_text=shown_text, basemap=basemap
        ),
        host=host,
        port=port,
        log_level="warning",
    )
