"""Read files, folders and globs into articles; report what cannot be read, and go on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from glob import glob, has_magic
from pathlib import Path, PurePath

from kg.corpus.boilerplate import Boilerplate
from kg.corpus.formats import READERS, Failure
from kg.errors import UnreadableSource
from kg.model import Article
from kg.settings import Settings

_NOT_ARTICLES = ("README", "CHANGELOG", "LICENSE")


@dataclass(frozen=True, slots=True)
class Rejection:
    """An input that gave no article, or an article that gave no graph: where, and why.

    >>> print(Rejection(Path("a.txt"), None, "the file is empty"))
    a.txt: the file is empty
    """

    path: Path | None
    line: int | None
    reason: str
    article: str | None = None

    def __str__(self) -> str:
        if self.path is None:
            return f"article {self.article!r}: {self.reason}"
        return f"{self.path}{f':{self.line}' if self.line else ''}: {self.reason}"


def find(paths: Iterable[str | Path]) -> list[Path]:
    """The files that paths, folders and globs name, each once, in a stable order.

    In a folder only files of known formats count, and not hidden ones or a README; a file named
    outright is always taken, so that a wrong one is reported and not passed over.
    """
    found: dict[Path, None] = {}
    for given in paths:
        path = Path(given)
        if path.is_dir():
            for file in sorted(path.rglob("*")):
                if counts(file.relative_to(path)) and file.is_file():
                    found[file] = None
        elif path.exists() or not has_magic(str(given)):
            found[path] = None
        else:
            matches = [file for file in sorted(_matching(str(given))) if file.is_file()]
            found.update(dict.fromkeys(matches or [path]))
    return list(found)


def counts(file: PurePath, formats: Collection[str] = READERS) -> bool:
    """Whether a file, named as seen from a folder, is taken for articles when the folder is given.

    >>> counts(PurePath("2020/a.txt")), counts(PurePath("README.md")), counts(PurePath(".git/a.txt"))
    (True, False, False)
    """
    return (
        file.suffix.lower() in formats
        and not any(part.startswith(".") for part in file.parts)
        and not file.stem.upper().startswith(_NOT_ARTICLES)
    )


def _matching(pattern: str) -> list[Path]:
    # Path.glob takes no absolute pattern.
    return [Path(name) for name in glob(pattern, recursive=True)]  # noqa: PTH207


def read(
    paths: Iterable[str | Path], *, settings: Settings | None = None
) -> Iterator[Article | Rejection]:
    """Yield an `Article` for each that can be read, a `Rejection` for each that cannot, in order.

    Of articles of one id the first stays and the others are rejected; where superseded versions are
    kept, each is a version, and the last is in force.
    """
    settings = settings or Settings()
    boilerplate = Boilerplate.load(settings.lexicons / "boilerplate.tsv")
    seen: dict[str, Path] = {}
    for path in find(paths):
        for item in _read_file(path, boilerplate):
            if isinstance(item, Article):
                if item.id in seen and not settings.keep_superseded:
                    yield Rejection(path, None, read_already(item.id, seen[item.id]))
                    continue
                seen[item.id] = path
            yield item


def read_already(id_: str, path: object) -> str:
    """Why an article is rejected whose id another has: the one that was read first stays."""
    return f"id {id_!r} was read from {path} already"


def _read_file(path: Path, boilerplate: Boilerplate) -> Iterator[Article | Rejection]:
    try:
        for item in read_data(path, path.read_bytes(), boilerplate):
            yield Rejection(path, item.line, item.reason) if isinstance(item, Failure) else item
    except OSError as error:
        yield Rejection(path, None, f"cannot be read: {error.strerror}")


def read_data(path: PurePath, data: bytes, boilerplate: Boilerplate) -> Iterator[Article | Failure]:
    """The articles in the bytes of a file; its suffix tells the format."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        yield Failure(None, f"unknown format {path.suffix!r}; known: {', '.join(READERS)}")
        return
    try:
        yield from reader(path, data, boilerplate)
    except UnreadableSource as error:
        yield Failure(None, str(error))
