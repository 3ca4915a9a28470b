"""The pool of workers: hands out queries, and ends those that outlive their time."""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import asdict

from kg.errors import StoreError
from kg.serve import job as say
from kg.serve.job import (
    Answer,
    Busy,
    FormatRefused,
    Job,
    QueryRefused,
    QueryStopped,
    RemoteFailed,
    RemoteLate,
)
from kg.serve.reply import WHOLE, Reply
from kg.serve.source import Origin
from kg.settings import Limits

_ERRORS: dict[bytes, type[Exception]] = {
    say.REFUSED: QueryRefused,
    say.FORMAT_REFUSED: FormatRefused,
    say.TOO_LARGE: QueryStopped,
    say.FAILED: RemoteFailed,
    say.LATE: RemoteLate,
}


class _Worker:
    """One process and the pipes to it, started when first needed and again after its end."""

    def __init__(self, origin: Origin, limits: Limits) -> None:
        self._origin = origin
        self._limits = limits
        self._process: asyncio.subprocess.Process | None = None
        self._reads: Origin | None = None

    def follow(self, origin: Origin) -> None:
        """Ask another source from the next query on."""
        self._origin = origin

    async def start(self) -> asyncio.subprocess.Process:
        """The running process. Raises StoreError if it cannot open the source."""
        if self._process is not None and self._process.returncode is None:
            if self._reads == self._origin:
                return self._process
            await self.end()
        self._reads = self._origin
        self._process = process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "kg.serve.worker",
            *self._origin.to_words(),
            json.dumps(asdict(self._limits)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            limit=WHOLE,
        )
        try:
            await _frame(process)
        except EOFError:
            await self.end()
            raise StoreError(
                f"A worker could not open {self._origin} within {self._limits.memory:,} bytes of "
                f"memory: allow more, or build the graph again."
            ) from None
        return process

    async def ask(self, job: Job, reply: Reply) -> None:
        """Let the process answer; it is ended if it does not in time, or nobody waits any more."""
        whole = False
        try:
            process = await self.start()
            assert process.stdin
            async with asyncio.timeout(self._limits.seconds):
                process.stdin.write(job.to_line())
                await _listen(process, reply)
            whole = True
        except TimeoutError:
            text = f"The query took longer than {self._limits.seconds:g} seconds."
            reply.end(QueryStopped(text))
        except (EOFError, ConnectionError):
            reply.end(QueryStopped("The query exhausted the engine: make it smaller."))
        except StoreError as error:
            reply.end(error)
        finally:
            if not whole:
                await self.end()

    async def end(self) -> None:
        """End the process, and wait until it has gone."""
        process, self._process = self._process, None
        if process is not None:
            if process.returncode is None:
                process.kill()
            await process.wait()


async def _listen(process: asyncio.subprocess.Process, reply: Reply) -> None:
    while True:
        kind, content = await _frame(process)
        if kind == say.DATA:
            reply.add(content)
        elif kind == say.MEDIA_TYPE:
            reply.media_type = content.decode()
        else:
            reply.end(None if kind == say.END else _ERRORS[kind](content.decode()))
            return


async def _frame(process: asyncio.subprocess.Process) -> tuple[bytes, bytes]:
    assert process.stdout
    head = await process.stdout.readexactly(5)
    length = int.from_bytes(head[:4], "big")
    return head[4:], await process.stdout.readexactly(length) if length else b""


class Workers:
    """A pool of workers; a query waits for a free one for as long as it may run.

    `start` starts them; where nobody calls it (a mounted application has no start of its own), the
    first queries do.
    """

    def __init__(self, origin: Origin, limits: Limits) -> None:
        self._limits = limits
        self._all = [_Worker(origin, limits) for _ in range(limits.workers)]
        self._idle: asyncio.Queue[_Worker] = asyncio.Queue()
        self._waiting = 0
        self._running: set[asyncio.Task[None]] = set()
        for worker in self._all:
            self._idle.put_nowait(worker)

    def follow(self, origin: Origin) -> None:
        """Ask another source from the next query on; queries that run end as they began."""
        for worker in self._all:
            worker.follow(origin)

    async def start(self) -> None:
        """Start the processes. Raises StoreError where they cannot open the store."""
        await asyncio.gather(*(worker.start() for worker in self._all))

    async def stop(self) -> None:
        """End the processes, and what they do."""
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)
        await asyncio.gather(*(worker.end() for worker in self._all))

    async def open(self, job: Job) -> Reply:
        """The answer to a query, as it comes; close it in the end. Raises Busy where no worker is
        free in time, or too many queries wait already."""
        if self._idle.empty() and self._waiting >= self._limits.waiting:
            raise Busy("Too many queries are waiting: try again later.")
        self._waiting += 1
        try:
            async with asyncio.timeout(self._limits.seconds):
                worker = await self._idle.get()
        except TimeoutError:
            raise Busy("Too many queries are running: try again later.") from None
        finally:
            self._waiting -= 1
        reply = Reply()
        reply.task = asyncio.create_task(self._ask(worker, job, reply))
        self._running.add(reply.task)
        reply.task.add_done_callback(self._running.discard)
        return reply

    async def run(self, job: Job) -> Answer:
        """The whole answer to a query.

        Raises QueryRefused for a bad one, FormatRefused where no format suits, QueryStopped past a
        limit, Busy where it had to wait too long, RemoteFailed or RemoteLate for a remote store.
        """
        reply = await self.open(job)
        try:
            return await reply.whole()
        finally:
            await reply.close()

    async def _ask(self, worker: _Worker, job: Job, reply: Reply) -> None:
        try:
            await worker.ask(job, reply)
        finally:
            self._idle.put_nowait(worker)
