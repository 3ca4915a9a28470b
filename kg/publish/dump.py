"""The graph as a file: the same quads give the same bytes, in whatever order they come.

Nothing is held in memory but a run of lines (`kg.publish.sorting`), however large the graph is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from io import BufferedIOBase, BytesIO
from pathlib import Path

import pyoxigraph as ox

from kg.graph.vocabulary import PREFIXES
from kg.publish.files import writing
from kg.publish.formats import Format, format_of
from kg.publish.sorting import SortedQuads, sorted_quads

NAME = "shuangyong-kg"
"""What the files of a dump are called, before their suffix."""

# What XML 1.0 cannot hold, not even escaped (https://www.w3.org/TR/xml/#charsets).
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_dump(quads: Iterable[ox.Quad], path: Path) -> None:
    """Write the quads to a file in the format of its suffix, compressed if it says .gz or .zst.

    The file appears only when it is whole. Raises KgError for a suffix that no format has.
    """
    form = format_of(path)
    with sorted_quads(quads) as ordered:
        write_sorted(ordered, form, path)


def write_sorted(quads: SortedQuads, form: Format, path: Path) -> None:
    """Write quads that have been sorted, so that several formats need to sort but once."""
    with writing(path) as file:
        _serialize(quads, form, file)


def serialize(quads: Iterable[ox.Quad], form: Format) -> bytes:
    """The quads in a format, each once and sorted. N-Quads come in their canonical form.

    >>> from kg.publish.formats import FORMATS
    >>> node = ox.NamedNode("https://example.org/a")
    >>> print(serialize([ox.Quad(node, node, ox.Literal("双拥"))] * 2, FORMATS["nquads"]).decode())
    <https://example.org/a> <https://example.org/a> "双拥" .
    <BLANKLINE>
    """
    out = BytesIO()
    with sorted_quads(quads) as ordered:
        _serialize(ordered, form, out)
    return out.getvalue()


def _serialize(quads: SortedQuads, form: Format, out: BufferedIOBase) -> None:
    if form.rdf == ox.RdfFormat.N_QUADS:
        out.writelines(quads.lines())
    elif form.rdf == ox.RdfFormat.RDF_XML:
        _to(_EscapingReturns(out), _xml_triples(quads.triples()), form)
    elif form.holds_graphs:
        _to(out, quads.by_graph(), form)
    else:
        _to(out, quads.triples(), form)


def _to(
    out: BufferedIOBase | _EscapingReturns,
    ordered: Iterator[ox.Quad] | Iterator[ox.Triple],
    form: Format,
) -> None:
    ox.serialize(ordered, out, form.rdf, prefixes=dict(PREFIXES))  # type: ignore[arg-type]


def _xml_triples(triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    """The triples with U+FFFD for characters of literals that XML cannot hold."""
    for triple in triples:
        term = triple.object
        if isinstance(term, ox.Literal) and _NOT_XML.search(term.value):
            text = _NOT_XML.sub("\ufffd", term.value)
            if term.language:
                term = ox.Literal(text, language=term.language)
            else:
                term = ox.Literal(text, datatype=term.datatype)
            triple = ox.Triple(triple.subject, triple.predicate, term)
        yield triple


class _EscapingReturns:
    """Writes carriage returns as XML does; as they stand, readers take them for newlines."""

    def __init__(self, out: BufferedIOBase) -> None:
        self._out = out

    def write(self, data: bytes) -> int:
        self._out.write(data.replace(b"\r", b"&#13;"))
        return len(data)

    def flush(self) -> None:
        self._out.flush()
