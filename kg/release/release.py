"""A release: everything about one version of the graph in a folder, for any static host."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pyoxigraph as ox
from starlette.requests import Request
from starlette.responses import Response

from kg.errors import KgError
from kg.graph.iris import Iris
from kg.graph.metadata import dataset_of
from kg.graph.store import Store
from kg.publish.changes import Changes
from kg.publish.compare import compare
from kg.publish.delta import graph_at, write_delta
from kg.publish.dump import NAME, write_sorted
from kg.publish.files import write_checksums
from kg.publish.flat import write_flat
from kg.publish.formats import FORMATS
from kg.publish.sorting import SortedQuads, sorted_quads
from kg.publish.vocabulary import FILES
from kg.publish.words import sections, summary
from kg.release.catalog import catalog
from kg.release.changelog import markdown
from kg.release.citation import citation
from kg.release.pages import write_pages
from kg.release.site import Site
from kg.release.versions import CITATION, newest_before, order, version_of
from kg.serve.app import application
from kg.serve.pages import data, frame, locator, ontology
from kg.serve.reading import Row
from kg.serve.texts import LANGUAGES, load, say
from kg.settings import Limits, Settings, ShownText

DESCRIPTION = "dataset.ttl"
TOLD = 200
"""How many changes of each sort a changelog tells; the delta has them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the release should be.

    `previous` is the folder of the release (or build) to compare with; `base_url` where the
    release will be served, ending in a slash; `licence` an identifier of SPDX; `compression` that
    of dumps, tables and delta (.gz or .zst). Without `issued` no time is stated, so that the same graph
    gives the same bytes. `pages` adds a page for each entity and article, `parquet` tables as Parquet.
    """

    version: str
    previous: Path | None = None
    base_url: str = ""
    issued: datetime | None = None
    licence: str = ""
    authors: tuple[str, ...] = ("The Shuangyong Knowledge Graph authors",)
    compression: str = ".gz"
    parquet: bool = False
    pages: bool = False
    shown_text: ShownText = ShownText.LICENSED


def release(
    graph: Path, releases: Path, wish: Wish, *, step: Callable[[str], None] = lambda _step: None
) -> Path:
    """Write the release of a build into a folder of its own below `releases`, and return that.

    Without a previous release in the wish, the newest one before it in `releases` is taken. Raises
    KgError where the release is there already, or the version or a file is not what it should be.
    """
    order(wish.version)
    if wish.base_url and not wish.base_url.endswith("/"):
        wish = replace(wish, base_url=f"{wish.base_url}/")
    previous = wish.previous or newest_before(wish.version, releases)
    wish = replace(wish, previous=previous)
    with _writing(releases / wish.version) as folder, Store.of(graph) as store:
        _write(graph, store, folder, wish, step)
    return releases / wish.version


def _write(
    graph: Path, store: Store, folder: Path, wish: Wish, step: Callable[[str], None]
) -> None:
    step("Sorting the graph")
    with sorted_quads(store.quads()) as quads:
        for form in FORMATS.values():
            path = folder / "dumps" / f"{NAME}{form.suffix}{wish.compression}"
            step(f"Writing {path.name}")
            write_sorted(quads, form, path)
        found = _compared(quads, folder, wish, step)
    write_flat(
        store,
        folder / "flat",
        parquet=wish.parquet,
        compression=wish.compression,
        step=lambda table: step(f"Writing the table of {table}"),
    )
    _write_vocabulary(folder / "vocabulary")
    files = [
        data.File.read(path, path.relative_to(folder).as_posix(), kind)
        for kind, name in (("dump", "dumps"), ("flat", "flat"), ("delta", "delta"))
        for path in sorted((folder / name).glob("*"))
    ]
    described = _described(store)
    (folder / CITATION).write_text(
        citation(
            wish.version,
            wish.authors,
            issued=wish.issued.date() if wish.issued else None,
            licence=wish.licence,
            url=wish.base_url,
        ),
        encoding="utf-8",
    )
    dataset = dataset_of(store)
    metadata = store.quads(Iris(dataset.value.removesuffix("dataset")).metadata_graph)
    (folder / DESCRIPTION).write_text(
        catalog(
            (quad.triple for quad in metadata),
            dataset,
            files,
            version=wish.version,
            previous=version_of(wish.previous) if wish.previous else "",
            issued=wish.issued,
            licence=wish.licence,
            licences=described["licences"],
            authors=wish.authors,
            base_url=wish.base_url,
        ),
        encoding="utf-8",
    )
    step("Writing pages")
    asyncio.run(_write_site(graph, folder, wish, files, described, found, step))
    step("Computing checksums")
    write_checksums(folder, (path for path in folder.rglob("*") if path.is_file()))


def _compared(
    quads: SortedQuads, folder: Path, wish: Wish, step: Callable[[str], None]
) -> Changes | None:
    """What changed since the previous release; the delta is written."""
    if wish.previous is None:
        return None
    step(f"Comparing with {wish.previous}")
    with graph_at(wish.previous) as before:
        write_delta(before, quads, folder / "delta", wish.compression)
        return compare(before, quads)


def _write_vocabulary(folder: Path) -> None:
    """The vocabulary itself; its page is written with the others."""
    folder.mkdir()
    for name in FILES.values():
        shutil.copyfile(Settings().ontology / name, folder / name)


def _described(store: Store) -> dict[str, Any]:
    """What the index says of the graph: size, licences, accuracy."""
    counted = _rows(
        store,
        "SELECT ?class ?n WHERE { ?d void:classPartition ?p . ?p void:class ?class ; "
        "void:entities ?n } ORDER BY DESC(?n) ?class",
    )
    return {
        "counts": [(row["class"].value, int(row["n"].value)) for row in counted],
        "licences": data.licence_counts(_rows(store, data.LICENCES)),
        **data.accuracy(_rows(store, data.MEASUREMENTS)),
    }


def _rows(store: Store, query: str) -> list[Row]:
    solutions = store.query(query)
    assert isinstance(solutions, ox.QuerySolutions)
    names = [variable.value for variable in solutions.variables]
    return [
        {n: t for n in names if isinstance(t := row[n], ox.NamedNode | ox.Literal)}
        for row in solutions
    ]


async def _write_site(
    graph: Path,
    folder: Path,
    wish: Wish,
    files: list[data.File],
    described: Mapping[str, Any],
    found: Changes | None,
    step: Callable[[str], None],
) -> None:
    """Index, changelog, vocabulary, and the pages of entities and articles where wanted."""
    app = application(graph, limits=Limits(seconds=300), shown_text=wish.shown_text)
    app.state.release = wish.version
    base: str = app.state.reader.base
    site = Site(app, folder, base, frozenset())
    if wish.pages:
        with Store.of(graph) as store:
            site = await write_pages(site, store, step)
    previous = version_of(wish.previous) if wish.previous else ""

    def told(language: str) -> dict[str, Any]:
        return {
            "summary": summary(found, language) if found else "",
            "sections": list(sections(found, language, limit=TOLD)) if found else [],
            "previous": previous,
        }

    async def index(request: Request) -> Response:
        return frame.page(
            request,
            "release.html.j2",
            files=files,
            licence=wish.licence,
            issued=wish.issued.date().isoformat() if wish.issued else "",
            pages=wish.pages,
            **told(frame.language(request)),
            **described,
        )

    async def changelog(request: Request) -> Response:
        return frame.page(request, "changelog.html.j2", **told(frame.language(request)))

    await site.write("/", index)
    await site.write("/changelog", changelog)
    await site.write("/ontology", partial(ontology.vocabulary, name="ontology"))
    texts = load()
    for language in LANGUAGES:
        words = told(language)
        (folder / f"CHANGELOG.{language}.md").write_text(
            markdown(
                say(texts, language, "release.changelog", version=wish.version),
                words["summary"] or say(texts, language, "release.first"),
                words["sections"],
            ),
            encoding="utf-8",
        )
    static = folder / "static"
    static.mkdir()
    for name in ("style.css", "icon.svg"):
        shutil.copyfile(frame.STATIC / name, static / name)
    if wish.pages:
        image = await locator.basemap(site.request("/basemap.svg", LANGUAGES[0]))
        (static / "basemap.svg").write_bytes(bytes(image.body))


@contextmanager
def _writing(folder: Path) -> Iterator[Path]:
    """A folder to write beside its place, put there when all went well and else thrown away.

    Raises KgError where something is in its place: a release never changes.
    """
    if folder.exists():
        raise KgError(f"{folder} is there already: a release never changes. Give another version.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    aside.chmod(0o755)
    try:
        yield aside
        aside.rename(folder)
    finally:
        if aside.exists():
            shutil.rmtree(aside)
