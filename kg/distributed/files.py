"""Files wherever Hadoop finds them: the local disk, HDFS, S3 and the like."""

from __future__ import annotations

from collections.abc import Iterator
from glob import has_magic
from pathlib import PurePosixPath
from typing import Any, cast
from urllib.parse import unquote, urlsplit

from pyspark.sql import SparkSession

_MAGIC = "{}[]*?\\"


class Files:
    """The file systems of a Spark session, by address; a path without one is of the default system."""

    def __init__(self, spark: SparkSession) -> None:
        # PySpark has no other way to Hadoop's file systems than the JVM behind it.
        self._jvm = cast(Any, spark)._jvm
        self._conf = cast(Any, spark)._jsc.hadoopConfiguration()

    def exists(self, path: str) -> bool:
        return bool(self._system(path).exists(self._path(path)))

    def is_folder(self, path: str) -> bool:
        return self.exists(path) and bool(
            self._system(path).getFileStatus(self._path(path)).isDirectory()
        )

    def names(self, folder: str) -> list[str]:
        """What lies in a folder, by name; nothing where there is none."""
        if not self.exists(folder):
            return []
        found = self._system(folder).listStatus(self._path(folder))
        return sorted(status.getPath().getName() for status in found)

    def below(self, folder: str) -> Iterator[tuple[PurePosixPath, str]]:
        """All files below a folder, in the order of their names as seen from it, with addresses."""
        system, top = self._system(folder), self._path(folder)
        root = PurePosixPath(system.makeQualified(top).toUri().getPath())
        found: list[tuple[PurePosixPath, str]] = []
        files = system.listFiles(top, True)
        while files.hasNext():
            path = files.next().getPath()
            name = PurePosixPath(path.toUri().getPath()).relative_to(root)
            found.append((name, str(path.toString())))
        yield from sorted(found)

    def address(self, path: str) -> str:
        """The path with its file system."""
        return str(self._system(path).makeQualified(self._path(path)).toString())

    def matching(self, pattern: str) -> list[str]:
        """The files that a pattern matches, as Hadoop reads it (no **)."""
        if not has_magic(pattern):
            return []
        statuses = self._system(pattern).globStatus(self._path(pattern)) or ()
        return sorted(str(s.getPath().toString()) for s in statuses if s.isFile())

    def read(self, path: str) -> str:
        """A small file."""
        stream = self._system(path).open(self._path(path))
        try:
            return str(self._jvm.org.apache.commons.io.IOUtils.toString(stream, "UTF-8"))
        finally:
            stream.close()

    def write(self, path: str, text: str) -> None:
        """Write a small file, in the place of one that was there."""
        stream = self._system(path).create(self._path(path), True)
        try:
            stream.write(bytearray(text.encode()))
        finally:
            stream.close()

    def delete(self, path: str) -> None:
        """Remove a file or a folder with all that is in it, if it is there."""
        self._system(path).delete(self._path(path), True)

    def _path(self, path: str) -> Any:
        return self._jvm.org.apache.hadoop.fs.Path(path)

    def _system(self, path: str) -> Any:
        return self._path(path).getFileSystem(self._conf)


def literal(path: str) -> str:
    """A path so that Spark, which reads patterns, takes it as it is.

    >>> literal("a[1].txt")
    'a\\\\[1\\\\].txt'
    """
    return "".join(f"\\{c}" if c in _MAGIC else c for c in path)


def plain(address: str) -> str:
    """One form for the addresses that Spark gives percent-encoded.

    >>> plain("file:///a/%E5%8F%8C.txt")
    'file:/a/双.txt'
    """
    parts = urlsplit(address)
    system = f"//{parts.netloc}" if parts.netloc else ""
    return f"{parts.scheme}:{system}{unquote(parts.path)}"
