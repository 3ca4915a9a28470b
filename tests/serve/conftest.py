"""A small graph, and applications served over a real socket."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
import uvicorn
from starlette.applications import Starlette

from kg.build import build
from kg.graph.store import Store
from kg.publish.dump import write_dump
from kg.publish.formats import FORMATS
from kg.serve import Limits, application

ARTICLE = "吉林省白山市召开会议。依托七道江会议旧址、杨靖宇将军殉国地开展教育。白山市<script>alert(1)</script>。"


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("serve")
    (folder / "文章.txt").write_text(ARTICLE, encoding="utf-8")
    out = folder / "out"
    assert build([folder / "文章.txt"], out).articles == 1
    with Store.of(out) as store:
        write_dump(store.quads(), out / "dumps" / f"g{FORMATS['nquads'].suffix}")
    return out


@contextmanager
def running(app: Starlette) -> Iterator[str]:
    """The address of an application that is being served."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive(), "the server did not start"
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="session")
def serving() -> Callable[[Path, Limits], AbstractContextManager[str]]:
    """Serves a graph under limits, as a context: its address."""
    return lambda graph, limits: running(application(graph, limits=limits))


@pytest.fixture(scope="session")
def serving_app() -> Callable[[Starlette], AbstractContextManager[str]]:
    """Serves an application, as a context: its address."""
    return running


@pytest.fixture(scope="session")
def server(graph: Path) -> Iterator[str]:
    with running(application(graph, limits=Limits(seconds=2.0))) as address:
        yield address
