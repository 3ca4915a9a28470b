"""The graph on disk: an embedded Oxigraph store (`kg.graph.folder` says which is in force)."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import pyoxigraph as ox

from kg.errors import QueryError, StoreError
from kg.graph.folder import store_of
from kg.graph.vocabulary import PREFIXES

# Every RocksDB database has this file; a folder without it was never a store.
_DEFAULT = ox.DefaultGraph()
_MARKER = "CURRENT"
_BUFFER = 1 << 20
_AT_ONCE = 1 << 27
"""Bytes of lines that are loaded at once: memory holds some times as much."""


class Store:
    """An on-disk store. Create one to fill it, open one to read it; close it, or use `with`.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, Store.create(Path(folder) / "store") as store:
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
    def of(cls, out: Path) -> Store:
        """The store that is in force in the folder of a graph, for reading.

        Raises StoreError where there is no graph.
        """
        return cls.open(store_of(out))

    @classmethod
    def copy(cls, path: Path, to: Path) -> Store:
        """A snapshot of a store that nobody is writing, to be written: hard links, which take no room.

        Raises StoreError where there is no store, OSError where nothing can be written.
        """
        _require_store(path)
        ox.Store.read_only(str(path)).backup(str(to))
        return cls(to, ox.Store(to))

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

    def load_merged(self, parts: Iterable[bytes]) -> None:
        """Add quads in bulk, and their triples to the default graph, so that it is the merge of the
        named graphs (`merge`) from the beginning. The parts are of `merged_lines`."""
        stream = _Stream(parts)
        while not stream.ended:
            stream.left = _AT_ONCE
            lines = io.BufferedReader(stream, _BUFFER)
            self.oxigraph.bulk_load(lines, format=ox.RdfFormat.N_QUADS, lenient=True)
            lines.detach()
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
        found = self.oxigraph.query("SELECT (COUNT(*) AS ?n) { GRAPH ?graph { ?s ?p ?o } }")
        assert isinstance(found, ox.QuerySolutions)
        return int(next(found)["n"].value)

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


def merged_lines(quads: Collection[ox.Quad]) -> bytes:
    """N-Quads of the quads, and of their triples in the default graph."""
    triples = (quad.triple for quad in quads)
    return b"".join(
        (
            ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"",
            ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"",
        )
    )


class _Stream(io.RawIOBase):
    """Parts as files that follow one another, of `left` bytes or a part more. None is made before
    it is read."""

    def __init__(self, parts: Iterable[bytes]) -> None:
        self._parts = filter(None, parts)
        self._rest = memoryview(b"")
        self.left = 0
        self.ended = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._rest:
            part = next(self._parts, None) if self.left > 0 else b""
            if not part:
                self.ended = part is None
                return 0
            self._rest = memoryview(part)
            self.left -= len(part)
        size = min(len(buffer), len(self._rest))
        buffer[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size


def _require_store(path: Path) -> None:
    if not path.exists():
        raise StoreError(f"There is no store at {path}: make one with kg build.")
    if not (path / _MARKER).is_file():
        raise StoreError(f"{path} is not a graph store: give the folder that kg build wrote.")
