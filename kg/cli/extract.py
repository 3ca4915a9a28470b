"""`kg extract`: what is read in articles, without a store."""

from __future__ import annotations

import json

import typer

from kg.cli.shared import REJECTED, Paths, Workers, errors
from kg.settings import CORES, Settings


def extract(paths: Paths, workers: Workers = CORES) -> None:
    """Print entities and relations, one JSON line an article; no store is needed.

    Example: kg extract article.txt | jq .relations
    """
    from collections.abc import Iterator

    from kg.corpus import Rejection, read
    from kg.link.records import record
    from kg.model import Article
    from kg.parallel import linked_articles

    rejected = 0

    def reject(rejection: Rejection) -> None:
        nonlocal rejected
        rejected += 1
        errors.print(f"rejected {rejection}", markup=False, soft_wrap=True)

    def accepted() -> Iterator[Article]:
        for item in read(paths):
            if isinstance(item, Rejection):
                reject(item)
            else:
                yield item

    for item in linked_articles(accepted(), Settings(), workers=workers):
        if isinstance(item, Rejection):
            reject(item)
        else:
            typer.echo(json.dumps(record(item), ensure_ascii=False))
    if rejected:
        raise typer.Exit(REJECTED)
