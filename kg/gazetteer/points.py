"""Representative points of divisions, no more exact than a map of places needs."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from kg.gazetteer.divisions import Divisions
from kg.gazetteer.sources import Sources
from kg.gazetteer.tables import Row, read_table

COLUMNS = ("code", "latitude", "longitude", "kind", "precision_km", "source")
KINDS = ("seat", "centroid")


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A point in degrees of WGS 84 that stands for a division on a map.

    `kind` is `seat` (the town that is the seat of government) or `centroid` (of the area); what is
    meant lies within `precision_km` of it.
    """

    code: str
    latitude: Decimal
    longitude: Decimal
    kind: str
    precision_km: int
    source: str


def load(path: Path, divisions: Divisions, sources: Sources) -> dict[str, Point]:
    """Read `division_points.tsv`, by code. Raises `DataFileError` naming the row that is wrong."""
    points: dict[str, Point] = {}
    for row in read_table(path, COLUMNS, unique=("code",), required=COLUMNS):
        if divisions.get(row["code"]) is None:
            raise row.error(f"code {row['code']} is not in divisions.tsv")
        if row["kind"] not in KINDS:
            raise row.error(f"kind {row['kind']!r} is none of {', '.join(KINDS)}")
        if not row["precision_km"].isdigit() or row["precision_km"] == "0":
            raise row.error(f"precision_km {row['precision_km']!r} is no number of kilometres")
        points[row["code"]] = Point(
            code=row["code"],
            latitude=_degrees(row, "latitude", 3, 54),
            longitude=_degrees(row, "longitude", 73, 136),
            kind=row["kind"],
            precision_km=int(row["precision_km"]),
            source=sources.check(row),
        )
    return points


def _degrees(row: Row, column: str, low: int, high: int) -> Decimal:
    try:
        value = Decimal(row[column])
    except InvalidOperation:
        raise row.error(f"{column} {row[column]!r} is no number of degrees") from None
    if not low <= value <= high:
        raise row.error(f"{column} {row[column]} lies outside China ({low} to {high} degrees)")
    return value
