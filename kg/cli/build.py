"""`kg build`, `kg add`, `kg update`, `kg remove`: from articles to a graph, whole or in part."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from kg.cli.shared import INVALID, REJECTED, TABLE, Out, Paths, Table, Workers, errors, tell
from kg.settings import CORES, Settings

if TYPE_CHECKING:
    from kg.build import BuildReport

_Base = Annotated[str, typer.Option(help="Namespace of the IRIs; ends in a slash.")]
_Time = Annotated[
    datetime | None,
    typer.Option(
        help="Time to state in the metadata (UTC); none by default, so that equal input gives equal bytes.",
        formats=["%Y-%m-%dT%H:%M:%SZ"],
    ),
]
_Keep = Annotated[
    bool,
    typer.Option(
        "--keep-superseded",
        help="Keep the versions that articles had before, each with what it says of itself and no facts.",
    ),
]
_BASE = Settings().base_iri


def build(
    paths: Paths,
    out: Out = Path("out"),
    base_iri: _Base = _BASE,
    judgements: Table = TABLE,
    keep_superseded: _Keep = False,
    workers: Workers = CORES,
    time: _Time = None,
) -> None:
    """Read articles and build the graph.

    A build that was killed goes on where it stopped. Exit code 3 says that the graph is built but
    some input was rejected, each is named; 4 that what was read is not evidenced, and that the graph
    before is still there.

    Example: kg build data/articles -o out
    """
    from kg.build import build as run

    with _reading(paths) as progress, _valid():
        report = run(
            paths,
            out,
            settings=Settings(
                base_iri=base_iri, judgements=judgements, keep_superseded=keep_superseded
            ),
            generated=_utc(time),
            progress=progress,
            workers=workers,
        )
    _tell(report, out)


def add(
    paths: Paths,
    out: Out = Path("out"),
    base_iri: _Base = _BASE,
    judgements: Table = TABLE,
    keep_superseded: _Keep = False,
    workers: Workers = CORES,
    time: _Time = None,
) -> None:
    """Add articles to a graph: what is new is read, and the graph is as if built of all.

    Articles that are there already are passed over; one with another text under the same id is an
    error (kg update replaces it). Exit code 3 says that some input was rejected, 4 that what was read
    is not evidenced and nothing was changed.

    Example: kg add news/2026-11-25.md -o out
    """
    from kg.build import add as run

    with _reading(paths) as progress, _valid():
        report = run(
            paths,
            out,
            settings=Settings(
                base_iri=base_iri, judgements=judgements, keep_superseded=keep_superseded
            ),
            generated=_utc(time),
            progress=progress,
            workers=workers,
        )
    _tell(report, out)


def update(
    paths: Annotated[
        list[str] | None, typer.Argument(help="Files (.txt .html .md .jsonl), folders or globs.")
    ] = None,
    out: Out = Path("out"),
    base_iri: _Base = _BASE,
    judgements: Table = TABLE,
    keep_superseded: _Keep = False,
    workers: Workers = CORES,
    time: _Time = None,
) -> None:
    """Put articles into a graph, in the place of those of the same ids; new ones are added.

    Without articles only what people have judged since comes into force. Exit codes as of kg add.

    Example: kg update corrected/ -o out
    """
    from kg.build import update as run

    with _reading(paths or []) as progress, _valid():
        report = run(
            paths or [],
            out,
            settings=Settings(
                base_iri=base_iri, judgements=judgements, keep_superseded=keep_superseded
            ),
            generated=_utc(time),
            progress=progress,
            workers=workers,
        )
    _tell(report, out)


def remove(
    ids: Annotated[list[str], typer.Argument(help="Ids of articles: file names without suffix.")],
    out: Out = Path("out"),
    base_iri: _Base = _BASE,
    judgements: Table = TABLE,
    keep_superseded: _Keep = False,
    time: _Time = None,
) -> None:
    """Take articles out of a graph, with all that only they say.

    Example: kg remove 2026-11-25 -o out
    """
    from kg.build import remove as run

    with _valid():
        report = run(
            ids,
            out,
            settings=Settings(
                base_iri=base_iri, judgements=judgements, keep_superseded=keep_superseded
            ),
            generated=_utc(time),
        )
    _tell(report, out)


def _utc(time: datetime | None) -> datetime | None:
    return time.replace(tzinfo=UTC) if time else None


@contextmanager
def _reading(paths: Sequence[str]) -> Iterator[Callable[[object], None]]:
    """A bar that grows with each article; rejections are named as they come."""
    from kg.corpus import Rejection, find

    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=errors,
        disable=not errors.is_terminal,
        transient=True,
    ) as bar:
        # Each is told of twice: when it has been opened, and when its facts have been read.
        task = bar.add_task("Reading articles", total=2 * len(find(paths)))

        def progress(item: object) -> None:
            bar.advance(task)
            if isinstance(item, Rejection):
                errors.print(f"rejected {item}", markup=False, soft_wrap=True)

        yield progress


@contextmanager
def _valid() -> Iterator[None]:
    """What is not evidenced is shown, and the command ends with its exit code."""
    from kg.build import InvalidGraph

    try:
        yield
    except InvalidGraph as error:
        typer.echo(str(error.report))
        errors.print(f"kg: {error}", markup=False, soft_wrap=True)
        raise typer.Exit(INVALID) from error


def _tell(report: BuildReport, out: Path) -> None:
    changes = ", ".join(
        f"{count} {what}"
        for what, count in (
            ("added", report.added),
            ("replaced", report.replaced),
            ("removed", report.removed),
            ("unchanged", report.unchanged),
        )
        if count
    )
    tell(report, out, changes)
    if report.rejections:
        typer.echo(f"{len(report.rejections)} inputs rejected", err=True)
        raise typer.Exit(REJECTED)
