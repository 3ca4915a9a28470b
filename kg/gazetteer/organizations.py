"""National bodies under their full names, with their short names, their years and what followed them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.gazetteer.sources import Sources
from kg.gazetteer.tables import Row, read_table

COLUMNS = ("name", "aliases", "subtype", "start", "end", "successors", "source")
SUBTYPES = (
    "GovernmentBody",
    "LeadingGroup",
    "Media",
    "MilitaryBody",
    "PartyBody",
    "School",
    "SocialOrganization",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body under one full name. `start` and `end` are the years in which it began and ended, None
    where the sources do not say; `successors` the full names of those that took over from it."""

    name: str
    aliases: tuple[str, ...]
    subtype: str
    start: int | None
    end: int | None
    successors: tuple[str, ...]
    source: str

    def existed(self, year: int) -> bool:
        """Whether it was there in the year; in that of a reform both old and new are."""
        return (self.start or year) <= year <= (self.end or year)


class Organizations:
    """The bodies of `organizations.tsv`, found by full or short name."""

    def __init__(self, bodies: Iterable[Body]) -> None:
        self._by_name: dict[str, list[Body]] = defaultdict(list)
        self._bodies = tuple(bodies)
        self._full = {body.name for body in self._bodies}
        for body in self._bodies:
            for name in (body.name, *body.aliases):
                self._by_name[name].append(body)

    @classmethod
    def load(cls, path: Path, sources: Sources) -> Organizations:
        """Read `organizations.tsv`. Raises `DataFileError` naming the row that is wrong."""
        rows = list(
            read_table(path, COLUMNS, unique=("name",), required=("name", "subtype", "source"))
        )
        names = {row["name"] for row in rows}
        return cls([_body(row, names, sources) for row in rows])

    def __contains__(self, name: object) -> bool:
        return name in self._full

    def __iter__(self) -> Iterator[Body]:
        return iter(self._bodies)

    def named(self, name: str, year: int | None) -> Body | None:
        """The body that a name stands for in a text of that year.

        One that did not exist yet is none; of those that did, the one that there was, else the last
        that there had been: texts speak of the past too. None where two are left.

        >>> plan = Body(name="国家计划委员会", aliases=("国家计委",), subtype="GovernmentBody",
        ...             start=None, end=1998, successors=(), source="x")
        >>> bodies = Organizations([plan])
        >>> bodies.named("国家计委", 1997).name, bodies.named("国家计委", 2020).name
        ('国家计划委员会', '国家计划委员会')
        """
        bodies = self._by_name.get(name, [])
        if year is None:
            return bodies[0] if len(bodies) == 1 else None
        begun = [body for body in bodies if (body.start or year) <= year]
        there = [body for body in begun if body.existed(year)] or begun
        latest = max((body.end or year for body in there), default=year)
        found = [body for body in there if (body.end or year) == latest]
        return found[0] if len(found) == 1 else None


def _body(row: Row, names: set[str], sources: Sources) -> Body:
    if row["subtype"] not in SUBTYPES:
        raise row.error(f"subtype {row['subtype']!r} is none of {', '.join(SUBTYPES)}")
    start, end = _year(row, "start"), _year(row, "end")
    if start and end and end < start:
        raise row.error(f"ends in {end}, before it starts in {start}")
    aliases, successors = _parts(row, "aliases"), _parts(row, "successors")
    if row["name"] in aliases:
        raise row.error(f"alias {row['name']!r} is the name itself")
    for successor in successors:
        if successor not in names:
            raise row.error(f"successor {successor!r} is no name of this table")
    if successors and end is None:
        raise row.error("it has successors and does not say in which year it ended")
    return Body(
        name=row["name"],
        aliases=aliases,
        subtype=row["subtype"],
        start=start,
        end=end,
        successors=successors,
        source=sources.check(row),
    )


def _year(row: Row, column: str) -> int | None:
    if not row[column]:
        return None
    if not (row[column].isdecimal() and len(row[column]) == 4):
        raise row.error(f"{column} {row[column]!r} is no year such as 1998")
    return int(row[column])


def _parts(row: Row, column: str) -> tuple[str, ...]:
    return tuple(filter(None, row[column].split("|")))
