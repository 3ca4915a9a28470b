"""Find names in sentences with the network that `kg train-names` made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime

from kg.extract.names.features import Tables
from kg.extract.names.tags import LabelledSpan, decode, viterbi
from kg.settings import Settings

_BATCH = 2000
"""Characters that go through the network at a time, padding included: more fall out of the cache."""
_LONGEST = 250
"""Characters of a sentence that are read in one go: memory stays bounded on any input."""


class NamesModel:
    """A bidirectional LSTM over characters, bigrams and lexicon words, run by ONNX Runtime on one
    thread: the same text gives the same names on every run."""

    def __init__(
        self,
        tables: Tables,
        network: bytes,
        transitions: npt.NDArray[np.float32],
    ) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._tables = tables
        self._transitions = transitions
        self._session = onnxruntime.InferenceSession(
            network, options, providers=["CPUExecutionProvider"]
        )

    @classmethod
    def load(cls, folder: Path | None = None) -> NamesModel:
        """The model of a folder, by default the one that ships with the package.

        Raises `FileNotFoundError` where a file of it is missing.
        """
        folder = folder or Settings().names_model
        return cls(
            Tables.load(folder / "tables.npz"),
            (folder / "network.onnx").read_bytes(),
            np.load(folder / "transitions.npy"),
        )

    def spans(self, texts: Sequence[str]) -> list[list[LabelledSpan]]:
        """For each text, best a sentence, its names in order: (start, end, PER, LOC or ORG)."""
        pieces = [
            (index, start, text[start : start + _LONGEST])
            for index, text in enumerate(texts)
            for start in range(0, len(text), _LONGEST)
        ]
        found: list[list[LabelledSpan]] = [[] for _ in texts]
        for batch in _batches(sorted(pieces, key=lambda piece: (len(piece[2]), piece[:2]))):
            tags = self._tags([text for _, _, text in batch])
            for (index, offset, _), sequence in zip(batch, tags, strict=True):
                found[index].extend(
                    (offset + start, offset + end, label) for start, end, label in decode(sequence)
                )
        return [sorted(spans) for spans in found]

    def _tags(self, texts: list[str]) -> list[list[int]]:
        lengths = [len(text) for text in texts]
        batch = np.zeros((max(lengths), len(texts), self._tables.width), np.float32)
        for row, vectors in enumerate(self._tables.vectors(texts)):
            batch[: len(vectors), row] = vectors
        (emissions,) = self._session.run(
            None, {"vectors": batch, "lengths": np.array(lengths, np.int32)}
        )
        return viterbi(emissions, lengths, self._transitions)


def _batches(pieces: list[tuple[int, int, str]]) -> Iterator[list[tuple[int, int, str]]]:
    """Pieces in order of length, so many at a time that they fill `_BATCH` characters."""
    batch: list[tuple[int, int, str]] = []
    for piece in pieces:
        if batch and (len(batch) + 1) * len(piece[2]) > _BATCH:
            yield batch
            batch = []
        batch.append(piece)
    if batch:
        yield batch
