"""The graph as a file: the same quads give the same bytes, in whatever order they come."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import pyoxigraph as ox

from kg.errors import KgError
from kg.graph.vocabulary import PREFIXES


@dataclass(frozen=True, slots=True)
class Format:
    """A format to publish in."""

    title: str
    rdf: ox.RdfFormat

    @property
    def suffix(self) -> str:
        return f".{self.rdf.file_extension}"

    @property
    def media_type(self) -> str:
        return self.rdf.media_type


FORMATS = MappingProxyType(
    {
        "nquads": Format("N-Quads", ox.RdfFormat.N_QUADS),
        "trig": Format("TriG", ox.RdfFormat.TRIG),
        "turtle": Format("Turtle (all graphs as one)", ox.RdfFormat.TURTLE),
        "jsonld": Format("JSON-LD (expanded, no context to fetch)", ox.RdfFormat.JSON_LD),
    }
)
"""All formats, by the name that the command line knows."""


def format_of(path: Path) -> Format:
    """The format that a file's name asks for, compressed (.gz) or not.

    Raises KgError for a suffix that no format has.

    >>> format_of(Path("graph.nq.gz")).title
    'N-Quads'
    """
    suffix = Path(path.stem).suffix if path.suffix == ".gz" else path.suffix
    for known in FORMATS.values():
        if known.suffix == suffix:
            return known
    options = ", ".join(known.suffix for known in FORMATS.values())
    raise KgError(f"{path}: {suffix!r} is no dump format. Known: {options}, each also with .gz.")


def serialize(quads: Iterable[ox.Quad], form: Format) -> bytes:
    """The quads in a format, each once and sorted. N-Quads come in their canonical form.

    Only a graph without blank nodes is canonical when sorted; ours has none.

    >>> node = ox.NamedNode("https://example.org/a")
    >>> print(serialize([ox.Quad(node, node, ox.Literal("双拥"))] * 2, FORMATS["nquads"]).decode())
    <https://example.org/a> <https://example.org/a> "双拥" .
    <BLANKLINE>
    """
    if form.rdf == ox.RdfFormat.N_QUADS:
        return b"".join(sorted({f"{quad} .\n".encode() for quad in quads}))
    ordered: Iterable[ox.Quad] | Iterable[ox.Triple]
    if form.rdf.supports_datasets:
        ordered = sorted(set(quads), key=_by_graph)
    else:
        ordered = sorted({quad.triple for quad in quads}, key=str)
    return ox.serialize(ordered, format=form.rdf, prefixes=dict(PREFIXES)) or b""


def write_dump(quads: Iterable[ox.Quad], path: Path) -> None:
    """Write the quads to a file in the format of its suffix.

    The file appears only when it is whole. Raises KgError for a suffix that no format has.
    """
    data = serialize(quads, format_of(path))
    if path.suffix == ".gz":
        data = gzip.compress(data, mtime=0)
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.part")
    aside.write_bytes(data)
    aside.replace(path)


def _by_graph(quad: ox.Quad) -> tuple[str, str]:
    return str(quad.graph_name), str(quad.triple)
