"""What the documentation tells readers to type does what it says."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = ("README.md", "docs/endpoint.md")
ADDRESS = "http://127.0.0.1:8000"


def code(page: str, language: str) -> list[str]:
    text = (ROOT / page).read_text(encoding="utf-8")
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


COMMANDS = [
    line
    for page in PAGES
    for block in code(page, "sh")
    for line in block.splitlines()
    if line.startswith("curl")
]


def test_there_are_commands() -> None:
    assert len(COMMANDS) == 6


@pytest.mark.parametrize("command", COMMANDS)
def test_curl_as_documented(server: str, command: str) -> None:
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed")
    arguments = [*shlex.split(command.replace(ADDRESS, server)), "--fail", "--silent"]
    done = subprocess.run(arguments, capture_output=True, check=True, text=True)
    assert any(words in done.stdout for words in ("七道江会议旧址", '"boolean":', "void#Dataset"))


def test_python_as_in_the_readme(server: str) -> None:
    (program,) = (block for block in code("README.md", "python") if "SPARQLWrapper" in block)
    done = subprocess.run(
        [sys.executable, "-c", program.replace(ADDRESS, server)],
        capture_output=True,
        check=True,
        text=True,
    )
    assert "'bindings'" in done.stdout


def test_the_search_of_the_documentation_runs(server: str) -> None:
    from SPARQLWrapper import CSV, SPARQLWrapper

    (query,) = code("docs/endpoint.md", "sparql")
    endpoint = SPARQLWrapper(f"{server}/sparql")
    endpoint.setQuery(query)
    endpoint.setReturnFormat(CSV)
    body = endpoint.query().convert()
    assert isinstance(body, bytes)
    assert "白山市,1" in body.decode()
