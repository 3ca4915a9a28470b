"""What other people's servers say, made fit to repeat."""

from __future__ import annotations

import re

import httpx

from kg.errors import EndpointError

REASON = 200
"""Characters of a server's own words that an error repeats: some repeat all that they were sent."""

_TAGS = re.compile(r"<(style|script|title)\b.*?</\1>|<[^>]*>", re.IGNORECASE | re.DOTALL)


def checked(address: str) -> httpx.URL:
    """The address of an endpoint. Raises EndpointError for what is none.

    >>> checked("http://127.0.0.1:8890/sparql").host
    '127.0.0.1'
    """
    try:
        url = httpx.URL(address)
    except (httpx.InvalidURL, TypeError) as error:
        raise EndpointError(f"{address!r} is no address: {error}.") from error
    if url.userinfo:
        raise EndpointError(
            "Write no password into the address, where others see it: give --user, and the password "
            "in KG_ENDPOINT_PASSWORD or when asked."
        )
    if url.scheme not in {"http", "https"} or not url.host:
        raise EndpointError(f"An endpoint is an http or https address, not {address!r}.")
    return url


def is_page(response: httpx.Response) -> bool:
    """Whether it is for people to read. Virtuoso calls its empty answers text/html too."""
    kind = response.headers.get("content-type", "").lower()
    return kind.startswith(("text/html", "application/xhtml")) and bool(response.text.strip())


def reason(response: httpx.Response) -> str:
    """The beginning of what a server says, without the marks of a page."""
    text = response.text
    if is_page(response):
        text = _TAGS.sub(" ", text)
    return plain(text)[:REASON]


def plain(text: str) -> str:
    """Text of a server, which may hold text of articles, on one line and without what a terminal
    would obey.

    >>> plain("a\\x1b[31m\\n b")
    'a [31m b'
    """
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
