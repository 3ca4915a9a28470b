"""What validation costs on a large graph: python bench/validate.py [--triples 2000000]

Makes a graph of that many triples from the built demo graph (--graph): its article graphs again and
again under other IRIs, with their articles. Validates it in a process of its own and says what that took
of CPU time and memory; then times our shapes against pyshacl's, both on the graphs of one copy.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pyshacl
from rdflib import DCTERMS, Graph

from kg.build import ARTICLES
from kg.graph.articles import read_articles, write_articles
from kg.graph.store import FOLDER, Store
from kg.graph.validate import validate
from kg.model import Article
from kg.settings import Settings
from kg.shacl import Triples, read_shapes

_BASE = Settings().base_iri
_IDENTIFIER = ox.NamedNode(DCTERMS.identifier)


def copies(quads: list[ox.Quad], triples: int) -> Iterator[ox.Quad]:
    """The quads of article graphs under new IRIs, as often as it takes to have so many triples."""
    for number in range(-(-triples // len(quads))):
        names: dict[ox.NamedNode, ox.NamedNode] = {}

        def renamed(
            term: ox.NamedNode,
            number: int = number,
            names: dict[ox.NamedNode, ox.NamedNode] = names,
        ) -> ox.NamedNode:
            if term not in names:
                rest = term.value.removeprefix(_BASE)
                ours = rest.startswith(("id/", "graph/"))
                names[term] = ox.NamedNode(f"{_BASE}copy/{number}/{rest}") if ours else term
            return names[term]

        for quad in quads:
            value = quad.object
            if isinstance(value, ox.NamedNode):
                value = renamed(value)
            elif quad.predicate == _IDENTIFIER and "/id/article/" in str(quad.subject):
                value = ox.Literal(f"{value.value}-{number}")
            yield ox.Quad(renamed(quad.subject), quad.predicate, value, renamed(quad.graph_name))


def make(graph: Path, out: Path, triples: int) -> None:
    """Write the store and the articles of the large graph."""
    with Store.open(graph / FOLDER) as store:
        names = [name for name in store.graphs() if "/graph/article/" in name.value]
        quads = [quad for name in names for quad in store.quads(name)]
    articles = list(read_articles(graph / ARTICLES))
    with Store.create(out / FOLDER) as store:
        store.load(copies(quads, triples))

    def more() -> Iterator[Article]:
        for number in range(-(-triples // len(quads))):
            for article in articles:
                yield replace(article, id=f"{article.id}-{number}")

    write_articles(out / ARTICLES, more())


def measure(out: Path) -> None:
    """Validate and print what it took, as JSON."""
    with Store.open(out / FOLDER) as store:
        report = validate(store, read_articles(out / ARTICLES), Settings().ontology)
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(
        json.dumps(
            {
                "findings": sum(report.counts.values()),
                "graphs": report.graphs,
                "quotes": report.quotes,
                "cpu": used.ru_utime + used.ru_stime,
                "memory": used.ru_maxrss * 1024,
            }
        )
    )


def compare(graph: Path) -> tuple[float, float]:
    """CPU seconds of our shapes and of pyshacl on the graphs of the demo, reading them included."""
    path = Settings().ontology / "shapes.ttl"
    with Store.open(graph / FOLDER) as store:
        begun = time.process_time()
        shapes = read_shapes(path)
        for name in store.graphs():
            data = Triples(store.quads(name))
            assert not [violation for shape in shapes for violation in shape.validate(data)]
        ours = time.process_time() - begun
        begun = time.process_time()
        reference = Graph().parse(path)
        for name in store.graphs():
            triples = (quad.triple for quad in store.quads(name))
            text = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
            rdf = Graph().parse(data=text or b"", format="nt")
            conforms, _, _ = pyshacl.validate(rdf, shacl_graph=reference, inplace=True)
            assert conforms
        return ours, time.process_time() - begun


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--graph", type=Path, default=Path("out"))
    options.add_argument("--triples", type=int, default=2_000_000)
    options.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    asked = options.parse_args()
    if asked.measure:
        measure(asked.measure)
        return
    with tempfile.TemporaryDirectory() as folder:
        make(asked.graph, Path(folder), asked.triples)
        with Store.open(Path(folder) / FOLDER) as store:
            triples = len(store)
        command = [sys.executable, __file__, "--measure", folder]
        result = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    print(
        f"{triples:,} triples in {result['graphs']:,} graphs, {result['quotes']:,} quotes: "
        f"{result['findings']} findings, {result['cpu']:.1f} s of CPU time, "
        f"peak memory {result['memory'] / 1e6:.0f} MB"
    )
    ours, reference = compare(asked.graph)
    print(
        f"Shapes alone on the demo graph: {ours:.2f} s, pyshacl {reference:.2f} s of CPU time, "
        f"{reference / ours:.1f} times as long"
    )


if __name__ == "__main__":
    main()
