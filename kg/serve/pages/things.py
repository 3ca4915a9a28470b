"""What a page says of the things that it names: label, type, dates and amounts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rdflib import DCTERMS, RDF, SDO, SKOS

from kg.graph.vocabulary import KG
from kg.serve.reading import Reader

# The most telling class of a thing that has several.
_FIRST = ("Garrison", "Conferral")
_TYPES = (
    "Place",
    "Organization",
    "Site",
    "Document",
    "Event",
    "Person",
    "Honour",
    "Quantity",
    "TimeSpan",
)
VALUES = frozenset({"Quantity", "TimeSpan"})
"""Types that are values more than things: what their names say, many have in common."""

_PROPERTIES = (
    RDF.type,
    SKOS.prefLabel,
    SKOS.altLabel,
    DCTERMS.title,
    DCTERMS.identifier,
    SDO.minValue,
    SDO.maxValue,
    SDO.unitText,
    *(
        KG[name]
        for name in (
            "resolved",
            "implied",
            "ordinalInRun",
            "rawText",
            "earliest",
            "latest",
            "anchor",
            "approximate",
            "counted",
            "statedBy",
            "beneficiary",
            "statedPeriod",
        )
    ),
)


_WANTED = ", ".join(f"<{term}>" for term in _PROPERTIES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """The bounds of a quantity, its unit, and in the text's words what it counts."""

    minimum: Decimal | None
    maximum: Decimal | None
    unit: str
    approximate: bool
    counted: str
    by: str
    beneficiary: str
    period: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """Something that has an IRI. `type` is the local name of its most telling class, `classes`
    those of all; `raw` are the words of the text for a time or an amount."""

    iri: str
    label: str
    type: str
    classes: tuple[str, ...] = ()
    resolved: bool = True
    implied: bool = False
    ordinal: str = ""
    raw: str = ""
    earliest: date | None = None
    latest: date | None = None
    anchor: date | None = None
    amount: Amount | None = None
    aliases: tuple[str, ...] = ()
    times: tuple[Thing, ...] = ()

    @property
    def names(self) -> list[str]:
        """All words that may stand for it in a text."""
        return [self.label, self.raw, *self.aliases]

    @property
    def dated(self) -> bool:
        return self.earliest is not None or self.latest is not None


async def things(reader: Reader, iris: Iterable[str], *, times: bool = False) -> dict[str, Thing]:
    """The things with these IRIs; with `times`, also when each was, where the graph says so.

    One of which nothing is known has its IRI as its label.
    """
    wanted = sorted(set(iris))
    when: dict[str, list[Thing]] = defaultdict(list)
    if times:
        pairs = await reader.rows_about(
            "SELECT DISTINCT ?thing ?time",
            "thing",
            wanted,
            "?thing sem:hasTime|kg:statedTime ?time",
        )
        spans = await things(reader, (row["time"].value for row in pairs))
        for row in pairs:
            when[row["thing"].value].append(spans[row["time"].value])
    # With the properties as VALUES too, Oxigraph reads all triples of each: FILTER keeps it from that.
    rows = await reader.rows_about(
        "SELECT DISTINCT ?thing ?says ?what",
        "thing",
        wanted,
        f"?thing ?says ?what FILTER(?says IN ({_WANTED}))",
    )
    said: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        said[row["thing"].value][row["says"].value].append(row["what"].value)
    return {iri: _thing(iri, said[iri], tuple(_by_date(when[iri]))) for iri in wanted}


def type_of(classes: Iterable[str]) -> str:
    """The most telling of some local names of classes.

    >>> type_of(["Organization", "MilitaryBody", "Garrison"])
    'Garrison'
    """
    found = set(classes)
    return next((name for name in (*_FIRST, *_TYPES) if name in found), "Thing")


def _thing(iri: str, said: Mapping[str, list[str]], times: tuple[Thing, ...]) -> Thing:
    def one(term: object) -> str:
        return min(said.get(str(term), [""]))

    classes = sorted(c.removeprefix(KG) for c in said.get(str(RDF.type), []) if c.startswith(KG))
    kind = type_of(classes)
    labels = (one(SKOS.prefLabel), one(DCTERMS.title), one(KG.rawText), one(DCTERMS.identifier))
    return Thing(
        iri=iri,
        label=next((label for label in labels if label), iri),
        type=kind,
        classes=tuple(classes),
        resolved=one(KG.resolved) != "false",
        implied=one(KG.implied) == "true",
        ordinal=one(KG.ordinalInRun),
        raw=one(KG.rawText),
        aliases=tuple(sorted(said.get(str(SKOS.altLabel), []))),
        earliest=_date(one(KG.earliest)),
        latest=_date(one(KG.latest)),
        anchor=_date(one(KG.anchor)),
        amount=_amount(one) if kind == "Quantity" else None,
        times=times,
    )


def _amount(one: Callable[[object], str]) -> Amount:
    def figure(term: object) -> Decimal | None:
        return Decimal(one(term)) if one(term) else None

    return Amount(
        minimum=figure(SDO.minValue),
        maximum=figure(SDO.maxValue),
        unit=one(SDO.unitText),
        approximate=one(KG.approximate) == "true",
        counted=one(KG.counted),
        by=one(KG.statedBy),
        beneficiary=one(KG.beneficiary),
        period=one(KG.statedPeriod),
    )


def _date(value: str) -> date | None:
    return date.fromisoformat(value) if value else None


def _by_date(spans: Iterable[Thing]) -> list[Thing]:
    """Spans in order of time, each once: those of two articles with the same bounds are one."""
    kept: dict[tuple[date | None, date | None], Thing] = {}
    for span in sorted(spans, key=lambda s: (s.iri,)):
        kept.setdefault((span.earliest, span.latest), span)
    return sorted(kept.values(), key=lambda s: (s.earliest or s.latest or date.max, s.iri))
