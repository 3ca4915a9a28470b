"""What a worker is asked and what it says: the words between the server and its workers.

A job is one line of JSON on the worker's standard input. Its answer is frames on standard output:
the length of what follows (4 bytes), one letter that says what it is, and the content.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

READY = b"r"
"""The store is open. No content."""
MEDIA_TYPE = b"m"
"""The media type of the answer, which follows."""
DATA = b"d"
"""A piece of the answer."""
END = b"e"
"""The answer is whole. No content."""
REFUSED = b"q"
"""The query cannot be answered as it stands: why."""
FORMAT_REFUSED = b"f"
"""The client accepts no format that this kind of answer has: which there are."""
TOO_LARGE = b"l"
"""The answer is larger than allowed: a sentence that says so."""


FAILED = b"b"
"""The remote store cannot be reached, or does not answer as a store does: why."""
LATE = b"t"
"""The remote store did not answer in time: a sentence that says so."""


class QueryStopped(Exception):
    """A query was ended: it took too long, too much memory, or its answer grew too large."""


class QueryRefused(Exception):
    """A query that cannot be answered as it stands: the parser's message."""


class FormatRefused(Exception):
    """The client accepts no format that the kind of answer has."""


class RemoteFailed(Exception):
    """The remote store that is served cannot be reached, or does not answer as a store does."""


class RemoteLate(Exception):
    """The remote store that is served did not answer in time."""


class Busy(Exception):
    """Too many queries run or wait: this one was not tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A query, the media types wanted should the answer be rows or a graph (None where the client
    accepts none), the data set of the protocol, and what relative IRIs are relative to."""

    sparql: str
    rows: str | None
    graph: str | None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    base: str | None = None

    def to_line(self) -> bytes:
        """The job as a worker reads it."""
        return json.dumps(asdict(self)).encode() + b"\n"

    @classmethod
    def from_line(cls, line: bytes) -> Job:
        """The job of a line that `to_line` wrote."""
        return cls(**json.loads(line))


@dataclass(frozen=True, slots=True)
class Answer:
    """A serialised result, whole."""

    media_type: str
    body: bytes


def frame(kind: bytes, content: bytes = b"") -> bytes:
    """One frame, ready to write."""
    return len(content).to_bytes(4, "big") + kind + content
