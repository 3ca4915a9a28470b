"""`kg dump`, `kg flat`, `kg diff`: the graph as files, and what changed between two of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from kg.cli.shared import Built, errors
from kg.errors import KgError
from kg.text.printable import printable


class Compression(StrEnum):
    """How files are compressed."""

    NONE = "none"
    GZIP = "gzip"
    ZSTD = "zstd"

    @property
    def suffix(self) -> str:
        return {"none": "", "gzip": ".gz", "zstd": ".zst"}[self.value]


Compress = Annotated[Compression, typer.Option("--compress", "-z", help="How to compress files.")]


def dump(
    graph: Built = Path("out"),
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format", "-f", help="nquads, trig, turtle, jsonld, rdfxml; all by default."
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Folder for the dumps [GRAPH/dumps].")
    ] = None,
    compress: Compress = Compression.NONE,
    split: Annotated[
        bool,
        typer.Option(
            "--split",
            help="A file for each kind of named graph: articles, gazetteer, resolution, claims, "
            "judgements, metadata.",
        ),
    ] = False,
) -> None:
    """Write the graph to files; equal graphs give equal bytes.

    Turtle and RDF/XML know no named graphs: they hold the merge of all. SHA256SUMS in the folder has
    the checksums of all its files (sha256sum -c). Sorting needs room for the graph as N-Quads, twice,
    in the folder for temporary files (TMPDIR).

    Example: kg dump -g out -f nquads -f turtle -z zstd
    """
    from kg.graph.store import Store
    from kg.publish.dump import NAME, write_sorted
    from kg.publish.files import CHECKSUMS, write_checksums
    from kg.publish.formats import FORMATS
    from kg.publish.kinds import quads_by_kind
    from kg.publish.sorting import sorted_quads

    for name in formats or ():
        if name not in FORMATS:
            raise KgError(f"There is no format {name!r}. Known: {', '.join(FORMATS)}.")
    target = out or graph / "dumps"
    with Store.of(graph) as store, steps() as step:
        parts = (
            {f"{NAME}.{kind}": quads for kind, quads in quads_by_kind(store).items()}
            if split
            else {NAME: store.quads()}
        )
        for stem, quads in parts.items():
            step(f"Sorting {stem}")
            with sorted_quads(quads) as ordered:
                for name in formats or FORMATS:
                    path = target / f"{stem}{FORMATS[name].suffix}{compress.suffix}"
                    step(f"Writing {path}")
                    write_sorted(ordered, FORMATS[name], path)
                    typer.echo(f"{path} ({path.stat().st_size:,} bytes)")
        step("Computing checksums")
        write_checksums(
            target, (p for p in target.glob("[!.]*") if p.is_file() and p.name != CHECKSUMS)
        )


def flat(
    graph: Built = Path("out"),
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Folder for the tables [GRAPH/flat].")
    ] = None,
    parquet: Annotated[
        bool, typer.Option("--parquet", help="Write Parquet too (needs the extra flat).")
    ] = False,
    compress: Compress = Compression.NONE,
) -> None:
    """Write tables for pandas, R or a spreadsheet: articles, entities, statements, mentions, events,
    amounts.

    CSV in UTF-8, with datapackage.json, which says what each column means, and SHA256SUMS. -z is for
    CSV; Parquet is compressed within.

    Example: kg flat -g out --parquet
    """
    from kg.graph.store import Store
    from kg.publish.flat import write_flat

    with Store.of(graph) as store, steps() as step:
        for path in write_flat(
            store, out or graph / "flat", parquet=parquet, compression=compress.suffix, step=step
        ):
            typer.echo(f"{path} ({path.stat().st_size:,} bytes)")


GraphFile = Annotated[
    Path,
    typer.Argument(help="The folder of a build or a release, or a dump (.nq, .trig; .gz, .zst)."),
]


def diff(
    before: GraphFile,
    after: GraphFile,
    lang: Annotated[str, typer.Option(help="The language of the words: zh or en.")] = "zh",
    limit: Annotated[int, typer.Option(help="How many changes of each sort to tell.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="All changes, for machines.")] = False,
    delta: Annotated[
        Path | None,
        typer.Option(
            help="Also write a folder with added.nq and removed.nq: BEFORE without what was removed, "
            "with what was added, is AFTER."
        ),
    ] = None,
    compress: Compress = Compression.NONE,
) -> None:
    """Tell what changed between two graphs: articles, entities (new, gone, merged, split), facts.

    Example: kg diff releases/0.1.0 out --lang en --delta out/deltas/0.1.0-to-now
    """
    import json
    from dataclasses import asdict

    from kg.publish.compare import compare
    from kg.publish.delta import graph_at, write_delta
    from kg.publish.words import LANGUAGES, sections, summary

    if lang not in LANGUAGES:
        raise KgError(f"There are no words in {lang!r}. Known: {', '.join(LANGUAGES)}.")
    with steps() as step:
        step(f"Sorting {before}")
        with graph_at(before) as old:
            step(f"Sorting {after}")
            with graph_at(after) as new:
                step("Comparing")
                found = compare(old, new)
                if delta:
                    step(f"Writing {delta}")
                    write_delta(old, new, delta, compress.suffix)
    if as_json:
        typer.echo(json.dumps(asdict(found), ensure_ascii=False, indent=2))
        return
    typer.echo(summary(found, lang))
    for section in sections(found, lang, limit=limit):
        typer.echo(f"\n{section.heading}")
        for line in section.lines:
            typer.echo(f"  {printable(line.text)}")
            for detail in line.details:
                typer.echo(f"      {printable(detail)}")
        if section.more:
            typer.echo(f"  {section.more}")


@contextmanager
def steps() -> Iterator[Callable[[str], None]]:
    """Shows on a terminal which step of long work is being done, and for how long."""
    with Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        TimeElapsedColumn(),
        console=errors,
        disable=not errors.is_terminal,
        transient=True,
    ) as bar:
        task = bar.add_task("")
        yield lambda description: bar.update(task, description=description)
