"""What goes wrong on the way."""

from __future__ import annotations

import base64
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from kg.errors import EndpointError
from kg.push import Connection, GraphStore, Patience, Remote
from kg.query.credentials import Password, Token, require_private
from tests.push.conftest import built, empty, some_quads
from tests.scripted import Answer, answering
from tests.stores import RemoteStore

SECRET = "不可告人-s3cret"


def sent(
    address: str,
    *,
    auth: httpx.Auth | None = None,
    waited: Callable[[float], None] = lambda _: None,
) -> int:
    patience = Patience(seconds=5, tries=4, pause=1, longest=9)
    with Connection(address, auth=auth, patience=patience, wait=waited) as connection:
        return sum(GraphStore(connection, address).replace("urn:g", some_quads(3)))


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (Answer(401), "who asks: give --user"),
        (Answer(403, b"no"), "may not do that.*it says: no"),
        (Answer(404), "nothing at this address"),
        (Answer(405), "takes no such request"),
        (Answer(413), "too large"),
        (Answer(500, b"the moon\x1b[31m is\nfull"), r"500 to PUT: it says: the moon \[31m is full"),
        (Answer(200, b"<html>Hello", {"Content-Type": "text/html"}), "with a web page"),
        (
            Answer(400, b"<html><title>x</title><b>bad</b> graph", {"Content-Type": "text/html"}),
            "it says: bad graph",
        ),
    ],
)
def test_a_refusal_says_what_to_do(answer: Answer, says: str) -> None:
    with answering(answer) as server, pytest.raises(EndpointError, match=says):
        sent(server.address)
    assert len(server.asked) == 1, "it is not tried again"


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_no_redirect_is_followed_to_another_host(status: int) -> None:
    with answering(Answer(200)) as other:
        away = Answer(status, headers={"Location": other.address})
        with answering(away) as server, pytest.raises(EndpointError, match="redirects to http"):
            sent(server.address, auth=Password("dba", SECRET))
        assert not other.asked


@pytest.mark.parametrize(
    "trouble", [Answer(503), Answer(429), Answer(502), Answer(504), Answer(0, hang_up=True)]
)
def test_passing_trouble_is_waited_out(trouble: Answer) -> None:
    waits: list[float] = []
    with answering(trouble, trouble, Answer(204)) as server:
        assert sent(server.address, waited=waits.append) == 4
        assert len({body for *_, body in server.asked}) == 1
    assert waits == [1, 2]


def test_a_server_says_how_long_to_wait_within_reason() -> None:
    waits: list[float] = []
    busy, very_busy = (Answer(503, headers={"Retry-After": value}) for value in ("5", "86400"))
    with answering(busy, very_busy, Answer(503, headers={"Retry-After": "soon"}), Answer(204)) as s:
        assert sent(s.address, waited=waits.append) == 4
    assert waits == [5, 9, 4]


def test_lasting_trouble_ends_with_what_to_do() -> None:
    with answering(Answer(503, b"later")) as server:
        with pytest.raises(
            EndpointError, match=r"503.*\(later\).*tried 4 times.*goes on from there"
        ):
            sent(server.address)
        assert len(server.asked) == 4


def test_nobody_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(EndpointError, match="does not answer"):
        sent(f"http://127.0.0.1:{port}/store")


def test_basic_and_bearer_are_sent_to_loopback() -> None:
    challenge = Answer(401, headers={"WWW-Authenticate": 'Basic realm="x", charset="UTF-8"'})
    with answering(challenge, Answer(204)) as server:
        assert sent(server.address, auth=Password("dba", SECRET)) == 4
        given = [headers.get("authorization") for _, _, headers, _ in server.asked]
        assert given[0] is None, "nothing is given that was not asked for"
        assert given[1] == f"Basic {base64.b64encode(f'dba:{SECRET}'.encode()).decode()}"
    with answering(Answer(204)) as server:
        assert sent(server.address, auth=Token("token")) == 4
        assert server.asked[0][2]["authorization"] == "Bearer token"


def test_a_wrong_password_is_told_without_it() -> None:
    challenge = Answer(401, headers={"WWW-Authenticate": "Basic"})
    with answering(challenge) as server, pytest.raises(EndpointError) as raised:
        sent(server.address, auth=Password("dba", SECRET))
    assert "check name and password" in str(raised.value)
    assert SECRET not in str(raised.value)


@pytest.mark.parametrize("address", ["http://example.org/", "http://10.0.0.1/", "http://[::2]/"])
def test_no_secret_goes_in_the_clear_to_another_machine(address: str) -> None:
    with pytest.raises(EndpointError, match="over plain http"):
        require_private(httpx.URL(address), "password")


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1/", "http://localhost:1/", "http://[::1]/", "https://example.org/"]
)
def test_secrets_go_to_this_machine_and_over_tls(address: str) -> None:
    require_private(httpx.URL(address), "password")


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("ftp://example.org/", "http or https"),
        ("example.org/sparql", "http or https"),
        ("", "http or https"),
        ("http://dba:dba@example.org/", "no password into the address"),
    ],
)
def test_addresses_that_are_none(address: str, says: str) -> None:
    with pytest.raises(EndpointError, match=says):
        Connection(address)


@pytest.mark.parametrize(
    "address", ["http://example.com/store", "//example.com/store", "https://example.org/store",
                "http://example.org:81/store"]
)  # fmt: skip
def test_writing_goes_to_the_host_of_the_endpoint(address: str) -> None:
    with (
        Connection("http://example.org/sparql") as connection,
        pytest.raises(EndpointError, match="another host"),
    ):
        connection.at(address)


def test_an_answer_that_is_no_sparql_result() -> None:
    with (
        answering(Answer(200, b"[1, 2]")) as server,
        Connection(server.address) as connection,
        pytest.raises(EndpointError, match=r"no SPARQL results, but with: \[1, 2\]"),
    ):
        Remote(connection, server.address).check()


def command(*options: str, password: str | None = None) -> subprocess.CompletedProcess[str]:
    env = {name: value for name, value in os.environ.items() if not name.startswith("KG_ENDPOINT")}
    if password is not None:
        env["KG_ENDPOINT_PASSWORD"] = password
    return subprocess.run(
        [sys.executable, "-m", "kg.cli", "push", *options],
        env=env, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False,
    )  # fmt: skip


def test_the_password_is_nowhere_to_be_seen(virtuoso: RemoteStore, tmp_path: Path) -> None:
    empty(virtuoso)
    folder = built(tmp_path, some_quads(10))
    options = ("--endpoint", virtuoso.query, "--graph-store", "/sparql-graph-crud-auth",
               "--user", "dba", "-g", str(folder))  # fmt: skip
    wrong = command(*options, password=SECRET)
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert "check name and password" in wrong.stderr
    seen = wrong.stderr + "".join(path.read_text() for path in folder.glob("push-*"))
    assert SECRET not in seen
    assert "Put the password in KG_ENDPOINT_PASSWORD" in command(*options).stderr
    right = command(*options, password="dba")
    assert (right.returncode, right.stderr) == (0, "")
    assert right.stdout == "11 triples sent; 8 of 8 graphs verified\n"


def test_a_difference_is_told_by_the_exit_code(
    oxigraph_server: RemoteStore, tmp_path: Path
) -> None:
    empty(oxigraph_server)
    (tmp_path / "removed.nq").write_text("<urn:a> <urn:b> <urn:c> <urn:g> .\n")
    (tmp_path / "added.nq").touch()
    said = command(
        "--endpoint", oxigraph_server.query, "--update", "/update", "--delta", str(tmp_path)
    )
    assert said.returncode == 4
    assert "differs urn:g: -1 triples wanted, 0 found" in said.stderr


def test_what_cannot_go_together_is_said(tmp_path: Path) -> None:
    said = command(
        "--endpoint", "http://127.0.0.1:9/", "--graph-store", "/a", "--delta", str(tmp_path)
    )
    assert said.returncode == 2
    assert "graph store takes whole graphs" in " ".join(said.stderr.replace("│", " ").split())
