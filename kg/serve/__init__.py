"""The graph over HTTP: SPARQL endpoint, network page, downloads."""

from __future__ import annotations

from pathlib import Path

import uvicorn

from kg.serve.app import application
from kg.settings import Limits

__all__ = ["Limits", "application", "serve"]


def serve(
    graph: Path, *, host: str = "127.0.0.1", port: int = 8000, limits: Limits | None = None
) -> None:
    """Serve a built graph until the process is told to stop. Raises `StoreError` where there is none."""
    uvicorn.run(application(graph, limits=limits), host=host, port=port, log_level="warning")
