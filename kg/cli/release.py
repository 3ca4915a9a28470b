"""`kg release`: a version of the graph in a folder for any static host."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.publish import Compress, Compression, steps
from kg.cli.shared import Built
from kg.settings import ShownText


def release(
    version: Annotated[str, typer.Argument(help="Three numbers, such as 0.2.0.")],
    graph: Built = Path("out"),
    releases: Annotated[
        Path,
        typer.Option("--out", "-o", help="The folder of all releases; this one gets VERSION/."),
    ] = Path("releases"),
    previous: Annotated[
        Path | None,
        typer.Option(
            help="The folder of the release to compare with [the newest before VERSION in --out]."
        ),
    ] = None,
    base_url: Annotated[
        str, typer.Option(help="Where it will be served: addresses in dataset.ttl become absolute.")
    ] = "",
    time: Annotated[
        datetime | None,
        typer.Option(
            help="Time of the release (UTC); none by default, so that equal graphs give equal bytes.",
            formats=["%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d"],
        ),
    ] = None,
    licence: Annotated[
        str, typer.Option(help="Licence of the data set, as SPDX calls it: CC-BY-4.0.")
    ] = "",
    author: Annotated[
        list[str] | None, typer.Option(help="Whom CITATION.cff names; may be given several times.")
    ] = None,
    pages: Annotated[
        bool,
        typer.Option("--pages", help="A page for each entity, article and statement too."),
    ] = False,
    parquet: Annotated[
        bool, typer.Option("--parquet", help="Tables as Parquet too (needs the extra flat).")
    ] = False,
    text: Annotated[
        ShownText,
        typer.Option(
            help="The text of articles on pages: what the licence allows, whole, or quoted."
        ),
    ] = ShownText.LICENSED,
    compress: Compress = Compression.GZIP,
) -> None:
    """Write a release: dumps, tables, vocabulary, description (DCAT, VoID), changelog, delta, citation.

    The folder needs no server: open its index.html. It appears when it is whole, and a release that is
    there is never overwritten.

    Example: kg release 0.2.0 -g out -o releases --licence CC-BY-4.0 --pages
    """
    from datetime import UTC

    from kg.release import Wish
    from kg.release import release as run

    wish = Wish(
        version=version,
        previous=previous,
        base_url=base_url,
        issued=time.replace(tzinfo=UTC) if time else None,
        licence=licence,
        compression=compress.suffix,
        parquet=parquet,
        pages=pages,
        shown_text=text,
        **({"authors": tuple(author)} if author else {}),
    )
    with steps() as step:
        folder = run(graph, releases, wish, step=step)
    typer.echo(f"{folder}: open {folder / 'index.html'}")
