"""The command as a user runs it."""

from __future__ import annotations

import importlib.util
import json
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import SH, Graph

from kg.graph.folder import state_of, store_of
from kg.graph.store import Store
from kg.graph.vocabulary import OA
from kg.state.summary import summary_of

ROOT = Path(__file__).parent.parent
ARTICLES = ROOT / "data" / "articles"


def kg(*arguments: object, text: str | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kg.cli", *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, input=text, cwd=ROOT, check=False
    )


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("cli") / "out"
    result = kg("build", ARTICLES, "-o", out)
    assert result.returncode == 0, result.stderr
    assert result.stderr == ""
    return out


def test_the_demo_graph_is_worth_looking_at(demo: Path) -> None:
    counts = summary_of(demo)
    assert counts.articles >= 12
    least = {
        "Place": 40,
        "Organization": 20,
        "Site": 15,
        "Document": 5,
        "Event": 15,
        "Person": 15,
        "Honour": 8,
        "Quantity": 50,
        "Time": 50,
    }
    assert {kind: n for kind, n in least.items() if counts.by_type[kind] < n} == {}


def test_the_demo_graph_is_valid(demo: Path) -> None:
    result = kg("validate", "-g", demo, "--json")
    report = json.loads(result.stdout)
    assert (result.returncode, report["findings"]) == (0, [])
    assert report["quotes"] > 500


def test_a_tampered_article_is_found(demo: Path, tmp_path: Path) -> None:
    copy = tmp_path / "out"
    shutil.copytree(demo, copy)
    with closing(sqlite3.connect(state_of(copy))) as db, db:
        db.execute(
            "UPDATE articles SET article = CAST(replace(CAST(article AS TEXT), '白银市', '黑银市') AS BLOB)"
        )
    result = kg("validate", "-g", copy)
    assert result.returncode == 1
    assert "is not the version" in result.stderr


def test_a_tampered_graph_is_refused_in_every_format(demo: Path, tmp_path: Path) -> None:
    copy = tmp_path / "out"
    shutil.copytree(demo, copy)
    with Store.open_for_writing(store_of(copy)) as store:
        quads = store.oxigraph.quads_for_pattern(None, ox.NamedNode(OA.exact), None, None)
        quad = next(quad for quad in quads if quad.graph_name != ox.DefaultGraph())
        invented = ox.Literal("查无此句")
        store.oxigraph.remove(quad)
        store.load([ox.Quad(quad.subject, quad.predicate, invented, quad.graph_name)])
    text = kg("validate", "-g", copy)
    assert text.returncode == 4
    assert text.stdout.startswith("quote-not-in-article: 1\n")
    assert "查无此句" in text.stdout
    as_json = kg("validate", "-g", copy, "--json")
    assert as_json.returncode == 4
    assert json.loads(as_json.stdout)["counts"] == {"quote-not-in-article": 1}
    turtle = kg("validate", "-g", copy, "-f", "turtle")
    assert turtle.returncode == 4
    report = Graph().parse(data=turtle.stdout, format="turtle")
    assert [str(value) for value in report.objects(None, SH.conforms)] == ["false"]


def test_two_builds_give_the_same_bytes(demo: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    files = sorted(ARTICLES.glob("*.md"), reverse=True)
    assert kg("build", *(f for f in files if f.stem != "README"), "-o", again).returncode == 0
    for out in (demo, again):
        assert kg("dump", "-g", out).returncode == 0
    dumps = sorted(path.name for path in (demo / "dumps").iterdir())
    assert len(dumps) == 6
    for name in dumps:
        assert (demo / "dumps" / name).read_bytes() == (again / "dumps" / name).read_bytes()


def test_rejected_input_has_its_own_exit_code(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("白山市召开会议。")
    (tmp_path / "bad.txt").write_bytes(b"")
    result = kg("build", tmp_path, "-o", tmp_path / "out")
    assert result.returncode == 3
    assert "bad.txt: the file is empty" in result.stderr
    assert "1 articles" in result.stdout


def test_extract_prints_a_line_an_article(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("2020年12月30日，白山市召开表彰大会。")
    result = kg("extract", tmp_path / "x.txt")
    record = json.loads(result.stdout)
    assert record["id"] == "x"
    assert Counter(e["type"] for e in record["entities"])["Time"] == 1


def test_query_from_standard_input(demo: Path) -> None:
    result = kg(
        "query", "-", "-g", demo, "-f", "csv", text="SELECT (COUNT(?s) AS ?n) { ?s a kg:Site }"
    )
    assert result.stdout.splitlines()[0] == "n"


def test_query_with_parameters(demo: Path) -> None:
    result = kg("query", "sites-in-place", "place=350000", "-g", demo, "-f", "csv")
    assert "古田会议会址" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("query", "nothing"), "Known: "),
        (("query", "timeline", "since"), "name=value"),
        (("validate", "-g", "/nowhere"), "kg build"),
        (("build", "data/articles", "-o", "data"), "no build wrote"),
    ],
)
def test_errors_say_what_to_do(arguments: tuple[str, ...], said: str) -> None:
    result = kg(*arguments)
    assert result.returncode == 1
    assert said in result.stderr
    assert "Traceback" not in result.stderr


def test_every_command_is_in_the_readme() -> None:
    from kg.cli import app

    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    names = [
        command.name or command.callback.__name__.replace("_", "-")
        for command in app.registered_commands
        if command.callback
    ]
    assert [name for name in names if f"kg {name}" not in readme] == []


def test_help_teaches() -> None:
    assert importlib.util.find_spec("kg.cli") is not None
    assert "kg build data/articles" in kg("build", "--help").stdout
