"""Load the lexicons of data/lexicons: tab-separated tables that editors may extend.

Each lexicon has its columns listed in `COLUMNS` and explained in data/lexicons/README.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from kg.gazetteer.tables import read_table

COLUMNS: dict[str, tuple[str, ...]] = {
    "boundaries": ("term",),
    "document_kinds": ("term", "kind", "where"),
    "document_names": ("term", "kind"),
    "event_heads": ("term", "kind"),
    "event_names": ("term", "kind"),
    "historical_armies": ("term",),
    "honours": ("term", "role"),
    "office_titles": ("term", "where"),
    "organization_full_names": ("term", "full"),
    "organization_heads": ("term", "subtype"),
    "organization_names": ("term", "canonical", "subtype"),
    "place_words": ("term", "role"),
    "relation_triggers": ("term", "predicate"),
    "site_heads": ("term",),
    "site_names": ("term",),
    "surnames": ("term",),
    "units": ("term", "role"),
    "words": ("term",),
}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The rows of one lexicon, in file order."""

    name: str
    rows: tuple[dict[str, str], ...]

    def terms(self, **where: str) -> list[str]:
        """The terms of the rows whose columns have these values, longest first."""
        found = {
            row["term"] for row in self.rows if all(row[k] == value for k, value in where.items())
        }
        return sorted(found, key=lambda term: (-len(term), term))

    def mapping(self, column: str) -> dict[str, str]:
        """Term to the value of a column."""
        return {row["term"]: row[column] for row in self.rows}


class Lexicons:
    """All lexicons of a folder, each read and checked when first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._loaded: dict[str, Lexicon] = {}

    def __getitem__(self, name: str) -> Lexicon:
        """The lexicon of a name listed in `COLUMNS`. Raises `DataFileError` on a broken row."""
        if name not in self._loaded:
            table = read_table(self.folder / f"{name}.tsv", COLUMNS[name], unique=COLUMNS[name])
            self._loaded[name] = Lexicon(
                name, tuple({column: row[column] for column in COLUMNS[name]} for row in table)
            )
        return self._loaded[name]


def alternatives(terms: Iterable[str]) -> str:
    """A regular expression that matches any of the terms, the longest first.

    Terms that begin alike share what they have in common, so that a place where none begins is
    passed after a look at few of them.

    >>> alternatives(["市", "市委", "县"])
    '(?:县|市(?:委)?)'
    """
    tree: _Tree = {}
    for term in terms:
        node = tree
        for char in term:
            node = node.setdefault(char, {})
        node[_END] = {}
    return f"(?:{_expression(tree)})"


_Tree: TypeAlias = dict[str, "_Tree"]
_END = ""


def _expression(tree: _Tree) -> str:
    """What follows a character that terms have in common: their rests, and perhaps nothing."""
    branches = []
    for char in sorted(tree.keys() - {_END}):
        rest = _expression(tree[char])
        branches.append(re.escape(char) + (f"(?:{rest})" if "|" in rest else rest))
    together = "|".join(branches)
    return f"(?:{together})?" if _END in tree and branches else together
