"""The answer of a worker while it grows: in memory, and on disk where it grows large."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from tempfile import SpooledTemporaryFile

from kg.serve.job import Answer

WHOLE = 256 * 1024
"""Up to so many bytes an answer is sent whole, with its length; beyond, it is streamed."""

PIECE = 64 * 1024
"""Bytes that are sent at a time."""


class Reply:
    """Filled by the task that listens to the worker, and read by the one that answers the client,
    each at its own pace: a slow client holds no worker."""

    def __init__(self) -> None:
        self.media_type = ""
        self.task: asyncio.Task[None] | None = None
        self._file = SpooledTemporaryFile(max_size=WHOLE)  # noqa: SIM115
        self._size = 0
        self._over = False
        self._error: Exception | None = None
        self._news = asyncio.Event()

    def add(self, piece: bytes) -> None:
        """One more piece."""
        self._file.seek(self._size)
        self._file.write(piece)
        self._size += len(piece)
        self._news.set()

    def end(self, error: Exception | None = None) -> None:
        """No more pieces: the answer is whole, or broken off by the error."""
        self._over, self._error = True, error
        self._news.set()

    async def started(self) -> bool:
        """Wait until the answer is whole, or long enough to stream; tell whether it is whole.

        Raises what ended the query, where that came first.
        """
        while not self._over and self._size <= WHOLE:
            await self._more()
        if self._error:
            raise self._error
        return self._over

    async def pieces(self) -> AsyncIterator[bytes]:
        """The pieces as they come. Raises what ended the query, after the pieces before it."""
        position = 0
        while position < self._size or not self._over:
            if position == self._size:
                await self._more()
                continue
            self._file.seek(position)
            piece = self._file.read(PIECE)
            position += len(piece)
            yield piece
        if self._error:
            raise self._error

    async def whole(self) -> Answer:
        """All of it. Raises what ended the query."""
        while not self._over:
            await self._more()
        if self._error:
            raise self._error
        self._file.seek(0)
        return Answer(self.media_type, self._file.read())

    async def close(self) -> None:
        """End the query if it still runs, and let go of what was kept."""
        if self.task is not None:
            self.task.cancel()
            await asyncio.wait((self.task,))
        self._file.close()

    async def _more(self) -> None:
        self._news.clear()
        await self._news.wait()
