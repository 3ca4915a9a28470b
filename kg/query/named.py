"""The named queries: one .rq file a question, with a header that says what it asks (queries/)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from kg.errors import DataFileError, QueryError
from kg.query.parameters import TYPES, Parameter, Value

HEADER = "#+"
"""What each line of a header begins with, as grlc has it (https://grlc.io)."""

_PLACEHOLDER = re.compile(r"\?_(\w+)", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedQuery:
    """One question: what it asks, in Chinese and English, and the SPARQL that answers it.

    A parameter `place` stands in the text as the variable `?_place`, so that the file is SPARQL
    as it is.
    """

    name: str
    summary: Mapping[str, str]
    description: str
    parameters: tuple[Parameter, ...]
    sparql: str

    def bind(self, **values: Value) -> str:
        """The query with its parameters filled in, as RDF terms.

        Raises QueryError for a parameter that is missing, unknown, or not of its type.

        >>> years = Parameter(name="year", type="year", description="the year", default="2020")
        >>> query = NamedQuery(name="q", summary={}, description="", parameters=(years,),
        ...                    sparql="ASK { FILTER(?_year > 1921) }")
        >>> query.bind(year=1949)
        'ASK { FILTER("1949"^^<http://www.w3.org/2001/XMLSchema#integer> > 1921) }'
        """
        known = {p.name: p for p in self.parameters}
        for name in values:
            if name not in known:
                options = ", ".join(known) or "none"
                raise QueryError(f"Query {self.name} has no parameter {name!r}. Known: {options}.")
        terms = {}
        for parameter in self.parameters:
            value = values.get(parameter.name, parameter.default)
            if value is None:
                raise QueryError(
                    f"Query {self.name} needs the parameter {parameter.name!r}: "
                    f"{parameter.description} ({TYPES[parameter.type].expects})."
                )
            terms[parameter.name] = parameter.term(value)
        return _PLACEHOLDER.sub(lambda match: terms[match[1]], self.sparql)

    def example(self) -> str:
        """The query with defaults and examples filled in: one that runs as it is."""
        examples = {p.name: p.example for p in self.parameters if p.example is not None}
        return self.bind(**examples)


def load(folder: Path) -> dict[str, NamedQuery]:
    """The named queries of a folder, by name: its .rq files, sorted.

    Raises QueryError for a folder without any, DataFileError for a file whose header breaks the
    format (queries/README.md).
    """
    queries = {path.stem: _read(path) for path in sorted(folder.glob("*.rq"))}
    if not queries:
        raise QueryError(f"No queries (*.rq) in {folder}.")
    return queries


def _read(path: Path) -> NamedQuery:
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    header = [line.removeprefix(HEADER) for line in lines if line.startswith(HEADER)]
    sparql = "".join(line for line in lines if not line.startswith(HEADER))
    try:
        fields = yaml.safe_load("".join(header))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise DataFileError(path, line, f"header is not YAML: {error.problem}") from error
    try:
        query = NamedQuery(
            name=path.stem,
            summary={language: fields["summary"][language] for language in ("zh", "en")},
            description=fields["description"],
            parameters=tuple(_parameter(entry) for entry in fields.get("parameters", ())),
            sparql=sparql,
        )
    except (KeyError, TypeError) as error:
        raise DataFileError(path, 1, f"header lacks or misplaces {error}") from error
    _check(path, query)
    return query


def _parameter(entry: Mapping[str, Any]) -> Parameter:
    words = {key: str(value) for key, value in entry.items()}
    return Parameter(**words)


def _check(path: Path, query: NamedQuery) -> None:
    used = set(_PLACEHOLDER.findall(query.sparql))
    declared = {p.name for p in query.parameters}
    if used != declared:
        raise DataFileError(
            path, 1, f"header declares {sorted(declared)}, but the query uses {sorted(used)}"
        )
    for parameter in query.parameters:
        if parameter.type not in TYPES:
            options = ", ".join(TYPES)
            raise DataFileError(path, 1, f"unknown type {parameter.type!r}. Known: {options}")
        if parameter.default is None and parameter.example is None:
            raise DataFileError(path, 1, f"{parameter.name!r} needs a default or an example")
        for value in (parameter.default, parameter.example):
            if value is not None:
                try:
                    parameter.term(value)
                except QueryError as error:
                    raise DataFileError(path, 1, str(error)) from error
