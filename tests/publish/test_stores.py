"""Each dump loads into the programs that others use, with all of its statements.

rdflib and Oxigraph come with the package, Apache Jena's riot and Virtuoso with Debian
(tests/install-stores.sh): where they are absent, their tests skip.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
from rdflib import Dataset, Graph

from bench.servers import JAVA, jena_classes
from kg.graph.store import Store
from kg.publish.dump import write_sorted
from kg.publish.formats import FORMATS
from kg.publish.sorting import sorted_quads
from kg.settings import Settings
from tests.stores import virtuoso

READERS = {
    "nquads": "nquads",
    "trig": "trig",
    "jsonld": "json-ld",
    "turtle": "turtle",
    "rdfxml": "xml",
}
"""What rdflib calls the formats."""

MERGE = "urn:merge"
"""The graph that formats without graphs are loaded into."""


@pytest.fixture(scope="module")
def dumps(demo: Path) -> dict[str, Path]:
    """A dump in each format, by its name."""
    found = {}
    with Store.of(demo) as store, sorted_quads(store.quads()) as quads:
        for name, form in FORMATS.items():
            found[name] = demo / "stores" / f"graph{form.suffix}"
            write_sorted(quads, form, found[name])
    return found


@pytest.fixture(scope="module")
def count(demo: Path) -> Callable[[str], int]:
    """How many statements a format's dump has: quads, or triples of the merge."""
    with Store.of(demo) as store:
        quads = set(store.quads())
    triples = {quad.triple for quad in quads}
    assert len(quads) > len(triples) > 10_000
    return lambda name: len(quads if FORMATS[name].holds_graphs else triples)


@pytest.mark.parametrize("name", FORMATS)
def test_rdflib(name: str, dumps: dict[str, Path], count: Callable[[str], int]) -> None:
    if FORMATS[name].holds_graphs:
        dataset = Dataset()
        dataset.parse(dumps[name], format=READERS[name])
        found = len(list(dataset.quads()))
    else:
        found = len(Graph().parse(dumps[name], format=READERS[name]))
    assert found == count(name)


@pytest.mark.parametrize("name", FORMATS)
def test_oxigraph(name: str, dumps: dict[str, Path], count: Callable[[str], int]) -> None:
    store = ox.Store()
    store.bulk_load(path=dumps[name], format=FORMATS[name].rdf)
    assert len(store) == count(name)


@pytest.fixture(scope="session")
def riot(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], bytes]:
    """Apache Jena's parser: a file as N-Quads or N-Triples; strict, and a warning fails."""
    if not (JAVA / "jena-arq.jar").exists() or shutil.which("java") is None:
        pytest.skip("Apache Jena is not installed (apt-get install libapache-jena-java)")
    path = jena_classes(tmp_path_factory.mktemp("jena"))

    def run(file: Path) -> bytes:
        # Debian has no implementation of the API that Jena's reader of JSON-LD 1.1 needs.
        syntax = ["--syntax=jsonld10"] if file.suffix == ".jsonld" else []
        command = ["java", "-cp", path, "riotcmd.riot", "--strict", *syntax, str(file)]
        done = subprocess.run(command, capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b"")
        return done.stdout

    return run


@pytest.mark.parametrize("name", FORMATS)
def test_riot(
    name: str,
    riot: Callable[[Path], bytes],
    dumps: dict[str, Path],
    count: Callable[[str], int],
) -> None:
    form = ox.RdfFormat.N_QUADS if FORMATS[name].holds_graphs else ox.RdfFormat.N_TRIPLES
    assert len(set(ox.parse(riot(dumps[name]), form))) == count(name)


@pytest.fixture(scope="module")
def load(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[[Path], int]]:
    """Loads a file into an empty Virtuoso by its bulk loader; says how many statements it has then."""
    folder = tmp_path_factory.mktemp("loading")
    with virtuoso(folder) as store:
        sql = re.search(
            r"\[Parameters\]\nServerPort = (\S+)", (folder / "virtuoso.ini").read_text()
        )
        assert sql

        def run(file: Path) -> int:
            waiting = folder / file.name
            waiting.mkdir()
            shutil.copy(file, waiting)
            command = f"RDF_GLOBAL_RESET(); ld_dir('{waiting}', '*', '{MERGE}'); rdf_loader_run();"
            # isql ends with 0 whatever happens; the count tells.
            subprocess.run(
                ["isql-vt", sql[1], store.user or "", store.password, f"EXEC={command}"],
                capture_output=True,
                check=True,
            )
            base = Settings().base_iri
            ours = f"FILTER(STRSTARTS(STR(?g), '{base}') || ?g = <{MERGE}>)"
            query = f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH ?g {{ ?s ?p ?o }} {ours} }}"
            answer = httpx.get(
                store.query,
                params={"query": query, "format": "text/csv"},
                trust_env=False,
                timeout=60,
            )
            return int(answer.raise_for_status().text.splitlines()[1])

        yield run


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "jsonld"])
def test_virtuoso(
    name: str,
    load: Callable[[Path], int],
    dumps: dict[str, Path],
    count: Callable[[str], int],
) -> None:
    """Virtuoso 7.2.5, which Debian has, loads no JSON-LD."""
    assert load(dumps[name]) == count(name)
