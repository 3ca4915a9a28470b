"""What tells two graphs apart, as quads: those that only one of them has.

Both are read as sorted N-Quads side by side, so that memory does not grow with the graphs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from kg.errors import KgError
from kg.graph.folder import holds_graph
from kg.graph.store import Store
from kg.publish.dump import NAME
from kg.publish.files import COMPRESSIONS, UNREADABLE, reading, writing
from kg.publish.formats import FORMATS, format_of
from kg.publish.sorting import SortedQuads, sorted_quads

ADDED, REMOVED = "added.nq", "removed.nq"
"""The files of a delta: a graph without what was removed and with what was added is the next one."""


def joined(before: Iterable[bytes], after: Iterable[bytes]) -> Iterator[tuple[bytes, bool, bool]]:
    """Each line of two sorted texts, and whether the first and the second have it.

    >>> list(joined([b"a", b"b"], [b"b", b"c"]))
    [(b'a', True, False), (b'b', True, True), (b'c', False, True)]
    """
    left, right = iter(before), iter(after)
    a, b = next(left, None), next(right, None)
    while a is not None or b is not None:
        if b is None or (a is not None and a < b):
            assert a is not None
            yield a, True, False
            a = next(left, None)
        elif a is None or b < a:
            yield b, False, True
            b = next(right, None)
        else:
            yield a, True, True
            a, b = next(left, None), next(right, None)


def write_delta(
    before: SortedQuads, after: SortedQuads, folder: Path, compression: str = ""
) -> tuple[Path, Path]:
    """Write what was added and what was removed, as canonical N-Quads.

    `compression` is "", ".gz" or ".zst". The first of the paths is that of what was added.
    """
    paths = folder / f"{ADDED}{compression}", folder / f"{REMOVED}{compression}"
    with writing(paths[0]) as added, writing(paths[1]) as removed:
        for line, was, stays in joined(before.lines(), after.lines()):
            if not was:
                added.write(line)
            elif not stays:
                removed.write(line)
    return paths


@contextmanager
def graph_at(path: Path) -> Iterator[SortedQuads]:
    """The graph of a build's folder, of a release's folder, or of a dump that keeps named graphs.

    Raises KgError for what is none, or for a dump that cannot be read or has blank nodes, of which
    nobody can tell whether they are the same.
    """
    if path.is_dir() and holds_graph(path):
        with Store.of(path) as store, sorted_quads(store.quads()) as quads:
            yield quads
    else:
        file = _dump_in(path) if path.is_dir() else path
        with sorted_quads(_parsed(file)) as quads:
            yield quads


def _dump_in(folder: Path) -> Path:
    names = [f"{NAME}{FORMATS['nquads'].suffix}{packed}" for packed in ("", *COMPRESSIONS)]
    for name in names:
        if (folder / "dumps" / name).is_file():
            return folder / "dumps" / name
    raise KgError(
        f"{folder} is neither a build nor a release: there is no graph, and no dumps/{names[0]}."
    )


def _parsed(path: Path) -> Iterator[ox.Quad]:
    form = format_of(path)
    if not form.holds_graphs:
        raise KgError(f"{path}: {form.title} has no named graphs: give N-Quads or TriG.")
    try:
        with reading(path) as file:
            for quad in ox.parse(file, form.rdf):  # type: ignore[arg-type]
                if isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode):
                    raise KgError(f"{path} has blank nodes, which cannot be compared: {quad}")
                yield quad
    except SyntaxError as error:
        raise KgError(f"{path} is not {form.title}: {error}") from error
    except UNREADABLE as error:
        raise KgError(f"{path} cannot be read: {error}") from error
