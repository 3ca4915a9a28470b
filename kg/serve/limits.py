"""How much one query, one client, and all together may take."""

from __future__ import annotations

from dataclasses import dataclass

from kg.query.guard import LENGTH, NESTING


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """`seconds` that a query may run; `answer`, bytes of its result; `memory`, bytes of a worker's
    address space; `workers`, queries that run at once, and `waiting`, those that wait for their
    turn; `request`, bytes of a request; `length`, characters of a query, and `nesting`, the depth of
    its brackets; `patience`, seconds that a client may let pass before it sends or takes the next
    piece; `service`, whether a query may ask other endpoints by SERVICE, which makes the server
    fetch whatever address a stranger writes."""

    seconds: float = 10.0
    answer: int = 64 * 1024**2
    memory: int = 4 * 1024**3
    workers: int = 2
    waiting: int = 64
    request: int = 1024**2
    length: int = LENGTH
    nesting: int = NESTING
    patience: float = 30.0
    service: bool = False
