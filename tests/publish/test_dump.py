"""Dumps: equal graphs are equal bytes, and both libraries read back what was written."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Dataset, Graph

from kg.errors import KgError
from kg.graph.vocabulary import EDTF, PREFIXES
from kg.publish.dump import serialize, write_dump
from kg.publish.files import COMPRESSIONS, reading
from kg.publish.formats import FORMATS, Format, format_of

GOLDEN = Path(__file__).parents[1] / "graph" / "golden.trig"

nodes = st.sampled_from(
    [
        ox.NamedNode(iri + name)
        for iri in [*PREFIXES.values(), "https://example.org/"]
        for name in "ab"
    ]
)
literals = st.one_of(
    st.text().map(ox.Literal),
    st.text().map(lambda text: ox.Literal(text, language="zh")),
    st.just(ox.Literal("2020-10", datatype=ox.NamedNode(EDTF))),
    st.integers().map(lambda n: ox.Literal(n)),
)
quads = st.lists(st.builds(ox.Quad, nodes, nodes, st.one_of(nodes, literals), nodes))
formats = st.sampled_from(list(FORMATS.values()))


def golden() -> list[ox.Quad]:
    return list(ox.parse(path=GOLDEN))


@given(quads, formats, st.randoms())
def test_order_and_repetition_do_not_change_a_byte(
    given_quads: list[ox.Quad], form: Format, chance: random.Random
) -> None:
    shuffled = given_quads + given_quads[:2]
    chance.shuffle(shuffled)
    assert serialize(shuffled, form) == serialize(given_quads, form)


@given(quads, formats)
def test_oxigraph_reads_back_the_same_quads(given_quads: list[ox.Quad], form: Format) -> None:
    read = set(ox.parse(serialize(given_quads, form), form.rdf))
    if form.holds_graphs:
        assert read == set(given_quads)
    else:
        assert {q.triple for q in read} == {_as_held(q.triple, form) for q in given_quads}


def _as_held(triple: ox.Triple, form: Format) -> ox.Triple:
    """XML holds no control characters, not even escaped."""
    if form.rdf != ox.RdfFormat.RDF_XML or not isinstance(triple.object, ox.Literal):
        return triple
    text = "".join(
        c if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff") else "\ufffd"
        for c in triple.object.value
    )
    if triple.object.language:
        literal = ox.Literal(text, language=triple.object.language)
    else:
        literal = ox.Literal(text, datatype=triple.object.datatype)
    return ox.Triple(triple.subject, triple.predicate, literal)


@pytest.mark.parametrize("name", FORMATS)
def test_rdflib_reads_back_as_many(name: str) -> None:
    data = serialize(golden(), FORMATS[name])
    if not FORMATS[name].holds_graphs:
        reader = {"turtle": "turtle", "rdfxml": "xml"}[name]
        assert len(Graph().parse(data=data, format=reader)) == len({q.triple for q in golden()})
    else:
        reader = {"nquads": "nquads", "trig": "trig", "jsonld": "json-ld"}[name]
        dataset = Dataset()
        dataset.parse(data=data, format=reader)
        assert len(list(dataset.quads())) == len(golden())


def test_xml_readers_get_returns_and_no_controls() -> None:
    node = ox.NamedNode("https://example.org/a")
    quad = ox.Quad(node, node, ox.Literal("白山\r\n市\x00\x1f\uffff<&"))
    data = serialize([quad], FORMATS["rdfxml"])
    (value,) = Graph().parse(data=data, format="xml").objects()
    assert str(value) == "白山\r\n市\ufffd\ufffd\ufffd<&"


def test_nquads_are_sorted_lines() -> None:
    lines = serialize(golden(), FORMATS["nquads"]).split(b"\n")
    assert lines.pop() == b""
    assert len(lines) == len(golden())
    assert lines == sorted(lines)


def test_jsonld_has_no_context_to_fetch() -> None:
    assert b"@context" not in serialize(golden(), FORMATS["jsonld"])


@pytest.mark.parametrize("name", FORMATS)
def test_another_process_writes_the_same_bytes(name: str) -> None:
    code = (
        "import sys, pyoxigraph as ox; from kg.publish.dump import serialize; from kg.publish.formats import FORMATS\n"
        "sys.stdout.buffer.write(serialize(ox.parse(path=sys.argv[1]), FORMATS[sys.argv[2]]))"
    )
    other = subprocess.run(
        [sys.executable, "-c", code, str(GOLDEN), name],
        env={**os.environ, "PYTHONHASHSEED": "7"},
        capture_output=True,
        check=True,
    )
    assert other.stdout == serialize(golden(), FORMATS[name])


@pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)
def test_a_file_is_written_as_its_suffix_says(form: Format, tmp_path: Path) -> None:
    plain = tmp_path / f"graph{form.suffix}"
    write_dump(golden(), plain)
    assert plain.read_bytes() == serialize(golden(), form)
    for suffix in COMPRESSIONS:
        packed = tmp_path / f"dumps/graph{form.suffix}{suffix}"
        write_dump(golden(), packed)
        with reading(packed) as file:
            assert file.read() == plain.read_bytes()
    assert {p.name for p in tmp_path.iterdir()} == {plain.name, "dumps"}


def test_a_file_appears_only_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "graph.nq.gz"
    write_dump(golden(), path)
    before = path.read_bytes()

    def failing() -> Iterator[ox.Quad]:
        yield golden()[0]
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="full"):
        write_dump(failing(), path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_programs_of_others_unpack_what_was_packed(tmp_path: Path) -> None:
    for suffix, program in ((".gz", "gzip"), (".zst", "zstd")):
        if shutil.which(program):
            path = tmp_path / f"graph.nq{suffix}"
            write_dump(golden(), path)
            shown = subprocess.run([program, "-dc", path], capture_output=True, check=True)
            assert shown.stdout == serialize(golden(), FORMATS["nquads"])


@pytest.mark.parametrize("suffix", COMPRESSIONS)
def test_compressed_files_are_equal_too(suffix: str, tmp_path: Path) -> None:
    one, other = tmp_path / f"one.nq{suffix}", tmp_path / f"other.nq{suffix}"
    write_dump(golden(), one)
    write_dump(reversed(golden()), other)
    assert one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize("name", ["graph.xml", "graph", "graph.gz"])
def test_an_unknown_suffix_lists_the_known_ones(name: str) -> None:
    with pytest.raises(KgError, match=r"is no dump format. Known: \.nq, \.trig, \.ttl, \.jsonld"):
        format_of(Path(name))


def test_suffixes_and_media_types_are_distinct() -> None:
    assert len({f.suffix for f in FORMATS.values()}) == len(FORMATS)
    assert len({f.media_type for f in FORMATS.values()}) == len(FORMATS)
