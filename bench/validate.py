"""What validation costs on a large graph: python bench/validate.py [--triples 2000000]

Makes a graph of that many triples from the built demo graph (--graph): its article graphs again and
again under other IRIs, with their articles. Validates it in a process of its own and says what that took
of CPU time and memory; then times our shapes against pyshacl's, both on the graphs of one copy.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import msgspec
import pyoxigraph as ox
import pyshacl
from rdflib import DCTERMS, Graph

from kg.graph.articles import read_articles
from kg.graph.report import Report
from kg.graph.store import Store
from kg.graph.validate import validate
from kg.model import Article
from kg.settings import Settings
from kg.shacl import Triples, read_shapes

STORE, ARTICLES = "store", "articles.jsonl"
_BASE = Settings().base_iri
_IDENTIFIER = ox.NamedNode(DCTERMS.identifier)


def copies(quads: list[ox.Quad], triples: int) -> Iterator[ox.Quad]:
    """The quads of article graphs under new IRIs, as often as it takes to have so many triples."""
    for number in range(-(-triples // len(quads))):
        yield from map(_Copy(number).quad, quads)


class _Copy:
    """Quads under IRIs of a copy's own."""

    def __init__(self, number: int) -> None:
        self.number = number
        self._names: dict[str, ox.NamedNode] = {}

    def quad(self, quad: ox.Quad) -> ox.Quad:
        subject, value, graph = quad.subject, quad.object, quad.graph_name
        assert isinstance(subject, ox.NamedNode)
        assert isinstance(graph, ox.NamedNode)
        if isinstance(value, ox.NamedNode):
            value = self._name(value)
        elif quad.predicate == _IDENTIFIER and "/id/article/" in subject.value:
            assert isinstance(value, ox.Literal)
            value = ox.Literal(f"{value.value}-{self.number}")
        return ox.Quad(self._name(subject), quad.predicate, value, self._name(graph))

    def _name(self, term: ox.NamedNode) -> ox.NamedNode:
        if term.value not in self._names:
            rest = term.value.removeprefix(_BASE)
            ours = rest.startswith(("id/", "graph/"))
            new = ox.NamedNode(f"{_BASE}copy/{self.number}/{rest}") if ours else term
            self._names[term.value] = new
        return self._names[term.value]


def make(graph: Path, out: Path, triples: int) -> int:
    """Write the store and the articles of the large graph; how many triples it has."""
    with Store.of(graph) as store:
        names = [name for name in store.graphs() if "/graph/article/" in name.value]
        quads = [quad for name in names for quad in store.quads(name)]
    articles = list(read_articles(graph))
    with Store.create(out / STORE) as store:
        store.load(copies(quads, triples))
        size = len(store)

    with (out / ARTICLES).open("wb") as file:
        for number in range(-(-triples // len(quads))):
            for article in articles:
                copy = replace(article, id=f"{article.id}-{number}")
                file.write(msgspec.json.encode(copy) + b"\n")
    return size


def read_copies(out: Path) -> Iterator[Article]:
    """The articles of the large graph."""
    with (out / ARTICLES).open("rb") as file:
        for line in file:
            yield msgspec.json.decode(line, type=Article)


def measure(out: Path) -> tuple[Report, float, int]:
    """The report, seconds of CPU time of this process, and its peak memory in bytes."""
    with Store.open(out / STORE) as store:
        report = validate(store, read_copies(out), Settings().ontology)
    used = resource.getrusage(resource.RUSAGE_SELF)
    return report, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024


def compare(graph: Path) -> tuple[float, float]:
    """CPU seconds of our shapes and of pyshacl on the graphs of the demo, reading them included."""
    path = Settings().ontology / "shapes.ttl"
    with Store.of(graph) as store:
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
    asked = options.parse_args()
    # Each in a process of its own: the peak of one would else count as that of the next.
    with (
        tempfile.TemporaryDirectory() as folder,
        ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as processes,
    ):
        out = Path(folder)
        triples = processes.submit(make, asked.graph, out, asked.triples).result()
        report, seconds, memory = processes.submit(measure, out).result()
    print(
        f"{triples:,} triples in {report.graphs:,} graphs, {report.quotes:,} quotes: "
        f"{sum(report.counts.values())} findings, {seconds:.1f} s of CPU time, "
        f"peak memory {memory / 1e6:.0f} MB"
    )
    ours, reference = compare(asked.graph)
    print(
        f"Shapes alone on the demo graph: {ours:.2f} s, pyshacl {reference:.2f} s of CPU time, "
        f"{reference / ours:.1f} times as long"
    )


if __name__ == "__main__":
    main()
