"""The settings of a training run, read from a TOML file so that a run can be repeated."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from kg.errors import DataFileError


@dataclass(frozen=True, slots=True, kw_only=True)
class Vectors:
    """How the vectors of characters, bigrams and words are made from raw text: of each file of `raw`
    the first `limit` characters."""

    raw: tuple[str, ...]
    limit: int
    character_size: int
    bigram_size: int
    word_size: int
    character_minimum: int
    bigram_minimum: int
    bigrams: int
    word_minimum: int
    window: int
    epochs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """The network and how it is trained; `batch` counts characters."""

    hidden: int
    input_dropout: float
    output_dropout: float
    batch: int
    epochs: int
    learning_rate: float
    table_rate: float
    weight_decay: float
    warm_up: int
    clip: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Everything that decides a training run besides the corpora themselves.

    `corpora` maps a file of annotated sentences to the convention it follows: the network is told
    which one a sentence has, and reads as `convention` says when it ships. The last `held_out`
    sentences of the first corpus are never trained on; they choose nothing and are only reported.
    """

    seed: int
    threads: int
    convention: str
    held_out: int
    corpora: dict[str, str]
    labels: dict[str, str]
    vectors: Vectors
    network: Network

    @classmethod
    def read(cls, path: Path) -> Config:
        """Raises `DataFileError` where the file is no TOML or a setting is missing or unknown."""
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8"))
            vectors, network = table.pop("vectors"), table.pop("network")
            vectors["raw"] = tuple(vectors["raw"])
            return cls(
                vectors=Vectors(**_known(Vectors, vectors)),
                network=Network(**_known(Network, network)),
                **table,
            )
        except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
            raise DataFileError(path, 1, f"not a training configuration: {error}") from error


def _known(kind: type, table: dict[str, Any]) -> dict[str, Any]:
    expected = {field.name for field in fields(kind)}
    if odd := set(table) ^ expected:
        raise TypeError(f"{kind.__name__}: missing or unknown {sorted(odd)}")
    return table
