"""The folder of a graph: which build and which generation of its store are in force.

```
OUT/
  .lock                    held by the one process that changes the graph
  unfinished/              a build under way, or one that was killed and can be resumed
  build-000003/            the last full build
    state.sqlite3          articles, what resolution knows, counts, the search index
    store-000007/          the store; each change makes a new generation of it
```

A full build is published by renaming its folder, a change by the commit of one SQLite transaction,
which holds the number of the generation too. Both happen or do not happen; there is no between.
What came before stays until the next change, so that those who read it can go on.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from kg.errors import StoreError

STATE = "state.sqlite3"
FORMAT = 0x6B67_0004
"""Marks the SQLite file as ours (its application id), and the version of its tables."""

_LOCK = ".lock"
_UNFINISHED = "unfinished"
_BUILD = re.compile(r"build-\d{6,}")
_GENERATION = re.compile(r"store-\d{6,}")
_FORMER = ("store", "articles.jsonl", "search.sqlite3", "build.json")
"""What a build left in its folder before there were generations."""


def build_of(out: Path) -> Path:
    """The folder of the last full build. Raises StoreError where there is none."""
    builds = _builds(out)
    if not builds:
        if not out.exists():
            raise StoreError(f"There is no graph at {out}: make one with kg build.")
        raise StoreError(f"{out} holds no graph: give the folder that kg build wrote.")
    return builds[-1]


def holds_graph(out: Path) -> bool:
    """Whether there is a graph in the folder."""
    return bool(_builds(out))


def state_of(out: Path) -> Path:
    """The SQLite file that is in force. Raises StoreError where there is no graph."""
    return build_of(out) / STATE


def store_of(out: Path) -> Path:
    """The store that is in force. Raises StoreError where there is no graph."""
    build = build_of(out)
    connection = open_state(build / STATE)
    try:
        return build / generation_name(generation(connection))
    finally:
        connection.close()


def generation(connection: sqlite3.Connection) -> int:
    """The number of the generation that a state belongs to."""
    (number,) = connection.execute("PRAGMA user_version").fetchone()
    return int(number)


def generation_name(number: int) -> str:
    """The name of the store's folder in a generation."""
    return f"store-{number:06}"


def open_state(path: Path) -> sqlite3.Connection:
    """The SQLite file of a graph, for reading. Raises StoreError where it is none of ours."""
    if not path.is_file():
        raise StoreError(f"There is no {path}: make one with kg build.")
    address = f"file:{quote(str(path.absolute()))}?mode=ro"
    log = path.with_name(f"{path.name}-wal")
    try:
        try:
            return _opened(path, address)
        except sqlite3.OperationalError:
            # Readers share an index of the log in a file, for which a disk may have no room or be
            # read-only. Where there is no log, nobody is writing, and there is no need of it.
            if log.exists() and log.stat().st_size:
                raise
            return _opened(path, f"{address}&immutable=1")
    except sqlite3.DatabaseError as error:
        raise StoreError(f"{path} cannot be read ({error}): build again.") from error


def _opened(path: Path, address: str) -> sqlite3.Connection:
    connection = sqlite3.connect(address, uri=True)
    try:
        (found,) = connection.execute("PRAGMA application_id").fetchone()
        connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
    except sqlite3.DatabaseError:
        connection.close()
        raise
    if found != FORMAT:
        connection.close()
        raise StoreError(f"{path} was written by another version of kg: build again.")
    return connection


@contextmanager
def locked(out: Path) -> Iterator[None]:
    """The right to change what is in the folder, which is made where there is none.

    Leftovers of processes that were killed are swept. Raises StoreError where another process is
    at work there, or where the folder holds something that is no graph.
    """
    _require_graph_or_nothing(out)
    out.mkdir(parents=True, exist_ok=True)
    with (out / _LOCK).open("a+", encoding="ascii") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise StoreError(
                f"{out} is being changed by another process ({lock.read().strip() or 'unknown'}): "
                "wait for it to end."
            ) from None
        lock.truncate(0)
        lock.write(f"process {os.getpid()}\n")
        lock.flush()
        _sweep(out)
        yield


def unfinished(out: Path) -> Path:
    """Where a full build is made: what lies there is of a build that was killed."""
    return out / _UNFINISHED


def publish(out: Path) -> None:
    """Put the finished build in force."""
    builds = _builds(out)
    number = int(builds[-1].name.partition("-")[2]) + 1 if builds else 1
    unfinished(out).rename(out / f"build-{number:06}")
    directory = os.open(out, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
    for name in _FORMER:
        _remove(out / name)


def _sweep(out: Path) -> None:
    builds = _builds(out)
    for former in builds[:-1]:
        shutil.rmtree(former)
    if builds:
        current = store_of(out)
        for path in builds[-1].iterdir():
            if _GENERATION.match(path.name) and path != current:
                shutil.rmtree(path)


def _builds(out: Path) -> list[Path]:
    if not out.is_dir():
        return []
    found = (path for path in out.iterdir() if _BUILD.fullmatch(path.name))
    return sorted(found, key=lambda path: int(path.name.partition("-")[2]))


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _require_graph_or_nothing(out: Path) -> None:
    if out.exists() and not out.is_dir():
        raise StoreError(f"{out} is a file: give a folder.")
    if out.exists() and any(out.iterdir()):
        ours = (_LOCK, _UNFINISHED, f"{_FORMER[0]}/CURRENT")
        if not _builds(out) and not any((out / name).exists() for name in ours):
            raise StoreError(
                f"{out} holds files that no build wrote: give an empty folder or an earlier build."
            )
