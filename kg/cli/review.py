"""`kg explain` and `kg review`: why entities are what they are, and what people decide."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.shared import TABLE, Built, Table, iri_of
from kg.text.printable import printable

Key = Annotated[str, typer.Argument(help="The IRI or key (event/3f2a9c0d1e5b) of an entity.")]


def explain(entity: Key, graph: Built = Path("out")) -> None:
    """Say why an entity is what it is: mentions and rules, merges with scores, judgements.

    Example: kg explain site/yanan-geming-jinianguan
    """
    from kg.graph.store import Store
    from kg.review import explain as run

    with Store.of(graph) as store:
        for line in run(store, iri_of(entity)):
            typer.echo(printable(line))


def review(
    graph: Built = Path("out"),
    judgements: Table = TABLE,
    who: Annotated[str | None, typer.Option(help="Your name, for the rows [asked for].")] = None,
) -> None:
    """Walk the pairs that the build left undecided, the likeliest first, and record what you decide.

    Each pair is shown with names, kinds, dates, places and sentences of both sides. Answer s (same),
    d (different), u (unsure), n (next, decide later) or q (quit), then say why. Each answer becomes
    a row at once; a later row on the same pair overrides it. Build again to apply them.

    Example: kg review -g out --who 某编辑
    """
    from datetime import UTC, datetime

    from kg.graph.store import Store
    from kg.resolve.judgements import Decision, Judgements, append
    from kg.review import open_pairs, side
    from kg.review.explain import describe, sentence

    decisions = {"s": Decision.SAME, "d": Decision.DIFFERENT, "u": Decision.UNSURE}
    known = Judgements.load(judgements) if judgements.exists() else Judgements()
    with Store.of(graph) as store:
        pairs = [
            pair
            for pair in open_pairs(store)
            if known.get(pair.left.partition("/id/")[2], pair.right.partition("/id/")[2]) is None
        ]
        typer.echo(f"{len(pairs)} undecided pairs without a judgement")
        recorded = 0
        for number, pair in enumerate(pairs, start=1):
            typer.echo(f"\n[{number}/{len(pairs)}] {pair.score} {printable(pair.why_zh)}")
            for iri in (pair.left, pair.right):
                entity = side(store, iri)
                for line in describe(entity):
                    typer.echo(f"  {printable(line)}")
                for seen in entity.mentions[:3]:
                    typer.echo(
                        f"    {seen.issued} {printable(seen.article)} {printable(sentence(seen))}"
                    )
            answer = ""
            while answer not in ("n", "q", *decisions):
                answer = typer.prompt("s same, d different, u unsure, n next, q quit", default="n")
            if answer == "q":
                break
            if answer == "n":
                continue
            who = who or typer.prompt("Your name")
            why = typer.prompt("Why")
            left, right = (iri.partition("/id/")[2] for iri in (pair.left, pair.right))
            today = datetime.now(UTC).date()
            append(judgements, left, right, decisions[answer], who, today, why)
            recorded += 1
    typer.echo(f"{recorded} judgements recorded in {judgements}; kg build applies them.")
