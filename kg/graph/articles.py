"""articles.jsonl: every article version as it was read, so that quotes can be checked for ever."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from kg.errors import DataFileError
from kg.model import Article


def write_articles(path: Path, articles: Iterable[Article]) -> None:
    """Write one article a line, sorted by id and version, in UTF-8."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for article in sorted(articles, key=lambda a: (a.id, a.version)):
            file.write(json.dumps(_record(article), ensure_ascii=False) + "\n")


def read_articles(path: Path) -> Iterator[Article]:
    """The articles of the file, in its order.

    Raises DataFileError for a line that is no article, or whose text is no longer the version that
    it says it is: quotes checked against it would prove nothing.
    """
    # Only \n ends a line here: the text may hold U+2028 or U+0085, where str.splitlines() breaks.
    with path.open(encoding="utf-8", newline="\n") as file:
        for number, line in enumerate(file, start=1):
            try:
                record = json.loads(line)
                article = _article(record)
                version = record["version"]
            except (KeyError, TypeError, ValueError) as error:
                raise DataFileError(path, number, f"not an article record ({error!r})") from error
            if article.version != version:
                raise DataFileError(
                    path,
                    number,
                    f"article {article.id!r} is not the version {version!r} that it was built as: "
                    f"build again",
                )
            yield article


def _record(article: Article) -> dict[str, Any]:
    return {
        "id": article.id,
        "version": article.version,
        "title": article.title,
        "published": article.published.isoformat() if article.published else None,
        "source": article.source,
        "url": article.url,
        "sources": article.sources,
        "licence": article.licence,
        "body": article.body,
        "text": article.text,
    }


def _article(record: dict[str, Any]) -> Article:
    return Article(
        id=record["id"],
        text=record["text"],
        body=tuple((start, end) for start, end in record["body"]),
        title=record["title"],
        published=date.fromisoformat(record["published"]) if record["published"] else None,
        source=record["source"],
        url=record["url"],
        sources=tuple(record["sources"]),
        licence=record["licence"],
    )
