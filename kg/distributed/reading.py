"""Input files to articles in buckets, read on the workers by the readers of `kg.corpus`."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import PurePosixPath

from py4j.protocol import Py4JJavaError
from pyspark import RDD, Broadcast
from pyspark.errors import PySparkException
from pyspark.sql import DataFrame, Row, Window
from pyspark.sql import functions as F

from kg.corpus.formats import READERS, Failure, read_line, read_record
from kg.corpus.read import counts, read_already, read_data
from kg.distributed import worker
from kg.distributed.articles import article_line
from kg.distributed.files import Files, literal, plain
from kg.distributed.folder import Folder
from kg.distributed.worker import Options
from kg.errors import UnreadableSource
from kg.model import Article

PARQUET = ".parquet"
COLUMNS = ("id", "text", "title", "date", "source", "url", "sources", "licence")
"""The columns of Parquet files that are read; id and text must be there."""

_Source = tuple[int, str]
"""A file: its number in the order in which one machine reads, and its address."""
_Item = tuple[int, int, int | None, str, str | None, str | None, str | None]
_ITEM = "file int, place long, line long, path string, id string, article string, reason string"
"""What was read: the file, the place in it, and the article or why there is none."""


def find(inputs: Iterable[str], files: Files) -> list[str]:
    """The addresses of the files that paths, folders and patterns name, each once, in the order of
    `kg.corpus.find`; Parquet files count too."""
    known = {*READERS, PARQUET}
    found: dict[str, None] = {}
    for given in inputs:
        if files.is_folder(given):
            found |= {path: None for name, path in files.below(given) if counts(name, known)}
        else:
            matches = [] if files.exists(given) else files.matching(given)
            found |= dict.fromkeys(matches or [files.address(given)])
    return list(found)


def read(inputs: Iterable[str], folder: Folder, given: Options, buckets: int) -> None:
    """Write the articles in buckets by the hash of their id, and why others are none.

    An id that was read already is rejected, as on one machine: the first stays.
    """
    if not folder.has("stage", "read"):
        items = _items(find(inputs, folder.files), folder, given)
        folder.write_parquet(
            folder.spark.createDataFrame(items, _ITEM, verifySchema=False), "stage", "read"
        )
    items_ = folder.read_parquet("stage", "read")
    first = F.min(F.struct("file", "place", "path")).over(Window.partitionBy("id"))
    articles = items_.where("article is not null").withColumn("first", first)
    is_first = F.expr("file = first.file and place = first.place")
    if not folder.has("articles"):
        bucket = F.pmod(F.crc32(F.encode("id", "UTF-8")), F.lit(buckets)).cast("int")
        accepted = articles.where(is_first).select("article", "id", bucket.alias("bucket"))
        ordered = accepted.repartition(buckets, "bucket").sortWithinPartitions("bucket", "id")
        folder.write_text(ordered.select("article", "bucket"), "articles", by="bucket")
    if not folder.has("stage", "unread"):
        unread = items_.where("reason is not null").rdd.map(
            lambda r: rejection(r.reason, path=r.path, line=r.line)
        )
        again = articles.where(~is_first).select("path", "id", "first.path").rdd
        lines = unread.union(
            again.map(lambda r: rejection(read_already(r[1], r[2]), path=r[0], id_=r[1]))
        )
        rows = folder.spark.createDataFrame(lines.map(lambda line: (line,)), "value string")
        folder.write_text(rows, "stage", "unread")


def rejection(
    reason: str, *, path: str | None = None, line: int | None = None, id_: str | None = None
) -> str:
    """A line of the rejections."""
    found = {"path": path, "line": line, "id": id_, "reason": reason}
    return json.dumps(found, ensure_ascii=False)


def failure(error: Exception) -> str:
    """The reason to give where an article made a component fail."""
    return f"{type(error).__name__}: {error}"


def _items(paths: list[str], folder: Folder, given: Options) -> RDD[_Item]:
    """Everything in the files: articles, and why others are none."""
    context, read_ = folder.spark.sparkContext, folder.spark.read
    sources = {path: (number, path) for number, path in enumerate(paths)}
    shared = context.broadcast(sources)
    kinds: defaultdict[str, list[str]] = defaultdict(list)
    for path in paths:
        suffix = PurePosixPath(path).suffix.lower()
        exists = folder.files.exists(path)
        kinds[(suffix if suffix in (".jsonl", PARQUET) else "whole") if exists else "absent"] += [
            path
        ]
    failed = dict.fromkeys(kinds["absent"], "cannot be read: No such file or directory")
    found: list[RDD[_Item]] = []
    if kinds["whole"]:
        whole = read_.format("binaryFile").load([*map(literal, kinds["whole"])])
        rows = whole.select(F.col("_metadata.file_path").alias("address"), "content").rdd
        found.append(rows.mapPartitions(partial(_in_files, sources=shared, given=given)))
    if kinds[".jsonl"]:
        lines = read_.option("lineSep", "\n").text([*map(literal, kinds[".jsonl"])])
        lines = lines.select(
            F.col("_metadata.file_path").alias("address"),
            F.col("_metadata.file_block_start").alias("start"),
            F.col("value").cast("binary").alias("content"),
        )
        before, texts = _lines_before(lines)
        failed |= dict.fromkeys({*kinds[".jsonl"]} - texts, "the file is empty")
        numbered = partial(_in_lines, before=context.broadcast(before), sources=shared, given=given)
        found.append(lines.rdd.mapPartitions(numbered))
    for path in kinds[PARQUET]:
        try:
            table = read_.parquet(literal(path))
        except (PySparkException, Py4JJavaError):
            failed[path] = "its footer cannot be read: it is no Parquet file, or broken"
            continue
        columns = [column for column in table.columns if column in COLUMNS]
        rows = table.select(*columns, F.col("_metadata.row_index").alias("_row")).rdd
        found.append(rows.mapPartitions(partial(_in_table, source=sources[path], given=given)))
    none = [_item(sources[path], 0, Failure(None, reason)) for path, reason in failed.items()]
    return context.union([context.parallelize(none, 1), *found])


def _lines_before(lines: DataFrame) -> tuple[dict[tuple[str, int], int], set[str]]:
    """How many lines of its file stand before each split; and which files have more than blanks."""
    blank = F.length(F.trim(F.regexp_replace(F.col("content").cast("string"), r"\s", ""))) == 0
    splits = lines.groupBy("address", "start").agg(
        F.count("*").alias("lines"), F.max(~blank).alias("text")
    )
    before: dict[tuple[str, int], int] = {}
    total: Counter[str] = Counter()
    texts: set[str] = set()
    for row in sorted(splits.collect()):
        before[row.address, row.start] = total[row.address]
        total[row.address] += row.lines
        if row.text:
            texts.add(plain(row.address))
    return before, texts


def _in_files(
    rows: Iterator[Row], sources: Broadcast[dict[str, _Source]], given: Options
) -> Iterator[_Item]:
    """Whole files, each given as its bytes."""
    for row in rows:
        source = sources.value[plain(row.address)]
        place = 0
        try:
            path = PurePosixPath(source[1])
            for item in read_data(path, bytes(row.content), worker.boilerplate(given)):
                yield _item(source, place, item)
                place += 1
        except Exception as error:  # noqa: BLE001 - one file must not end the job; it is reported
            yield _item(source, place, Failure(None, failure(error)))


def _in_lines(
    rows: Iterator[Row],
    before: Broadcast[dict[tuple[str, int], int]],
    sources: Broadcast[dict[str, _Source]],
    given: Options,
) -> Iterator[_Item]:
    """Lines of JSON; a split has its lines in order and lies in one partition."""
    passed: Counter[tuple[str, int]] = Counter()
    for row in rows:
        split = (row.address, row.start)
        passed[split] += 1
        if row.content.strip():
            number = before.value[split] + passed[split]
            source = sources.value[plain(row.address)]
            try:
                item = read_line(number, bytes(row.content), worker.boilerplate(given))
            except Exception as error:  # noqa: BLE001 - as above
                item = Failure(number, failure(error))
            yield _item(source, number, item)


def _in_table(rows: Iterator[Row], source: _Source, given: Options) -> Iterator[_Item]:
    """Rows of a Parquet file."""
    for row in rows:
        record = row.asDict(recursive=True)
        number = record.pop("_row") + 1
        item: Article | Failure
        try:
            item = read_record(record, worker.boilerplate(given))
        except UnreadableSource as error:
            item = Failure(number, str(error))
        except Exception as error:  # noqa: BLE001 - as above
            item = Failure(number, failure(error))
        yield _item(source, number, item)


def _item(source: _Source, place: int, item: Article | Failure) -> _Item:
    number, path = source
    if isinstance(item, Failure):
        return number, place, item.line, path, None, None, item.reason
    return number, place, None, path, item.id, article_line(item), None
