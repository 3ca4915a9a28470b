"""Files that appear only when they are whole, compressed as their names say, with checksums."""

from __future__ import annotations

import gzip
import hashlib
import sys
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BufferedIOBase
from pathlib import Path

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

COMPRESSIONS = {".gz": "application/gzip", ".zst": "application/zstd"}
"""The media type of each compression, by the suffix that asks for it."""

UNREADABLE = (OSError, EOFError, zlib.error, zstd.ZstdError)
"""What reading a broken file raises."""

CHECKSUMS = "SHA256SUMS"
"""The name of a folder's file of checksums, which `sha256sum -c` reads."""

_ZSTD_LEVEL = 12
_GZIP_LEVEL = 6


def uncompressed(path: Path) -> Path:
    """The name of a file without the suffix of its compression.

    >>> uncompressed(Path("graph.nq.zst")).name, uncompressed(Path("graph.nq")).name
    ('graph.nq', 'graph.nq')
    """
    return path.with_suffix("") if path.suffix in COMPRESSIONS else path


@contextmanager
def writing(path: Path) -> Iterator[BufferedIOBase]:
    """A file to write, in the place of what was there when all went well, and else not at all.

    It is compressed where its name ends in .gz or .zst; the same bytes in give the same bytes out.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.part")
    try:
        with aside.open("wb") as raw:
            match path.suffix:
                case ".gz":
                    # No name and no time inside, which would differ from run to run.
                    with gzip.GzipFile("", "wb", _GZIP_LEVEL, fileobj=raw, mtime=0) as packed:
                        yield packed
                case ".zst":
                    with zstd.ZstdFile(raw, "wb", level=_ZSTD_LEVEL) as packed_:
                        packed_.write(b"")  # an empty file would have no frame, and no reader
                        yield packed_
                case _:
                    yield raw
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


@contextmanager
def reading(path: Path) -> Iterator[BufferedIOBase]:
    """A file to read, unpacked where its name ends in .gz or .zst."""
    match path.suffix:
        case ".gz":
            with gzip.open(path, "rb") as file:
                yield file
        case ".zst":
            with zstd.open(path, "rb") as packed:
                yield packed
        case _:
            with path.open("rb") as plain:
                yield plain


def sha256(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_checksums(folder: Path, files: Iterable[Path]) -> Path:
    """Write the checksums of the files, which lie somewhere below the folder, sorted by name."""
    path = folder / CHECKSUMS
    names = sorted(file.relative_to(folder).as_posix() for file in files)
    with writing(path) as out:
        for name in names:
            out.write(f"{sha256(folder / name)}  {name}\n".encode())
    return path
