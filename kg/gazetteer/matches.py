"""What other gazetteers call a division, where a rule of data/gazetteer/README.md has checked it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.gazetteer.divisions import Divisions
from kg.gazetteer.sources import Sources
from kg.gazetteer.tables import read_table

COLUMNS = ("code", "relation", "iri", "rule", "source")
RELATIONS = ("exactMatch", "closeMatch")
RULES = ("admin1", "admin2", "admin2-read", "admin2-former", "p442", "seat", "seat-short")
_IRI = re.compile(r"https://\S+|http://www\.wikidata\.org/entity/Q[1-9][0-9]*")
"""Wikidata names its items by http, whatever scheme its pages have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """`relation` is the SKOS property that holds between the division and `iri`."""

    code: str
    relation: str
    iri: str
    rule: str
    source: str


def load(path: Path, divisions: Divisions, sources: Sources) -> Mapping[str, list[Match]]:
    """Read `division_matches.tsv`, by code. Raises `DataFileError` naming the row that is wrong."""
    matches: dict[str, list[Match]] = defaultdict(list)
    for row in read_table(path, COLUMNS, unique=("iri",), required=COLUMNS):
        if divisions.get(row["code"]) is None:
            raise row.error(f"code {row['code']} is not in divisions.tsv")
        for column, known in (("relation", RELATIONS), ("rule", RULES)):
            if row[column] not in known:
                raise row.error(f"{column} {row[column]!r} is none of {', '.join(known)}")
        if _IRI.fullmatch(row["iri"]) is None:
            raise row.error(f"{row['iri']!r} is no IRI")
        matches[row["code"]].append(
            Match(
                code=row["code"],
                relation=row["relation"],
                iri=row["iri"],
                rule=row["rule"],
                source=sources.check(row),
            )
        )
    return dict(matches)
