"""`kg dump`: the graph as files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.shared import Built
from kg.errors import KgError


def dump(
    graph: Built = Path("out"),
    formats: Annotated[
        list[str] | None,
        typer.Option("--format", "-f", help="nquads, trig, turtle, jsonld; all by default."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Folder for the dumps [GRAPH/dumps].")
    ] = None,
    compress: Annotated[bool, typer.Option("--gzip", help="Compress each file.")] = False,
) -> None:
    """Write the graph to files; equal graphs give equal bytes."""
    from kg.graph.store import Store
    from kg.publish.dump import FORMATS, write_dump

    target = out or graph / "dumps"
    with Store.of(graph) as store:
        for name in formats or list(FORMATS):
            if name not in FORMATS:
                raise KgError(f"There is no format {name!r}. Known: {', '.join(FORMATS)}.")
            path = target / f"shuangyong-kg{FORMATS[name].suffix}{'.gz' if compress else ''}"
            write_dump(store.quads(), path)
            typer.echo(f"{path} ({path.stat().st_size:,} bytes)")
