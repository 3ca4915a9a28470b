"""The whole way of an article, on one screen: from files to a graph in a folder, whole or in part.

`build` makes a graph of all that it is given. `add`, `update` and `remove` change the articles of a
graph, and leave exactly the graph that `build` would make of the articles then there.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import datetime
from pathlib import Path

from kg.build.report import BuildReport, InvalidGraph
from kg.build.transaction import building, changing
from kg.build.writer import GraphWriter
from kg.corpus import Rejection, read
from kg.errors import StoreError
from kg.model import Article
from kg.parallel import linked_articles
from kg.settings import CORES, Settings

__all__ = ["BuildReport", "InvalidGraph", "add", "build", "remove", "update"]

Progress = Callable[[Article | Rejection], None]


def build(
    paths: Iterable[str | Path],
    out: Path,
    *,
    settings: Settings | None = None,
    generated: datetime | None = None,
    progress: Progress = lambda _item: None,
    workers: int = CORES,
) -> BuildReport:
    """Make a graph of everything under `paths`, in the place of what was in the folder `out`.

    First all articles are kept and the facts of each are read, but for reprints, whose facts are
    those of their originals: a build that was killed goes on from there when it is started again.
    Then it is decided which entities are one, and all is written under canonical keys. The graph is
    published when it is whole. Without `generated` no time is written, so that the same input gives
    the same bytes, whatever the number of `workers`, processes that read. An article on which a
    component fails is a rejection; all others are in. Raises `DataFileError` for a broken data file,
    `InvalidGraph` where what was read is not evidenced, and `StoreError` where `out` holds something
    that is no graph, or where another process is changing it.
    """
    settings, rejections = settings or Settings(), list[Rejection]()
    with building(out, settings) as writer:
        for article in _read(paths, settings, rejections, progress):
            writer.keep(article)
        writer.drop_others()
        _read_facts(writer, settings, rejections, progress, workers)
        writer.fill(generated, workers)
        return writer.describe(rejections)


def add(
    paths: Iterable[str | Path],
    out: Path,
    *,
    settings: Settings | None = None,
    generated: datetime | None = None,
    progress: Progress = lambda _item: None,
    workers: int = CORES,
) -> BuildReport:
    """Add the articles under `paths` to the graph in `out`.

    One that is there already, word for word, is left alone. Raises `StoreError` for one whose id is
    there with another text, which `update` would replace, and all that `update` raises.
    """
    settings, rejections = settings or Settings(), list[Rejection]()
    with changing(out, settings) as writer:
        articles = list(_read(paths, settings, rejections, progress))
        if other := [a.id for a in articles if writer.version(a.id) not in (None, a.version)]:
            raise StoreError(
                f"{out} has other texts of {', '.join(map(repr, other))}: replace them with kg update."
            )
        for article in articles:
            writer.keep(article)
        return _settle(writer, settings, generated, rejections, progress, workers)


def update(
    paths: Iterable[str | Path],
    out: Path,
    *,
    settings: Settings | None = None,
    generated: datetime | None = None,
    progress: Progress = lambda _item: None,
    workers: int = CORES,
) -> BuildReport:
    """Put the articles under `paths` into the graph in `out`, in the place of those of their ids.

    What people have judged since the last change comes into force too, also where no article is
    given. Raises `StoreError` where there is no graph, where it was made with other data or
    settings, or where another process is changing it, and `InvalidGraph` where what was read is not
    evidenced: then nothing has changed.
    """
    settings, rejections = settings or Settings(), list[Rejection]()
    with changing(out, settings) as writer:
        for article in _read(paths, settings, rejections, progress):
            writer.keep(article)
        return _settle(writer, settings, generated, rejections, progress, workers)


def remove(
    ids: Collection[str],
    out: Path,
    *,
    settings: Settings | None = None,
    generated: datetime | None = None,
) -> BuildReport:
    """Take articles out of the graph in `out`, by their ids.

    Raises `StoreError` for an id that is not there, and all that `update` raises.
    """
    settings = settings or Settings()
    with changing(out, settings) as writer:
        if unknown := [id_ for id_ in ids if writer.version(id_) is None]:
            raise StoreError(f"{out} has no article {', '.join(map(repr, unknown))}.")
        for id_ in dict.fromkeys(ids):
            writer.drop(id_)
        return _settle(writer, settings, generated, [], lambda _item: None, 1)


def _read(
    paths: Iterable[str | Path], settings: Settings, rejections: list[Rejection], progress: Progress
) -> Iterator[Article]:
    for item in read(paths, settings=settings):
        if isinstance(item, Rejection):
            progress(item)
            rejections.append(item)
        else:
            yield item


def _read_facts(
    writer: GraphWriter,
    settings: Settings,
    rejections: list[Rejection],
    progress: Progress,
    workers: int,
) -> None:
    """Read what is unread; where an article cannot be read, what it was or a reprint takes its place."""
    failed = True
    while failed:
        failed = False
        for item in linked_articles(writer.unread(), settings, workers=workers):
            if isinstance(item, Rejection):
                failed = True
                rejections.append(item)
                writer.reject(item)
                progress(item)
            else:
                writer.put(item)
                progress(item.article)


def _settle(
    writer: GraphWriter,
    settings: Settings,
    generated: datetime | None,
    rejections: list[Rejection],
    progress: Progress,
    workers: int,
) -> BuildReport:
    _read_facts(writer, settings, rejections, progress, workers)
    writer.settle(generated)
    return writer.describe(rejections)
