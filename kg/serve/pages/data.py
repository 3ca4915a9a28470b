"""The data page: what can be downloaded, under which licence, and how well it was read."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from kg.publish.files import CHECKSUMS, COMPRESSIONS, sha256, uncompressed
from kg.publish.flat.write import PACKAGE
from kg.publish.formats import FORMATS
from kg.publish.vocabulary import local
from kg.serve.pages import frame
from kg.serve.reading import Row, reader, text

_MEDIA = {
    ".csv": "text/csv",
    ".gexf": "application/xml",
    ".graphml": "application/xml",
    ".json": "application/json",
    ".parquet": "application/vnd.apache.parquet",
} | {form.suffix: form.media_type for form in FORMATS.values()}

LICENCES = (
    "SELECT ?licence (COUNT(DISTINCT ?version) AS ?n) WHERE { ?version a kg:ArticleVersion "
    "OPTIONAL { ?version dc:rights ?licence } } GROUP BY ?licence ORDER BY DESC(?n) ?licence LIMIT 50"
)
"""How many article versions are under each licence."""

MEASUREMENTS = (
    "SELECT DISTINCT ?set ?metric ?value ?date ?version ?articles WHERE { "
    "?m a dqv:QualityMeasurement ; dqv:isMeasurementOf ?metric ; dqv:value ?value ; "
    "kg:goldSet ?set ; dcterms:date ?date ; schema:version ?version "
    "OPTIONAL { ?m kg:annotatedArticles ?articles } } LIMIT 500"
)
"""How well the extractor was measured to read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """Something to download; `kind` is dump, flat, delta or network."""

    path: Path
    name: str
    kind: str
    size: int
    sha256: str

    @property
    def title(self) -> str:
        """What the format is called."""
        suffix = uncompressed(self.path).suffix
        known = {form.suffix: form.title for form in FORMATS.values()} | {".parquet": "Parquet"}
        return {CHECKSUMS: "SHA-256", PACKAGE: "Data Package"}.get(
            self.path.name, known.get(suffix, suffix.lstrip(".").upper())
        )

    @property
    def media_type(self) -> str:
        """What is in the file, whether compressed or not."""
        return _MEDIA.get(uncompressed(self.path).suffix, "text/plain")

    @classmethod
    def read(cls, path: Path, name: str, kind: str) -> File:
        """The file with its size and checksum."""
        status = path.stat()
        return cls(
            path=path,
            name=name,
            kind=kind,
            size=status.st_size,
            sha256=_checksum(path, status.st_size, status.st_mtime_ns),
        )


async def data(request: Request) -> Response:
    """The page."""
    ask = reader(request)
    files = await run_in_threadpool(
        lambda: [File.read(*found) for found in _found(request.app.state.graph)]
    )
    licences = await ask.rows(LICENCES)
    measured = await ask.rows(MEASUREMENTS)
    return frame.page(
        request,
        "data.html.j2",
        files=files,
        endpoint=f"{request.base_url}sparql",
        licences=licence_counts(licences),
        **accuracy(measured),
    )


async def download(request: Request) -> Response:
    """One of the files, by the name that the page lists."""
    name = request.path_params["name"]
    for path, shown, kind in _found(request.app.state.graph):
        if shown == name:
            packed = COMPRESSIONS.get(path.suffix)
            media = packed or File.read(path, name, kind).media_type
            return FileResponse(path, media_type=media, filename=path.name)
    raise HTTPException(404, f"There is no download {name!r}.")


routes = [Route("/data", data), Route("/downloads/{name:path}", download)]


def dumps(graph: Path) -> list[Path]:
    """The dumps of a graph that `kg dump` has written, by name."""
    return [path for path in _files(graph / "dumps") if path.name != CHECKSUMS]


def _found(graph: Path | None) -> list[tuple[Path, str, str]]:
    """What may be downloaded: path, name in the address, and kind; nothing without a build."""
    if graph is None:
        return []
    networks = (graph / "network.gexf", graph / "network.graphml")
    deltas = graph / "deltas"
    return [
        *((path, path.name, "dump") for path in _files(graph / "dumps")),
        *((path, f"flat/{path.name}", "flat") for path in _files(graph / "flat")),
        *(
            (path, f"deltas/{path.relative_to(deltas).as_posix()}", "delta")
            for folder in (deltas, *sorted(p for p in deltas.glob("[!.]*") if p.is_dir()))
            for path in _files(folder)
        ),
        *((path, path.name, "network") for path in networks if path.is_file()),
    ]


def _files(folder: Path) -> list[Path]:
    """The files of a folder by name, their checksums last."""
    files = (path for path in folder.glob("[!.]*") if path.is_file())
    return sorted(files, key=lambda path: (path.name == CHECKSUMS, path.name))


@lru_cache(maxsize=256)
def _checksum(path: Path, _size: int, _changed: int) -> str:
    """The SHA-256 of a file, computed anew when its size or time changes."""
    return sha256(path)


def licence_counts(rows: list[Row]) -> list[tuple[str, int]]:
    """The licences of articles, from the answer to `LICENCES`, with how many are under each."""
    return [(text(row, "licence"), int(row["n"].value)) for row in rows]


def accuracy(rows: list[Row]) -> dict[str, Any]:
    """The answer to `MEASUREMENTS` as a table: sets down, metrics across."""
    table: dict[str, dict[str, str]] = defaultdict(dict)
    articles: dict[str, str] = {}
    for row in rows:
        table[text(row, "set")][text(row, "metric")] = f"{float(row['value'].value):.3f}"
        articles[text(row, "set")] = text(row, "articles")
    return {
        "metrics": sorted({text(row, "metric") for row in rows}, key=local),
        "accuracy": dict(sorted(table.items())),
        "annotated": articles,
        "measured": max((text(row, "date") for row in rows), default=""),
    }
