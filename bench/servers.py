"""Stores of others as programs on this machine: what benchmarks and tests start them with."""

from __future__ import annotations

import socket
import subprocess
import time
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from configparser import ConfigParser
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

import httpx

JAVA = Path("/usr/share/java")
JARS = (
    "jena-arq", "jena-base", "jena-cmds", "jena-core", "jena-iri", "thrift", "slf4j-api", "slf4j-nop",
    "commons-cli", "commons-codec", "commons-compress", "commons-csv", "commons-io", "commons-lang3",
    "commons-logging", "jackson-core", "jackson-databind", "jackson-annotations", "jsonld-java",
    "titanium-json-ld", "httpclient", "httpclient-cache", "httpcore", "guava", "gson", "protobuf",
)  # fmt: skip
"""What riot needs; the wildcard of a class path finds two versions of each."""


Section = Mapping[str, object]


def write_virtuoso_settings(
    folder: Path, port: int, sql: int, more: Mapping[str, Section] = MappingProxyType({})
) -> Path:
    """Settings of a Virtuoso whose files are in the folder: those that are always so, and `more` by
    section, which outrank them. The path of the file."""
    settings = ConfigParser(interpolation=None)
    settings.optionxform = str  # type: ignore[assignment,method-assign]  # it keeps upper case
    sections: dict[str, Section] = {
        "Database": {
            "DatabaseFile": f"{folder}/virtuoso.db",
            "ErrorLogFile": f"{folder}/virtuoso.log",
            "LockFile": f"{folder}/virtuoso.lck",
            "TransactionFile": f"{folder}/virtuoso.trx",
            "xa_persistent_file": f"{folder}/virtuoso.pxa",
            "TempStorage": "TempDatabase",
        },
        "TempDatabase": {
            "DatabaseFile": f"{folder}/virtuoso-temp.db",
            "TransactionFile": f"{folder}/virtuoso-temp.trx",
        },
        "Parameters": {
            "ServerPort": f"127.0.0.1:{sql}",
            "DisableUnixSocket": 1,
            "CheckpointInterval": 0,
            "NumberOfBuffers": 10_000,
            "DirsAllowed": folder,
        },
        "HTTPServer": {"ServerPort": f"127.0.0.1:{port}", "ServerRoot": folder},
        "SPARQL": {"ResultSetMaxRows": 10_000},
    }
    settings.read_dict(sections)
    settings.read_dict(more)
    path = folder / "virtuoso.ini"
    with path.open("w", encoding="utf-8") as file:
        settings.write(file)
    return path


def jena_classes(folder: Path, jars: Iterable[str] = JARS) -> str:
    """The class path of Debian's Jena. Its jena-core has the texts of Xerces in a folder where its
    classes do not look: they are unpacked into `folder`."""
    inside = "org/apache/jena/ext/"
    with zipfile.ZipFile(JAVA / "jena-core.jar") as jar:
        jar.extractall(folder, [n for n in jar.namelist() if n.startswith(f"{inside}xerces/")])
    return ":".join(map(str, [folder / inside, *(JAVA / f"{name}.jar" for name in jars)]))


def free_port() -> int:
    """A port of this machine that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: list[str], url: str, seconds: float = 60) -> Iterator[int]:
    """A server that answers SPARQL at `url`, ended afterwards; its process id.

    Raises `RuntimeError` where it ends at once, or answers nothing for so many seconds.
    """
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    last = time.monotonic() + seconds
    try:
        while True:
            if process.poll() is not None:
                raise RuntimeError(f"{command[0]} ended with {process.returncode}")
            try:
                httpx.get(url, params={"query": "ASK { ?s ?p ?o }"}, trust_env=False)
                break
            except httpx.TransportError as error:
                if time.monotonic() > last:
                    raise RuntimeError(f"{command[0]} did not start") from error
                time.sleep(0.1)
        yield process.pid
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
