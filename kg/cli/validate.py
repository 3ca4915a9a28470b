"""`kg validate`: is every fact evidenced?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.shared import INVALID, Built
from kg.settings import Settings


def validate(
    graph: Built = Path("out"),
    as_json: Annotated[bool, typer.Option("--json", help="A report for machines.")] = False,
) -> None:
    """Check the graph against its shapes and every quote against its article.

    Exit code 4 says that something is wrong; the report names shape, node, article and quote.
    """
    from kg.graph.articles import read_articles
    from kg.graph.store import Store
    from kg.graph.validate import validate as run

    with Store.of(graph) as store:
        report = run(store, read_articles(graph), Settings().ontology)
    typer.echo(report.to_json() if as_json else str(report))
    if not report.ok:
        raise typer.Exit(INVALID)
