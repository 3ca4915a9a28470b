"""The sources of the tables: what a row may name instead of a URL."""

from __future__ import annotations

from pathlib import Path

from kg.gazetteer.tables import Row, read_table

COLUMNS = ("id", "title", "url", "licence")


class Sources(frozenset[str]):
    """The ids of `sources.tsv`."""

    @classmethod
    def load(cls, path: Path) -> Sources:
        """Read `sources.tsv`. Raises `DataFileError` naming the row that is wrong."""
        return cls(row["id"] for row in read_table(path, COLUMNS, unique=("id",), required=COLUMNS))

    def check(self, row: Row) -> str:
        """The source of a row: ids and URLs, joined by a bar. Raises `DataFileError` for others."""
        for source in row["source"].split("|"):
            if source not in self and not source.startswith(("http://", "https://")):
                known = ", ".join(sorted(self))
                raise row.error(f"source {source!r} is no URL and no id of sources.tsv: {known}")
        return row["source"]
