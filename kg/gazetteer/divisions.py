"""Administrative divisions of China from province to county, today's and those since 1980."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from kg.gazetteer.tables import read_table

COLUMNS = ("code", "name", "level", "parent", "start", "end", "successors", "source")
NAME_COLUMNS = ("name", "code", "kind", "source")
_FIRST_YEAR = 1981
"""The year of the oldest list: what it has may be older."""
LEVELS = ("province", "prefecture", "county")


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """A division under one name: years of validity (`end` None: in use), codes of GB/T 2260."""

    code: str
    name: str
    level: str
    parent: str | None
    start: int
    end: int | None
    successors: tuple[str, ...]
    source: str
    short: str | None = None


class Divisions:
    """All divisions, found by code or by name.

    Built from rows of `divisions.tsv`; `names` adds short names and one-character forms.
    """

    def __init__(
        self, rows: Iterable[Division], names: Iterable[tuple[str, str, str]] = ()
    ) -> None:
        self._by_code: dict[str, list[Division]] = defaultdict(list)
        self.by_name: dict[str, list[Division]] = defaultdict(list)
        self._abbreviated: dict[str, list[Division]] = defaultdict(list)
        for row in rows:
            self._by_code[row.code].append(row)
            self.by_name[row.name].append(row)
        for versions in self._by_code.values():
            versions.sort(key=lambda d: (d.end is not None, -d.start))
        names = list(names)
        for name, code, kind in names:
            if code not in self._by_code:
                raise KeyError(code)
            versions = self._by_code[code]
            which = next((i for i, d in enumerate(versions) if d.name.startswith(name)), 0)
            if kind == "short":
                if versions[which].short is None:  # the first row: 恩施, then 恩施州
                    versions[which] = replace(versions[which], short=name)
                self.by_name[name].append(versions[which])
            else:
                self._abbreviated[name].append(versions[0])

    @classmethod
    def load(cls, folder: Path) -> Divisions:
        """Read `divisions.tsv` and `division_names.tsv`; raises `DataFileError` naming the row."""
        rows: list[Division] = []
        parents = []
        for row in read_table(
            folder / "divisions.tsv",
            COLUMNS,
            unique=("code", "name", "start"),
            required=("code", "name", "level", "start", "source"),
        ):
            if len(row["code"]) != 6 or not row["code"].isdigit():
                raise row.error(f"code {row['code']!r} is not six digits (GB/T 2260)")
            if row["level"] not in LEVELS:
                raise row.error(f"level {row['level']!r} is none of {', '.join(LEVELS)}")
            end = int(row["end"]) if row["end"] else None
            if end is not None and end < int(row["start"]):
                raise row.error(f"ends in {end}, before it starts in {row['start']}")
            parents.append((row, row["parent"]))
            rows.append(
                Division(
                    code=row["code"],
                    name=row["name"],
                    level=row["level"],
                    parent=row["parent"] or None,
                    start=int(row["start"]),
                    end=end,
                    successors=tuple(filter(None, row["successors"].split("|"))),
                    source=row["source"],
                )
            )
        codes = {division.code for division in rows}
        for row, parent in parents:
            if parent and parent not in codes:
                raise row.error(f"parent {parent} is no code of this table")
        names: list[tuple[str, str, str]] = []
        for row in read_table(
            folder / "division_names.tsv",
            NAME_COLUMNS,
            unique=("name", "code", "kind"),
            required=NAME_COLUMNS,
        ):
            if row["code"] not in codes:
                raise row.error(f"code {row['code']} is not in divisions.tsv")
            if row["kind"] not in ("short", "abbreviation"):
                raise row.error(f"kind {row['kind']!r} is neither short nor abbreviation")
            names.append((row["name"], row["code"], row["kind"]))
        return cls(rows, names)

    def __iter__(self) -> Iterator[Division]:
        return (division for versions in self._by_code.values() for division in versions)

    def names(self) -> Iterator[tuple[str, tuple[Division, ...]]]:
        """Every full and short name of two characters or more, with the divisions that bore it."""
        for name, divisions in self.by_name.items():
            if len(name) > 1:
                yield name, tuple(divisions)

    def get(self, code: str) -> Division | None:
        """The division of a code: the one in use, else the last that was."""
        return self._by_code[code][0] if code in self._by_code else None

    def at(self, code: str, year: int | None) -> Division | None:
        """The division of a code under the name that it bore in a year, else its last: 420600 was
        襄樊市 until 2010."""
        there = (
            d
            for d in self._by_code.get(code, ())
            if year is not None and d.start <= year and (d.end is None or year < d.end)
        )
        return next(there, None) or self.get(code)

    def former_names(self, code: str) -> tuple[Division, ...]:
        """The names that the division of a code bore before its present one, newest first.

        A code that was given to another division later (511400 was 涪陵市 before 眉山市) ends the line:
        only rows that follow each other without a gap, and name the code itself as successor, count.
        """
        versions = self._by_code.get(code, [])
        found: list[Division] = []
        for newer, older in pairwise(versions):
            if older.end != newer.start or code not in older.successors:
                break
            found.append(older)
        return tuple(found)

    def as_of(self, division: Division, year: int, name: str) -> Division | None:
        """What a name stood for in a year: the division itself where it had begun, else the one that
        it came from, if that bore the name; None where there was none, or were several.

        兖州 was 兖州市 in 1998, and 白山 no city before 1994. Provinces are not asked: what became 香港特别
        行政区 in 1997 had been 香港 before.
        """
        if division.start <= max(year, _FIRST_YEAR) or division.level == "province":
            return division
        earlier = [
            d
            for d in self
            if division.code in d.successors
            and d.start <= year
            and (d.end is None or d.end >= year)
            and d.name.startswith(name)
        ]
        return earlier[0] if len(earlier) == 1 else None

    def in_force(self, division: Division, year: int | None) -> Division:
        """What a division had become in a year, where it had ended and one of its level took over
        alone: 无为县 in a text of 2020 is 无为市."""
        while (
            year is not None
            and division.end is not None
            and division.end <= year
            and len(division.successors) == 1
            and (after := self.at(division.successors[0], year)) is not None
            and after.level == division.level
            and (after.code, after.start) != (division.code, division.start)
            and after.start <= year
        ):
            division = after
        return division

    def ancestors(self, code: str) -> tuple[Division, ...]:
        """The divisions that contain this one, nearest first."""
        found: list[Division] = []
        division = self.get(code)
        while division and division.parent:
            division = self.get(division.parent)
            if division:
                found.append(division)
        return tuple(found)

    def named(self, name: str) -> tuple[Division, ...]:
        """All divisions with this full or short name, ever."""
        return tuple(self.by_name.get(name, ()))

    def abbreviated(self, form: str) -> tuple[Division, ...]:
        """The divisions that a one-character form such as 赣 or 蓉 stands for."""
        return tuple(self._abbreviated.get(form, ()))

    def contains(self, outer: str, inner: str) -> bool:
        """Whether the division `outer` is an ancestor of `inner`."""
        return any(division.code == outer for division in self.ancestors(inner))
