"""The notebooks of docs/ run from top to bottom on a dump of the demo graph."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from kg.graph.store import Store
from kg.publish.dump import write_dump

NOTEBOOKS = sorted((Path(__file__).parents[1] / "docs" / "notebooks").glob("*.ipynb"))


def read(path: Path) -> nbformat.NotebookNode:
    notebook = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)  # type: ignore[no-untyped-call]
    assert isinstance(notebook, nbformat.NotebookNode)
    return notebook


def outputs(notebook: nbformat.NotebookNode) -> list[str]:
    """The kinds of all outputs, in order."""
    return [
        kind
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        for kind in (sorted(output.get("data", {})) or [output.output_type])
    ]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
@pytest.mark.filterwarnings("default")  # what Jupyter warns of is no fault of ours
def test_a_notebook_runs_on_a_dump(
    path: Path, demo_graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dump = tmp_path / "graph.nq"
    with Store.of(demo_graph) as store:
        write_dump(store.quads(), dump)
    monkeypatch.setenv("KG_DUMP", str(dump))
    monkeypatch.setenv("MPLCONFIGDIR", str(tmp_path / "matplotlib"))
    published, notebook = read(path), read(path)
    # Raises with the cell and its traceback where one fails.
    NotebookClient(
        notebook,
        timeout=600,
        kernel_name="python3",
        resources={"metadata": {"path": str(tmp_path)}},
    ).execute()
    assert outputs(notebook) == outputs(published), "execute the notebook again and commit it"
    assert outputs(notebook).count("image/png") == 2


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_published_with_its_outputs_and_is_small(path: Path) -> None:
    assert path.stat().st_size < 1_000_000
    notebook = read(path)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    assert "error" not in outputs(notebook)
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            assert any("\u4e00" <= c <= "\u9fff" for c in cell.source), "says it in Chinese too"
            assert any(c.isascii() and c.isalpha() for c in cell.source), "says it in English too"
