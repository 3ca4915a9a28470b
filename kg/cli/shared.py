"""What the commands share: options, exit codes, and how they speak to a terminal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from kg.settings import Settings

if TYPE_CHECKING:
    from kg.state.summary import Summary

REJECTED = 3
"""Exit code when all went well but some input was rejected."""
INVALID = 4
"""Exit code of `kg validate` when it found something wrong."""

errors = Console(stderr=True, highlight=False)

Paths = Annotated[
    list[str], typer.Argument(help="Files (.txt .html .md .jsonl), folders or globs.")
]
Out = Annotated[Path, typer.Option("--out", "-o", help="The folder of the graph.")]
Workers = Annotated[
    int,
    typer.Option(
        min=1, help="Processes that read articles, where there are many; by default a core."
    ),
]
Table = Annotated[
    Path,
    typer.Option(help="What people decided about pairs: kg review writes it, kg build reads it."),
]
TABLE = Settings().judgements
Built = Annotated[Path, typer.Option("--graph", "-g", help="A folder that kg build wrote.")]


def iri_of(entity: str) -> str:
    """An IRI as it is; a key under the base."""
    if entity.startswith(("http://", "https://")):
        return entity
    return f"{Settings().base_iri}id/{entity}"


def tell(holds: Summary, out: object, changes: str = "") -> None:
    """Say how much a graph holds, and what came and went."""
    kinds = ", ".join(f"{count} {kind}" for kind, count in holds.by_type.items())
    typer.echo(
        f"{holds.articles} articles{f' ({changes})' if changes else ''}, "
        f"{holds.statements} statements, {holds.mentions} mentions, {holds.quads} quads in {out}"
    )
    typer.echo(f"{holds.entities} entities: {kinds}")
    typer.echo(f"{holds.merged} merged into others, {holds.undecided} pairs undecided")
