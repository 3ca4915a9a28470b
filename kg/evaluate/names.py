"""Score the names model by exact spans, as the CoNLL shared tasks do.

A span is right where start, end and label are all as annotated (Tjong Kim Sang and De Meulder,
Introduction to the CoNLL-2003 Shared Task, 2003).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from kg.errors import DataFileError
from kg.evaluate.score import Score
from kg.extract.names import NamesModel
from kg.extract.names.tags import LABELS, LabelledSpan


def score_spans(
    annotated: Sequence[Iterable[LabelledSpan]], found: Sequence[Iterable[LabelledSpan]]
) -> dict[str, Score]:
    """Score of each label over the spans of each sentence; they add up to the overall score.

    Raises `ValueError` where the sequences differ in length.

    >>> scores = score_spans([[(0, 3, "PER"), (4, 6, "LOC")]], [[(0, 3, "PER")]])
    >>> print(scores["PER"], "|", sum(scores.values(), Score()))
    P 100.00% R 100.00% F1 100.00% | P 100.00% R 50.00% F1 66.67%
    """
    pairs = [(set(a), set(f)) for a, f in zip(annotated, found, strict=True)]
    scores = dict.fromkeys(LABELS, Score())
    for gold, ours in pairs:
        for label in LABELS:
            g = {span for span in gold if span[2] == label}
            p = {span for span in ours if span[2] == label}
            scores[label] += Score(len(g & p), len(p), len(g))
    return scores


def score_names(path: Path, model: NamesModel) -> dict[str, Score]:
    """Score the model on a file with lines {"text", "entities": [[start, end, label], …]}.

    Raises `DataFileError` for a line that breaks this format.
    """
    texts: list[str] = []
    spans: list[list[LabelledSpan]] = []
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                record = json.loads(line)
                texts.append(record["text"])
                spans.append([(start, end, label) for start, end, label in record["entities"]])
            except (ValueError, KeyError, TypeError) as error:
                problem = f"not a sentence with names: {error!r}"
                raise DataFileError(path, number, problem) from error
            if odd := {label for _, _, label in spans[-1]} - set(LABELS):
                raise DataFileError(path, number, f"unknown labels {sorted(odd)}")
    return score_spans(spans, model.spans(texts))
