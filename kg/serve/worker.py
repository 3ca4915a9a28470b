"""A worker: a process that opens a source, and answers one query at a time until it is told no more.

Queries run in processes of their own, so that one can be ended: Oxigraph has no cancellation, and
deep nesting overflows its stack. Run as `python -m kg.serve.worker STORE ENDPOINT STATE LIMITS`, of
which the first three may be empty.
"""

from __future__ import annotations

import fcntl
import json
import math
import os
import re
import resource
import signal
import sys
import textwrap
from typing import IO, BinaryIO, cast

import pyoxigraph as ox

from kg.errors import KgError
from kg.query.guard import check
from kg.serve import job as say
from kg.serve.job import Job, QueryStopped, RemoteFailed, RemoteLate, frame
from kg.serve.negotiate import GRAPHS, ROWS, Formats
from kg.serve.source import Origin, Source
from kg.settings import Limits

GRACE = 5
"""Seconds past its time after which the system ends a worker whose server is gone."""

MESSAGE = 160
"""Characters of a message of the parser that are passed on."""

PIECE = 256 * 1024
"""Bytes of a piece of the answer; the pipe is made to hold as many."""


class _TooLarge(Exception):
    """The answer grew beyond its limit."""


class _Pieces:
    """Passes on what is written to it, up to a limit, as pieces of the answer."""

    def __init__(self, output: BinaryIO, limit: int) -> None:
        self._output = output
        self._left = limit
        self._kept = bytearray()

    def write(self, data: bytes) -> int:
        self._left -= len(data)
        if self._left < 0:
            raise _TooLarge
        self._kept += data
        if len(self._kept) >= PIECE:
            self.end()
        return len(data)

    def flush(self) -> None:
        """Nothing: pieces have a size of their own."""

    def end(self) -> None:
        """Pass on what is left."""
        self._output.write(frame(say.DATA, bytes(self._kept)))
        self._kept.clear()


def _expanded(sparql: str, origin: Origin, limits: Limits) -> str:
    """The query with its searches written out. Raises QueryError for one that is not let in."""
    check(sparql, length=limits.length, nesting=limits.nesting, service=limits.service)
    if "search" not in sparql:
        return sparql
    # Only here: what it imports takes as long as all the rest of a worker's start.
    from kg.search import SearchIndex
    from kg.search.sparql import expand

    index = SearchIndex(origin.state) if origin.state else None
    expanded = expand(sparql, index)
    check(expanded, length=len(expanded), nesting=limits.nesting, service=limits.service)
    return expanded


def _evaluate(source: Source, job: Job, origin: Origin, limits: Limits, output: BinaryIO) -> None:
    result = source.query(_expanded(job.sparql, origin, limits), job)
    pieces = _Pieces(output, limits.answer)
    file = cast("IO[bytes]", pieces)
    if isinstance(result, ox.QuerySolutions | ox.QueryBoolean):
        if media_type := _chosen(job.rows, ROWS, "table", output):
            result.serialize(file, format=ox.QueryResultsFormat.from_media_type(media_type))
            pieces.end()
            output.write(frame(say.END))
    elif media_type := _chosen(job.graph, GRAPHS, "graph", output):
        ox.serialize(result, file, format=ox.RdfFormat.from_media_type(media_type))
        pieces.end()
        output.write(frame(say.END))


def _chosen(media_type: str | None, offers: Formats, kind: str, output: BinaryIO) -> str | None:
    if media_type is None:
        offer = f"The answer is a {kind}, offered as {', '.join(offers)}."
        output.write(frame(say.FORMAT_REFUSED, offer.encode()))
    else:
        output.write(frame(say.MEDIA_TYPE, media_type.encode()))
    return media_type


def _answer(source: Source, job: Job, origin: Origin, limits: Limits, output: BinaryIO) -> None:
    try:
        _evaluate(source, job, origin, limits, output)
    except _TooLarge:
        text = f"The answer is larger than {limits.answer:,} bytes: use LIMIT."
        output.write(frame(say.TOO_LARGE, text.encode()))
    except SyntaxError as error:
        output.write(frame(say.REFUSED, _readable(str(error), job.sparql).encode()))
    except QueryStopped as error:
        output.write(frame(say.TOO_LARGE, str(error).encode()))
    except RemoteFailed as error:
        output.write(frame(say.FAILED, str(error).encode()))
    except RemoteLate as error:
        output.write(frame(say.LATE, str(error).encode()))
    except (KgError, ValueError, OSError, RuntimeError) as error:
        output.write(frame(say.REFUSED, str(error).encode()))
    output.flush()


def _readable(message: str, sparql: str) -> str:
    """The parser's message, without most of the hundred tokens that it might have expected, and the
    line of the query that it means."""
    text = textwrap.shorten(message, MESSAGE, placeholder=" …")
    place = re.match(r"error at (\d+):(\d+)", message)
    lines = sparql.split("\n")
    if place and int(place[1]) <= len(lines):
        before = lines[int(place[1]) - 1][: int(place[2]) - 1]
        text += f"\nIt was read up to here: {before[-MESSAGE:]}"
    return text


def main(origin: Origin, limits: Limits) -> None:
    """Say that the source is open, then answer each job of standard input until it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends us
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb", PIECE)
    fcntl.fcntl(output, fcntl.F_SETPIPE_SZ, PIECE)
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer
    source = origin.open(limits)
    output.write(frame(say.READY))
    output.flush()
    for line in sys.stdin.buffer:
        signal.alarm(math.ceil(limits.seconds) + GRACE)
        _answer(source, Job.from_line(line), origin, limits, output)
        signal.alarm(0)


if __name__ == "__main__":
    *words, given = sys.argv[1:]
    main(Origin.from_words(*words), Limits(**json.loads(given)))
