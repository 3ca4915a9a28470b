"""`kg extract`: what is read in articles, without a store."""

from __future__ import annotations

import json

import typer

from kg.cli.shared import REJECTED, Paths, errors
from kg.settings import Settings


def extract(paths: Paths) -> None:
    """Print entities and relations, one JSON line an article; no store is needed.

    Example: kg extract article.txt | jq .relations
    """
    from collections.abc import Iterator

    from kg.corpus import Rejection, read
    from kg.extract import build_pipeline
    from kg.extract import extract as run
    from kg.gazetteer import Gazetteer
    from kg.link import link
    from kg.link.records import record
    from kg.model import Article

    rejected = 0

    def accepted() -> Iterator[Article]:
        nonlocal rejected
        for item in read(paths):
            if isinstance(item, Rejection):
                rejected += 1
                errors.print(f"rejected {item}", markup=False, soft_wrap=True)
            else:
                yield item

    gazetteer = Gazetteer.load(Settings().gazetteer)
    for linked in link(run(accepted(), build_pipeline()), gazetteer):
        typer.echo(json.dumps(record(linked), ensure_ascii=False))
    if rejected:
        raise typer.Exit(REJECTED)
