"""The dataset's own description: counts, version, extractor, and a time only when given."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import DCTERMS, RDF, VOID, Graph, URIRef

from kg.errors import DataFileError
from kg.graph.iris import Iris
from kg.graph.metadata import count, metadata_quads
from kg.graph.quads import article_quads
from kg.graph.quality import read_accuracy
from kg.graph.store import Store
from kg.graph.vocabulary import DQV, KG
from kg.model import LinkedArticle
from kg.publish.dump import serialize
from kg.publish.formats import FORMATS


def graph_of(quads: list[ox.Quad]) -> Graph:
    return Graph().parse(data=serialize(quads, FORMATS["turtle"]), format="turtle")


def test_counts_are_those_of_the_graph(golden: LinkedArticle, iris: Iris, tmp_path: Path) -> None:
    with Store.create(tmp_path / "store") as store:
        quads = list(article_quads(golden, iris))
        store.load(quads)
        store.merge()
        graph = graph_of(list(metadata_quads(count(store), iris)))

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
        first = list(metadata_quads(count(store), iris))
        assert list(metadata_quads(count(store), iris)) == first
        now = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
        timed = graph_of(list(metadata_quads(count(store), iris, generated=now)))

    assert not list(graph_of(first).objects(None, DCTERMS.modified))
    assert [t.toPython() for t in timed.objects(None, DCTERMS.modified)] == [now]  # type: ignore[attr-defined]


def test_the_accuracy_that_was_measured_is_described(
    golden: LinkedArticle, iris: Iris, tmp_path: Path
) -> None:
    figures = {
        "articles": 8,
        "entities": {"strict": {"f1": 0.87654}, "lenient": {"f1": 0.9}},
        "relations": {"strict": {"f1": 0.6}, "lenient": {"f1": 0.7}},
        "values": {"all": {"share": None}},
    }
    path = tmp_path / "accuracy.json"
    path.write_text(
        json.dumps(
            {
                "date": "2026-01-02",
                "version": "0.1.0",
                "articles": {"held-out": figures},
                "names": {"msra_test": {"all": {"f1": 0.92}}},
                "linking": {
                    "held-out": {
                        "places": {"pred": 0, "of_found": 0.0},
                        "organizations": {"pred": 4, "of_found": 0.75},
                    }
                },
                "resolution": {
                    "resolution": {
                        "articles": 97,
                        "pairwise": {"p": 0.99, "r": 0.85},
                        "b_cubed": {"f1": 0.95},
                    }
                },
            }
        )
    )
    with Store.create(tmp_path / "store") as store:
        store.load(article_quads(golden, iris))
        graph = graph_of(list(metadata_quads(count(store), iris, accuracy=read_accuracy(path))))

    dataset = URIRef(iris.dataset.value)
    measured = {
        str(graph.value(m, DQV.isMeasurementOf)).removeprefix(KG): (
            str(graph.value(m, DQV.value)),
            str(graph.value(m, KG.goldSet)),
        )
        for m in graph.objects(dataset, DQV.hasQualityMeasurement)
    }
    assert measured == {
        "entityF1": ("0.8765", "held-out"),
        "entityLenientF1": ("0.9", "held-out"),
        "relationF1": ("0.6", "held-out"),
        "relationLenientF1": ("0.7", "held-out"),
        "nameF1": ("0.92", "msra_test"),
        "organizationLinkingAccuracy": ("0.75", "held-out"),
        "resolutionPairwisePrecision": ("0.99", "resolution"),
        "resolutionPairwiseRecall": ("0.85", "resolution"),
        "resolutionBCubedF1": ("0.95", "resolution"),
    }


def test_a_broken_file_of_figures_is_named(tmp_path: Path) -> None:
    path = tmp_path / "accuracy.json"
    path.write_text('{"articles": {"dev": {}}}')
    with pytest.raises(DataFileError, match=r"accuracy\.json"):
        read_accuracy(path)
    assert read_accuracy(tmp_path / "none.json") is None
