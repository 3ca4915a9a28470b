"""`kg dump` and `kg flat` as a user runs them."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pyoxigraph as ox
from typer.testing import CliRunner

from kg.cli import app
from kg.errors import KgError
from kg.graph.store import Store
from kg.publish.files import CHECKSUMS, reading
from kg.publish.formats import FORMATS
from kg.publish.kinds import KINDS, kind_of


def run(*arguments: object) -> str:
    result = CliRunner().invoke(app, [str(a) for a in arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_all_formats_with_their_checksums(two: Path, tmp_path: Path) -> None:
    told = run("dump", "-g", two, "-o", tmp_path, "-z", "zstd")
    names = {f"shuangyong-kg{form.suffix}.zst" for form in FORMATS.values()}
    assert {path.name for path in tmp_path.iterdir()} == names | {CHECKSUMS}
    assert all(name in told for name in names)
    for line in (tmp_path / CHECKSUMS).read_text().splitlines():
        expected, _, name = line.partition("  ")
        assert hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() == expected


def test_the_parts_are_the_whole_and_each_of_one_kind(two: Path, tmp_path: Path) -> None:
    run("dump", "-g", two, "-o", tmp_path, "-f", "nquads", "--split")
    with Store.of(two) as store:
        whole = set(store.quads())
    parts: set[ox.Quad] = set()
    for path in tmp_path.glob("*.nq"):
        with reading(path) as file:
            quads = set(ox.parse(file.read(), ox.RdfFormat.N_QUADS))
        kind = path.name.split(".")[1]
        assert {kind_of(q.graph_name.value) for q in quads} == {kind}
        assert kind in KINDS
        parts |= quads
    assert parts == whole


def test_an_unknown_format_is_named_before_anything_is_written(two: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["dump", "-g", str(two), "-o", str(tmp_path), "-f", "hdt"])
    assert isinstance(result.exception, KgError)
    assert "Known: nquads, trig, turtle, jsonld, rdfxml" in str(result.exception)
    assert not list(tmp_path.iterdir())


def test_tables(two: Path, tmp_path: Path) -> None:
    told = run("flat", "-g", two, "-o", tmp_path, "-z", "gzip")
    assert "statements.csv.gz" in told
    assert (tmp_path / "datapackage.json").is_file()
