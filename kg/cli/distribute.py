"""`kg distribute`: a build as a Spark job."""

from __future__ import annotations

from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from kg.cli.shared import REJECTED, TABLE, Table, errors, tell
from kg.errors import KgError
from kg.settings import Settings


def distribute(
    inputs: Annotated[
        list[str],
        typer.Argument(
            help="Files (.jsonl .parquet .txt .html .md), folders or patterns of any Hadoop file system."
        ),
    ],
    out: Annotated[
        str, typer.Option("--out", "-o", help="The folder of the graph, on any of these too.")
    ],
    master: Annotated[
        str | None,
        typer.Option(help="The Spark master [that of spark-submit, else local[*]: all cores]."),
    ] = None,
    partitions: Annotated[
        int | None,
        typer.Option(min=1, help="Parts of the articles, each done whole [four a core]."),
    ] = None,
    conf: Annotated[
        list[str] | None, typer.Option(help="A Spark property, such as spark.driver.memory=8g.")
    ] = None,
    base_iri: Annotated[
        str, typer.Option(help="Namespace of the IRIs; ends in a slash.")
    ] = Settings().base_iri,
    judgements: Table = TABLE,
    time: Annotated[
        datetime | None,
        typer.Option(
            help="Time to state in the metadata (UTC); none by default, so that equal input gives equal bytes.",
            formats=["%Y-%m-%dT%H:%M:%SZ"],
        ),
    ] = None,
) -> None:
    """Build the graph on many machines, as N-Quads and Parquet; needs the extra spark, and Java 17.

    Sorted, the N-Quads are those of kg build and kg dump. A job that was killed goes on when the same
    command is given again. OUT/rejections names what could not be read, and why (exit code 3). For a
    cluster pack the environment, so that all machines have the same (docs/distributed.md):

    \b
    kg distribute articles -o out/distributed --master 'local[2]'
    venv-pack -o kg.tar.gz && PYSPARK_PYTHON=./kg/bin/python spark-submit --master yarn \\
      --archives kg.tar.gz#kg kg/cli/__main__.py distribute hdfs:///articles -o hdfs:///graph
    """
    from datetime import UTC

    if find_spec("pyspark") is None:
        raise KgError("PySpark is not installed: pip install 'shuangyong-kg[spark]'.")
    from kg.distributed.job import distribute as run
    from kg.distributed.session import session

    with (
        session(master, conf or ()) as spark,
        Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=errors,
            disable=not errors.is_terminal,
            transient=True,
        ) as bar,
    ):
        task = bar.add_task("")
        report = run(
            spark,
            inputs,
            out,
            settings=Settings(base_iri=base_iri, judgements=Path(judgements)),
            buckets=partitions,
            generated=time.replace(tzinfo=UTC) if time else None,
            progress=lambda step, done, of: bar.update(
                task, description=step, completed=done, total=of
            ),
        )
    tell(report, out)
    if report.rejections:
        typer.echo(f"{report.rejections} inputs rejected: see {out}/rejections", err=True)
        raise typer.Exit(REJECTED)
