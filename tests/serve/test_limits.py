"""Limits hold whoever asks: slow clients, clients that leave, many at once, a server of any kind."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, asynccontextmanager, closing
from dataclasses import fields
from pathlib import Path
from urllib.parse import quote, urlsplit

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from typer.testing import CliRunner

from kg.cli import app as cli
from kg.errors import KgError, StoreError
from kg.graph.folder import state_of
from kg.serve import application
from kg.settings import Limits

Serving = Callable[[Path, Limits], AbstractContextManager[str]]

ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
LARGE = "SELECT * { ?s ?p ?o . ?a kg:confidence ?c }"


def ask(address: str, query: str = "ASK {}") -> int:
    return httpx.get(f"{address}/sparql", params={"query": query}, timeout=60).status_code


def workers_at_work() -> set[int]:
    """The processes that run queries for this one and take time of the processor."""
    return {pid for pid, ticks in _ticks().items() if _after(pid) > ticks}


def _ticks() -> dict[int, int]:
    listed = Path(f"/proc/{os.getpid()}/task").glob("*/children")
    pids = {int(pid) for path in listed for pid in path.read_text().split()}
    return {pid: _used(pid) for pid in pids if _answers_queries(pid)}


def _answers_queries(pid: int) -> bool:
    """Whether a process is one of the server's, and not, say, a Spark of other tests."""
    try:
        return b"kg.serve.worker" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except FileNotFoundError:
        return False


def _used(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11])
    except FileNotFoundError:
        return 0


def _after(pid: int) -> int:
    time.sleep(0.3)
    return _used(pid)


@pytest.fixture(scope="module")
def one_worker(graph: Path, serving: Serving) -> Iterator[str]:
    with serving(graph, Limits(seconds=30.0, workers=1, patience=1.0)) as address:
        yield address


def send(address: str, query: str) -> socket.socket:
    """Ask over a bare socket, and read nothing."""
    parts = urlsplit(address)
    assert parts.hostname
    assert parts.port
    client = socket.create_connection((parts.hostname, parts.port))
    client.sendall(f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    return client


def test_a_query_whose_client_has_left_is_ended(one_worker: str) -> None:
    client = send(one_worker, ENDLESS)
    time.sleep(1)
    client.close()
    begun = time.monotonic()
    assert ask(one_worker) == 200
    assert time.monotonic() - begun < 15  # the query itself would have run for 30 s


def test_a_client_that_reads_nothing_holds_no_worker(one_worker: str) -> None:
    with closing(send(one_worker, LARGE)):
        assert ask(one_worker) == 200
        assert ask(one_worker, "SELECT * { ?s a kg:Site }") == 200


def test_a_client_that_reads_nothing_is_left(graph: Path, serving: Serving) -> None:
    huge = "SELECT * { ?s ?p ?o . ?a kg:confidence ?c . ?d kg:confidence ?e }"
    with serving(graph, Limits(patience=1.0)) as address, closing(send(address, huge)) as client:
        time.sleep(6)
        client.settimeout(10)
        received = 0
        while piece := client.recv(1 << 20):
            received += len(piece)
        assert 0 < received < 32 * 1024**2


def test_a_request_that_does_not_come_is_not_waited_for(one_worker: str) -> None:
    parts = urlsplit(one_worker)
    assert parts.hostname
    assert parts.port
    with closing(socket.create_connection((parts.hostname, parts.port))) as client:
        client.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n"
            b"Content-Type: application/sparql-query\r\n\r\nASK"
        )
        client.settimeout(30)
        assert client.recv(100).startswith(b"HTTP/1.1 408")


def test_an_ended_query_holds_no_core(graph: Path, serving: Serving) -> None:
    with serving(graph, Limits(seconds=1.0, workers=1)) as address:
        assert ask(address, ENDLESS) == 503
        assert workers_at_work() == set()


def test_more_queries_than_may_wait_are_sent_away(graph: Path, serving: Serving) -> None:
    with (
        serving(graph, Limits(seconds=3.0, workers=1, waiting=1)) as address,
        ThreadPoolExecutor(8) as pool,
    ):
        statuses = list(pool.map(lambda _: ask(address, ENDLESS), range(8)))
        assert set(statuses) == {503}
        begun = time.monotonic()
        running = pool.submit(ask, address, ENDLESS)
        time.sleep(0.5)
        waiting = pool.submit(ask, address, ENDLESS)
        time.sleep(0.5)
        answer = httpx.get(f"{address}/sparql", params={"query": "ASK {}"}, timeout=60)
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
        assert "waiting" in answer.text
        assert time.monotonic() - begun < 3
        assert {running.result(), waiting.result()} == {503}
        assert ask(address) == 200


def test_service_is_fetched_only_where_the_settings_let_it(graph: Path, serving: Serving) -> None:
    with socket.socket() as listener, serving(graph, Limits(service=True)) as address:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        listener.settimeout(30)
        other = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        with ThreadPoolExecutor(1) as pool:
            query = f"SELECT * {{ SERVICE <{other}> {{ ?s ?p ?o }} }}"
            asking = pool.submit(ask, address, query)
            listener.accept()[0].close()
            assert asking.result() == 400


def test_it_can_be_mounted_in_another_application(
    graph: Path, serving_app: Callable[[Starlette], AbstractContextManager[str]]
) -> None:
    inner = application(graph)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        yield  # nobody starts the inner application: its first query does
        await inner.state.workers.stop()

    outer = Starlette(routes=[Mount("/kg", inner)], lifespan=lifespan)
    ntriples = {"Accept": "application/n-triples"}
    with serving_app(outer) as address, httpx.Client(base_url=f"{address}/kg") as client:
        answer = client.get("/sparql", params={"query": "ASK { ?s a kg:Site }"}, timeout=60)
        assert (answer.status_code, answer.json()["boolean"]) == (200, True)
        for path in ("/sparql", "/.well-known/void"):
            assert f"<{address}/kg/sparql>" in client.get(path, headers=ntriples).text


def test_any_asgi_server_can_run_it(graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_GRAPH", str(graph))
    monkeypatch.setenv("KG_LIMITS", json.dumps({"seconds": 3, "workers": 1}))
    code = "from kg.serve.asgi import app; print(app.state.limits.seconds)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "3\n"
    monkeypatch.setenv("KG_LIMITS", '{"second": 3}')
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "known are seconds, answer" in done.stderr


def test_every_limit_is_an_option_of_the_command_and_documented() -> None:
    options = CliRunner().invoke(cli, ["serve", "--help"]).output
    documented = (Path(__file__).parents[2] / "docs" / "endpoint.md").read_text(encoding="utf-8")
    names = [field.name for field in fields(Limits)]
    assert len(names) == 10
    for name in names:
        assert f"--{name}" in options
        assert f"`--{name}`" in documented


def test_a_graph_without_its_index_is_named(graph: Path, tmp_path: Path) -> None:
    shutil.copytree(graph, tmp_path, dirs_exist_ok=True)
    state_of(tmp_path).unlink()
    with pytest.raises(StoreError, match=r"There is no .*state\.sqlite3") as caught:
        application(tmp_path)
    assert isinstance(caught.value, KgError)
