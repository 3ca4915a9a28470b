"""What a job leaves on its way, and what it has when it is done. Addresses, not files.

```
OUT/
  build.json                counts; written last: with it the graph is whole
  articles/bucket=17/       every article as it was read, as JSON lines
  nquads/articles-17/       N-Quads parts, gzip: the graphs of the articles of a bucket
  nquads/resolution/ …      the graphs that are of no single article
  statements/               Parquet: a row for each fact and sentence that states it
  rejections/               JSON lines: path, line, id, reason
  stage/                    what a killed job goes on from; gone when the graph is whole
```

Each folder of parts has a `_SUCCESS` when all of its parts are there (Spark's commit protocol): a step
that has one is not done again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass

from pyspark.sql import DataFrame, SparkSession

from kg.distributed.files import Files, literal

SUCCESS = "_SUCCESS"
_BUCKET = "bucket="


@dataclass(frozen=True, slots=True)
class Folder:
    """The folder of one job."""

    spark: SparkSession
    out: str

    @property
    def files(self) -> Files:
        return Files(self.spark)

    def at(self, *names: str) -> str:
        """The address of something in the folder."""
        return "/".join((self.out.rstrip("/"), *names))

    def has(self, *names: str) -> bool:
        """Whether a folder of parts is whole."""
        return self.files.exists(self.at(*names, SUCCESS))

    def buckets(self) -> list[int]:
        """The buckets that have articles."""
        return sorted(
            int(name.removeprefix(_BUCKET))
            for name in self.files.names(self.at("articles"))
            if name.startswith(_BUCKET)
        )

    def write_text(
        self, frame: DataFrame, *names: str, by: str | None = None, compression: str = "none"
    ) -> None:
        """Write a column of texts, a line each, in a folder for each value of the column `by`."""
        writer = frame.write.mode("overwrite").option("compression", compression)
        writer = writer.option("lineSep", "\n")
        (writer.partitionBy(by) if by else writer).text(self.at(*names))

    def write_lines(self, lines: Iterable[str], *names: str) -> None:
        """Write a few lines that are here, packed."""
        rows = [(line,) for line in lines]
        frame = self.spark.createDataFrame(rows, "value string").coalesce(1)
        self.write_text(frame, *names, compression="gzip")

    def write_parquet(self, frame: DataFrame, *names: str, by: str | None = None) -> None:
        """Write a table, in a folder for each value of the column `by`."""
        writer = frame.write.mode("overwrite")
        (writer.partitionBy(by) if by else writer).parquet(self.at(*names))

    def read_text(self, *names: str) -> DataFrame:
        """Lines; the names may be patterns."""
        return self.spark.read.option("lineSep", "\n").text(self._pattern(*names))

    def read_parquet(self, *names: str, schema: str | None = None) -> DataFrame:
        """A table; without `schema` its files say what columns it has."""
        reader = self.spark.read.schema(schema) if schema else self.spark.read
        return reader.parquet(self._pattern(*names))

    def _pattern(self, *names: str) -> str:
        return "/".join((literal(self.out.rstrip("/")), *names))

    def for_each_bucket(
        self, stage: str, step: Callable[[int], None], done: Callable[[int], None]
    ) -> None:
        """Do something for each bucket that the stage lacks, as many at a time as there are cores.

        A bucket is a Spark job of its own, so that it is whole or not there when the job is killed,
        and no bucket waits for the slowest of others. `done` is told how many there are. The first
        error ends all.
        """
        buckets = self.buckets()
        missing = [b for b in buckets if not self.has("stage", stage, f"{_BUCKET}{b}")]
        ready = len(buckets) - len(missing)
        done(ready)
        context = self.spark.sparkContext
        with ThreadPoolExecutor(context.defaultParallelism) as threads:
            steps = [threads.submit(step, bucket) for bucket in missing]
            try:
                for number, finished in enumerate(as_completed(steps), start=ready + 1):
                    finished.result()
                    done(number)
            except BaseException:
                threads.shutdown(wait=False, cancel_futures=True)
                context.cancelAllJobs()
                raise
