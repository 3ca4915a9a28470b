"""The tables say what the graph says."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path

import pytest

from kg.errors import KgError
from kg.graph.articles import read_articles
from kg.graph.store import Store
from kg.publish.files import CHECKSUMS, reading
from kg.publish.flat import write_flat
from kg.publish.flat.tables import SEPARATOR, TABLES

ROOT = Path(__file__).parents[2]

Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def flat(demo: Path) -> Path:
    with Store.of(demo) as store:
        write_flat(store, demo / "flat", compression=".gz")
    return demo / "flat"


@pytest.fixture(scope="module")
def tables(flat: Path) -> dict[str, Rows]:
    return {name: rows(flat / f"{name}.csv.gz") for name in TABLES}


def rows(path: Path) -> Rows:
    with reading(path) as file:
        lines = file.read().decode().splitlines(keepends=True)
    return list(csv.DictReader(lines))


@pytest.mark.parametrize(
    ("table", "pattern"),
    [
        ("articles", "?x a kg:ArticleVersion"),
        ("entities", "?x a ?class FILTER(?class IN (kg:Place, kg:Organization, kg:Site, "
         "kg:Document, kg:Event, kg:Person, kg:Honour, kg:Quantity, kg:TimeSpan))"),
        ("statements", "?x a kg:Statement"),
        ("mentions", "?x a kg:Mention"),
        ("events", "?x a kg:Event"),
        ("amounts", "?x a kg:Quantity"),
    ],
)  # fmt: skip
def test_everything_of_the_graph_is_there(
    table: str, pattern: str, demo: Path, tables: dict[str, Rows]
) -> None:
    with Store.of(demo) as store:
        found = store.query(f"SELECT DISTINCT ?x WHERE {{ {pattern} }}")
        iris = {solution["x"].value for solution in found}  # type: ignore[union-attr]
    assert iris == {row[TABLES[table].columns[0].name] for row in tables[table]}
    assert len(iris) > 10


def test_keys_tell_rows_apart_and_refer_to_rows(tables: dict[str, Rows]) -> None:
    for name, table in TABLES.items():
        keys = [tuple(row[c.name] for c in table.columns[: table.keys]) for row in tables[name]]
        assert len(set(keys)) == len(keys)
        for column in table.columns:
            if column.refers:
                other, field = column.refers
                known = {row[field] for row in tables[other]}
                assert {row[column.name] for row in tables[name]} <= known


def test_each_quote_stands_in_its_article(demo: Path, tables: dict[str, Rows]) -> None:
    texts = {article.id: article.text for article in read_articles(demo)}
    for name, column in (("statements", "quote"), ("mentions", "text")):
        for row in tables[name]:
            said = texts[row["article"]][int(row["start"]) : int(row["end"])]
            assert said == row[column]


def test_dates_amounts_and_points_are_as_the_graph_has_them(tables: dict[str, Rows]) -> None:
    (time,) = (r for r in tables["entities"] if r["label"] == "2020-10-20" and r["edtf"])
    assert (time["earliest"], time["latest"], time["edtf"]) == ("2020-10-20",) * 3
    amounts = [r for r in tables["amounts"] if r["raw"] == "2.7亿元"]
    assert {(r["minimum"], r["maximum"], r["unit"]) for r in amounts} == {
        ("270000000", "270000000", "元")
    }
    assert all(r["quote"] and r["of_labels"] == "兰州市" for r in amounts)
    (place,) = (r for r in tables["entities"] if r["entity"].endswith("/place/620400"))
    assert (place["type"], place["label"], place["code"]) == ("Place", "白银市", "620400")
    assert 36 < float(place["latitude"]) < 37
    assert 104 < float(place["longitude"]) < 105
    run = [r for r in tables["events"] if r["ordinal"] and r["implied"] == "true"]
    assert run
    assert all(r["honour"] and r["receivers"] and not r["time"] for r in run)


def test_the_package_describes_the_files(flat: Path, tables: dict[str, Rows]) -> None:
    package = json.loads((flat / "datapackage.json").read_text(encoding="utf-8"))
    assert [r["name"] for r in package["resources"]] == list(TABLES)
    for resource in package["resources"]:
        data = (flat / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert resource["bytes"] == len(data)
        found = tables[resource["name"]]
        assert resource["rows"] == len(found)
        assert [field["name"] for field in resource["schema"]["fields"]] == list(found[0])
    sums = (flat / CHECKSUMS).read_text().splitlines()
    assert len(sums) == len(TABLES) + 1


def test_parquet_has_the_same_rows(demo: Path, tables: dict[str, Rows], tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    with Store.of(demo) as store:
        write_flat(store, tmp_path, parquet=True)
    for name, found in tables.items():
        table = parquet.read_table(tmp_path / f"{name}.parquet")
        assert table.num_rows == len(found)
        for column in TABLES[name].columns:
            values = table.column(column.name).to_pylist()
            assert len(values) == len(found)
            for value, row in zip(values, found, strict=True):
                text = row[column.name]
                if value is None:
                    assert text == ""
                elif isinstance(value, float):
                    assert float(text) == value
                else:
                    assert text == str(value).lower() if isinstance(value, bool) else str(value)


def test_the_same_graph_gives_the_same_bytes(demo: Path, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow", reason="pyarrow is not installed") is not None
    with Store.of(demo) as store:
        for name in "ab":
            write_flat(store, tmp_path / name, parquet=parquet, compression=".zst")
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()


def test_parquet_without_its_library_says_how_to_get_it(
    demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kg.publish.flat.write.find_spec", lambda _name: None)
    with (
        Store.of(demo) as store,
        pytest.raises(KgError, match=r"pip install 'shuangyong-kg\[flat\]'"),
    ):
        write_flat(store, tmp_path, parquet=True)
    assert not list(tmp_path.iterdir())


def test_the_documentation_lists_every_column() -> None:
    text = (ROOT / "docs" / "publishing.md").read_text(encoding="utf-8")
    for table in TABLES.values():
        _, _, rest = text.partition(f"**{table.name}**")
        told = rest.split("\n**")[0]
        for column in table.columns:
            assert f"`{column.name}`" in told, (table.name, column.name)
    assert f"`{SEPARATOR}`" in text
