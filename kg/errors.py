"""The errors that the package raises. Only `kg.cli` prints them and exits."""

from __future__ import annotations


class KgError(Exception):
    """Base of all errors of the package: what was wrong, where, and what to do about it."""


class DataFileError(KgError):
    """A data file (lexicon, gazetteer, query, shape) breaks its documented format.

    >>> print(DataFileError("data/lexicons/units.tsv", 7, "unit 名 is listed twice"))
    data/lexicons/units.tsv:7: unit 名 is listed twice
    """

    def __init__(self, path: object, line: int, problem: str) -> None:
        super().__init__(f"{path}:{line}: {problem}")
        self.path = path
        self.line = line
        self.problem = problem


class ShapeError(KgError):
    """A SHACL shape says what `kg.shacl` cannot check, and so what nobody would have checked."""


class UnreadableSource(KgError):
    """An input file or record from which no article can be read: the reason, for the reader."""


class StoreError(KgError):
    """The graph store is missing, locked, or not one of ours."""


class QueryError(KgError):
    """A query or one of its parameters is wrong."""


class EndpointError(KgError):
    """A remote SPARQL endpoint refused or failed."""
