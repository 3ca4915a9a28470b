"""What our layer costs: python bench/endpoint.py out

Asks three servers over the same store the same queries in one run, turn by turn, and prints requests
a second, latency, and their ratios to the first: the Oxigraph server (all in Rust, from the package
`oxigraph`), pyoxigraph behind Starlette and a thread pool (the least that a server in Python can do:
no time limit, no processes, no negotiation, no guard), and `kg serve`.
"""

from __future__ import annotations

import argparse
import asyncio
import math
import statistics
import subprocess
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from rdflib import SKOS

from kg.graph.folder import store_of
from kg.graph.vocabulary import KG
from kg.query.named import load
from kg.settings import Settings

BARE = """
import sys
import pyoxigraph as ox
import uvicorn
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

store = ox.Store.read_only(sys.argv[1])

def query(request):  # not async: Starlette runs it in a thread
    result = store.query(request.query_params["query"])
    return Response(result.serialize(format=ox.QueryResultsFormat.JSON), media_type="application/json")

app = Starlette(routes=[Route("/sparql", query)])
uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[2]), log_level="warning")
"""

OWN, PLAIN = "http://127.0.0.1:8871/sparql", "http://127.0.0.1:8872/sparql"
RUST = "http://127.0.0.1:8873/query"
OXIGRAPH = Path(sys.executable).with_name("oxigraph")

TURN = 0.1
"""Seconds that a server is asked before it is another's turn."""

PREFIX_KG = f"PREFIX kg: <{KG}> "
PREFIX_SKOS = f"PREFIX skos: <{SKOS}> "

SHORT = {
    "ask": PREFIX_KG + "ASK { ?s a kg:Site }",
    "label": PREFIX_SKOS + 'SELECT ?s { ?s skos:prefLabel "白山市"@zh }',
    "all-labels": PREFIX_SKOS + "SELECT ?s ?l { ?s skos:prefLabel ?l }",
    "count-by-class": "SELECT ?c (COUNT(*) AS ?n) { ?s a ?c } GROUP BY ?c ORDER BY DESC(?n)",
}


def request(endpoint: str, query: str) -> bytes:
    parts = urlsplit(endpoint)
    return (
        f"GET {parts.path}?{urlencode({'query': query})} HTTP/1.1\r\nHost: {parts.netloc}\r\n"
        "Accept: application/sparql-results+json\r\n\r\n"
    ).encode()


async def read(reader: asyncio.StreamReader) -> tuple[bytes, int]:
    """Status line and length of the next answer: enough of HTTP for the servers asked here."""
    head = await reader.readuntil(b"\r\n\r\n")
    fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:-2])
    status = head.partition(b"\r\n")[0]
    if b"content-length" in fields:
        return status, len(await reader.readexactly(int(fields[b"content-length"])))
    length = 0
    while size := int(await reader.readline(), 16):
        length += len(await reader.readexactly(size))
        await reader.readexactly(2)
    await reader.readexactly(2)
    return status, length


async def client(endpoint: str, query: str, until: float, times: list[float]) -> None:
    parts = urlsplit(endpoint)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    message = request(endpoint, query)
    while time.perf_counter() < until:
        begun = time.perf_counter()
        writer.write(message)
        status, _ = await read(reader)
        times.append(time.perf_counter() - begun)
        if b" 200 " not in status + b" ":
            raise SystemExit(f"{endpoint} answered {status!r} to {query}")
    writer.close()
    await writer.wait_closed()


@dataclass(frozen=True)
class Figures:
    """Requests a second; the fastest, the median and the 95th percentile of latency, in ms."""

    rate: float
    fastest: float
    median: float
    late: float

    def __str__(self) -> str:
        return f"{self.rate:11.0f} {self.fastest:6.2f} {self.median:6.1f} {self.late:6.1f}"


async def measure(
    endpoints: dict[str, str], query: str, clients: int, seconds: float
) -> dict[str, Figures]:
    """Ask the servers in short turns, so that what else the machine does falls on all alike."""
    times: dict[str, list[float]] = {name: [] for name in endpoints}
    spent = dict.fromkeys(endpoints, 0.0)
    while min(spent.values()) < seconds:
        for name, endpoint in endpoints.items():
            begun = time.perf_counter()
            asking = (client(endpoint, query, begun + TURN, times[name]) for _ in range(clients))
            await asyncio.gather(*asking)
            spent[name] += time.perf_counter() - begun
    return {name: _figures(times[name], spent[name]) for name in endpoints}


def _figures(times: list[float], spent: float) -> Figures:
    latencies = sorted(time_ * 1000 for time_ in times)
    late = latencies[int(len(latencies) * 0.95)]
    return Figures(len(times) / spent, latencies[0], statistics.median(latencies), late)


async def ready(endpoint: str) -> None:
    for _ in range(600):
        try:
            await measure({"it": endpoint}, SHORT["ask"], 1, 0.01)
        except OSError:
            await asyncio.sleep(0.1)
        else:
            return
    raise SystemExit(f"{endpoint} did not start.")


async def compare(endpoints: dict[str, str], clients: int, seconds: float) -> None:
    named = {name: query.example() for name, query in load(Settings().queries).items()}
    queries = SHORT | named
    first, *others = endpoints
    print(f"\n{clients} clients at once: requests/s; fastest, median, 95% in ms", end="; ")
    print(f"requests/s and median as ratios to {first}")
    print(f"{'query':24}" + "".join(f"{name:>32}" for name in endpoints) + "          ratios")
    rates: dict[str, list[float]] = {name: [] for name in others}
    medians: dict[str, list[float]] = {name: [] for name in others}
    for label, query in queries.items():
        found = await measure(endpoints, query, clients, seconds)
        line = "".join(str(figures) for figures in found.values())
        for name in others:
            rates[name].append(found[name].rate / found[first].rate)
            medians[name].append(found[name].median / found[first].median)
            line += f"{rates[name][-1]:8.2f}{medians[name][-1]:8.2f}"
        print(f"{label:24}{line}")
    for name in others:
        print(
            f"geometric means: {name} answers {_mean(rates[name]):.2f} times the requests of {first}; "
            f"its median answer takes {_mean(medians[name]):.2f} times as long"
        )


def _mean(ratios: list[float]) -> float:
    return math.exp(statistics.fmean(map(math.log, ratios)))


async def run(endpoints: dict[str, str], seconds: float) -> None:
    for endpoint in endpoints.values():
        await ready(endpoint)
    for clients in (1, 8):
        await compare(endpoints, clients, seconds)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("graph", type=Path)
    options.add_argument("--seconds", type=float, default=1.0, help="a query, a server")
    asked = options.parse_args()
    store = str(store_of(asked.graph))
    commands: tuple[list[str | Path], ...] = (
        [OXIGRAPH, "serve-read-only", "--location", store, "--bind", urlsplit(RUST).netloc],
        [sys.executable, "-c", BARE, store, str(urlsplit(PLAIN).port)],
        [
            sys.executable,
            "-m",
            "kg.cli",
            "serve",
            "-g",
            asked.graph,
            "--port",
            str(urlsplit(OWN).port),
        ],
    )
    endpoints = {"oxigraph server": RUST, "bare pyoxigraph": PLAIN, "kg serve": OWN}
    with ExitStack() as stack:
        for command in commands:
            process = stack.enter_context(subprocess.Popen(command, stdout=subprocess.DEVNULL))
            stack.callback(process.terminate)
        asyncio.run(run(endpoints, asked.seconds))


if __name__ == "__main__":
    main()
