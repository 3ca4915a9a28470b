"""The graph on disk: an embedded Oxigraph store, written aside and moved into place when whole."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import pyoxigraph as ox

from kg.errors import QueryError, StoreError
from kg.graph.vocabulary import PREFIXES

FOLDER = "store"
"""The name of the store in a build's folder."""

# Every RocksDB database has this file; a folder without it was never a store.
_DEFAULT = ox.DefaultGraph()
_MARKER = "CURRENT"


class Store:
    """An on-disk store. Create one to fill it, open one to read it; close it, or use `with`.

    >>> with tempfile.TemporaryDirectory() as folder, Store.create(Path(folder) / "store") as store:
    ...     store.load([])
    ...     len(store)
    0
    """

    def __init__(self, path: Path, oxigraph: ox.Store) -> None:
        self.path = path
        self._oxigraph: ox.Store | None = oxigraph

    @classmethod
    def create(cls, path: Path) -> Store:
        """A new, empty store. Raises StoreError where something already is."""
        if path.exists() and (not path.is_dir() or any(path.iterdir())):
            raise StoreError(f"{path} is not empty: a new store needs a folder of its own.")
        path.parent.mkdir(parents=True, exist_ok=True)
        return cls(path, ox.Store(path))

    @classmethod
    def open(cls, path: Path) -> Store:
        """An existing store, for reading. Any number of readers may have it open.

        Raises StoreError where there is none, or where it cannot be read.
        """
        _require_store(path)
        try:
            return cls(path, ox.Store.read_only(str(path)))
        except (OSError, RuntimeError) as error:
            raise StoreError(f"{path} cannot be read as a store ({error}): build again.") from error

    @classmethod
    def open_for_writing(cls, path: Path) -> Store:
        """An existing store, to add to. Only one process may have it open so.

        Raises StoreError where there is none, or where another process holds it.
        """
        _require_store(path)
        try:
            return cls(path, ox.Store(path))
        except OSError as error:
            raise StoreError(
                f"{path} is held by another process ({error}): wait for it to end."
            ) from error
        except RuntimeError as error:
            raise StoreError(f"{path} cannot be read as a store ({error}): build again.") from error

    def close(self) -> None:
        """Let go of the files. Results of queries must have been read."""
        self._oxigraph = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def oxigraph(self) -> ox.Store:
        """The store itself. Raises StoreError after `close`."""
        if self._oxigraph is None:
            raise StoreError(f"{self.path} has been closed: open it again.")
        return self._oxigraph

    def load(self, quads: Iterable[ox.Quad]) -> None:
        """Add quads in bulk, and see them to disk."""
        self.oxigraph.bulk_extend(quads)
        self.oxigraph.flush()

    def merge(self) -> None:
        """Put the RDF merge of all named graphs into the default graph.

        Queries then find a triple once that several graphs hold, as SPARQL has it; over a union of
        the graphs Oxigraph finds it once in each. Call it when all named graphs are loaded.
        """
        self.oxigraph.clear_graph(_DEFAULT)
        self.load(ox.Quad(q.subject, q.predicate, q.object) for q in self.quads())

    @property
    def merged(self) -> bool:
        """Whether the default graph holds the merge."""
        default = self.oxigraph.quads_for_pattern(None, None, None, _DEFAULT)
        return next(iter(default), None) is not None

    def __len__(self) -> int:
        """How many quads the named graphs hold."""
        return sum(1 for _ in self.quads()) if self.merged else len(self.oxigraph)

    def quads(self, graph: ox.NamedNode | None = None) -> Iterator[ox.Quad]:
        """All quads of named graphs, or those of one, in no particular order."""
        # One graph after the other: to read all and leave out the merge takes half as long again.
        for name in [graph] if graph else self.graphs():
            yield from self.oxigraph.quads_for_pattern(None, None, None, name)

    def graphs(self) -> list[ox.NamedNode]:
        """The named graphs, by name."""
        nodes = (g for g in self.oxigraph.named_graphs() if isinstance(g, ox.NamedNode))
        return sorted(nodes, key=lambda node: node.value)

    def query(
        self, sparql: str, substitutions: Mapping[str, ox.NamedNode | ox.Literal] | None = None
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """Answer a SPARQL 1.1 query over all graphs together; GRAPH asks for one.

        `substitutions` binds variables to terms, so that no value is ever pasted into query text.
        Known prefixes need no declaration. There is no time limit here, and SERVICE would reach
        out: `kg.serve` guards what strangers send. Raises QueryError for what is no SPARQL query.
        """
        bound: dict[ox.Variable, ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple] = {
            ox.Variable(name): term for name, term in (substitutions or {}).items()
        }
        try:
            return self.oxigraph.query(
                sparql,
                prefixes=dict(PREFIXES),
                use_default_graph_as_union=not self.merged,
                substitutions=bound,
            )
        except SyntaxError as error:
            raise QueryError(f"The query is not valid SPARQL: {error}") from error


@contextmanager
def building(out: Path) -> Iterator[Path]:
    """A folder to build in, beside `out`, published there if all goes well and else thrown away."""
    _require_build_or_nothing(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    folder.chmod(0o755)
    try:
        yield folder
        publish(folder, out)
    finally:
        if folder.exists():
            shutil.rmtree(folder)


def publish(folder: Path, out: Path) -> None:
    """Put a finished build in the place of the one before it.

    Both must lie on one file system. Readers see the old build or the new one and never a mixture.
    What else lies in `out` (dumps, pages) is kept. Raises StoreError where `out` holds something
    that is no build, which would otherwise be swept away.
    """
    _require_build_or_nothing(out)
    if not out.exists():
        folder.rename(out)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    out.rename(old)
    folder.rename(out)
    for other in old.iterdir():
        if not (out / other.name).exists():
            other.rename(out / other.name)
    shutil.rmtree(old)


def _require_store(path: Path) -> None:
    if not path.exists():
        raise StoreError(f"There is no store at {path}: make one with kg build.")
    if not (path / _MARKER).is_file():
        raise StoreError(f"{path} is not a graph store: give the folder that kg build wrote.")


def _require_build_or_nothing(out: Path) -> None:
    if out.exists() and not out.is_dir():
        raise StoreError(f"{out} is a file: give a folder.")
    if out.exists() and any(out.iterdir()) and not (out / FOLDER / _MARKER).is_file():
        raise StoreError(
            f"{out} holds files that no build wrote: give an empty folder or an earlier build."
        )
