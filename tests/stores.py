"""Real stores on loopback, each with a database of its own that goes with it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from bench.servers import free_port, running, write_virtuoso_settings


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoteStore:
    """A store that runs: where it answers queries, takes graphs and updates, and who may write."""

    name: str
    query: str
    graph_store: str
    update: str
    user: str | None = None
    password: str = ""

    @property
    def auth(self) -> httpx.Auth | None:
        return httpx.DigestAuth(self.user, self.password) if self.user else None


@contextmanager
def virtuoso(folder: Path) -> Iterator[RemoteStore]:
    """Debian's Virtuoso; the test skips where it is not installed."""
    program = shutil.which("virtuoso-t")
    if program is None:
        pytest.skip("virtuoso-t is not installed (apt-get install virtuoso-opensource)")
    port, sql = free_port(), free_port()
    settings = write_virtuoso_settings(folder, port, sql)
    address = f"http://127.0.0.1:{port}"
    with running([program, "+configfile", str(settings), "+foreground"], f"{address}/sparql"):
        yield RemoteStore(
            name="virtuoso",
            query=f"{address}/sparql",
            graph_store=f"{address}/sparql-graph-crud-auth",
            update=f"{address}/sparql-auth",
            user="dba",
            password="dba",
        )


@contextmanager
def oxigraph_server(folder: Path, *options: str) -> Iterator[RemoteStore]:
    """Oxigraph's server, of the package oxigraph."""
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent))
    if program is None:
        pytest.skip("oxigraph is not installed (pip install oxigraph)")
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [program, "serve", "--location", str(folder), "--bind", f"127.0.0.1:{port}", *options]
    with running(command, f"{address}/query"):
        yield RemoteStore(
            name="oxigraph",
            query=f"{address}/query",
            graph_store=f"{address}/store",
            update=f"{address}/update",
        )
