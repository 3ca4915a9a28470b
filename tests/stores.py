"""Real stores on loopback, each with a database of its own that goes with it."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

VIRTUOSO = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
CheckpointInterval = 0
NumberOfBuffers = 10000
DirsAllowed = {folder}
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerRoot = {folder}
ServerThreads = 10
Charset = UTF-8
[SPARQL]
ResultSetMaxRows = 10000
"""


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
    port, sql = _free_port(), _free_port()
    settings = folder / "virtuoso.ini"
    settings.write_text(VIRTUOSO.format(folder=folder, port=port, sql=sql), encoding="utf-8")
    address = f"http://127.0.0.1:{port}"
    with _running([program, "+configfile", str(settings), "+foreground"], f"{address}/sparql"):
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
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    command = [program, "serve", "--location", str(folder), "--bind", f"127.0.0.1:{port}", *options]
    with _running(command, f"{address}/query"):
        yield RemoteStore(
            name="oxigraph",
            query=f"{address}/query",
            graph_store=f"{address}/store",
            update=f"{address}/update",
        )


@contextmanager
def _running(command: list[str], address: str) -> Iterator[None]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            assert process.poll() is None, f"{command[0]} ended with {process.returncode}"
            try:
                httpx.get(address, params={"query": "ASK { ?s ?p ?o }"}, trust_env=False)
                break
            except httpx.TransportError:
                time.sleep(0.1)
        else:
            pytest.fail(f"{command[0]} did not start")
        yield
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
