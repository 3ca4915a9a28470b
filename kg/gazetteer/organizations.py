"""National bodies under their full names, with their short names, their years and what followed them."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kg.gazetteer.sources import Sources
from kg.gazetteer.tables import Row, read_table

COLUMNS = ("name", "aliases", "subtype", "start", "end", "successors", "source")
SUBTYPES = (
    "Company",
    "GovernmentBody",
    "Institution",
    "LeadingGroup",
    "Media",
    "MilitaryBody",
    "PartyBody",
    "School",
    "SocialOrganization",
)
_ENTERPRISES = date(2017, 7, 1)
"""From when on enterprises bear the names of the table, where it gives no month: in July 2017 those of the
centre were told to become limited companies (http://m.yahdsy.com/listing/newsshow.php?id=8138)."""
_WHEN = re.compile(r"(?P<year>\d{4})(?:-(?P<month>0[1-9]|1[0-2]))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body under one full name.

    `start` is the first day on which it may have begun, `end` the last on which it may have ended, as
    far as the sources say the year or month, None where they do not; `successors` are the full names
    of those that took over from it."""

    name: str
    aliases: tuple[str, ...]
    subtype: str
    start: date | None
    end: date | None
    successors: tuple[str, ...]
    source: str

    def existed(self, day: date) -> bool:
        """Whether it may have been there on the day; in the month (or year) of a reform both old and
        new are."""
        return (self.start or day) <= day <= (self.end or day)


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

    def named(self, name: str, day: date | None) -> Body | None:
        """The body that a name stands for in a text of that day.

        One that did not exist yet is none, and an enterprise has not the name of today before 2017; of
        those that did, the one that there was, else the last that there had been: texts speak of the
        past too. None where two are left.

        >>> plan = Body(name="国家计划委员会", aliases=("国家计委",), subtype="GovernmentBody",
        ...             start=None, end=date(1998, 3, 31), successors=(), source="x")
        >>> bodies = Organizations([plan])
        >>> {bodies.named("国家计委", date(year, 1, 1)).name for year in (1997, 2020)}
        {'国家计划委员会'}
        """
        bodies = self._by_name.get(name, [])
        if day is None:
            return bodies[0] if len(bodies) == 1 else None
        begun = [body for body in bodies if _begun(body, name, day)]
        there = [body for body in begun if body.existed(day)] or begun
        latest = max((body.end or date.max for body in there), default=day)
        found = [body for body in there if (body.end or date.max) == latest]
        return found[0] if len(found) == 1 else None


def _begun(body: Body, name: str, day: date) -> bool:
    """Whether the body may have borne a name on a day."""
    if body.start is None and body.subtype == "Company":
        return name == body.name or day >= _ENTERPRISES
    return (body.start or day) <= day


def _body(row: Row, names: set[str], sources: Sources) -> Body:
    if row["subtype"] not in SUBTYPES:
        raise row.error(f"subtype {row['subtype']!r} is none of {', '.join(SUBTYPES)}")
    start, end = _when(row, "start", last=False), _when(row, "end", last=True)
    if start and end and end < start:
        raise row.error(f"ends in {row['end']}, before it starts in {row['start']}")
    aliases, successors = _parts(row, "aliases"), _parts(row, "successors")
    if row["name"] in aliases:
        raise row.error(f"alias {row['name']!r} is the name itself")
    for successor in successors:
        if successor not in names:
            raise row.error(f"successor {successor!r} is no name of this table")
    if successors and end is None:
        raise row.error("it has successors and does not say when it ended")
    return Body(
        name=row["name"],
        aliases=aliases,
        subtype=row["subtype"],
        start=start,
        end=end,
        successors=successors,
        source=sources.check(row),
    )


def _when(row: Row, column: str, *, last: bool) -> date | None:
    """The first or last day of the year or month that a column gives."""
    if not row[column]:
        return None
    if not (when := _WHEN.fullmatch(row[column])):
        raise row.error(f"{column} {row[column]!r} is no year or month such as 1998 or 1998-03")
    year = int(when["year"])
    month = int(when["month"] or (12 if last else 1))
    return date(year, month, monthrange(year, month)[1] if last else 1)


def _parts(row: Row, column: str) -> tuple[str, ...]:
    return tuple(filter(None, row[column].split("|")))
