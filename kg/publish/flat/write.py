"""Tables to files: CSV, Parquet, and the Data Package that describes them."""

from __future__ import annotations

import csv
import json
from codecs import getwriter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from kg.errors import KgError
from kg.graph.store import Store
from kg.graph.vocabulary import PREFIXES
from kg.publish.files import sha256, write_checksums, writing
from kg.publish.flat.rows import ROWS, Row, Value
from kg.publish.flat.tables import TABLES, Column, Table, Type

PACKAGE = "datapackage.json"
"""The name of the description."""

_BATCH = 20_000
_SCHEMA = "https://datapackage.org/profiles/2.0/datapackage.json"
_COMPRESSIONS = {".gz": "gz", ".zst": "zst"}


def write_flat(
    store: Store,
    folder: Path,
    *,
    parquet: bool = False,
    compression: str = "",
    step: Callable[[str], None] = lambda _table: None,
) -> list[Path]:
    """Write all tables, their description and their checksums; the same graph gives the same bytes.

    `compression` (.gz or .zst) is that of the CSV files; Parquet is compressed within. Each file
    appears when it is whole. Raises KgError where Parquet is wanted and pyarrow is not installed.
    """
    if parquet and not find_spec("pyarrow"):
        raise KgError("Parquet needs pyarrow: pip install 'shuangyong-kg[flat]'.")
    files = []
    counts = {}
    for table in TABLES.values():
        step(table.name)
        paths = [folder / f"{table.name}.csv{compression}"]
        if parquet:
            paths.append(folder / f"{table.name}.parquet")
        with ExitStack() as writers:
            writes = [writers.enter_context(_WRITERS[_format(path)](table, path)) for path in paths]
            counts[table.name] = 0
            for row in ROWS[table.name](store):
                for write in writes:
                    write(row)
                counts[table.name] += 1
        files += paths
    with writing(folder / PACKAGE) as out:
        package = _package(files, counts)
        out.write((json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode())
    files.append(folder / PACKAGE)
    return [*files, write_checksums(folder, files)]


Write = Callable[[Row], object]


@contextmanager
def _csv(table: Table, path: Path) -> Iterator[Write]:
    """Writes rows as CSV (RFC 4180, but lines end in a newline), in UTF-8."""
    with writing(path) as out:
        lines = csv.writer(getwriter("utf-8")(out), lineterminator="\n")
        lines.writerow(column.name for column in table.columns)
        yield lambda row: lines.writerow(map(_text, row))


def _text(value: Value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
    return str(value)


@contextmanager
def _parquet(table: Table, path: Path) -> Iterator[Write]:
    """Writes rows as Parquet, some thousand at a time."""
    import pyarrow as pa
    from pyarrow import parquet

    types = {
        Type.STRING: pa.string(),
        Type.INTEGER: pa.int64(),
        Type.NUMBER: pa.float64(),
        Type.BOOLEAN: pa.bool_(),
        Type.DATE: pa.date32(),
    }
    schema = pa.schema([(column.name, types[column.type]) for column in table.columns])
    batch: list[Row] = []

    with writing(path) as out, parquet.ParquetWriter(out, schema, compression="zstd") as file:

        def flush() -> None:
            columns = [
                pa.array([_plain(row[i]) for row in batch], types[column.type])
                for i, column in enumerate(table.columns)
            ]
            file.write_batch(pa.record_batch(columns, schema=schema))
            batch.clear()

        def write(row: Row) -> None:
            batch.append(row)
            if len(batch) >= _BATCH:
                flush()

        yield write
        flush()


def _plain(value: Value) -> Value | float:
    """Numbers as floats, which every reader has; empty texts as nothing, as in CSV."""
    if isinstance(value, Decimal):
        return float(value)
    return None if value == "" else value


_WRITERS = {"csv": _csv, "parquet": _parquet}


def _format(path: Path) -> str:
    return "parquet" if path.suffix == ".parquet" else "csv"


def _package(files: list[Path], counts: dict[str, int]) -> dict[str, Any]:
    """The Data Package: files with checksums, tables with their columns and keys."""
    return {
        "$schema": _SCHEMA,
        "name": "shuangyong-kg",
        "title": "双拥知识图谱：表格 / shuangyong-kg: tables",
        "prefixes": dict(PREFIXES),
        "resources": [
            _resource(path, table, counts[table.name])
            for path in files
            for table in [TABLES[path.name.partition(".")[0]]]
        ],
    }


def _resource(path: Path, table: Table, rows: int) -> dict[str, Any]:
    form = _format(path)
    resource: dict[str, Any] = {
        "name": table.name if form == "csv" else f"{table.name}-parquet",
        "path": path.name,
        "description": f"{table.zh} / {table.en}",
        "format": form,
        "mediatype": {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}[form],
        "bytes": path.stat().st_size,
        "hash": f"sha256:{sha256(path)}",
        "rows": rows,
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "primaryKey": [column.name for column in table.columns[: table.keys]],
        },
    }
    if form == "csv":
        resource["encoding"] = "utf-8"
        resource["dialect"] = {"lineTerminator": "\n"}
        resource["schema"]["foreignKeys"] = [
            {"fields": [column.name], "reference": {"resource": other, "fields": [field]}}
            for column in table.columns
            if column.refers
            for other, field in [column.refers]
        ]
        if path.suffix in _COMPRESSIONS:
            resource["compression"] = _COMPRESSIONS[path.suffix]
    return resource


def _field(column: Column) -> dict[str, str]:
    return {
        "name": column.name,
        "type": column.type.value,
        "description": f"{column.zh} / {column.en}",
    }
