"""What resolution calls the keys, staged so that a bucket of articles finds those that it has."""

from __future__ import annotations

from pyspark import RDD

from kg.distributed.folder import Folder
from kg.model import LinkedArticle
from kg.resolve.profiles import COMPARED
from kg.resolve.resolution import Resolution

Name = tuple[str, str, str | None]
"""What stands for a key: the canonical key, its label, and its gazetteer id."""
_NAME = "key string, first string, label string, code string"


def write_names(
    folder: Folder,
    linked: RDD[tuple[int, LinkedArticle]],
    names: RDD[tuple[str, Name]],
    partitions: int,
) -> None:
    """Stage the names of the keys in each bucket's articles: no machine needs those of all."""
    keys = linked.flatMap(
        lambda one: [(entity.key, one[0]) for entity in one[1].entities if entity.type in COMPARED]
    )
    rows = keys.distinct(partitions).join(names, partitions)
    frame = folder.spark.createDataFrame(
        rows.map(lambda one: (one[0], *one[1][1], one[1][0])),
        f"{_NAME}, bucket int",
        verifySchema=False,
    )
    folder.write_parquet(frame.repartition("bucket"), "stage", "names", by="bucket")


def resolution_of(folder: Folder, bucket: int) -> Resolution:
    """What the keys of a bucket are called: enough to write its articles."""
    path = "stage", "names", f"bucket={bucket}"
    canonical: dict[str, str] = {}
    labels: dict[str, str] = {}
    codes: dict[str, str] = {}
    if folder.files.exists(folder.at(*path)):
        for key, first, label, code in folder.read_parquet(*path, schema=_NAME).collect():
            if key != first:
                canonical[key] = first
            labels[first] = label
            if code is not None:
                codes[first] = code
    return Resolution(canonical=canonical, labels=labels, codes=codes)
