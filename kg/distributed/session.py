"""The Spark session of the command: that of spark-submit, or one on this machine."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from pyspark.errors import PySparkRuntimeError
from pyspark.sql import SparkSession

from kg.errors import KgError


@contextmanager
def session(master: str | None, properties: Iterable[str]) -> Iterator[SparkSession]:
    """A session, which is stopped in the end.

    Without `master` it is the one that spark-submit gives, else all cores of this machine. There the
    workers run this Python, unless `PYSPARK_PYTHON` names another. Raises KgError for a property
    without a value, and where there is no Java to run it.
    """
    builder = SparkSession.builder.appName("kg distribute")  # type: ignore[attr-defined]
    if master:
        builder = builder.master(master)
    for given in ("spark.ui.showConsoleProgress=false", *properties):
        name, equals, value = given.partition("=")
        if not equals:
            raise KgError(f"{given!r} is no Spark property: write name=value.")
        builder = builder.config(name, value)
    submitted = "PYSPARK_GATEWAY_PORT" in os.environ
    if not submitted and (master or "local").startswith("local"):
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    try:
        spark = builder.getOrCreate()
    except PySparkRuntimeError as error:
        raise KgError(f"Spark does not start: it needs Java 17 or newer ({error}).") from error
    spark.sparkContext.setLogLevel("ERROR")
    try:
        yield spark
    finally:
        spark.stop()
