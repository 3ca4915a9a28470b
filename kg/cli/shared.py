"""What the commands share: options, exit codes, and how they speak to a terminal."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from kg.settings import Settings

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
