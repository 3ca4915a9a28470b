"""Spans to one tag a character and back: the BIOES scheme over three labels.

B, I and E begin, continue and end a name, S is a name of one character, O is none. The scheme and
its advantage over BIO: Ratinov and Roth, Design Challenges and Misconceptions in Named Entity
Recognition (CoNLL 2009).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

LabelledSpan = tuple[int, int, str]
"""Start, end (exclusive) and label of a name."""

LABELS = ("PER", "LOC", "ORG")
TAGS: tuple[str, ...] = ("O", *(f"{part}-{label}" for label in LABELS for part in "BIES"))
_INDEX = {tag: index for index, tag in enumerate(TAGS)}


def encode(length: int, spans: Iterable[LabelledSpan]) -> npt.NDArray[np.int64]:
    """The tags, as indices into `TAGS`, of a text of a length with spans that do not overlap.

    >>> [TAGS[tag] for tag in encode(4, [(0, 2, "PER"), (3, 4, "LOC")])]
    ['B-PER', 'E-PER', 'O', 'S-LOC']
    """
    tags = np.zeros(length, np.int64)
    for start, end, label in spans:
        if end - start == 1:
            tags[start] = _INDEX[f"S-{label}"]
            continue
        tags[start:end] = _INDEX[f"I-{label}"]
        tags[start], tags[end - 1] = _INDEX[f"B-{label}"], _INDEX[f"E-{label}"]
    return tags


def decode(tags: Sequence[int]) -> list[LabelledSpan]:
    """The spans that a sequence of tags spells; `allowed` transitions leave none half open.

    >>> decode(encode(4, [(0, 2, "PER"), (3, 4, "LOC")]).tolist())
    [(0, 2, 'PER'), (3, 4, 'LOC')]
    """
    spans: list[LabelledSpan] = []
    start = 0
    for position, index in enumerate(tags):
        if index == 0:
            continue
        part, label = TAGS[index].split("-")
        if part in "BS":
            start = position
        if part in "ES":
            spans.append((start, position + 1, label))
    return spans


def allowed() -> npt.NDArray[np.bool_]:
    """Which tag may follow which: a square matrix, from row to column."""
    table = np.zeros((len(TAGS), len(TAGS)), np.bool_)
    for i, before in enumerate(TAGS):
        for j, after in enumerate(TAGS):
            if before[0] in "BI":
                table[i, j] = after[0] in "IE" and after[1:] == before[1:]
            else:
                table[i, j] = after[0] in "OBS"
    return table


def viterbi(
    emissions: npt.NDArray[np.float32],
    lengths: Sequence[int],
    transitions: npt.NDArray[np.float32],
) -> list[list[int]]:
    """The best tags of each sequence of a batch.

    `emissions` has the shape (time, batch, tags) and scores each tag at each place, `transitions`
    scores each pair of tags; forbidden ones, and beginnings and ends in the middle of a name, are
    never taken.
    """
    steps, batch, size = emissions.shape
    rules = allowed()
    scores = np.where(rules, transitions, np.float32(-1e9))
    first = np.where(rules[0], np.float32(0), np.float32(-1e9))  # as after O
    final = np.array([0 if tag[0] in "OES" else -1e9 for tag in TAGS], np.float32)
    back = np.zeros((steps, batch, size), np.int8)
    best = emissions[0] + first
    ends = np.zeros((batch, size), np.float32)
    last = np.asarray(lengths) - 1
    for step in range(steps):
        if step:
            paths = best[:, :, None] + scores
            back[step] = paths.argmax(axis=1)
            best = paths.max(axis=1) + emissions[step]
        done = last == step
        ends[done] = best[done] + final
    found = []
    for row in range(batch):
        tag = int(ends[row].argmax())
        tags = [tag]
        for step in range(int(last[row]), 0, -1):
            tag = int(back[step, row, tag])
            tags.append(tag)
        found.append(tags[::-1])
    return found
