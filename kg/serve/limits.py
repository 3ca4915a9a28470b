"""How much one query, and all together, may take."""

from __future__ import annotations

from dataclasses import dataclass

from kg.query.guard import LENGTH, NESTING


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Characters of a query and depth of its brackets, bytes of a request, seconds that a query
    may run, bytes of its answer, bytes of memory of a worker, and how many queries run at once."""

    length: int = LENGTH
    nesting: int = NESTING
    request: int = 1024**2
    seconds: float = 10.0
    answer: int = 64 * 1024**2
    memory: int = 4 * 1024**3
    workers: int = 2
