"""How much one query, and all together, may take."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Seconds a query may run, bytes of its answer and of a request, bytes of memory of a worker,
    and how many queries run at once."""

    seconds: float = 10.0
    answer: int = 64 * 1024 * 1024
    request: int = 256 * 1024
    memory: int = 4 * 1024**3
    workers: int = 2
