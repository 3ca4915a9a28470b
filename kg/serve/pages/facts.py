"""Facts with the sentences that they rest on, as pages show them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kg.network.labels import LABELS
from kg.publish.vocabulary import local
from kg.serve.pages.things import Thing, things
from kg.serve.reading import Reader, Row, node, text

EACH = 100
"""How many statements of one property a page reads."""

SENTENCE = """
  ?statement kg:confidence ?confidence ; prov:wasDerivedFrom ?evidence .
  ?evidence oa:hasSource ?version ; oa:hasSelector ?position , ?words .
  ?position oa:start ?start ; oa:end ?end .
  ?words oa:exact ?quote .
  OPTIONAL { ?words oa:prefix ?prefix } OPTIONAL { ?words oa:suffix ?suffix }
  OPTIONAL { ?statement kg:rule ?rule } OPTIONAL { ?statement kg:office ?office }
  OPTIONAL { ?version dcterms:title ?title } OPTIONAL { ?version dcterms:issued ?issued }
"""
"""The part of a query that reads a statement's evidence, for `sentence`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """The words of an article that a statement rests on, where they stand, and who printed them."""

    statement: str
    version: str
    title: str
    papers: str
    issued: str
    start: int
    end: int
    quote: str
    prefix: str
    suffix: str
    confidence: str
    rule: str
    office: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A predicate and what stands at its other end: a thing, or a plain value."""

    predicate: str
    other: Thing | str
    sentences: tuple[Sentence, ...]

    @property
    def implied(self) -> bool:
        """Whether its other end only follows from what articles say."""
        return isinstance(self.other, Thing) and self.other.implied


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The facts of one property. `statements` is how many statements the graph has for them, of
    which `EACH` are read at most; `inverse` says that the thing of the page is their object."""

    predicate: str
    inverse: bool
    facts: tuple[Fact, ...]
    statements: int

    @property
    def hidden(self) -> int:
        """How many statements were not read."""
        return max(0, self.statements - EACH)

    @property
    def sure(self) -> int:
        """How many facts are stated, and do not only follow from a number."""
        return sum(1 for f in self.facts if not (isinstance(f.other, Thing) and f.other.implied))


async def groups(reader: Reader, iri: str, *, inverse: bool = False) -> list[Group]:
    """The facts of which the thing is the subject (or, `inverse`, the object), by property."""
    here, there = ("object", "subject") if inverse else ("subject", "object")
    counts = await reader.rows(
        f"SELECT ?property (COUNT(?statement) AS ?n) WHERE {{ ?statement rdf:{here} {node(iri)} ; "
        f"rdf:predicate ?property }} GROUP BY ?property"
    )
    if not counts:
        return []
    totals = {row["property"].value: int(row["n"].value) for row in counts}
    chosen = " UNION ".join(
        f"{{ SELECT ?statement WHERE {{ ?statement rdf:{here} {node(iri)} ; "
        f"rdf:predicate {node(term)} }} LIMIT {EACH} }}"
        for term in sorted(totals)
    )
    found = await reader.rows(f"SELECT ?statement WHERE {{ {chosen} }}")
    rows = await reader.rows_about(
        "SELECT *",
        "statement",
        (row["statement"].value for row in found),
        f"?statement rdf:predicate ?property ; rdf:{there} ?other . {SENTENCE}",
    )
    named = await things(reader, _iris(row["other"] for row in rows), times=True)
    printed = await papers(reader, rows)
    return [
        Group(
            predicate=term,
            inverse=inverse,
            facts=tuple(_facts([r for r in rows if r["property"].value == term], named, printed)),
            statements=totals[term],
        )
        for term in sorted(totals, key=_rank)
    ]


async def papers(reader: Reader, rows: Iterable[Row]) -> dict[str, str]:
    """Who printed the article versions of rows that `SENTENCE` has read; addresses are left out."""
    found: dict[str, list[str]] = {}
    for row in await reader.rows_about(
        "SELECT ?version ?source",
        "version",
        (row["version"].value for row in rows),
        "?version dc:source ?source",
    ):
        if "://" not in row["source"].value:
            found.setdefault(row["version"].value, []).append(row["source"].value)
    return {version: "、".join(sorted(names)) for version, names in found.items()}


def sentence(row: Row, printed: Mapping[str, str]) -> Sentence:
    """The sentence of a row that `SENTENCE` has read; `printed` as from `papers`."""
    return Sentence(
        statement=text(row, "statement"),
        version=text(row, "version"),
        title=text(row, "title"),
        papers=printed.get(text(row, "version"), ""),
        issued=text(row, "issued"),
        start=int(text(row, "start")),
        end=int(text(row, "end")),
        quote=text(row, "quote"),
        prefix=text(row, "prefix"),
        suffix=text(row, "suffix"),
        confidence=text(row, "confidence"),
        rule=text(row, "rule"),
        office=text(row, "office"),
    )


def pieces(quote: str, names: Iterable[str]) -> list[tuple[str, bool]]:
    """The quote in pieces, each with whether it is one of the names.

    >>> pieces("白山市有七道江会议旧址。", ["白山市", "七道江会议旧址"])
    [('白山市', True), ('有', False), ('七道江会议旧址', True), ('。', False)]
    """
    wanted = sorted({name for name in names if name}, key=len, reverse=True)
    found: list[tuple[str, bool]] = []
    plain = at = 0
    while at < len(quote):
        name = next((name for name in wanted if quote.startswith(name, at)), None)
        if name is None:
            at += 1
            continue
        if plain < at:
            found.append((quote[plain:at], False))
        found.append((name, True))
        plain = at = at + len(name)
    if plain < len(quote):
        found.append((quote[plain:], False))
    return found


def _facts(
    rows: Sequence[Row], named: Mapping[str, Thing], printed: Mapping[str, str]
) -> list[Fact]:
    by_other: dict[str, list[Row]] = {}
    for row in rows:
        by_other.setdefault(str(row["other"]), []).append(row)
    facts = [
        Fact(
            predicate=same[0]["property"].value,
            other=named.get(same[0]["other"].value, same[0]["other"].value),
            sentences=tuple(_distinct(sentence(row, printed) for row in same)),
        )
        for same in by_other.values()
    ]
    return sorted(facts, key=_place)


def _distinct(found: Iterable[Sentence]) -> list[Sentence]:
    """Each sentence once, the newest article first; one stretch of text may carry several rules."""
    best: dict[tuple[str, int, int, str], Sentence] = {}
    for one in sorted(found, key=lambda s: (-float(s.confidence), s.statement)):
        best.setdefault((one.version, one.start, one.end, one.office), one)
    ordered = sorted(best.values(), key=lambda s: (s.version, s.start))
    return sorted(ordered, key=lambda s: s.issued, reverse=True)


def _place(fact: Fact) -> tuple[bool, str, int, int, str]:
    """Dated facts in the order of their dates, then those with most sentences; implied ones last."""
    other = fact.other
    if isinstance(other, str):
        return (False, "", 0, 0, other)
    spans = [span for span in (other, *other.times) if span.dated]
    first = min((str(span.earliest or span.latest) for span in spans), default="9999")
    return (other.implied, first, -len(fact.sentences), int(other.ordinal or 0), other.label)


def _rank(term: str) -> tuple[int, str]:
    known: Callable[[str], int] = list(LABELS["properties"]).index
    name = local(term)
    return (known(name) if name in LABELS["properties"] else 999, term)


def _iris(terms: Iterable[object]) -> list[str]:
    return [term.value for term in terms if isinstance(term, ox.NamedNode)]
