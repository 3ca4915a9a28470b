"""Read the project's tab-separated tables, and say file and line of what breaks their format."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from kg.errors import DataFileError


class Row(dict[str, str]):
    """One row of a table; it knows its file and line, so that a check can name them."""

    def __init__(self, values: dict[str, str], path: Path, line: int) -> None:
        super().__init__(values)
        self.path = path
        self.line = line

    def error(self, problem: str) -> DataFileError:
        """An error that names this row."""
        return DataFileError(self.path, self.line, problem)

    def date(self, column: str) -> date | None:
        """An ISO date, which may leave out day or month (then the first); None where empty."""
        raw = self[column]
        if not raw:
            return None
        parts = [int(part) for part in raw.split("-") if part.isdigit()]
        if not 1 <= len(parts) <= 3 or raw.count("-") != len(parts) - 1:
            raise self.error(f"{column} {raw!r} is no ISO date")
        try:
            return date(*[*parts, 1, 1][:3])
        except ValueError:
            raise self.error(f"{column} {raw!r} is no date of the calendar") from None


def read_table(
    path: Path, columns: Sequence[str], *, unique: Sequence[str] = (), required: Sequence[str] = ()
) -> Iterator[Row]:
    """Yield the rows of a UTF-8 table with exactly these columns.

    `unique` names the columns that together identify a row, `required` those that may not be
    empty. Raises `DataFileError` on a missing file, another header, a wrong number of fields, a
    row given twice, an empty required field.
    """
    if not path.is_file():
        raise DataFileError(
            path, 0, "the table is missing; reinstall the package or check the path"
        )
    seen: dict[tuple[str, ...], int] = {}
    with path.open(encoding="utf-8", newline="") as file:
        header = file.readline().rstrip("\r\n").split("\t")
        if header != list(columns):
            raise DataFileError(path, 1, f"columns are {header}, expected {list(columns)}")
        for number, line in enumerate(file, start=2):
            fields = line.rstrip("\r\n").split("\t")
            if len(fields) != len(columns):
                raise DataFileError(path, number, f"{len(fields)} fields, expected {len(columns)}")
            row = Row(dict(zip(columns, fields, strict=True)), path, number)
            for column in required:
                if not row[column]:
                    raise row.error(f"{column} is empty")
            if unique:
                key = tuple(row[column] for column in unique)
                if key in seen:
                    raise row.error(f"{'/'.join(key)} stands in line {seen[key]} already")
                seen[key] = number
            yield row
