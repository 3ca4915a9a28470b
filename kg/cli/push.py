"""`kg push`: the graph, or a delta, into a remote store."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from kg.cli.shared import INVALID, Built, errors
from kg.errors import KgError
from kg.text.printable import printable

if TYPE_CHECKING:
    import httpx

    from kg.push import Pushed

PASSWORD, TOKEN = "KG_ENDPOINT_PASSWORD", "KG_ENDPOINT_TOKEN"


def push(
    endpoint: Annotated[
        str,
        typer.Option(help="Address that answers SPARQL queries; the data goes to its host only."),
    ],
    graph: Built = Path("out"),
    delta: Annotated[
        Path | None,
        typer.Option(help="Push a folder with added.nq and removed.nq (or .nq.gz) instead."),
    ] = None,
    graph_store: Annotated[
        str | None,
        typer.Option(help="Address of the SPARQL 1.1 Graph Store Protocol there, such as /store."),
    ] = None,
    update: Annotated[
        str | None,
        typer.Option(
            help="Address of SPARQL 1.1 Update there, such as /update [that of --endpoint]."
        ),
    ] = None,
    user: Annotated[
        str | None,
        typer.Option(help=f"User to log in as; the password is in {PASSWORD} or asked for."),
    ] = None,
    token: Annotated[
        bool, typer.Option("--token", help=f"Send a bearer token, from {TOKEN} or asked for.")
    ] = False,
    merge: Annotated[
        bool,
        typer.Option(
            "--merge", help="Fill the default graph too, for stores where it is not all graphs."
        ),
    ] = False,
    prune: Annotated[
        bool,
        typer.Option("--prune", help="Remove graphs of ours there that are not here any more."),
    ] = False,
) -> None:
    """Load the graph into a remote store and verify it, graph by graph.

    An interrupted push goes on where it was: give the same command again. Exit code 4 says that all
    is sent but counts differ; each graph is named.

    \b
    kg push --endpoint http://127.0.0.1:7878/query --graph-store /store --merge    # Oxigraph
    kg push --endpoint http://127.0.0.1:8890/sparql --user dba \\
      --graph-store /sparql-graph-crud-auth                                        # Virtuoso
    kg push --endpoint http://127.0.0.1:8890/sparql-auth --user dba --delta delta
    """
    from kg.graph.store import Store
    from kg.push import Connection, Delta, GraphStore, Remote, Update, push_delta, push_graph

    if delta and (graph_store or prune):
        raise typer.BadParameter(
            "A delta goes by --update alone: a graph store takes whole graphs."
        )
    if graph_store and update:
        raise typer.BadParameter("Give --graph-store or --update, not both.")
    with Connection(endpoint, auth=_credentials(user, token=token)) as connection, _bar() as bar:
        task = bar.add_task("Pushing triples", total=None)

        def progress(triples: int) -> None:
            bar.advance(task, triples)

        remote = Remote(connection, connection.at(endpoint))
        by_update = Update(connection, connection.at(update or endpoint))
        if delta:
            source = Delta(delta)
            bar.update(task, total=len(source))
            pushed = push_delta(source, remote, by_update, merge=merge, progress=progress)
        else:
            to = GraphStore(connection, connection.at(graph_store)) if graph_store else by_update
            with Store.of(graph) as store:
                bar.update(task, total=len(store))
                pushed = push_graph(
                    store, remote, to, graph, merge=merge, prune=prune, progress=progress
                )
    _tell(pushed, endpoint)


def _tell(pushed: Pushed, endpoint: str) -> None:
    for difference in pushed.differences:
        errors.print(f"differs {printable(str(difference))}", markup=False, soft_wrap=True)
    for name in pushed.others:
        errors.print(f"not here {printable(name)}", markup=False, soft_wrap=True)
    if pushed.others:
        errors.print(
            f"{len(pushed.others)} graphs there are not in this one: --prune removes them",
            markup=False,
            soft_wrap=True,
        )
    equal = pushed.graphs - len(pushed.differences)
    typer.echo(f"{pushed.triples:,} triples sent; {equal:,} of {pushed.graphs:,} graphs verified")
    if pushed.differences:
        errors.print(
            f"{len(pushed.differences)} graphs at {endpoint} differ: push again; a delta needs the "
            f"version there that it starts from, so push the whole graph",
            markup=False,
            soft_wrap=True,
        )
        raise typer.Exit(INVALID)


def _credentials(user: str | None, *, token: bool) -> httpx.Auth | None:
    from kg.query.credentials import Password, Token

    if user and token:
        raise typer.BadParameter("Give --user or --token, not both.")
    if token:
        return Token(_secret(TOKEN, "Token"))
    return Password(user, _secret(PASSWORD, f"Password of {user}")) if user else None


def _secret(variable: str, prompt: str) -> str:
    if (secret := os.environ.get(variable)) is not None:
        return secret
    if not sys.stdin.isatty():
        raise KgError(f"Put the {prompt.partition(' ')[0].lower()} in {variable}.")
    return str(typer.prompt(prompt, hide_input=True, err=True))


def _bar() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=errors,
        disable=not errors.is_terminal,
        transient=True,
    )
