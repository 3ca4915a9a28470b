"""Sites of revolutionary and modern history, and memorials, with where they are and what they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from kg.gazetteer.divisions import Divisions
from kg.gazetteer.sources import Sources
from kg.gazetteer.tables import Row, read_table

COLUMNS = (
    "id",
    "name",
    "aliases",
    "kind",
    "era",
    "address",
    "divisions",
    "designations",
    "commemorates",
    "source",
)
KINDS = (
    "former-site",
    "residence",
    "battlefield",
    "atrocity",
    "memorial",
    "monument",
    "cemetery",
    "tomb",
)
_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_DESIGNATION = re.compile(r"heritage-[1-8]|resistance-[1-3]|patriotic-(?:1|2017)|provincial")


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A site as the lists of its sources have it.

    `divisions` are codes, as fine as the address says and no finer; a site in several counties has
    several. `designations` name the lists that it is on (`heritage-3`: national key heritage, third
    batch), `commemorates` the persons and events in its name, `era` is the source's own wording.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    kind: str
    era: str | None
    address: str
    divisions: tuple[str, ...]
    designations: tuple[str, ...]
    commemorates: tuple[str, ...]
    source: str


def load(path: Path, divisions: Divisions, sources: Sources) -> list[Site]:
    """Read `sites.tsv`. Raises `DataFileError` naming the row that is wrong."""
    sites: list[Site] = []
    for row in read_table(
        path,
        COLUMNS,
        unique=("id",),
        required=("id", "name", "kind", "address", "divisions", "source"),
    ):
        if _ID.fullmatch(row["id"]) is None:
            raise row.error(
                f"id {row['id']!r} is not small letters and digits, joined by hyphens, a letter first"
            )
        if row["kind"] not in KINDS:
            raise row.error(f"kind {row['kind']!r} is none of {', '.join(KINDS)}")
        for code in _parts(row, "divisions"):
            if divisions.get(code) is None:
                raise row.error(f"division {code} is not in divisions.tsv")
        for designation in _parts(row, "designations"):
            if _DESIGNATION.fullmatch(designation) is None:
                raise row.error(f"designation {designation!r} is none that README.md lists")
        if row["name"] in _parts(row, "aliases"):
            raise row.error(f"alias {row['name']!r} is the name itself")
        sites.append(
            Site(
                id=row["id"],
                name=row["name"],
                aliases=_parts(row, "aliases"),
                kind=row["kind"],
                era=row["era"] or None,
                address=row["address"],
                divisions=_parts(row, "divisions"),
                designations=_parts(row, "designations"),
                commemorates=_parts(row, "commemorates"),
                source=sources.check(row),
            )
        )
    return sites


def _parts(row: Row, column: str) -> tuple[str, ...]:
    return tuple(filter(None, row[column].split("|")))
