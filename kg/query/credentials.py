"""Who we are to an endpoint: a user with a password, or a token. Never written anywhere, never logged."""

from __future__ import annotations

from collections.abc import Generator
from ipaddress import ip_address

import httpx

from kg.errors import EndpointError


class Password(httpx.Auth):
    """Answers with user and password in the way that the server asks for: Digest (RFC 7616) where it
    offers that, else Basic (RFC 7617), and Basic only where nobody on the way can read it.

    Raises EndpointError where a server asks for Basic over plain HTTP.
    """

    def __init__(self, user: str, password: str) -> None:
        self._user = user
        self._password = password
        self._scheme: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if self._scheme is None:
            response = yield request
            if response.status_code != httpx.codes.UNAUTHORIZED:
                return
            self._scheme = self._asked_for(request, response)
        if self._scheme is not None:
            yield from self._scheme.auth_flow(request)

    def _asked_for(self, request: httpx.Request, response: httpx.Response) -> httpx.Auth | None:
        challenges = response.headers.get("www-authenticate", "").lower()
        if "digest" in challenges:
            return httpx.DigestAuth(self._user, self._password)
        if "basic" in challenges:
            require_private(request.url, "password")
            return httpx.BasicAuth(self._user, self._password)
        return None


class Token(httpx.Auth):
    """Sends a bearer token (RFC 6750) with each request.

    Raises EndpointError where it would go over plain HTTP to another machine.
    """

    def __init__(self, token: str) -> None:
        self._token = token

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        require_private(request.url, "token")
        request.headers["Authorization"] = f"Bearer {self._token}"
        yield request


def require_private(url: httpx.URL, secret: str) -> None:
    """Raise EndpointError where a secret sent to the address could be read on the way.

    >>> require_private(httpx.URL("http://127.0.0.1:8890/sparql"), "password")
    >>> require_private(httpx.URL("http://example.org/sparql"), "password")
    Traceback (most recent call last):
    kg.errors.EndpointError: The password is not sent to example.org over plain http, where anyone \
on the way can read it: use https, or a tunnel (ssh -L) to 127.0.0.1.
    """
    if url.scheme != "https" and not _loopback(url.host):
        raise EndpointError(
            f"The {secret} is not sent to {url.host} over plain http, where anyone on the way can "
            f"read it: use https, or a tunnel (ssh -L) to 127.0.0.1."
        )


def _loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
