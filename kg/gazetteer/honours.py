"""Honours: titles and decorations, who gives them, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kg.gazetteer.divisions import Divisions
from kg.gazetteer.sources import Sources
from kg.gazetteer.tables import read_table

COLUMNS = ("id", "name", "aliases", "given_by", "level", "earliest", "source")
NATIONAL = "national"


@dataclass(frozen=True, slots=True, kw_only=True)
class Honour:
    """`level` is `national` or the code of the province that gives it; `given_by` holds the bodies
    that give or gave it, `earliest` the first year of a conferral that the source knows."""

    id: str
    name: str
    aliases: tuple[str, ...]
    given_by: tuple[str, ...]
    level: str
    earliest: int
    source: str

    @property
    def names(self) -> frozenset[str]:
        return frozenset({self.name, *self.aliases})


def load(path: Path, divisions: Divisions, sources: Sources) -> list[Honour]:
    """Read `honours.tsv`. Raises `DataFileError` naming the row that is wrong."""
    honours: list[Honour] = []
    lines: dict[str, int] = {}
    for row in read_table(
        path, COLUMNS, unique=("id",), required=("id", "name", "level", "earliest", "source")
    ):
        if row["level"] != NATIONAL and divisions.get(row["level"]) is None:
            raise row.error(f"level {row['level']!r} is neither {NATIONAL} nor a known code")
        if not row["earliest"].isdigit() or len(row["earliest"]) != 4:
            raise row.error(f"earliest {row['earliest']!r} is no year")
        honour = Honour(
            id=row["id"],
            name=row["name"],
            aliases=tuple(filter(None, row["aliases"].split("|"))),
            given_by=tuple(filter(None, row["given_by"].split("|"))),
            level=row["level"],
            earliest=int(row["earliest"]),
            source=sources.check(row),
        )
        for name in sorted(honour.names):
            if name in lines:
                raise row.error(f"{name} is a name of the honour in line {lines[name]} already")
            lines[name] = row.line
        honours.append(honour)
    return honours
