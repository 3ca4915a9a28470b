"""HTTP to one host and no other: credentials, another try where that may help, errors that say what to do."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import httpx

from kg.errors import EndpointError
from kg.query.http import REASON, checked, is_page, plain, reason

log = logging.getLogger(__name__)

_PASSING = frozenset({408, 425, 429, 502, 503, 504})
"""Answers after which the same request may succeed later."""

_MEANINGS = {
    401: "it wants to know who asks: give --user (or --token), or check name and password",
    403: "this user may not do that: give one who may write",
    404: "there is nothing at this address: docs/remote.md lists where stores take data",
    405: "this address takes no such request: docs/remote.md lists where stores take data",
    413: "a batch is too large for it: allow larger requests there",
    501: "this address takes no such request: docs/remote.md lists where stores take data",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long to wait: `seconds` for each answer; `tries` of a request, with `pause` seconds before
    the second, twice that before the third and so on, never more than `longest`."""

    seconds: float = 300.0
    tries: int = 7
    pause: float = 1.0
    longest: float = 60.0


class Connection:
    """Requests to the host of one address, over kept connections.

    Redirects are not followed, proxies and passwords of the environment are not used: nothing goes
    to another host. All requests must be such that doing them twice does no harm.
    """

    def __init__(
        self,
        address: str,
        *,
        auth: httpx.Auth | None = None,
        patience: Patience | None = None,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self.address = checked(address)
        self._patience = patience or Patience()
        self._wait = wait
        self._client = httpx.Client(auth=auth, timeout=self._patience.seconds, trust_env=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client.close()

    def at(self, address: str) -> str:
        """An address of the same host, given whole or from the host's root (/update).

        Raises EndpointError for one of another host.
        """
        url = checked(str(self.address.join(address)))
        if _origin(url) != _origin(self.address):
            raise EndpointError(
                f"{address} is on another host than {self.address}: data goes only to the host of "
                f"--endpoint."
            )
        return str(url)

    def send(
        self,
        method: str,
        address: str,
        *,
        params: Mapping[str, str] | None = None,
        form: Mapping[str, str] | None = None,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        absent: bool = False,
    ) -> httpx.Response:
        """The answer to a request; tried again where the server is busy or the connection lost.

        Raises EndpointError for an answer that is no success; 404 is one where `absent` is fine.
        """
        url = self.at(address)
        request = self._client.build_request(
            method,
            url,
            params=params,
            data=dict(form) if form else None,
            content=body,
            headers=dict(headers or {}),
        )
        for trial in range(1, self._patience.tries + 1):
            problem: str
            pause = min(self._patience.pause * 2 ** (trial - 1), self._patience.longest)
            try:
                response = self._client.send(request)
            except httpx.TransportError as error:
                problem = f"does not answer: {error or type(error).__name__}"
            else:
                if response.status_code not in _PASSING:
                    return self._succeeded(method, url, response, absent=absent)
                problem = f"answered {response.status_code} to {method} ({reason(response)})"
                pause = min(_asked_to_wait(response) or pause, self._patience.longest)
            if trial < self._patience.tries:
                log.warning("%s %s; another try in %g s", url, problem, pause)
                self._wait(pause)
        raise EndpointError(
            f"{url} {problem} (tried {self._patience.tries} times). What was verified is noted: "
            f"the same command goes on from there."
        )

    def _succeeded(
        self, method: str, url: str, response: httpx.Response, *, absent: bool
    ) -> httpx.Response:
        status = response.status_code
        if response.is_redirect:
            to = response.headers.get("location", "nowhere")
            raise EndpointError(
                f"{url} redirects to {plain(to)}, which is not followed: if you trust it, give that "
                f"address."
            )
        if not response.is_success and not (absent and status == httpx.codes.NOT_FOUND):
            said, meaning = reason(response), _MEANINGS.get(status)
            why = "; ".join(part for part in (meaning, said and f"it says: {said}") if part)
            raise EndpointError(f"{url} answered {status} to {method}: {why or 'no reason given'}")
        if response.is_success and is_page(response):
            raise EndpointError(
                f"{url} answered {method} with a web page: this is no address for data; "
                f"docs/remote.md lists where stores take it."
            )
        return response

    def rows(self, address: str, sparql: str) -> list[dict[str, str]]:
        """The rows of a SELECT: the variables that are bound, and the values of their terms.

        Raises EndpointError where the answer is none.
        """
        response = self.send(
            "POST",
            address,
            form={"query": sparql},
            headers={"Accept": "application/sparql-results+json"},
        )
        try:
            found = response.json()["results"]["bindings"]
            return [{name: term["value"] for name, term in row.items()} for row in found]
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            raise EndpointError(
                f"{address} answered a query with no SPARQL results, but with: "
                f"{plain(response.text[:REASON])}"
            ) from error


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


def _asked_to_wait(response: httpx.Response) -> float | None:
    value = response.headers.get("retry-after", "")
    return float(value) if value.isascii() and value.isdigit() else None
