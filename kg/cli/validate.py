"""`kg validate`: is every fact evidenced?"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from kg.cli.shared import INVALID, Built, errors
from kg.settings import Settings


class ReportFormat(StrEnum):
    """How the report is written."""

    TEXT = "text"
    JSON = "json"
    TURTLE = "turtle"


def validate(
    graph: Built = Path("out"),
    form: Annotated[
        ReportFormat,
        typer.Option("--format", "-f", help="turtle is a SHACL validation report."),
    ] = ReportFormat.TEXT,
    as_json: Annotated[bool, typer.Option("--json", help="The same as -f json.")] = False,
    limit: Annotated[
        int, typer.Option(min=1, help="Findings of each kind to show; all are counted.")
    ] = 20,
) -> None:
    """Check the graph against its shapes and every quote against its article.

    Exit code 4 says that something is wrong; the report names shape, node, article and quote:

        kg validate -g out -f turtle > report.ttl
    """
    from kg.graph.articles import read_articles
    from kg.graph.store import Store
    from kg.graph.validate import validate as run

    with (
        Store.of(graph) as store,
        Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=errors,
            transient=True,
            disable=not errors.is_terminal,
        ) as bar,
    ):
        task = bar.add_task("Checking graphs", total=len(store.graphs()))
        report = run(
            store,
            read_articles(graph),
            Settings().ontology,
            limit=limit,
            progress=lambda: bar.advance(task),
        )
    if as_json or form is ReportFormat.JSON:
        typer.echo(report.to_json())
    elif form is ReportFormat.TURTLE:
        typer.echo(report.to_turtle(), nl=False)
    else:
        typer.echo(str(report))
    if not report.ok:
        raise typer.Exit(INVALID)
