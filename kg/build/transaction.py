"""All or nothing: a build or a change is published whole, or nothing has happened.

A full build is made aside. A change is made on a snapshot of the store (hard links: it takes no
room, and those who read the store are not disturbed) and in a transaction of the state; the commit
publishes both, since the state says which generation of the store is in force.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from kg.build.writer import GraphWriter
from kg.errors import StoreError
from kg.graph import folder
from kg.graph.store import Store
from kg.settings import Settings
from kg.state import fingerprint
from kg.state.database import create_state, open_for_writing


@contextmanager
def building(out: Path, settings: Settings) -> Iterator[GraphWriter]:
    """A new graph, published in the folder in the end.

    What was read by a build that was killed is there already, if that was made with the same data
    and settings. A build that fails otherwise leaves nothing.
    """
    made_with = fingerprint.fingerprint(settings)
    with folder.locked(out), _loud(out):
        aside = folder.unfinished(out)
        with closing(_begun(aside, made_with)) as db:
            # Of what is read the last may be lost with the power: to wait for the disk takes longer.
            db.execute("PRAGMA synchronous = NORMAL")
            with Store.create(aside / folder.generation_name(1)) as store:
                try:
                    yield GraphWriter(db, store, settings)
                except Exception:
                    db.close()
                    shutil.rmtree(aside)
                    raise
                store.oxigraph.flush()
            db.execute("PRAGMA user_version = 1")
            db.execute("COMMIT")
        folder.publish(out)


@contextmanager
def changing(out: Path, settings: Settings) -> Iterator[GraphWriter]:
    """The graph in the folder, to be changed: the changes are published in the end, or not at all."""
    folder.build_of(out)  # a wrong folder is said at once, and nothing is written there
    made_with = fingerprint.fingerprint(settings)
    with folder.locked(out), _loud(out):
        former = folder.store_of(out)
        with closing(open_for_writing(folder.state_of(out))) as db:
            fingerprint.require(db, made_with, out)
            db.execute("BEGIN IMMEDIATE")
            number = folder.generation(db) + 1
            path = former.with_name(folder.generation_name(number))
            try:
                with Store.copy(former, path) as store:
                    yield GraphWriter(db, store, settings)
                    store.oxigraph.flush()
                db.execute(f"PRAGMA user_version = {number}")
                db.execute("COMMIT")
            except BaseException:
                db.rollback()
                shutil.rmtree(path, ignore_errors=True)
                raise


def _begun(aside: Path, made_with: dict[str, str]) -> sqlite3.Connection:
    """The state of a new graph, with what an earlier build that was killed had read already."""
    if aside.exists():
        db = _resumed(aside, made_with)
        if db is not None:
            return db
        shutil.rmtree(aside)
    aside.mkdir()
    db = create_state(aside / folder.STATE)
    fingerprint.remember(db, made_with)
    return db


def _resumed(aside: Path, made_with: dict[str, str]) -> sqlite3.Connection | None:
    try:
        folder.open_state(aside / folder.STATE).close()
    except StoreError:
        return None  # killed before there was anything to go on from
    db = open_for_writing(aside / folder.STATE)
    if fingerprint.recalled(db) != made_with or folder.generation(db):
        db.close()
        return None
    shutil.rmtree(aside / folder.generation_name(1), ignore_errors=True)
    return db


@contextmanager
def _loud(out: Path) -> Iterator[None]:
    """A disk that is full, or fails, is an error of ours that says what became of the graph."""
    try:
        yield
    except (OSError, sqlite3.OperationalError) as error:
        raise StoreError(f"{out} could not be written ({error}): nothing was changed.") from error
