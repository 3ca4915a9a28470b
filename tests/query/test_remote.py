"""What goes wrong at an endpoint, against a real socket. Answers are compared in tests/serve."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from kg.errors import EndpointError, QueryError
from kg.query.remote import LONGEST_GET, run

ASK = "ASK { ?s ?p ?o }"


@contextmanager
def answering(status: str, body: bytes = b"") -> Iterator[tuple[str, list[bytes]]]:
    """An endpoint that gives every request the same answer, and what it was asked."""
    asked: list[bytes] = []

    def serve(listener: socket.socket) -> None:
        connection, _ = listener.accept()
        with connection:
            asked.append(connection.recv(65536))
            head = f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
            connection.sendall(head.encode() + body)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(10)
        thread = threading.Thread(target=serve, args=(listener,))
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/sparql", asked
        thread.join()


def test_a_short_query_is_got_and_a_long_one_posted_as_a_form() -> None:
    for query, line in ((ASK, b"GET /sparql?"), (ASK + "#" * LONGEST_GET, b"POST /sparql ")):
        with answering("200 OK", b'{"head": {}, "boolean": true}') as (endpoint, asked):
            assert run(endpoint, query).askAnswer is True
        assert asked[0].startswith(line)


@pytest.mark.parametrize(
    "status", ["400 Bad Request", "404 Not Found", "500 Error", "503 Service Unavailable"]
)
def test_a_refusal_is_told_with_its_reason(status: str) -> None:
    with (
        answering(status, b"because of the moon") as (endpoint, _),
        pytest.raises(EndpointError, match="because of the moon"),
    ):
        run(endpoint, ASK)


def test_a_page_instead_of_results_is_told() -> None:
    with (
        answering("200 OK", b"<html>Welcome") as (endpoint, _),
        pytest.raises(EndpointError, match="no SPARQL results, but with: <html>Welcome"),
    ):
        run(endpoint, ASK)


def test_an_endpoint_that_is_not_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(EndpointError, match="does not answer"):
        run(f"http://127.0.0.1:{port}/sparql", ASK)


def test_an_endpoint_that_never_answers() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as listener,
        pytest.raises(EndpointError, match="does not answer"),
    ):
        run(f"http://127.0.0.1:{listener.getsockname()[1]}/sparql", ASK, timeout=1)


@pytest.mark.parametrize("endpoint", ["file:///etc/hostname", "example.org/sparql", ""])
def test_only_web_addresses_are_asked(endpoint: str) -> None:
    with pytest.raises(EndpointError, match="http or https"):
        run(endpoint, ASK)


def test_updates_are_not_sent() -> None:
    with pytest.raises(QueryError, match="no updates"):
        run("http://127.0.0.1:9/", "INSERT DATA { <urn:a> <urn:b> <urn:c> }")
