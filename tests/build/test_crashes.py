"""Killed at any moment, out of room, or two at once: the last good graph stays, the next run goes on."""

from __future__ import annotations

import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.build import build, remove
from kg.errors import StoreError
from kg.graph.folder import build_of, locked, unfinished
from kg.graph.store import Store
from tests.build.conftest import Content, content, write

BEFORE = {"a": 0, "b": 0, "d": 0}
ADDED = {"c": 0, "e": 0}

KILLED_AT_CALL = """
import os, signal, sys
from kg.build import {command}
from {module} import {name} as owner
original = owner.{method}
calls = 0
def killing(*arguments, **options):
    global calls
    calls += 1
    if calls == {call}:
        os.kill(os.getpid(), signal.SIGKILL)
    return original(*arguments, **options)
owner.{method} = killing
from pathlib import Path
{command}(sys.argv[2:], Path(sys.argv[1]))
"""
"""Does something to a graph, and is killed at some call of a method."""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Path], list[Path]]:
    folder = tmp_path_factory.mktemp("articles")
    return write(folder / "before", BEFORE), write(folder / "added", ADDED)


@pytest.fixture
def out(files: tuple[list[Path], list[Path]], tmp_path: Path) -> Path:
    build(files[0], tmp_path / "out")
    return tmp_path / "out"


@pytest.fixture(scope="module")
def both(files: tuple[list[Path], list[Path]], tmp_path_factory: pytest.TempPathFactory) -> Content:
    """The graph of all articles."""
    folder = tmp_path_factory.mktemp("both") / "out"
    build([*files[0], *files[1]], folder)
    return content(folder)


def kg(*arguments: object, limit: int | None = None) -> subprocess.CompletedProcess[str]:
    def limited() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    command = [sys.executable, "-m", "kg.cli", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=limited)


def killed_at(
    command: str, module: str, name: str, method: str, call: int, out: Path, paths: list[Path]
) -> None:
    code = KILLED_AT_CALL.format(
        command=command, module=module, name=name, method=method, call=call
    )
    child = subprocess.run([sys.executable, "-c", code, out, *paths], check=False)
    assert child.returncode == -signal.SIGKILL


def generations(out: Path) -> list[str]:
    return sorted(path.name for path in build_of(out).glob("store-*"))


@pytest.mark.parametrize(
    ("module", "name", "method", "call"),
    [
        ("kg.graph.store", "Store", "copy", 1),
        ("kg.build.writer", "GraphWriter", "put", 2),
        ("kg.build.writer", "StoredClusters", "update", 1),
        ("kg.build.writer", "Change", "apply", 1),
        ("kg.build.writer", "SearchUpdate", "finish", 1),
        ("kg.build.writer", "GraphWriter", "describe", 1),
        ("kg.graph.store", "Store", "close", 1),
    ],
)
def test_a_change_that_is_killed_has_not_happened(
    module: str,
    name: str,
    method: str,
    call: int,
    out: Path,
    files: tuple[list[Path], list[Path]],
    both: Content,
) -> None:
    before = content(out)
    killed_at("add", module, name, method, call, out, files[1])
    assert content(out) == before
    assert kg("add", *files[1], "-o", out).returncode == 0
    assert content(out) == both
    assert generations(out) == ["store-000001", "store-000002"]


def test_killed_at_random_it_has_happened_or_not(
    out: Path, files: tuple[list[Path], list[Path]], both: Content
) -> None:
    before = content(out)
    began = time.monotonic()
    assert kg("add", *files[1], "-o", out).returncode == 0
    took = time.monotonic() - began
    assert content(out) == both
    chance = random.Random(6)
    for _ in range(5):
        if content(out) == both:
            remove(list(ADDED), out)
        command = [sys.executable, "-m", "kg.cli", "add", *map(str, files[1]), "-o", str(out)]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as child:
            time.sleep(chance.uniform(0.3, 1.1) * took)
            child.kill()
        assert content(out) in (before, both)
    kg("update", *files[1], "-o", out)
    assert content(out) == both
    assert len(generations(out)) <= 2


def test_a_build_that_is_killed_goes_on_from_what_it_had_read(
    out: Path, files: tuple[list[Path], list[Path]], both: Content
) -> None:
    before = content(out)
    everything = [*files[0], *files[1]]
    killed_at("build", "kg.build.writer", "GraphWriter", "put", 4, out, everything)
    assert content(out) == before
    for method in ("fill", "describe"):
        killed_at("build", "kg.build.writer", "GraphWriter", method, 1, out, everything)
        assert content(out) == before
    # The first killed had kept three articles, and the second all: none is read again.
    report = build(everything, out)
    assert (report.added, report.unchanged) == (0, 5)
    assert content(out) == both
    assert not unfinished(out).exists()


def test_a_build_goes_on_only_with_the_articles_that_it_is_given(
    out: Path, files: tuple[list[Path], list[Path]], tmp_path: Path
) -> None:
    everything = [*files[0], *files[1]]
    killed_at("build", "kg.build.writer", "GraphWriter", "fill", 1, out, everything)
    build(files[1], out)
    build(files[1], tmp_path / "fresh")
    assert content(out) == content(tmp_path / "fresh")


@pytest.mark.parametrize("limit", [1_000, 60_000, 200_000])
def test_a_full_disk_changes_nothing(
    limit: int, out: Path, files: tuple[list[Path], list[Path]], both: Content
) -> None:
    before = content(out)
    for command in ("add", "build"):
        result = kg(command, *files[0], *files[1], "-o", out, limit=limit)
        assert result.returncode == 1, result.stdout
        assert "could not be written" in result.stderr
        assert "Traceback" not in result.stderr
        assert content(out) == before
    assert kg("add", *files[1], "-o", out).returncode == 0
    assert content(out) == both


def test_only_one_process_changes_a_graph(out: Path, files: tuple[list[Path], list[Path]]) -> None:
    with locked(out):
        for command in ("add", "build"):
            result = kg(command, *files[1], "-o", out)
            assert result.returncode == 1
            assert "is being changed by another process" in result.stderr
        with pytest.raises(StoreError, match="wait for it to end"):
            remove(["a"], out)


def test_who_reads_a_graph_is_not_disturbed(
    out: Path, files: tuple[list[Path], list[Path]]
) -> None:
    with Store.of(out) as store:
        before = set(store.quads())
        assert kg("add", *files[1], "-o", out).returncode == 0
        assert set(store.quads()) == before
        with Store.of(out) as changed:
            assert set(changed.quads()) != before


def test_folders_of_killed_processes_are_swept(
    out: Path, files: tuple[list[Path], list[Path]]
) -> None:
    (build_of(out) / "store-000009").mkdir()
    build(files[0], out)
    build(files[0], out)
    assert sorted(path.name for path in out.iterdir()) == [".lock", "build-000002", "build-000003"]
