"""Extraction and linking on all cores: articles in, linked articles out, in order, none lost.

Each article is read by itself, so that the result is the same whatever the number of processes. An
article on which a component fails is reported and the others go on.
"""

from __future__ import annotations

import gc
import os
import signal
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache, partial
from itertools import islice
from multiprocessing import get_context, parent_process
from pathlib import Path
from typing import TypeVar

from kg.corpus import Rejection
from kg.errors import KgError
from kg.extract import build_pipeline, extract
from kg.extract.pipeline import batches
from kg.gazetteer import Gazetteer
from kg.link import link
from kg.model import Article, LinkedArticle
from kg.settings import CORES, Settings

Part = TypeVar("Part")
Done = TypeVar("Done")
Batch = list[Article]
Read = list[LinkedArticle | Rejection]

_FIRST = 2
"""Batches that are read before processes are started: to start one takes as long as to read a batch."""
_FIRST_PARTS = 16
"""The same of the parts of `mapped`, which are smaller."""
_AHEAD = 2
"""Batches a process that may wait for it or for their turn: memory holds no more."""
_PACKAGE = Path(__file__).parent


class ArticleReader:
    """The pipeline and the gazetteer of one process."""

    def __init__(self, settings: Settings) -> None:
        self._pipeline = build_pipeline(settings)
        self._gazetteer = Gazetteer.load(settings.gazetteer)

    def read(self, batch: Batch) -> Read:
        """For each article its entities and statements, or which component failed on it and why."""
        try:
            return [*self._linked(batch)]
        except Exception:  # noqa: BLE001 - found out below on which article, and reported
            return [self._read_one(article) for article in batch]

    def _read_one(self, article: Article) -> LinkedArticle | Rejection:
        try:
            return next(self._linked([article]))
        except Exception as error:  # noqa: BLE001 - one article must not end the build
            return Rejection(None, None, _reason(error), article=article.id)

    def _linked(self, batch: Batch) -> Iterator[LinkedArticle]:
        return link(extract(batch, self._pipeline), self._gazetteer)


def linked_articles(
    articles: Iterable[Article], settings: Settings, *, workers: int = CORES
) -> Iterator[LinkedArticle | Rejection]:
    """Each article with its entities and statements, in order, or a `Rejection` with its id.

    The first articles are read here and now; where more follow, `workers` processes read them.
    Raises `DataFileError` for a broken data file.
    """
    waiting = batches(articles)
    reader: ArticleReader | None = None
    for batch in waiting if workers == 1 else islice(waiting, _FIRST):
        reader = reader or ArticleReader(settings)  # where there is nothing to read none is made
        yield from reader.read(batch)
    del reader
    yield from in_processes(partial(_read, settings), waiting, workers)


def mapped(work: Callable[[Part], Done], parts: Iterable[Part], workers: int) -> Iterator[Done]:
    """What `work` makes of each part, in order.

    The first parts are worked on here and now; where more follow, in `workers` processes. Raises
    `KgError` where a process ends that should not.
    """
    waiting = iter(parts)
    yield from map(work, waiting if workers == 1 else islice(waiting, _FIRST_PARTS))
    executor = _executor(workers)
    tasks: deque[Future[Done]] = deque()
    try:
        while True:
            for part in islice(waiting, workers * _AHEAD - len(tasks)):
                tasks.append(executor.submit(work, part))
            if not tasks:
                return
            yield tasks.popleft().result()
    except BrokenProcessPool as error:
        raise KgError(
            "A process was ended that should not: a library crashed, or memory ran out. "
            "Try it with --workers 1, or with less at a time."
        ) from error
    finally:
        executor.shutdown(cancel_futures=True)


def in_processes(
    read: Callable[[Batch], Read], waiting: Iterator[Batch], workers: int
) -> Iterator[LinkedArticle | Rejection]:
    """What `read` makes of each batch, in order, in worker processes.

    Where a process ends that should not, the articles that may have ended it are read again one by
    one, and the one that ends its process again is rejected. Raises `KgError` where no process can be
    started.
    """
    executor = _executor(workers)
    tasks: deque[tuple[Batch, Future[Read]]] = deque()
    try:
        while True:
            for batch in islice(waiting, workers * _AHEAD - len(tasks)):
                tasks.append((batch, _submitted(executor, read, batch)))
            if not tasks:
                return
            batch, future = tasks.popleft()
            try:
                done = future.result()
            except BrokenProcessPool:
                yield from _one_by_one(read, batch)
                executor.shutdown()
                executor = _executor(workers)
                again = [(batch, _submitted(executor, read, batch)) for batch, _ in tasks]
                tasks = deque(again)
            else:
                yield from done
    finally:
        executor.shutdown(cancel_futures=True)


def _one_by_one(read: Callable[[Batch], Read], batch: Batch) -> Iterator[LinkedArticle | Rejection]:
    executor = _executor(1)
    try:
        executor.submit(os.getpid).result()
    except BrokenProcessPool as error:
        raise KgError(
            "No process can be started to read articles: memory is short, or the script that asks for "
            'them has no `if __name__ == "__main__":`. Try it with --workers 1.'
        ) from error
    try:
        for article in batch:
            try:
                done = executor.submit(read, [article]).result()
            except BrokenProcessPool:
                reason = (
                    "the process that read it was ended: a library crashed, or memory ran out; "
                    "leave the article out or split it"
                )
                yield Rejection(None, None, reason, article=article.id)
                executor.shutdown()
                executor = _executor(1)
            else:
                yield from done
    finally:
        executor.shutdown(cancel_futures=True)


def _executor(workers: int) -> ProcessPoolExecutor:
    # Forking would copy locks that other threads hold, such as that of the progress bar.
    return ProcessPoolExecutor(workers, get_context("spawn"), _begin)


def _submitted(
    executor: ProcessPoolExecutor, read: Callable[[Batch], Read], batch: Batch
) -> Future[Read]:
    try:
        return executor.submit(read, batch)
    except BrokenProcessPool as error:
        failed: Future[Read] = Future()
        failed.set_exception(error)
        return failed


def _begin() -> None:
    """Ctrl-C reaches every process of a terminal; the one that started the others ends them. Where it
    is killed they end by themselves."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)


def _read(settings: Settings, batch: Batch) -> Read:
    return _reader(settings).read(batch)


@cache
def _reader(settings: Settings) -> ArticleReader:
    reader = ArticleReader(settings)
    gc.freeze()  # it stays: to look for garbage among its many objects takes time
    return reader


def _reason(error: Exception) -> str:
    """What was raised, and the last place in the package on the way to it."""
    frames = traceback.extract_tb(error.__traceback__)
    last = next(f for f in reversed(frames) if _PACKAGE in Path(f.filename).parents)
    place = f"{Path(last.filename).relative_to(_PACKAGE.parent)}:{last.lineno}"
    return f"it could not be read: {type(error).__name__}: {error} ({place})"
