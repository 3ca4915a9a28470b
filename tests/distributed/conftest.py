"""A Spark of one machine, and what one machine without Spark makes of the same articles."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kg.build import build
from kg.cli.publish import dump
from kg.settings import Settings

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


@pytest.fixture(scope="session")
def spark() -> Iterator[SparkSession]:
    """Small splits, so that a file of some kilobytes is read in several pieces."""
    if find_spec("pyspark") is None:
        pytest.skip("PySpark is not installed: pip install 'shuangyong-kg[spark]'")
    if shutil.which("java") is None:
        pytest.skip("there is no Java for Spark to run on")
    from kg.distributed.session import session

    properties = {
        "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1",
        "spark.sql.files.maxPartitionBytes": "24k",
        "spark.sql.files.openCostInBytes": "0",
        "spark.sql.shuffle.partitions": "2",
        "spark.ui.enabled": "false",
    }
    with session("local[2]", [f"{name}={value}" for name, value in properties.items()]) as found:
        yield found


def dump_of_one_machine(inputs: Sequence[Path], out: Path, settings: Settings) -> bytes:
    """The N-Quads dump after a build without Spark."""
    build(inputs, out, settings=settings)
    dump(out, ["nquads"], out / "dump")
    (found,) = (out / "dump").glob("*.nq")
    return found.read_bytes()


def union_of_parts(out: Path) -> bytes:
    """The N-Quads parts of a job together, sorted."""
    lines: list[bytes] = []
    for part in out.glob("nquads/*/part-*"):
        lines += gzip.decompress(part.read_bytes()).splitlines(keepends=True)
    return b"".join(sorted(lines))


def json_lines(folder: Path) -> list[dict[str, Any]]:
    return [
        json.loads(line)
        for part in sorted(folder.rglob("part-*"))
        for line in part.read_text("utf-8").split("\n")
        if line
    ]
