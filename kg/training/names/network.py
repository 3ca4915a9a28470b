"""The network in PyTorch: a bidirectional LSTM under a linear-chain CRF, and its way to ONNX."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

from kg.extract.names.features import SLOTS, Indices, Tables
from kg.extract.names.tags import TAGS
from kg.training.names.config import Network as Settings

_OPSET = 17


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence as rows of the tables, with its tags and the number of its convention."""

    indices: Indices
    tags: torch.Tensor
    convention: int

    def __len__(self) -> int:
        return len(self.tags)


@dataclass(frozen=True, slots=True)
class Batch:
    """Examples of falling length, side by side: tensors of the shape (batch, time)."""

    characters: Tensor
    bigrams: Tensor
    words: Tensor
    cells: Tensor
    weights: Tensor
    tags: Tensor
    mask: Tensor
    lengths: Tensor
    conventions: Tensor

    @classmethod
    def of(cls, examples: Sequence[Example]) -> Batch:
        """Pad the examples to the length of the longest."""
        ordered = sorted(examples, key=len, reverse=True)
        lengths = torch.tensor([len(example) for example in ordered])
        steps = int(lengths[0])

        def padded(rows: list[Tensor], width: int) -> Tensor:
            table = torch.zeros(len(rows), width, dtype=torch.int64)
            for number, row in enumerate(rows):
                table[number, : len(row)] = row
            return table

        inside = [example.indices for example in ordered]
        offsets = [number * steps * SLOTS for number in range(len(ordered))]
        return cls(
            characters=padded([torch.from_numpy(i.characters) for i in inside], steps),
            bigrams=padded([torch.from_numpy(i.bigrams) for i in inside], steps + 1),
            words=torch.from_numpy(np.concatenate([i.words for i in inside])).long(),
            cells=torch.from_numpy(
                np.concatenate(
                    [i.cells + offset for i, offset in zip(inside, offsets, strict=True)]
                )
            ).long(),
            weights=torch.from_numpy(np.concatenate([i.weights for i in inside])),
            tags=padded([example.tags for example in ordered], steps),
            mask=torch.arange(steps)[None] < lengths[:, None],
            lengths=lengths,
            conventions=torch.tensor([example.convention for example in ordered]),
        )


class NamesNetwork(nn.Module):
    """Scores each tag at each character; `loss` is that of the CRF over the scores."""

    def __init__(self, tables: Tables, conventions: int, settings: Settings) -> None:
        super().__init__()
        self.characters = _table(tables.characters, sparse=False)
        self.bigrams = _table(tables.bigrams, sparse=True)
        self.words = _table(tables.words, sparse=True)
        self.conventions = nn.Embedding(conventions, tables.width)
        nn.init.zeros_(self.conventions.weight)
        self.lstm = nn.LSTM(tables.width, settings.hidden, bidirectional=True, batch_first=True)
        self.scores = nn.Linear(2 * settings.hidden, len(TAGS))
        self.transitions = nn.Parameter(torch.zeros(len(TAGS), len(TAGS)))
        self.input_dropout = nn.Dropout(settings.input_dropout)
        self.output_dropout = nn.Dropout(settings.output_dropout)

    def forward(self, batch: Batch) -> Tensor:
        """Scores of the shape (batch, time, tags)."""
        count, steps = batch.characters.shape
        size = self.words.embedding_dim
        words = torch.zeros(count * steps * SLOTS, size).index_add(
            0, batch.cells, self.words(batch.words) * batch.weights[:, None]
        )
        pairs = self.bigrams(batch.bigrams)
        vectors = torch.cat(
            [
                self.characters(batch.characters),
                pairs[:, :-1],
                pairs[:, 1:],
                words.view(count, steps, SLOTS * size),
            ],
            dim=-1,
        )
        vectors = vectors + self.conventions(batch.conventions)[:, None]
        packed = nn.utils.rnn.pack_padded_sequence(
            self.input_dropout(vectors), batch.lengths, batch_first=True
        )
        states, _ = nn.utils.rnn.pad_packed_sequence(
            self.lstm(packed)[0], batch_first=True, total_length=steps
        )
        scores: Tensor = self.scores(self.output_dropout(states))
        return scores

    def loss(self, batch: Batch) -> Tensor:
        """Mean over the sentences of the negative log-likelihood of their tags."""
        scores = self(batch)
        mask = batch.mask.float()
        own = scores.gather(2, batch.tags[:, :, None])[:, :, 0]
        steps = self.transitions[batch.tags[:, :-1], batch.tags[:, 1:]]
        gold = (own * mask).sum(1) + (steps * mask[:, 1:]).sum(1)
        return (self._partition(scores, batch.mask) - gold).mean()

    def _partition(self, scores: Tensor, mask: Tensor) -> Tensor:
        """Logarithm of the sum over all sequences of tags: the forward algorithm on probabilities
        that are scaled to one at each step, which is several times faster than with logarithms."""
        highest = scores.amax(dim=-1, keepdim=True)
        likely, move = (scores - highest).exp(), self.transitions.exp()
        total = highest[:, 0, 0]
        forward = likely[:, 0]
        for step in range(scores.shape[1]):
            if step:
                moved = (forward @ move) * likely[:, step]
                forward = torch.where(mask[:, step, None], moved, forward)
                total = total + highest[:, step, 0] * mask[:, step]
            scale = forward.sum(dim=1, keepdim=True)
            forward = forward / scale
            total = total + scale[:, 0].log()
        return total

    def tables(self, tables: Tables) -> Tables:
        """The tables as trained."""
        trained = (self.characters, self.bigrams, self.words)
        return Tables(tables.lexicon, *(table.weight.detach().numpy() for table in trained))

    def to_onnx(self, convention: int) -> bytes:
        """The network from vectors to scores for one convention, time first: (time, batch, …).

        The vector of the convention is the same at every character, so it goes into the bias.
        """
        shift = self.conventions.weight[convention].detach()
        hidden = self.lstm.hidden_size
        inputs, recurrent, biases = [], [], []
        for suffix in ("l0", "l0_reverse"):
            weights = {
                part: getattr(self.lstm, f"{part}_{suffix}").detach()
                for part in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
            }
            moved = weights["bias_ih"] + weights["weight_ih"] @ shift
            inputs.append(_gates(weights["weight_ih"], hidden))
            recurrent.append(_gates(weights["weight_hh"], hidden))
            biases.append(
                np.concatenate([_gates(moved, hidden), _gates(weights["bias_hh"], hidden)])
            )
        constants = {
            "input_weights": np.stack(inputs),
            "recurrent_weights": np.stack(recurrent),
            "biases": np.stack(biases),
            "flat": np.array([0, 0, -1], np.int64),
            "score_weights": self.scores.weight.detach().numpy().T.copy(),
            "score_biases": self.scores.bias.detach().numpy(),
        }
        nodes = [
            helper.make_node(
                "LSTM",
                ["vectors", "input_weights", "recurrent_weights", "biases", "lengths"],
                ["states"],
                direction="bidirectional",
                hidden_size=hidden,
            ),
            helper.make_node("Transpose", ["states"], ["beside"], perm=[0, 2, 1, 3]),
            helper.make_node("Reshape", ["beside", "flat"], ["joined"]),
            helper.make_node("MatMul", ["joined", "score_weights"], ["products"]),
            helper.make_node("Add", ["products", "score_biases"], ["scores"]),
        ]
        graph = helper.make_graph(
            nodes,
            "names",
            [
                helper.make_tensor_value_info(
                    "vectors", TensorProto.FLOAT, ["time", "batch", self.lstm.input_size]
                ),
                helper.make_tensor_value_info("lengths", TensorProto.INT32, ["batch"]),
            ],
            [
                helper.make_tensor_value_info(
                    "scores", TensorProto.FLOAT, ["time", "batch", len(TAGS)]
                )
            ],
            [numpy_helper.from_array(value, name) for name, value in constants.items()],
        )
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", _OPSET)])
        model.ir_version = 8
        onnx.checker.check_model(model)
        content: bytes = model.SerializeToString()
        return content


def _table(vectors: np.ndarray, *, sparse: bool) -> nn.Embedding:  # type: ignore[type-arg]
    return nn.Embedding.from_pretrained(torch.from_numpy(vectors), freeze=False, sparse=sparse)


def _gates(weights: Tensor, hidden: int) -> np.ndarray:  # type: ignore[type-arg]
    """From the order of gates of PyTorch (input, forget, cell, output) to that of ONNX (input,
    output, forget, cell)."""
    i, f, c, o = weights.split(hidden)
    return torch.cat([i, o, f, c]).numpy()
