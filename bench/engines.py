"""Other engines for `bench.graph`: each is given the N-Quads file of the graph, and asked SPARQL.

The Oxigraph server (package `oxigraph` of PyPI) reads the embedded store's own files; Virtuoso and
Apache Jena are Debian's (tests/install-stores.sh) and load the file once, into a folder beside it.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.servers import JARS, Section, free_port, jena_classes, running, write_virtuoso_settings

JSON = "application/sparql-results+json"
_JARS = (
    *JARS, "jena-tdb2", "jena-dboe-base", "jena-dboe-index", "jena-dboe-storage", "jena-dboe-transaction",
    "jena-dboe-trans-data",
)  # fmt: skip
_STARTING = 120.0
"""Seconds that a server may take to open a large store."""
_BUFFERS = 250_000
"""Pages of 8 kB that Virtuoso may hold in memory: two gigabytes, as its manual advises for so much."""

Ask = Callable[[str], tuple[bytes, float]]
"""The answer to a query as JSON, and the seconds of processor time that it took."""


def post(url: str, sparql: str, patience: float) -> bytes:
    data = urllib.parse.urlencode({"query": sparql}).encode()
    asked = urllib.request.Request(url, data, {"Accept": JSON})
    with urllib.request.urlopen(asked, timeout=patience) as reply:
        body: bytes = reply.read()
        return body


def endpoint(url: str, patience: float, pid: int | None = None) -> Ask:
    """An endpoint that runs; of one whose process is not known, the seconds are those of the clock."""

    def ask(sparql: str) -> tuple[bytes, float]:
        begun = time.perf_counter() if pid is None else _processor_time(pid)
        body = post(url, sparql, patience)
        ended = time.perf_counter() if pid is None else _processor_time(pid)
        return body, ended - begun

    return ask


@contextmanager
def oxigraph_server(store: Path, patience: float) -> Iterator[Ask]:
    """The Oxigraph server over the files of a store."""
    binary = Path(sys.executable).with_name("oxigraph")
    port = free_port()
    command = [str(binary), "serve-read-only", "-l", str(store), "-b", f"127.0.0.1:{port}"]
    url = f"http://127.0.0.1:{port}/query"
    with running(command, url, _STARTING) as pid:
        yield endpoint(url, patience, pid)


@contextmanager
def virtuoso(folder: Path, file: Path, patience: float) -> Iterator[Ask]:
    """Virtuoso, with the file loaded into the folder unless that was done before."""
    loaded = (folder / "virtuoso.db").exists()
    folder.mkdir(exist_ok=True)
    port, sql = free_port(), free_port()
    more: dict[str, Section] = {
        "Parameters": {
            "NumberOfBuffers": _BUFFERS,
            "MaxDirtyBuffers": _BUFFERS * 3 // 4,
            "DirsAllowed": f"{folder.resolve()}, {file.resolve().parent}",
        },
        "HTTPServer": {"ServerThreads": 10, "Charset": "UTF-8"},
        "SPARQL": {"ResultSetMaxRows": 1_000_000, "MaxQueryExecutionTime": 600},
    }
    settings = write_virtuoso_settings(folder.resolve(), port, sql, more)
    program = shutil.which("virtuoso-t") or "virtuoso-t"
    command = [program, "+configfile", str(settings), "+foreground"]
    url = f"http://127.0.0.1:{port}/sparql"
    with running(command, url, _STARTING) as pid:
        if not loaded:
            begun = _processor_time(pid)
            load = (
                f"log_enable(2,1); ld_dir('{file.resolve().parent}', '{file.name}', 'urn:none'); "
                "rdf_loader_run(); checkpoint;"
            )
            isql = ["isql-vt", str(sql), "dba", "dba", f"EXEC={load}"]
            subprocess.run(isql, check=True, stdout=subprocess.DEVNULL)
            size = sum(f.stat().st_size for f in folder.glob("virtuoso*"))
            print(
                f"Virtuoso: loaded in {_processor_time(pid) - begun:,.0f} CPU s, "
                f"{size / 2**20:,.0f} MB on disk"
            )
        yield endpoint(url, patience, pid)


def jena(folder: Path, file: Path, patience: float) -> Ask:
    """Jena's TDB2, with the file loaded into the folder unless that was done before.

    Debian has no Fuseki: each query is a process of its own, less what it takes to answer ASK {}.
    """
    folder.mkdir(exist_ok=True)
    path = jena_classes(folder, _JARS)

    def run(*arguments: str) -> tuple[bytes, float]:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = ["java", "-Xmx4g", "-cp", path, *arguments]
        done = subprocess.run(command, capture_output=True, check=True, timeout=patience)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return done.stdout, seconds

    location = f"--loc={folder / 'tdb2'}"
    if not (folder / "tdb2").exists():
        _, seconds = run("tdb2.tdbloader", location, str(file))
        size = sum(f.stat().st_blocks * 512 for f in (folder / "tdb2").rglob("*"))
        print(f"Jena: loaded in {seconds:,.0f} CPU s, {size / 2**20:,.0f} MB on disk")
    query = ("tdb2.tdbquery", location, "--results=json")
    _, start = run(*query, "ASK {}")

    def ask(sparql: str) -> tuple[bytes, float]:
        body, seconds = run(*query, sparql)
        return body, max(seconds - start, 0.0)

    return ask


def _processor_time(pid: int) -> float:
    """Seconds that a process has run on processors, as Linux tells."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
