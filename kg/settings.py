"""Where the data files lie and what may be set: one frozen value, handed down, never global."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

_PACKAGE = Path(__file__).parent
_PACKED = _PACKAGE / "_resources"

# Licences that let anyone show a whole text, as SPDX names them.
_OPEN = re.compile(r"CC0-\d|CC-BY(-SA)?-\d|PDM-\d")

RESOURCES: Path = _PACKED if _PACKED.is_dir() else _PACKAGE.parent
"""The folder that holds ontology/, queries/ and data/: inside an installed wheel, else the checkout."""

CORES: int = os.cpu_count() or 1
"""Processes that read articles, unless told otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that a build may be told.

    `base_iri` is the namespace of all minted IRIs and must end in a slash: a graph built with
    another base is another graph. `resources` holds ontology/, queries/ and data/; `judgements` is the
    table of what people decided about pairs of entities. `keep_superseded` keeps the versions that an
    article had before, each with what it says of itself and no facts; without it they are dropped.
    """

    base_iri: str = "https://w3id.org/shuangyong-kg/"
    resources: Path = RESOURCES
    judgements: Path = RESOURCES / "data" / "judgements.tsv"
    keep_superseded: bool = False

    def __post_init__(self) -> None:
        if not self.base_iri.endswith("/"):
            raise ValueError(f"base_iri must end in a slash: {self.base_iri!r}")

    @property
    def gazetteer(self) -> Path:
        return self.resources / "data" / "gazetteer"

    @property
    def lexicons(self) -> Path:
        return self.resources / "data" / "lexicons"

    @property
    def names_model(self) -> Path:
        return self.resources / "data" / "models" / "names"

    @property
    def accuracy(self) -> Path:
        return self.resources / "data" / "accuracy.json"

    @property
    def ontology(self) -> Path:
        return self.resources / "ontology"

    @property
    def queries(self) -> Path:
        return self.resources / "queries"

    @property
    def basemap(self) -> Path:
        """The outlines that maps are drawn on (GeoJSON): another country may want another file."""
        return self.resources / "data" / "basemap" / "china.geojson"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much one query, one client, and all together may take of a server.

    `seconds` that a query may run; `answer`, bytes of its result; `memory`, bytes of address space
    of a process that runs queries; `workers`, queries that run at once, and `waiting`, those that
    wait for their turn; `request`, bytes of a request; `length`, characters of a query, and
    `nesting`, the depth of its brackets (the parser of Oxigraph survives some thousand);
    `patience`, seconds that a client may let pass before it sends or takes the next piece;
    `service`, whether a query may ask other endpoints by SERVICE, which makes the server fetch
    whatever address a stranger writes.
    """

    seconds: float = 10.0
    answer: int = 64 * 1024**2
    memory: int = 4 * 1024**3
    workers: int = 2
    waiting: int = 64
    request: int = 1024**2
    length: int = 50_000
    nesting: int = 100
    patience: float = 30.0
    service: bool = False


class ShownText(StrEnum):
    """How much of an article's text is shown: what its licence allows, all, or only what is quoted."""

    LICENSED = "licensed"
    WHOLE = "whole"
    QUOTED = "quoted"

    def whole(self, licence: str | None) -> bool:
        """Whether the whole text of an article under the licence is shown.

        >>> ShownText.LICENSED.whole("CC-BY-4.0"), ShownText.LICENSED.whole(None)
        (True, False)
        """
        if self is ShownText.LICENSED:
            return bool(licence and _OPEN.match(licence.upper()))
        return self is ShownText.WHOLE
