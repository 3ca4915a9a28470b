"""Pushing a delta: what was removed is deleted there, what was added is inserted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pyoxigraph as ox

from kg.errors import DataFileError, KgError
from kg.publish.delta import ADDED, REMOVED
from kg.publish.files import COMPRESSIONS, UNREADABLE, reading
from kg.push.remote import Progress, Pushed, Remote
from kg.push.state import PushState
from kg.push.targets import Update, batches


class Delta:
    """The quads that two versions of a graph differ by: old - removed + added = new.

    Raises KgError for a folder that lacks one of the files.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._added = _find(folder, ADDED)
        self._removed = _find(folder, REMOVED)

    def added(self) -> Iterator[ox.Quad]:
        """What only the new version has. Raises DataFileError."""
        return _read(self._added)

    def removed(self) -> Iterator[ox.Quad]:
        """What only the old version has. Raises DataFileError."""
        return _read(self._removed)

    def growth(self) -> Counter[str]:
        """By how many triples each graph that it touches grows."""
        found = Counter[str]()
        for quad in self.added():
            found[_graph(quad)] += 1
        for quad in self.removed():
            found[_graph(quad)] -= 1
        return found

    def __len__(self) -> int:
        """How many quads it has."""
        return sum(1 for _ in self.added()) + sum(1 for _ in self.removed())

    @property
    def digest(self) -> str:
        """A checksum of both files as they are."""
        hashed = sha256()
        for path in (self._removed, self._added):
            with path.open("rb") as file:
                while piece := file.read(1 << 20):
                    hashed.update(piece)
            hashed.update(b"\0")
        return hashed.hexdigest()


def push_delta(
    delta: Delta,
    remote: Remote,
    write: Update,
    *,
    merge: bool = False,
    progress: Progress = lambda _: None,
) -> Pushed:
    """Change the graphs there as the delta says: it removes first, then adds.

    The counts before it began tell what each graph should have in the end, so that a store which did
    not hold the old version shows. `merge` keeps the default graph there the merge of all named
    graphs. An interrupted push leaves a file in the delta's folder and goes on after the last batch
    that is written. Raises EndpointError where the remote store fails.
    """
    remote.check()
    growth = delta.growth()
    written = 0
    with PushState(delta.folder, f"{remote.query} {delta.digest}") as state:
        if not state.steps:
            state.add(before=remote.count(sorted(growth)))
        before: dict[str, int] = state.steps[0]["before"]
        done = len(state.steps) - 1
        for number, (step, batch) in enumerate(_steps(delta, write, merge=merge)):
            if number >= done:
                step(batch)
                state.add(batch=number)
                written += len(batch)
            progress(len(batch))
        differences = remote.differences({g: before[g] + n for g, n in growth.items()})
        if merge:
            differences += remote.merge_difference()
        if not differences:
            state.finish()
    return Pushed(graphs=len(growth), triples=written, differences=tuple(differences))


Step = tuple[Callable[[list[ox.Quad]], None], list[ox.Quad]]


def _steps(delta: Delta, write: Update, *, merge: bool) -> Iterator[Step]:
    """What is done, in an order that is the same each time."""
    removing = (write.delete, write.unmerge) if merge else (write.delete,)
    adding = (write.insert, write.merge) if merge else (write.insert,)
    for found, steps in ((delta.removed(), removing), (delta.added(), adding)):
        for batch in batches(found):
            yield from ((step, batch) for step in steps)


def _find(folder: Path, name: str) -> Path:
    for suffix in ("", *COMPRESSIONS):
        if (path := folder / f"{name}{suffix}").is_file():
            return path
    packed = " or ".join(f"{name}{suffix}" for suffix in COMPRESSIONS)
    raise KgError(f"{folder} is no delta: it has no {name} (or {packed}).")


def _read(path: Path) -> Iterator[ox.Quad]:
    try:
        with reading(path) as file:
            yield from ox.parse(file, ox.RdfFormat.N_QUADS)  # type: ignore[arg-type]
    except SyntaxError as error:
        raise DataFileError(path, error.lineno or 1, f"is not N-Quads: {error.msg}") from error
    except UNREADABLE as error:
        raise KgError(f"{path} cannot be read: {error}") from error


def _graph(quad: ox.Quad) -> str:
    if not isinstance(quad.graph_name, ox.NamedNode):
        raise KgError(f"The delta holds {quad}, which is in no named graph: give N-Quads of kg.")
    return quad.graph_name.value
