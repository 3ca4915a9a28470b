"""`kg build`: from articles to a graph."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from kg.cli.shared import REJECTED, TABLE, Out, Paths, Table, Workers, errors
from kg.settings import CORES, Settings


def build(
    paths: Paths,
    out: Out = Path("out"),
    base_iri: Annotated[
        str, typer.Option(help="Namespace of the IRIs; ends in a slash.")
    ] = Settings().base_iri,
    judgements: Table = TABLE,
    workers: Workers = CORES,
    time: Annotated[
        datetime | None,
        typer.Option(
            help="Time to state in the metadata (UTC); none by default, so that equal input gives equal bytes.",
            formats=["%Y-%m-%dT%H:%M:%SZ"],
        ),
    ] = None,
) -> None:
    """Read articles and build the graph.

    Exit code 3 says that the graph is built but some input was rejected; each is named.

    Example: kg build data/articles -o out
    """
    from datetime import UTC

    from kg.build import build as run
    from kg.corpus import Rejection, find

    settings = Settings(base_iri=base_iri, judgements=judgements)
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=errors,
        disable=not errors.is_terminal,
        transient=True,
    ) as bar:
        task = bar.add_task("Reading articles", total=len(find(paths)))

        def progress(item: object) -> None:
            bar.advance(task)
            if isinstance(item, Rejection):
                errors.print(f"rejected {item}", markup=False, soft_wrap=True)

        report = run(
            paths,
            out,
            settings=settings,
            generated=time.replace(tzinfo=UTC) if time else None,
            progress=progress,
            workers=workers,
        )
    kinds = ", ".join(f"{count} {kind}" for kind, count in report.by_type.items())
    typer.echo(
        f"{report.articles} articles, {report.statements} statements, {report.mentions} mentions, "
        f"{report.quads} quads in {out}"
    )
    typer.echo(f"{report.entities} entities: {kinds}")
    typer.echo(f"{report.merged} merged into others, {report.undecided} pairs undecided")
    if report.rejections:
        typer.echo(f"{len(report.rejections)} inputs rejected", err=True)
        raise typer.Exit(REJECTED)
