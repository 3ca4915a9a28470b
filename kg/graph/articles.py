"""articles.jsonl: every article version as it was read, so that quotes can be checked for ever."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from os import SEEK_END
from pathlib import Path
from typing import Any, BinaryIO

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


def find_article(path: Path, id_: str, version: str) -> Article | None:
    """One article version of the file, or None.

    The file is sorted, so that few of its lines are read however long it is. Raises DataFileError
    for a line that is no article.
    """
    with path.open("rb") as file:
        low, high = 0, file.seek(0, SEEK_END)
        while low < high:
            middle = (low + high) // 2
            start = _start_of_line(file, middle, low)
            file.seek(start)
            line = file.readline()
            try:
                record = json.loads(line)
                found = (record["id"], record["version"])
            except (KeyError, TypeError, ValueError) as error:
                raise DataFileError(path, 1, f"no article record at byte {start}") from error
            if found == (id_, version):
                return _article(record)
            if found < (id_, version):
                low = start + len(line)
            else:
                high = start
    return None


def _start_of_line(file: BinaryIO, position: int, least: int) -> int:
    """Where the line that holds the position begins; `least` is the start of an earlier line."""
    size = 8192
    while True:
        begin = max(least, position - size)
        file.seek(begin)
        found = file.read(position - begin).rfind(b"\n")
        if found >= 0:
            return begin + found + 1
        if begin == least:
            return least
        size *= 4


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
