"""What the dataset is and how large, described in VoID, and by whom it was extracted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from typing import Any

from pyoxigraph import NamedNode, Quad, Triple
from rdflib import DCTERMS, RDF, SDO, VOID

from kg import __version__
from kg.errors import StoreError
from kg.graph.iris import Iris
from kg.graph.provenance import extractor_triples
from kg.graph.quality import quality_triples
from kg.graph.store import Store
from kg.graph.terms import about, instant, integer, string, zh
from kg.graph.vocabulary import KG


def metadata_quads(
    store: Store,
    iris: Iris,
    *,
    generated: datetime | None = None,
    accuracy: dict[str, Any] | None = None,
) -> Iterator[Quad]:
    """The metadata graph: title, version and counts of what the store holds, the extractor, and
    how well it reads where `accuracy` (of `read_accuracy`) is given.

    The metadata graph itself is not counted. Without `generated` no time is written, so that the
    same articles give the same bytes. Raises ValueError for a time without its zone.
    """
    described = _triples(store, iris, generated)
    measured = quality_triples(iris, accuracy) if accuracy else ()
    for triple in chain(described, measured):
        yield Quad(triple.subject, triple.predicate, triple.object, iris.metadata_graph)


def dataset_of(store: Store) -> NamedNode:
    """The node of the data set that the store holds. Raises StoreError where it describes none."""
    is_dataset = NamedNode(RDF.type), NamedNode(VOID.Dataset)
    found = {q.subject for q in store.oxigraph.quads_for_pattern(None, *is_dataset)}
    match list(found):
        case [NamedNode() as dataset]:
            return dataset
    raise StoreError(f"{store.path} describes {len(found)} data sets, not one: build again.")


def _triples(store: Store, iris: Iris, generated: datetime | None) -> Iterator[Triple]:
    dataset = iris.dataset
    described = [graph for graph in store.graphs() if graph != iris.metadata_graph]
    yield from about(
        dataset,
        (RDF.type, VOID.Dataset),
        (DCTERMS.title, zh("双拥知识图谱")),
        (SDO.version, string(__version__)),
        (VOID.uriSpace, string(f"{iris.base}id/")),
        (VOID.vocabulary, KG[""]),
        (VOID.triples, integer(sum(1 for graph in described for _ in store.quads(graph)))),
    )
    if generated:
        yield from about(dataset, (DCTERMS.modified, instant(generated)))
    for class_, count in sorted(_instances(store, described).items()):
        partition = iris.class_partition(class_.removeprefix(KG))
        yield from about(dataset, (VOID.classPartition, partition))
        yield from about(
            partition, (VOID["class"], NamedNode(class_)), (VOID.entities, integer(count))
        )
    yield from extractor_triples(iris)


def _instances(store: Store, graphs: list[NamedNode]) -> Counter[str]:
    """How many different things each own class has."""
    pairs = {
        (quad.subject, quad.object.value)
        for graph in graphs
        for quad in store.oxigraph.quads_for_pattern(None, NamedNode(RDF.type), None, graph)
        if isinstance(quad.object, NamedNode) and quad.object.value.startswith(KG)
    }
    return Counter(class_ for _, class_ in pairs)
