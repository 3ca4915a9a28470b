"""`kg query`: named queries and any SPARQL."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.shared import Built
from kg.settings import Settings


def query(
    name: Annotated[
        str,
        typer.Argument(
            help="A named query, a .rq file, or - for standard input; 'list' lists the named ones."
        ),
    ],
    parameters: Annotated[
        list[str] | None, typer.Argument(help="Parameters of a named query: place=220600 from=2018")
    ] = None,
    graph: Built = Path("out"),
    endpoint: Annotated[
        str | None, typer.Option(help="A SPARQL 1.1 endpoint to ask instead of the local graph.")
    ] = None,
    format_: Annotated[
        str, typer.Option("--format", "-f", help="table, csv, json; turtle or table for graphs.")
    ] = "table",
) -> None:
    """Run a named query of queries/ or any SPARQL, here or at an endpoint.

    Example: kg query honours-by-place -f csv
    """
    from kg.graph.store import Store
    from kg.query import local, remote
    from kg.query.results import write

    sparql = _sparql(name, parameters or [])
    if sparql is None:
        return
    if endpoint:
        typer.echo(write(remote.run(endpoint, sparql), format_), nl=False)
        return
    with Store.of(graph) as store:
        typer.echo(write(local.run(store, sparql), format_), nl=False)


def _sparql(name: str, parameters: list[str]) -> str | None:
    """The text of the query asked for, its parameters bound; None when only a list was wanted."""
    from kg.errors import QueryError
    from kg.query.named import load

    if name == "-":
        return sys.stdin.read()
    if name.endswith((".rq", ".sparql")):
        path = Path(name)
        if not path.is_file():
            raise QueryError(f"There is no file {name}.")
        return path.read_text(encoding="utf-8")
    queries = load(Settings().queries)
    if name == "list":
        for key, named in sorted(queries.items()):
            typer.echo(f"{key:32} {named.summary['zh']} {named.summary['en']}")
        return None
    if name not in queries:
        raise QueryError(f"There is no query {name!r}. Known: {', '.join(sorted(queries))}.")
    values: dict[str, str] = {}
    for parameter in parameters:
        key, equals, value = parameter.partition("=")
        if not equals:
            raise QueryError(f"{parameter!r} is no parameter; write name=value.")
        values[key] = value
    return queries[name].bind(**values)
