"""The formats that a graph is published in, and which one a file's name asks for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import pyoxigraph as ox

from kg.errors import KgError
from kg.publish.files import COMPRESSIONS, uncompressed


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

    @property
    def holds_graphs(self) -> bool:
        """Whether it tells named graphs apart; the others hold the RDF merge of all."""
        return self.rdf.supports_datasets


FORMATS = MappingProxyType(
    {
        "nquads": Format("N-Quads", ox.RdfFormat.N_QUADS),
        "trig": Format("TriG", ox.RdfFormat.TRIG),
        "turtle": Format("Turtle (all graphs as one)", ox.RdfFormat.TURTLE),
        "jsonld": Format("JSON-LD (expanded, no context to fetch)", ox.RdfFormat.JSON_LD),
        "rdfxml": Format("RDF/XML (all graphs as one)", ox.RdfFormat.RDF_XML),
    }
)
"""All formats, by the name that the command line knows."""


def format_of(path: Path) -> Format:
    """The format that a file's name asks for, compressed or not.

    Raises KgError for a suffix that no format has.

    >>> format_of(Path("graph.nq.gz")).title
    'N-Quads'
    """
    suffix = uncompressed(path).suffix
    for known in FORMATS.values():
        if known.suffix == suffix:
            return known
    options = ", ".join(known.suffix for known in FORMATS.values())
    packed = " or ".join(COMPRESSIONS)
    raise KgError(
        f"{path}: {suffix!r} is no dump format. Known: {options}, each also with {packed}."
    )
