"""Content negotiation: which of the formats on offer an Accept header prefers (RFC 9110, 12.5.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

Formats = Mapping[str, tuple[str, ...]]
"""Media types on offer, the preferred first, each with the short names that ask for it."""

ROWS: Formats = MappingProxyType(
    {
        "application/sparql-results+json": ("json", "srj"),
        "application/sparql-results+xml": ("xml", "srx"),
        "text/csv": ("csv",),
        "text/tab-separated-values": ("tsv",),
        "application/json": (),
        "application/xml": (),
    }
)
GRAPHS: Formats = MappingProxyType(
    {
        "text/turtle": ("turtle", "ttl"),
        "application/n-triples": ("ntriples", "nt"),
        "application/ld+json": ("jsonld", "json"),
        "application/rdf+xml": ("rdfxml", "xml"),
        "application/json": (),
        "application/xml": (),
    }
)


def named(name: str, offers: Formats) -> str | None:
    """The offer that a media type or a short name asks for, None where there is none.

    >>> named("json", GRAPHS), named("text/csv", ROWS), named("turtle", ROWS)
    ('application/ld+json', 'text/csv', None)
    """
    return next((offer for offer, short in offers.items() if name in {offer, *short}), None)


def preferred(accept: str, offers: Sequence[str]) -> str | None:
    """The offer that the header likes best; of equals the first offered, None where none will do.

    >>> preferred("text/csv;q=0.5, application/*;q=0.9", ["text/csv", "application/json"])
    'application/json'
    >>> preferred("image/png", ["text/csv"]) is None
    True
    """
    if not accept.strip():
        return offers[0]
    ranges = [_range(part) for part in accept.split(",") if part.strip()]
    best: tuple[float, str] | None = None
    for offer in offers:
        matching = [
            (_specificity(name), quality) for name, quality in ranges if _matches(name, offer)
        ]
        quality = max(matching)[1] if matching else 0.0
        if quality > 0 and (best is None or quality > best[0]):
            best = (quality, offer)
    return best[1] if best else None


def _range(part: str) -> tuple[str, float]:
    name, *parameters = (piece.strip().lower() for piece in part.split(";"))
    quality = 1.0
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                quality = min(max(float(parameter[2:]), 0.0), 1.0)
            except ValueError:
                quality = 0.0
    return name, quality


def _matches(name: str, offer: str) -> bool:
    return name in ("*/*", offer) or (name.endswith("/*") and offer.startswith(name[:-1]))


def _specificity(name: str) -> int:
    return 0 if name == "*/*" else 1 if name.endswith("/*") else 2
