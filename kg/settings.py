"""Where the data files lie and what may be set: one frozen value, handed down, never global."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

_PACKAGE = Path(__file__).parent
_PACKED = _PACKAGE / "_resources"

RESOURCES: Path = _PACKED if _PACKED.is_dir() else _PACKAGE.parent
"""The folder that holds ontology/, queries/ and data/: inside an installed wheel, else the checkout."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that a build may be told.

    `base_iri` is the namespace of all minted IRIs and must end in a slash: a graph built with
    another base is another graph. `resources` holds ontology/, queries/ and data/; `judgements` is the
    table of what people decided about pairs of entities.
    """

    base_iri: str = "https://w3id.org/shuangyong-kg/"
    resources: Path = RESOURCES
    judgements: Path = RESOURCES / "data" / "judgements.tsv"

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
