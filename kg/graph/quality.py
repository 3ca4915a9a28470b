"""How well the extractor reads, said in the data set's own description (W3C Data Quality Vocabulary).

The figures are those that `kg evaluate --json data/accuracy.json` wrote: they are of articles that
people have annotated, not of the articles in the graph.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode, Triple
from rdflib import DCTERMS, RDF, SDO, URIRef

from kg.errors import DataFileError
from kg.graph.iris import Iris
from kg.graph.terms import about, day, decimal, integer, string
from kg.graph.vocabulary import DQV, KG


def read_accuracy(path: Path) -> dict[str, Any] | None:
    """The figures, or None where none were written. Raises `DataFileError` for a broken file."""
    if not path.is_file():
        return None
    try:
        figures: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        list(_measurements(figures))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        problem = f"not the figures of kg evaluate --json: {error!r}"
        raise DataFileError(path, 1, problem) from error
    return figures


def quality_triples(iris: Iris, accuracy: dict[str, Any]) -> Iterator[Triple]:
    """A measurement for each figure: what was measured, on which annotated set, when, how much."""
    for number, (name, metric, value, articles) in enumerate(_measurements(accuracy)):
        measurement = iris.measurement(number)
        yield from about(iris.dataset, (DQV.hasQualityMeasurement, measurement))
        yield from about(
            measurement,
            (RDF.type, DQV.QualityMeasurement),
            (DQV.isMeasurementOf, metric),
            (DQV.computedOn, iris.dataset),
            (DQV.value, decimal(Decimal(str(round(value, 4))))),
            (KG.goldSet, string(name)),
            (DCTERMS.date, day(date.fromisoformat(accuracy["date"]))),
            (SDO.version, string(accuracy["version"])),
        )
        if articles is not None:
            yield from about(measurement, (KG.annotatedArticles, integer(articles)))


def _measurements(
    accuracy: dict[str, Any],
) -> Iterator[tuple[str, URIRef | NamedNode, float, int | None]]:
    """Annotated set, metric, value, and of how many articles it is."""
    for name, figures in accuracy["articles"].items():
        for metric, value in (
            (KG.entityF1, figures["entities"]["strict"]["f1"]),
            (KG.entityLenientF1, figures["entities"]["lenient"]["f1"]),
            (KG.relationF1, figures["relations"]["strict"]["f1"]),
            (KG.relationLenientF1, figures["relations"]["lenient"]["f1"]),
            (KG.valuesRight, figures["values"]["all"]["share"]),
        ):
            if value is not None:
                yield name, metric, value, figures["articles"]
    for name, scores in accuracy["names"].items():
        yield name, KG.nameF1, scores["all"]["f1"], None
    for name, linking in accuracy["linking"].items():
        for metric, score in (
            (KG.placeLinkingAccuracy, linking["places"]),
            (KG.organizationLinkingAccuracy, linking["organizations"]),
        ):
            if score["pred"]:
                yield name, metric, score["of_found"], accuracy["articles"][name]["articles"]
    for name, resolution in accuracy["resolution"].items():
        for metric, value in (
            (KG.resolutionPairwisePrecision, resolution["pairwise"]["p"]),
            (KG.resolutionPairwiseRecall, resolution["pairwise"]["r"]),
            (KG.resolutionBCubedF1, resolution["b_cubed"]["f1"]),
        ):
            yield name, metric, value, resolution["articles"]
