"""The named queries on a large graph: python -m bench.graph [--triples 300000] [--only timeline …]

Makes a graph with our shapes (bench/synthetic.py), loads it as a build does, and asks every query of
queries/ with its defaults: the embedded store, and in the same run the engines that are named
(bench/engines.py), or any other endpoint into which the N-Quads file of the graph was loaded
(--endpoint Name=http://localhost:7878/query). Each query is the median of --runs, in seconds of
processor time (of an endpoint elsewhere: of the clock), the answer written as JSON; one that passes
--limit is ended (of a server: after ten times as long by the clock). Answers are compared as bags of rows,
without the limit of long lists, at which each engine may choose others.
"""

from __future__ import annotations

import argparse
import json
import math
import multiprocessing
import re
import resource
import statistics
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from importlib.metadata import version
from multiprocessing.connection import Connection
from pathlib import Path

import pyoxigraph as ox
import rdflib

from bench.engines import Ask, endpoint, jena, oxigraph_server, virtuoso
from bench.synthetic import demo_copier, description
from kg.graph.store import Store
from kg.query.named import load
from kg.settings import Settings

Rows = Counter[tuple[tuple[str, str], ...]]
_PATIENCE = 10
"""Seconds of the clock that an endpoint gets for each second of the limit: others use the machine."""
_LIMIT = re.compile(r" LIMIT 1000(?= })")
ENGINES = ("rdflib", "oxigraph", "virtuoso", "jena")


@dataclass(frozen=True)
class Answer:
    """What an engine answered, and the seconds that it took; no rows where it did not end."""

    rows: Rows | None
    seconds: float
    why: str = ""


def parsed(body: bytes) -> Rows:
    """The rows of a JSON result as a bag; numbers by value, for 1 and 1.0 are one."""
    found = json.loads(body)
    return Counter(
        tuple(sorted((name, _value(term)) for name, term in row.items()))
        for row in found["results"]["bindings"]
    )


def _value(term: dict[str, str]) -> str:
    try:
        return str(float(term["value"])) if "datatype" in term else term["value"]
    except ValueError:
        return term["value"]


def limited(ask: Callable[[], bytes], limit: float) -> Answer:
    """Ask in a process of its own, which the system ends after so many seconds on a processor."""
    here, there = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(target=_send, args=(ask, there, limit))
    process.start()
    there.close()
    try:
        seconds, body, why = here.recv()
        return Answer(parsed(body) if body else None, seconds, why)
    except EOFError:
        return Answer(None, limit, f"over {limit:.0f} s")
    finally:
        process.kill()
        process.join()


def _send(ask: Callable[[], bytes], there: Connection, limit: float) -> None:
    begun = time.process_time()
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(begun + limit), resource.RLIM_INFINITY))
    try:
        body, why = ask(), ""
    except Exception as error:  # noqa: BLE001 - shown in the table
        body, why = b"", type(error).__name__
    there.send((time.process_time() - begun, body, why))


def embedded(store: Path) -> Callable[[str], Callable[[], bytes]]:
    def asking(sparql: str) -> Callable[[], bytes]:
        def ask() -> bytes:
            with Store.open(store) as opened:
                found = opened.query(sparql)
                assert isinstance(found, ox.QuerySolutions)
                return found.serialize(format=ox.QueryResultsFormat.JSON) or b""

        return ask

    return asking


def in_memory(file: Path) -> Callable[[str], Callable[[], bytes]]:
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(file, format="nquads")

    def asking(sparql: str) -> Callable[[], bytes]:
        return lambda: dataset.query(sparql).serialize(format="json") or b""

    return asking


def timed(ask: Ask, limit: float) -> Callable[[str], Answer]:
    def answer(sparql: str) -> Answer:
        try:
            body, seconds = ask(sparql)
        except (OSError, subprocess.SubprocessError) as error:
            return Answer(None, limit, type(error).__name__)
        return Answer(parsed(body), seconds)

    return answer


def fill(folder: Path, triples: int) -> Path:
    """Write the graph as N-Quads and load it as a build does; prints how fast and how large."""
    copier, file = demo_copier(folder), folder / "graph.nq"
    with file.open("wb") as out:
        articles = copier.write(triples, out)
    begun = time.process_time()
    with Store.create(folder / "store") as store:
        store.load(ox.parse(path=file, format=ox.RdfFormat.N_QUADS))
        loaded = time.process_time() - begun
        described = description(store)
        store.load(described)
        with file.open("ab") as out:
            ox.serialize(described, out, format=ox.RdfFormat.N_QUADS)
        begun = time.process_time()
        store.merge()
        merged = time.process_time() - begun
        count = len(store)
    size = sum(f.stat().st_size for f in (folder / "store").iterdir())
    print(
        f"{count:,} quads of {articles:,} articles: loaded {count / loaded:,.0f} a CPU second, "
        f"merged into the default graph {count / merged:,.0f} a CPU second; "
        f"{size / 2**20:,.0f} MB on disk, {size / count:.0f} bytes a quad"
    )
    return file


def compare(
    engines: dict[str, Callable[[str], Answer]], queries: dict[str, str], runs: int
) -> None:
    first, *others = engines
    print(f"| query | rows | {first} s |" + "".join(f" {name} ratio | same |" for name in others))
    print("| --- |" + " ---: |" * (2 + 2 * len(others)))
    for name, sparql in queries.items():
        answers = {engine: [ask(sparql) for _ in range(runs)] for engine, ask in engines.items()}
        middle = {e: statistics.median(a.seconds for a in found) for e, found in answers.items()}
        whole = _LIMIT.sub("", sparql)
        rows = {
            engine: (answers[engine][0] if whole == sparql else ask(whole)).rows
            for engine, ask in engines.items()
            if others
        }
        own = answers[first][0]
        line = f"| {name} | {own.rows.total() if own.rows is not None else '?'} | "
        line += own.why or f"{middle[first]:.3f}"
        for other in others:
            answer = answers[other][0]
            same = "–" if None in (rows[other], rows[first]) else str(rows[other] == rows[first])
            line += f" | {answer.why or f'{middle[other] / max(middle[first], 1e-4):.2f}'} | {same}"
        print(line + " |", flush=True)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=_Plain)
    options.add_argument("--triples", type=int, default=300_000)
    options.add_argument("--only", nargs="+", metavar="QUERY", help="these queries only")
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--limit", type=float, default=20.0, help="seconds for a query")
    options.add_argument(
        "--folder", type=Path, help="keep the graph here, and use it if it is there"
    )
    options.add_argument(
        "--engines",
        nargs="*",
        choices=ENGINES,
        default=[],
        help="beside the embedded store; rdflib is slow and takes 1.5 kB a triple",
    )
    options.add_argument("--endpoint", action="append", default=[], metavar="NAME=URL")
    given = options.parse_args()
    queries = {
        name: query.example()
        for name, query in load(Settings().queries).items()
        if not given.only or name in given.only
    }
    print(f"pyoxigraph {version('pyoxigraph')}, rdflib {version('rdflib')}")
    with ExitStack() as stack:
        folder = given.folder or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.mkdir(parents=True, exist_ok=True)
        store, file = folder / "store", folder / "graph.nq"
        if not store.exists():
            fill(folder, given.triples)
        own = embedded(store)
        engines: dict[str, Callable[[str], Answer]] = {
            "kg": lambda sparql: limited(own(sparql), given.limit)
        }
        patience = _PATIENCE * given.limit
        if "rdflib" in given.engines:
            slow = in_memory(file)
            engines["rdflib"] = lambda sparql: limited(slow(sparql), given.limit)
        if "oxigraph" in given.engines:
            ask = stack.enter_context(oxigraph_server(store, patience))
            engines["Oxigraph server"] = timed(ask, given.limit)
        if "virtuoso" in given.engines:
            ask = stack.enter_context(virtuoso(folder / "virtuoso", file, patience))
            engines["Virtuoso"] = timed(ask, given.limit)
        if "jena" in given.engines:
            engines["Jena"] = timed(jena(folder / "jena", file, patience), given.limit)
        for name, _, url in (one.partition("=") for one in given.endpoint):
            engines[name] = timed(endpoint(url, patience), given.limit)
        compare(engines, queries, given.runs)


class _Plain(argparse.RawDescriptionHelpFormatter, argparse.ArgumentDefaultsHelpFormatter):
    pass


if __name__ == "__main__":
    main()
