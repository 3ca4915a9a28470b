"""What the guard refuses, whichever way a query hides it, and what it lets pass."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import pytest
from pyoxigraph import Literal, NamedNode, Quad, QueryResultsFormat, QuerySolutions, Store

from kg.errors import QueryError
from kg.query.guard import LENGTH, NESTING, check

REACHING_OUT = [
    "SELECT * { SERVICE <ADDRESS> { ?s ?p ?o } }",
    "SELECT * { service<ADDRESS>{ ?s ?p ?o } }",
    "SELECT * { SERVICESILENT<ADDRESS>{ ?s ?p ?o } }",
    "SELECT * { SERVICE # a comment {\n SILENT <ADDRESS> { ?s ?p ?o } }",
    "PREFIX e: <ADDRESS> SELECT * { SERVICE e: { ?s ?p ?o } }",
    "PREFIX : <ADDRESS> SELECT * { SERVICE: { ?s ?p ?o } }",
    "BASE <ADDRESS> SELECT * { SERVICE <> { ?s ?p ?o } }",
    "SELECT * { VALUES ?e { <ADDRESS> } SERVICE ?e { ?s ?p ?o } }",
    "SELECT * { { SELECT * { SERVICE <ADDRESS> { ?s ?p ?o } } } }",
    # What looks like the start of an IRI or a string may be a comparison.
    "SELECT * { ?s ?p ?o FILTER('a'<'b>c') SERVICE <ADDRESS> { ?s ?p 'd' } }",
    "SELECT * { ?s ?p ?o FILTER(?o<2)SERVICE#>\n<ADDRESS> { ?s ?p ?o } }",
    # A long string that the parser rejects is read as an empty one and what follows it.
    "SELECT * { VALUES ?x { '''a' } SERVICE <ADDRESS> { ?s ?p ?o } #\\q'''\n }",
    "SELECT * { VALUES ?x { '''a' } SERVICE <ADDRESS> { ?s ?p ?o } #\\uD800'''\n }",
    'SELECT * { VALUES ?x { """a" } SERVICE <ADDRESS> { ?s ?p ?o } }',
    "SELECT * { ?s ?p trueSERVICE <ADDRESS> { ?s ?p ?o } }",
    "SELECT * { ?s ?p 1SERVICE <ADDRESS> { ?s ?p ?o } }",
]

HARMLESS = [
    'SELECT * { ?s ?p "SERVICE <http://example.org/> { ?s ?p ?o }" }',
    "SELECT * { ?s ?p '''it's a SERVICE <http://example.org/> { }''' }",
    "SELECT * { ?s ?p ?o } # SERVICE <http://example.org/> {",
    "SELECT ?service { ?service a ?kind }",
    "SELECT ?service ?o { ?service <http://example.org/service#service> ?o }",
    "PREFIX service: <http://example.org/service/> SELECT * { service:a service:b ?o }",
    "SELECT * { ?s ?p ?o FILTER(?o < 3 && ?o > 1) }",
]


@pytest.fixture
def address() -> Iterator[tuple[socket.socket, str]]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        listener.settimeout(10)
        yield listener, f"http://127.0.0.1:{listener.getsockname()[1]}/"


@pytest.mark.parametrize("query", REACHING_OUT)
def test_a_query_that_reaches_out_is_refused(query: str) -> None:
    with pytest.raises(QueryError, match="SERVICE"):
        check(query.replace("ADDRESS", "http://127.0.0.1:9/"))


@pytest.mark.parametrize("query", [REACHING_OUT[0], REACHING_OUT[2], REACHING_OUT[9]])
def test_the_store_itself_would_reach_out(query: str, address: tuple[socket.socket, str]) -> None:
    """Else the guard would not be needed: look again when a new Oxigraph fails this."""
    listener, url = address
    store = Store()
    store.add(Quad(NamedNode("urn:a"), NamedNode("urn:b"), Literal("1")))
    silent = query.replace("SERVICE <", "SERVICE SILENT <").replace("ADDRESS", url)
    asking = threading.Thread(target=lambda: _answer(store, silent))
    asking.start()
    connection, _ = listener.accept()
    connection.close()
    asking.join()


def _answer(store: Store, query: str) -> None:
    """All within one thread, to which Oxigraph binds its results."""
    solutions = store.query(query)
    assert isinstance(solutions, QuerySolutions)
    assert solutions.serialize(format=QueryResultsFormat.CSV)


@pytest.mark.parametrize("query", HARMLESS)
def test_words_in_strings_comments_names_and_iris_pass(query: str) -> None:
    check(query)
    Store().query(query)


@pytest.mark.parametrize(("opening", "closing"), ["{}", "()", "[]"])
def test_nesting_is_bounded(opening: str, closing: str) -> None:
    check(opening * NESTING + closing * NESTING)
    check((opening + closing) * 5 * NESTING)
    with pytest.raises(QueryError, match="nested deeper"):
        check(opening * 5000 + closing * 5000)


def test_brackets_in_strings_do_not_count() -> None:
    check(f'SELECT * {{ ?s ?p "{"(" * 5000}" }}')


def test_a_closing_bracket_in_a_string_hides_no_nesting() -> None:
    with pytest.raises(QueryError, match="nested deeper"):
        check('( ")" ' * (NESTING + 1))


def test_length_is_bounded() -> None:
    check("#" * LENGTH)
    with pytest.raises(QueryError, match="50001 characters"):
        check("#" * (LENGTH + 1))
