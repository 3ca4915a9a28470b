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
from kg.extract import build_pipeline, extract
from kg.link import link
from kg.model import Article
from kg.settings import Settings

__all__ = ["BuildReport", "InvalidGraph", "add", "build", "remove", "update"]

Progress = Callable[[Article | Rejection], None]


def build(
    paths: Iterable[str | Path],
    out: Path,
    *,
    settings: Settings | None = None,
    generated: datetime | None = None,
    progress: Progress = lambda _item: None,
) -> BuildReport:
    """Make a graph of everything under `paths`, in the place of what was in the folder `out`.

    First all articles are kept and the facts of each are read, but for reprints, whose facts are
    those of their originals: a build that was killed goes on from there when it is started again.
    Then it is decided which entities are one, and all is written under canonical keys. The graph is
    published when it is whole. Without `generated` no time is written, so that the same input gives
    the same bytes. Raises `DataFileError` for a broken data file, and `StoreError` where `out` holds
    something that is no graph, or where another process is changing it.
    """
    settings, rejections = settings or Settings(), list[Rejection]()
    with building(out, settings) as writer:
        for article in _read(paths, settings, rejections, progress):
            writer.keep(article)
        writer.drop_others()
        _read_facts(writer.unread(), writer, settings, progress)
        writer.fill(generated)
        return writer.describe(rejections)


def add(
    paths: Iterable[str | Path],
    out: Path,
    *,
    settings: Settings | None = None,
    generated: datetime | None = None,
    progress: Progress = lambda _item: None,
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
        return _settle(writer, settings, generated, progress, rejections)


def update(
    paths: Iterable[str | Path],
    out: Path,
    *,
    settings: Settings | None = None,
    generated: datetime | None = None,
    progress: Progress = lambda _item: None,
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
        return _settle(writer, settings, generated, progress, rejections)


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
        return _settle(writer, settings, generated, lambda _item: None)


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
    articles: Iterable[Article], writer: GraphWriter, settings: Settings, progress: Progress
) -> None:
    pipeline = build_pipeline(settings)
    for linked in link(extract(articles, pipeline), writer.gazetteer):
        writer.put(linked)
        progress(linked.article)


def _settle(
    writer: GraphWriter,
    settings: Settings,
    generated: datetime | None,
    progress: Progress,
    rejections: Iterable[Rejection] = (),
) -> BuildReport:
    if articles := list(writer.unread()):
        _read_facts(articles, writer, settings, progress)
    writer.settle(generated)
    return writer.describe(rejections)
