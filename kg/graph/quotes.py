"""Does every quote stand in its article, where it is said to stand?"""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from kg.graph.named_graph import NamedGraph
from kg.graph.report import Finding
from kg.graph.vocabulary import OA
from kg.shacl.triples import Node, Term, Triples
from kg.shacl.values import whole_number

_SOURCE, _SELECTOR = ox.NamedNode(OA.hasSource), ox.NamedNode(OA.hasSelector)
_START, _END = ox.NamedNode(OA.start), ox.NamedNode(OA.end)
_EXACT, _PREFIX, _SUFFIX = (ox.NamedNode(OA[name]) for name in ("exact", "prefix", "suffix"))

_SHOWN = 200
"""Characters of an article that a finding shows at most."""


def check_quotes(graph: NamedGraph, text: str) -> Iterator[Finding]:
    """Quotes of the graph's article version that its text does not have at their offsets, or not
    between the words that they are said to stand between.

    Evidence that lacks an offset or a quote is left to the shapes, which ask for each.
    """
    for version in graph.versions:
        for evidence in sorted(graph.triples.subjects(_SOURCE, version), key=str):
            yield from _check_quote(graph, evidence, text)


def _check_quote(graph: NamedGraph, evidence: Node, text: str) -> Iterator[Finding]:
    triples = graph.triples
    selectors = triples.objects(evidence, _SELECTOR)
    start, end = (_number(triples, selectors, term) for term in (_START, _END))
    exact = _words(triples, selectors, _EXACT)
    if start is None or end is None or exact is None:
        return
    there = text[max(0, start) : max(0, end)]
    if there != exact:
        yield graph.finding(
            "quote-not-in-article",
            evidence,
            ox.Literal(there[:_SHOWN]),
            _where(exact, start, end, text),
        )
    before, after = (_words(triples, selectors, term) or "" for term in (_PREFIX, _SUFFIX))
    if not (text[: max(0, start)].endswith(before) and text[max(0, end) :].startswith(after)):
        yield graph.finding(
            "quote-out-of-context",
            evidence,
            ox.Literal(text[max(0, start - len(before)) : max(0, end) + len(after)][:_SHOWN]),
            (
                f"引文应在“{before}”与“{after}”之间，文章第 {start} 至 {end} 字前后并非如此。",
                f"The quote should stand between “{before}” and “{after}”, and around characters "
                f"{start} to {end} of the article it does not.",
            ),
        )


def _where(exact: str, start: int, end: int, text: str) -> tuple[str, str]:
    """That the quote is not there, and where it is."""
    if end > len(text):
        zh = f"文章只有 {len(text)} 字，没有第 {start} 至 {end} 字。"
        en = f"The article has {len(text)} characters and none from {start} to {end}."
    else:
        zh = f"文章第 {start} 至 {end} 字处不是这段引文。"
        en = f"The article does not have this quote at characters {start} to {end}."
    at = text.find(exact)
    if at < 0:
        return f"{zh}文中别处也没有。", f"{en} Nor has it elsewhere."
    return f"{zh}它在第 {at} 字处。", f"{en} It has it at {at}."


def _number(triples: Triples, selectors: list[Term], term: ox.NamedNode) -> int | None:
    found = (v for selector in selectors for v in triples.objects(selector, term))
    numbers = (whole_number(value) for value in found if isinstance(value, ox.Literal))
    return next((number for number in numbers if number is not None), None)


def _words(triples: Triples, selectors: list[Term], term: ox.NamedNode) -> str | None:
    found = (v for selector in selectors for v in triples.objects(selector, term))
    return next((value.value for value in found if isinstance(value, ox.Literal)), None)
