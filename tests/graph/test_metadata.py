"""The dataset's own description: counts, version, extractor, and a time only when given."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pyoxigraph as ox
from rdflib import DCTERMS, RDF, VOID, Graph, URIRef

from kg.graph.iris import Iris
from kg.graph.metadata import metadata_quads
from kg.graph.quads import article_quads
from kg.graph.store import Store
from kg.graph.vocabulary import KG
from kg.model import LinkedArticle
from kg.publish.dump import FORMATS, serialize


def graph_of(quads: list[ox.Quad]) -> Graph:
    return Graph().parse(data=serialize(quads, FORMATS["turtle"]), format="turtle")


def test_counts_are_those_of_the_graph(golden: LinkedArticle, iris: Iris, tmp_path: Path) -> None:
    with Store.create(tmp_path / "store") as store:
        quads = list(article_quads(golden, iris))
        store.load(quads)
        graph = graph_of(list(metadata_quads(store, iris)))

    dataset = URIRef(iris.dataset.value)
    assert graph.value(dataset, VOID.triples).toPython() == len(quads)  # type: ignore[union-attr]
    counts = {
        str(graph.value(part, VOID["class"])).removeprefix(KG): str(
            graph.value(part, VOID.entities)
        )
        for part in graph.objects(dataset, VOID.classPartition)
    }
    assert counts["Conferral"] == "4"
    assert counts["Organization"] == "2"
    assert counts["Garrison"] == counts["ArticleVersion"] == "1"
    assert list(graph.subjects(RDF.type, KG.Extractor))


def test_no_time_unless_given_and_describing_twice_changes_nothing(
    golden: LinkedArticle, iris: Iris, tmp_path: Path
) -> None:
    with Store.create(tmp_path / "store") as store:
        store.load(article_quads(golden, iris))
        first = list(metadata_quads(store, iris))
        store.load(first)
        assert list(metadata_quads(store, iris)) == first
        now = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
        timed = graph_of(list(metadata_quads(store, iris, generated=now)))

    assert not list(graph_of(first).objects(None, DCTERMS.modified))
    assert [t.toPython() for t in timed.objects(None, DCTERMS.modified)] == [now]  # type: ignore[attr-defined]
