"""The whole job on one screen: `kg.build.build` on as many machines as Spark has."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from pyspark.sql import SparkSession
from pyspark.sql import functions as F

from kg import __version__
from kg.distributed import worker
from kg.distributed.extraction import link_articles, linked_articles
from kg.distributed.fingerprint import require_same
from kg.distributed.folder import Folder
from kg.distributed.names import write_names
from kg.distributed.reading import read
from kg.distributed.reprints import reprints
from kg.distributed.resolution import resolve
from kg.distributed.worker import Options
from kg.distributed.writing import (
    Kind,
    count,
    entries,
    lines,
    most_mentioned,
    said,
    stored_lines,
    write_articles,
    write_statements,
)
from kg.errors import KgError
from kg.gazetteer import Gazetteer
from kg.graph.gazetteer import gazetteer_quads
from kg.graph.iris import Iris
from kg.graph.metadata import TRIPLES, metadata_quads
from kg.graph.quality import read_accuracy
from kg.graph.resolution import resolution_quads
from kg.model import EntityType
from kg.resolve import Judgements
from kg.resolve.resolution import Resolution
from kg.settings import Settings
from kg.state.summary import Summary

SUMMARY = "build.json"

Progress = Callable[[str, int, int], None]
"""Told the step that is done, how many of its buckets are, and of how many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DistributedReport(Summary):
    """What the graph of a job holds, and how many inputs and articles were rejected."""

    rejections: int


def distribute(
    spark: SparkSession,
    inputs: Sequence[str],
    out: str,
    *,
    settings: Settings | None = None,
    buckets: int | None = None,
    generated: datetime | None = None,
    progress: Progress = lambda _step, _done, _of: None,
) -> DistributedReport:
    """Read, extract, link, resolve and write everything under `inputs` in the folder `out`.

    Inputs and folder are paths of any file system that Spark's Hadoop knows. The N-Quads parts
    together, sorted, are the dump of a one-machine build of the same articles. A job that was killed
    goes on when it is started again with the same arguments. `buckets` is into how many parts the
    articles are divided: by default four a core. Raises `StoreError` where `out` holds something
    else, `DataFileError` for a broken data file, and `KgError` where there is no article.
    """
    settings = settings or Settings()
    folder = Folder(spark, out)
    if folder.files.exists(folder.at(SUMMARY)):
        raise KgError(f"{out} holds a graph that is whole: give another folder.")
    buckets = buckets or 4 * spark.sparkContext.defaultParallelism
    require_same(folder, settings, inputs, buckets)
    given = worker.options(settings)
    iris = Iris(settings.base_iri)

    progress("Reading", 0, 1)
    read(inputs, folder, given, buckets)
    own = folder.buckets()
    if not own:
        raise KgError(f"There is no article in the input: {folder.at('stage', 'unread')} says why.")
    originals = reprints(folder, given)
    link_articles(folder, given, originals, lambda done: progress("Extracting", done, len(own)))
    progress("Resolving", 0, 1)
    resolution = _resolve(folder, Judgements.load(settings.judgements), given, iris, buckets)
    write_articles(folder, given, lambda done: progress("Writing", done, len(own)))
    progress("Finishing", 0, 1)
    write_statements(folder)
    counts = _write_other_graphs(folder, settings, iris, generated)
    report = _report(folder, counts, resolution)
    folder.files.write(
        folder.at(SUMMARY),
        json.dumps({"version": __version__, **asdict(report)}, ensure_ascii=False, indent=2) + "\n",
    )
    folder.files.delete(folder.at("stage"))
    return report


def _resolve(
    folder: Folder, judgements: Judgements, given: Options, iris: Iris, buckets: int
) -> Counter[str]:
    """Stage what the keys of each bucket are called, and write the graphs that say why.

    How many keys were merged into others, and how many pairs are undecided.
    """
    done = folder.at("stage", "resolution.json")
    if folder.files.exists(done):
        return Counter(json.loads(folder.files.read(done)))
    linked = linked_articles(folder)
    found = resolve(linked.values(), judgements, given, buckets)
    write_names(folder, linked, found.names, buckets)
    quads = found.resolutions.flatMap(lambda one: lines(resolution_quads(one, iris)))
    folder.write_text(
        folder.spark.createDataFrame(quads.distinct().map(lambda line: (line,)), "value string"),
        *("nquads", "resolution"),
        compression="gzip",
    )
    judged = Resolution(judgements=found.judgements)
    folder.write_lines(lines(resolution_quads(judged, iris)), "nquads", "judgements")
    counts = Counter(
        merged=found.names.filter(lambda name: name[0] != name[1][0]).count(),
        undecided=found.resolutions.map(lambda one: len(one.undecided)).sum(),
    )
    folder.files.write(done, json.dumps(counts))
    return counts


def _write_other_graphs(
    folder: Folder, settings: Settings, iris: Iris, generated: datetime | None
) -> Counter[str]:
    """The graphs that are of no single article; how many quads and things all graphs have."""
    gazetteer = Gazetteer.load(settings.gazetteer)
    claims = said(folder, Kind.CLAIM).distinct()
    folder.write_text(claims, "nquads", "claims", compression="gzip")
    quads = list(gazetteer_quads(entries(folder), gazetteer, iris))
    folder.write_lines(stored_lines(quads), "nquads", "gazetteer")
    folder.files.delete(folder.at("nquads", "metadata"))
    counts = count(folder)
    accuracy = read_accuracy(settings.accuracy)
    described = metadata_quads(
        counts,
        iris,
        mentioned=most_mentioned(folder, quads),
        generated=generated,
        accuracy=accuracy,
    )
    metadata = [*lines(described)]
    folder.write_lines(metadata, "nquads", "metadata")
    counts[TRIPLES] += len(metadata)
    return counts


def _report(folder: Folder, counts: Counter[str], resolution: Counter[str]) -> DistributedReport:
    """Sum up, and bring together what was rejected on the way."""
    linked = folder.read_parquet("stage", "linked")
    rejected = (
        folder.read_text("stage", "unread")
        .union(linked.where("rejection is not null").select("rejection"))
        .union(said(folder, Kind.REJECTED))
    )
    folder.write_text(rejected.coalesce(1), "rejections")
    keys = (
        said(folder, Kind.KEY).distinct().select(F.substring_index("value", "\t", 1).alias("type"))
    )
    of_type = {row.type: row["count"] for row in keys.groupBy("type").count().collect()}
    sizes = said(folder, Kind.SIZES).select(
        F.from_json("value", "mentions long, statements long").alias("size")
    )
    size = sizes.agg(
        F.count("*").alias("articles"),
        F.sum("size.mentions").alias("mentions"),
        F.sum("size.statements").alias("statements"),
    ).collect()[0]
    return DistributedReport(
        articles=size.articles,
        entities=sum(of_type.values()),
        statements=size.statements or 0,
        mentions=size.mentions or 0,
        quads=counts[TRIPLES],
        merged=resolution["merged"],
        undecided=resolution["undecided"],
        by_type={kind.value: of_type.get(kind.value, 0) for kind in EntityType},
        rejections=folder.read_text("rejections").count(),
    )
