"""Train the names model: corpora and configuration in, a folder that `NamesModel.load` reads out."""

from __future__ import annotations

import logging
import math
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import nn

from kg.evaluate.names import score_spans
from kg.evaluate.score import Score
from kg.extract.names.features import EDGE, Tables, fold
from kg.extract.names.model import NamesModel
from kg.extract.names.tags import encode
from kg.training.names.config import Config
from kg.training.names.corpora import Sentence, annotated
from kg.training.names.network import Batch, Example, NamesNetwork
from kg.training.names.vectors import make_tables

_LONGEST = 250
_log = logging.getLogger(__name__)


def train(config: Config, corpora: Path, out: Path) -> None:
    """Train as the configuration says and write the model to the folder `out`.

    What happens is logged by `logging` under this module's name. Raises `FileNotFoundError` where a
    corpus is missing.
    """
    random.seed(config.seed)
    np.random.seed(config.seed)
    torch.manual_seed(config.seed)
    torch.set_num_threads(config.threads)
    conventions = sorted(set(config.corpora.values()))
    sentences = {name: annotated(corpora / name, config.labels) for name in config.corpora}
    first = next(iter(config.corpora))
    held_out = sentences[first][-config.held_out :]
    sentences[first] = sentences[first][: -config.held_out]
    tables = make_tables(config, corpora)
    examples = [
        example
        for name, of_corpus in sentences.items()
        for sentence in of_corpus
        for example in _examples(sentence, tables, conventions.index(config.corpora[name]))
    ]
    _log.info("training on %d sentences of %s", len(examples), ", ".join(sentences))
    network = NamesNetwork(tables, len(conventions), config.network)
    shipped = conventions.index(config.convention)
    for epoch, loss, seconds in _epochs(network, examples, config):
        _save(network, tables, shipped, out)
        _log.info(
            "epoch %d: loss %.3f, %.0f s; held out of %s: %s",
            epoch, loss, seconds, first, evaluate(NamesModel.load(out), held_out),
        )  # fmt: skip


def evaluate(model: NamesModel, sentences: Sequence[Sentence]) -> Score:
    """Score a model on annotated sentences."""
    scores = score_spans(
        [sentence.spans for sentence in sentences],
        model.spans([sentence.text for sentence in sentences]),
    )
    return sum(scores.values(), Score())


def _examples(sentence: Sentence, tables: Tables, convention: int) -> Iterator[Example]:
    for start in range(0, len(sentence.text), _LONGEST):
        piece = sentence.text[start : start + _LONGEST]
        spans = [
            (s - start, e - start, label)
            for s, e, label in sentence.spans
            if start <= s and e <= start + len(piece)
        ]
        yield Example(
            tables.lexicon.indices(EDGE + fold(piece) + EDGE),
            torch.from_numpy(encode(len(piece), spans)),
            convention,
        )


def _epochs(
    network: NamesNetwork, examples: list[Example], config: Config
) -> Iterator[tuple[int, float, float]]:
    """Train; after each epoch yield its number, mean loss and seconds."""
    settings = config.network
    tables = [network.bigrams.weight, network.words.weight]
    others = [p for p in network.parameters() if all(p is not table for table in tables)]
    dense = torch.optim.AdamW(others, settings.learning_rate, weight_decay=settings.weight_decay)
    sparse = torch.optim.SparseAdam(tables, settings.table_rate)
    total = settings.epochs * sum(1 for _ in _batches(examples, settings.batch))

    def rate(step: int) -> float:
        """Up in a line, down along a cosine."""
        return min(1, (step + 1) / settings.warm_up) * (
            0.02 + 0.98 * (1 + math.cos(math.pi * min(step / total, 1))) / 2
        )

    schedules = [torch.optim.lr_scheduler.LambdaLR(o, rate) for o in (dense, sparse)]
    for epoch in range(1, settings.epochs + 1):
        began, losses = time.monotonic(), []
        network.train()
        for batch in _batches(examples, settings.batch):
            loss = network.loss(batch)
            dense.zero_grad()
            sparse.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(others, settings.clip)
            dense.step()
            sparse.step()
            for schedule in schedules:
                schedule.step()
            losses.append(float(loss.detach()))
        network.eval()
        yield epoch, sum(losses) / len(losses), time.monotonic() - began


def _batches(examples: list[Example], size: int) -> Iterator[Batch]:
    """Examples of like length together, the batches in random order."""
    noisy = sorted(range(len(examples)), key=lambda i: len(examples[i]) + random.random() * 12)
    groups: list[list[int]] = [[]]
    for index in noisy:
        longest = max([len(examples[index]), *(len(examples[i]) for i in groups[-1])])
        if groups[-1] and (len(groups[-1]) + 1) * longest > size:
            groups.append([])
        groups[-1].append(index)
    random.shuffle(groups)
    for group in groups:
        yield Batch.of([examples[index] for index in group])


def _save(network: NamesNetwork, tables: Tables, convention: int, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    network.tables(tables).save(out / "tables.npz")
    (out / "network.onnx").write_bytes(network.to_onnx(convention))
    np.save(out / "transitions.npy", network.transitions.detach().numpy())
