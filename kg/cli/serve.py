"""`kg serve`: pages, endpoint, search and downloads."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.settings import Limits, ShownText

LIMITS = Limits()


def serve(
    graph: Annotated[
        Path | None, typer.Option("--graph", "-g", help="A folder that kg build wrote [out].")
    ] = None,
    endpoint: Annotated[
        str | None,
        typer.Option(
            help="A SPARQL 1.1 endpoint that holds the graph; search index and texts come from -g, if given."
        ),
    ] = None,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
    seconds: Annotated[
        float, typer.Option(min=0.1, help="Seconds that a query may run; then it is ended.")
    ] = LIMITS.seconds,
    answer: Annotated[
        int, typer.Option(min=1, help="Bytes that the answer to a query may have.")
    ] = LIMITS.answer,
    memory: Annotated[
        int, typer.Option(min=1, help="Bytes of address space of a process that runs queries.")
    ] = LIMITS.memory,
    workers: Annotated[
        int, typer.Option(min=1, help="Queries that run at once, each in a process of its own.")
    ] = LIMITS.workers,
    waiting: Annotated[
        int, typer.Option(min=0, help="Queries that may wait for their turn; more are sent away.")
    ] = LIMITS.waiting,
    request: Annotated[
        int, typer.Option(min=1, help="Bytes that a request may have.")
    ] = LIMITS.request,
    length: Annotated[
        int, typer.Option(min=1, help="Characters that a query may have.")
    ] = LIMITS.length,
    nesting: Annotated[
        int, typer.Option(min=1, help="Depth to which the brackets of a query may be nested.")
    ] = LIMITS.nesting,
    patience: Annotated[
        float, typer.Option(min=0.1, help="Seconds that a client may take for its next move.")
    ] = LIMITS.patience,
    service: Annotated[
        bool,
        typer.Option(
            "--service",
            help="Let queries ask other endpoints: the server then fetches what strangers name.",
        ),
    ] = LIMITS.service,
    text: Annotated[
        ShownText,
        typer.Option(
            help="Text of articles to show: what the licence allows, all, or quotes only."
        ),
    ] = ShownText.LICENSED,
    basemap: Annotated[
        Path | None,
        typer.Option(help="GeoJSON to draw maps over instead of the one that ships.", exists=True),
    ] = None,
) -> None:
    """Serve pages, the SPARQL endpoint, search and the downloads until stopped.

    \b
      /                   pages for people: entities, articles, search, data
      /sparql             SPARQL 1.1 Protocol, read-only; without a query, what the service offers
      /search?q=baishan   search by names and sentences, also in pinyin; JSON
      /.well-known/void   what the data set is
      /downloads/…        the files of kg dump

    Under another server: KG_GRAPH=out uvicorn kg.serve.asgi:app (docs/endpoint.md says more).

    \b
    kg serve -g out --seconds 30 --workers 4
    kg serve --endpoint http://127.0.0.1:8890/sparql -g out     # docs/remote.md
    """
    from kg.serve import serve as run

    limits = Limits(
        seconds=seconds,
        answer=answer,
        memory=memory,
        workers=workers,
        waiting=waiting,
        request=request,
        length=length,
        nesting=nesting,
        patience=patience,
        service=service,
    )
    typer.echo(f"http://{host}:{port}/")
    folder = graph or (None if endpoint else Path("out"))
    run(
        folder,
        endpoint=endpoint,
        host=host,
        port=port,
        limits=limits,
        shown_text=text,
        basemap=basemap,
    )
