"""`kg network`: the graph as a page, and for network tools."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.shared import Built, iri_of


def network(
    graph: Built = Path("out"),
    centre: Annotated[
        str | None,
        typer.Option(help="IRI or key (place/220600) to start from; the whole graph without."),
    ] = None,
    radius: Annotated[int, typer.Option(min=1, max=6, help="Hops from the centre.")] = 2,
    limit: Annotated[
        int, typer.Option(help="Show at most so many nodes, the best connected first.")
    ] = 500,
    page: Annotated[
        Path | None, typer.Option("--page", help="The page to write [GRAPH/network.html].")
    ] = None,
    gexf: Annotated[Path | None, typer.Option(help="Write GEXF here.")] = None,
    graphml: Annotated[Path | None, typer.Option(help="Write GraphML here.")] = None,
) -> None:
    """Write a network page that works offline, and GEXF or GraphML for other tools."""
    from kg.graph.store import Store
    from kg.network import write_network

    target = page or graph / "network.html"
    centre = iri_of(centre) if centre else None
    with Store.of(graph) as store:
        nodes, edges = write_network(
            store,
            target,
            centre=centre,
            radius=radius,
            limit=limit,
            gexf=gexf,
            graphml=graphml,
        )
    typer.echo(f"{nodes} nodes, {edges} edges in {target}")
