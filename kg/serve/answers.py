"""How answers leave: headers, problems, revalidation, and streams that hold nothing up."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from hashlib import sha256

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

log = logging.getLogger(__name__)

METHODS = "GET, HEAD, OPTIONS"
HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Retry-After",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Vary": "Accept",
    "X-Content-Type-Options": "nosniff",
}
"""What every answer to a program carries: readable from any page, and never a page that runs."""


def options(methods: str = METHODS) -> Response:
    """The answer to OPTIONS, also when a browser asks before a request from another page."""
    allowed = {
        "Allow": methods,
        "Access-Control-Allow-Methods": methods,
        "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match",
        "Access-Control-Max-Age": "86400",
    }
    return Response(status_code=204, headers={**HEADERS, **allowed})


def problem(status: int, text: str, **headers: str) -> HTTPException:
    """An error for a program to show: plain text, readable from any page."""
    return HTTPException(status, text, headers={**HEADERS, **headers})


def accepted(request: Request) -> str:
    """What the client accepts; it may say so in several headers."""
    return ", ".join(request.headers.getlist("accept"))


def etag(request: Request, *parts: object) -> str:
    """A validator of an answer that is made from the served graph and the parts alone.

    It is weak: the same answer may be compressed or not.
    """
    digest = sha256(repr((request.app.state.version(), parts)).encode()).hexdigest()
    return f'W/"{digest[:24]}"'


def unchanged(request: Request, validator: str) -> Response | None:
    """The answer to a client that has this one already (RFC 9110, 13.1.2), else None."""
    known = re.findall(r'(?:W/)?("[^"]*")|(\*)', request.headers.get("if-none-match", ""))
    opaque = validator.removeprefix("W/")
    if request.method in {"GET", "HEAD"} and any(opaque == tag or star for tag, star in known):
        return Response(status_code=304, headers={**HEADERS, **cached(validator)})
    return None


def cached(validator: str) -> dict[str, str]:
    """The headers that let a client keep an answer and ask whether it still holds."""
    return {"ETag": validator, "Cache-Control": "no-cache"}


async def gone(receive: Receive) -> None:
    """Wait until the client has closed the connection."""
    while (await receive())["type"] != "http.disconnect":
        pass


class Streamed(Response):
    """An answer that is sent while it grows.

    `close` is awaited at the end, whatever happens. An answer that breaks off, or a client that
    takes nothing for `patience` seconds, ends the connection without the end of the body: the
    client sees that something is missing, and the server has nothing left to hold.
    """

    def __init__(
        self,
        chunks: AsyncIterator[bytes],
        close: Callable[[], Awaitable[None]],
        *,
        patience: float,
        media_type: str,
        headers: dict[str, str],
    ) -> None:
        super().__init__(media_type=media_type, headers=headers)
        del self.headers["content-length"]
        self._chunks = chunks
        self._close = close
        self._patience = patience

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        sending = asyncio.create_task(self._send(scope, send))
        leaving = asyncio.create_task(gone(receive))
        try:
            await asyncio.wait((sending, leaving), return_when=asyncio.FIRST_COMPLETED)
        finally:
            sending.cancel()
            leaving.cancel()
            reason, _ = await asyncio.gather(sending, leaving, return_exceptions=True)
            await self._close()
        if reason:
            log.warning("An answer was broken off: %r", reason)

    async def _send(self, scope: Scope, send: Send) -> None:
        await send(
            {"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers}
        )
        if scope["method"] != "HEAD":
            async for piece in self._chunks:
                async with asyncio.timeout(self._patience):
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})
