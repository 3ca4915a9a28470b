"""What is refused before a query reaches the store's parser.

Oxigraph fetches what SERVICE names, with no switch against it, and deep nesting overflows the
stack of its parser. Its grammar needs no blanks around keywords (`1SERVICE`, `SERVICESILENT`), and
only the context tells the `<` of an IRI from "less than". A query is therefore read in every way
that its text allows; it is refused if one of them is dangerous. Words inside strings, comments and
IRIs do no harm.
"""

from __future__ import annotations

import re
from heapq import heappop, heappush

from kg.errors import QueryError
from kg.settings import Limits

LENGTH = Limits().length
"""Characters that a query may have."""

NESTING = Limits().nesting
"""How deep its brackets may be nested."""

# A long string that holds no escape but the plain ones is one in every reading; with others, the
# parser may reject it and read an empty string there.
_LONG = re.compile(
    r'''"""(?:"{0,2}+(?:[^"\\]|\\[tbnrf"'\\]))*+"""'''
    r"""|'''(?:'{0,2}+(?:[^'\\]|\\[tbnrf"'\\]))*+'''"""
)
_PLAIN = re.compile(r"""[^"'#<?$@:\\{}()\[\]sS]+""")
_TOKENS = tuple(
    re.compile(pattern, re.DOTALL)
    for pattern in (
        r'"""(?:"{0,2}+(?:[^"\\]|\\.))*+"""',
        r"'''(?:'{0,2}+(?:[^'\\]|\\.))*+'''",
        r'"(?:[^"\\\n\r]|\\.)*+"',
        r"'(?:[^'\\\n\r]|\\.)*+'",
        r'<[^<>"{}|^`\\\x00-\x20]*+>',
        r"#[^\n\r]*",
        r"[?$]\w+",
        r"@[A-Za-z]+(?:-[A-Za-z0-9]+)*",
        r":(?:[\w%-]|\\.)*",
        r"\\.",
    )
)
# Possessive throughout: what strangers send must not make the expression try again and again.
_BLANK = r"(?:\s|#[^\n\r]*+)*+"
_SERVICE = re.compile(
    rf"SERVICE{_BLANK}(?:SILENT{_BLANK})?(?:<[^<>\s{{}}]*+>|(?:[^\s{{}}<#\\]|\\.)++){_BLANK}\{{",
    re.IGNORECASE | re.DOTALL,
)


def check(
    sparql: str, *, length: int = LENGTH, nesting: int = NESTING, service: bool = False
) -> None:
    """Raise QueryError for a query that is too long, too deep, or calls another endpoint, unless
    `service` lets it.

    >>> check('SELECT * { ?s ?p "SERVICE <http://example.org/> {" }')
    >>> check("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }")
    Traceback (most recent call last):
    kg.errors.QueryError: SERVICE is not allowed here: the query must stay within this graph.
    """
    if len(sparql) > length:
        raise QueryError(f"The query has {len(sparql)} characters; at most {length} are allowed.")
    if sum(map(sparql.count, "{([")) <= nesting and (service or "service" not in sparql.lower()):
        return  # whichever way it is read: most queries are let in here
    depths = {0: 0}
    pending = [0]
    while pending:
        position = heappop(pending)
        depth = depths.pop(position)
        if position >= len(sparql):
            continue
        if not service and _SERVICE.match(sparql, position):
            raise QueryError("SERVICE is not allowed here: the query must stay within this graph.")
        depth += _step(sparql[position])
        if depth > nesting:
            raise QueryError(f"The query is nested deeper than {nesting} brackets: flatten it.")
        for end in _ends(sparql, position):
            if end not in depths:
                heappush(pending, end)
            depths[end] = max(depths.get(end, 0), depth)


def _step(character: str) -> int:
    if character in "{([":
        return 1
    return -1 if character in "})]" else 0


def _ends(sparql: str, position: int) -> set[int]:
    """Where the token at the position may end: more than one place where that is ambiguous."""
    if plain := _PLAIN.match(sparql, position):
        return {plain.end()}
    if long := _LONG.match(sparql, position):
        return {long.end()}
    ends = {match.end() for token in _TOKENS if (match := token.match(sparql, position))}
    if not ends or sparql[position] == "<":
        ends.add(position + 1)
    return ends
