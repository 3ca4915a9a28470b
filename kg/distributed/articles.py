"""Articles as JSON lines: what quotes are checked against, and what the first pass reads."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date

from kg.errors import KgError
from kg.model import Article

Originals = dict[str, str]
"""The ids of reprints, each with the line of the article that it prints again."""


def article_line(article: Article) -> str:
    """An article with its version as one line of JSON.

    >>> article = Article(id="a", text="双拥", body=((0, 2),), published=date(2020, 10, 20))
    >>> article_of(article_line(article)) == article
    True
    """
    record = {**asdict(article), "version": article.version}
    return json.dumps(record, ensure_ascii=False, default=date.isoformat)


def article_of(line: str) -> Article:
    """The article of a line. Raises KgError for one that is no longer the version that was read."""
    record = json.loads(line)
    version = record.pop("version")
    published = record["published"]
    article = Article(
        **{
            **record,
            "body": tuple((start, end) for start, end in record["body"]),
            "published": date.fromisoformat(published) if published else None,
            "sources": tuple(record["sources"]),
        }
    )
    if article.version != version:
        raise KgError(f"Article {article.id!r} is not the version {version!r} that was read.")
    return article
