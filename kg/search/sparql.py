"""Search within SPARQL: `?place kg:search "baishan"` stands for what search finds.

SPARQL has no full-text search. A triple of this form, whose subject is a variable and whose object is
a text, is written as VALUES before the query runs; `(?place ?rank) kg:search "baishan"` gives the
rank too, 1 for the best.
"""

from __future__ import annotations

import re

from kg.errors import QueryError
from kg.graph.vocabulary import KG
from kg.search.index import SearchIndex
from kg.search.search import search

MOST = 1000
"""Hits that one pattern stands for at most, the best ones."""

_USAGE = (
    'kg:search is a triple of its own, with a variable and a quoted text: ?place kg:search "白山" . '
    'or (?place ?rank) kg:search "白山" .'
)
_NO_INDEX = (
    "kg:search is not offered here: this server asks a remote store and has no search index beside it "
    "(kg serve --endpoint … -g out). Ask for names: ?place skos:prefLabel ?name FILTER(CONTAINS(?name, …))."
)
_PREFIX = re.compile(r"PREFIX\s+([\w-]*)\s*:\s*<([^<>]*)>", re.IGNORECASE)
_COMMENT = r"\#[^\n\r]*"
_LONG = r"\'\'\'.*?\'\'\'|\"\"\".*?\"\"\""
_STRING = r"""\"(?:[^"\\\n\r]|\\.)*\"|'(?:[^'\\\n\r]|\\.)*'"""
_IRI = r'<[^<>"{}|^`\\\x00-\x20]*>'
_ESCAPES = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


def expand(sparql: str, index: SearchIndex | None) -> str:
    """The query with what each search finds in its place.

    Raises QueryError for a search that is written in another way, whose text is too long, or that has
    no index to ask.
    """
    names = "|".join(map(re.escape, _names(sparql)))
    property_ = rf"(?:{names})(?![\w:-])"
    token = re.compile(
        rf"(?P<comment>{_COMMENT})|{_LONG}"
        rf"|(?P<subject>[?$]\w+|\(\s*[?$]\w+\s+[?$]\w+\s*\))\s*{property_}\s*"
        rf"(?P<text>{_STRING})(?:@[A-Za-z-]+)?(?=\s*[.}}])"
        rf"|(?P<property>{property_})|{_STRING}|{_IRI}|[\w:-]+|\S",
        re.DOTALL,
    )
    parts: list[str] = []
    position = 0
    before = ""
    for match in token.finditer(sparql):
        if match["property"] or (match["subject"] and before not in {"{", "}", "."}):
            raise QueryError(_USAGE)
        if match["subject"]:
            parts += sparql[position : match.start()], _values(match, index)
            position = match.end()
        if not match["comment"]:
            before = match[0][-1]
    return "".join((*parts, sparql[position:]))


def _names(sparql: str) -> list[str]:
    """The ways in which the query may write the property."""
    prefixes = {"kg": str(KG), **{match[1]: match[2] for match in _PREFIX.finditer(sparql)}}
    return [f"<{KG.search}>", *(f"{p}:search" for p, iri in prefixes.items() if iri == str(KG))]


def _values(match: re.Match[str], index: SearchIndex | None) -> str:
    if index is None:
        raise QueryError(_NO_INDEX)
    text = re.sub(r"\\(.)", lambda m: _ESCAPES.get(m[1], m[1]), match["text"][1:-1])
    hits = search(index, text, limit=MOST)
    if match["subject"].startswith("("):
        rows = " ".join(f"(<{hit.iri}> {rank})" for rank, hit in enumerate(hits, start=1))
    else:
        rows = " ".join(f"<{hit.iri}>" for hit in hits)
    return f"VALUES {match['subject']} {{ {rows} }}"
