"""The data page: what can be downloaded, under which licence, and how well it was read."""

from __future__ import annotations

import hashlib
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

from kg.publish.dump import FORMATS
from kg.serve.pages import frame
from kg.serve.reading import Row, reader, text
from kg.serve.vocabulary import local

_MEDIA = {form.suffix: form.media_type for form in FORMATS.values()}


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """Something to download; `kind` is dump, delta or network."""

    path: Path
    name: str
    kind: str
    size: int
    sha256: str

    @property
    def title(self) -> str:
        """What the format is called."""
        for form in FORMATS.values():
            if form.suffix in self.path.suffixes:
                return form.title
        return self.path.suffix.lstrip(".").upper()


async def data(request: Request) -> Response:
    """The page."""
    ask = reader(request)
    files = await run_in_threadpool(
        lambda: [_file(*found) for found in _found(request.app.state.graph)]
    )
    licences = await ask.rows(
        "SELECT ?licence (COUNT(DISTINCT ?version) AS ?n) WHERE { ?version a kg:ArticleVersion "
        "OPTIONAL { ?version dc:rights ?licence } } GROUP BY ?licence ORDER BY DESC(?n) LIMIT 50"
    )
    measured = await ask.rows(
        "SELECT DISTINCT ?set ?metric ?value ?date ?version ?articles WHERE { "
        "?m a dqv:QualityMeasurement ; dqv:isMeasurementOf ?metric ; dqv:value ?value ; "
        "kg:goldSet ?set ; dcterms:date ?date ; schema:version ?version "
        "OPTIONAL { ?m kg:annotatedArticles ?articles } } LIMIT 500"
    )
    return frame.page(
        request,
        "data.html.j2",
        files=files,
        endpoint=f"{request.base_url}sparql",
        licences=[(text(row, "licence"), int(row["n"].value)) for row in licences],
        **_accuracy(measured),
    )


async def download(request: Request) -> Response:
    """One of the files, by the name that the page lists."""
    name = request.path_params["name"]
    for path, shown, _ in _found(request.app.state.graph):
        if shown == name:
            plain = path.with_suffix("") if path.suffix == ".gz" else path
            media = _MEDIA.get(plain.suffix, "application/xml")
            if path.suffix == ".gz":
                media = "application/gzip"
            return FileResponse(path, media_type=media, filename=path.name)
    raise HTTPException(404, f"There is no download {name!r}.")


routes = [Route("/data", data), Route("/downloads/{name:path}", download)]


def dumps(graph: Path) -> list[Path]:
    """The dumps of a graph that `kg dump` has written, by name."""
    return _files(graph / "dumps")


def _found(graph: Path | None) -> list[tuple[Path, str, str]]:
    """What may be downloaded: path, name in the address, and kind; nothing without a build."""
    if graph is None:
        return []
    networks = (graph / "network.gexf", graph / "network.graphml")
    return [
        *((path, path.name, "dump") for path in dumps(graph)),
        *((path, f"deltas/{path.name}", "delta") for path in _files(graph / "deltas")),
        *((path, path.name, "network") for path in networks if path.is_file()),
    ]


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("[!.]*") if path.is_file())


def _file(path: Path, name: str, kind: str) -> File:
    status = path.stat()
    return File(
        path=path,
        name=name,
        kind=kind,
        size=status.st_size,
        sha256=_checksum(path, status.st_size, status.st_mtime_ns),
    )


@lru_cache(maxsize=256)
def _checksum(path: Path, _size: int, _changed: int) -> str:
    """The SHA-256 of a file, computed anew when its size or time changes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _accuracy(rows: list[Row]) -> dict[str, Any]:
    """The measurements as a table: sets down, metrics across."""
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
