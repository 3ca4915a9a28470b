"""Sorting what does not fit into memory: sorted runs on disk, merged as they are read."""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import groupby
from pathlib import Path

import pyoxigraph as ox

RUN = 48 * 1024**2
"""Bytes of lines that are sorted in memory at once. They take about twice as much as objects."""


def sorted_lines(lines: Iterable[bytes], *, run: int = RUN) -> Iterator[bytes]:
    """Each different line once, in the order of its bytes.

    A line ends in a newline and has no other. Runs lie in the folder for temporary files (TMPDIR),
    which must have room for all lines.

    >>> list(sorted_lines([b"b\\n", b"a\\n", b"b\\n"], run=2))
    [b'a\\n', b'b\\n']
    """
    with ExitStack() as open_files:
        runs: list[Iterable[bytes]] = []
        kept: list[bytes] = []
        size = 0
        for line in lines:
            kept.append(line)
            size += len(line)
            if size >= run:
                file = open_files.enter_context(tempfile.TemporaryFile())
                file.writelines(sorted(set(kept)))
                file.seek(0)
                runs.append(file)
                kept, size = [], 0
        merged = heapq.merge(*runs, sorted(set(kept)))
        yield from (line for line, _ in groupby(merged))


class SortedQuads:
    """The quads of a graph in a temporary file, each once: sorted canonical N-Quads.

    Only a graph without blank nodes is canonical when sorted; ours has none. Use `sorted_quads`.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def lines(self) -> Iterator[bytes]:
        """The N-Quads, a line each, in the order of their bytes."""
        with self.path.open("rb") as file:
            yield from file

    def triples(self) -> Iterator[ox.Triple]:
        """The RDF merge of all graphs: each triple once, sorted."""
        # Sorted by subject, predicate, object and only then graph: equal triples are neighbours.
        quads = ox.parse(path=self.path, format=ox.RdfFormat.N_QUADS)
        yield from (triple for triple, _ in groupby(quad.triple for quad in quads))

    def by_graph(self) -> Iterator[ox.Quad]:
        """The quads sorted by graph first, then as triples."""
        quads = ox.parse(path=self.path, format=ox.RdfFormat.N_QUADS)
        lines = (f"{_graph(quad)} {quad.triple}\n".encode() for quad in quads)
        with _spooled(_graph_last(line) for line in sorted_lines(lines)) as path:
            yield from ox.parse(path=path, format=ox.RdfFormat.N_QUADS)


@contextmanager
def sorted_quads(quads: Iterable[ox.Quad]) -> Iterator[SortedQuads]:
    """The quads sorted, for as long as the context lasts."""
    lines = (f"{quad} .\n".encode() for quad in quads)
    with _spooled(sorted_lines(lines)) as path:
        yield SortedQuads(path)


@contextmanager
def _spooled(lines: Iterable[bytes]) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="kg-") as folder:
        path = Path(folder) / "sorted.nq"
        with path.open("wb") as file:
            file.writelines(lines)
        yield path


def _graph(quad: ox.Quad) -> str:
    """The graph in a form without spaces; the default graph comes first."""
    return "" if isinstance(quad.graph_name, ox.DefaultGraph) else str(quad.graph_name)


def _graph_last(line: bytes) -> bytes:
    graph, _, triple = line.rstrip(b"\n").partition(b" ")
    return triple + b" " + graph + b" .\n"
