"""Read annotated sentences and raw text from the corpora folder."""

from __future__ import annotations

import json
import lzma
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.extract.names.tags import LabelledSpan

_SENTENCE = re.compile(r"[^\n。！？；]+[。！？；]?[”’]?")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its names, which do not overlap."""

    text: str
    spans: tuple[LabelledSpan, ...]


def annotated(path: Path, labels: Mapping[str, str]) -> list[Sentence]:
    """The sentences of a JSONL file with lines {"text", "entities": [[start, end, label, …], …]}.

    `labels` maps the labels of the file to ours; what it does not name is no name. Of overlapping
    names the one that begins first, and of those the longest, stands. Texts of several sentences
    are split.
    """
    found: list[Sentence] = []
    for line in _lines(path):
        record = json.loads(line)
        spans = _outermost(
            (start, end, labels[label])
            for start, end, label, *_ in record["entities"]
            if label in labels
        )
        whole = record["text"]
        pieces = _SENTENCE.finditer(whole) if "\n" in whole else re.finditer(r"(?s).+", whole)
        for piece in pieces:
            first, last = piece.span()
            inside = ((s - first, e - first, k) for s, e, k in spans if first <= s and e <= last)
            found.append(Sentence(piece[0], tuple(inside)))
    return found


def _outermost(spans: Iterator[LabelledSpan]) -> list[LabelledSpan]:
    kept: list[LabelledSpan] = []
    for span in sorted(spans, key=lambda s: (s[0], -s[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def paragraphs(path: Path) -> Iterator[str]:
    """The paragraphs of the texts of a JSONL file (plain or .xz), each once."""
    seen: set[int] = set()
    for line in _lines(path):
        for paragraph in json.loads(line).get("text", "").split("\n"):
            if paragraph and hash(paragraph) not in seen:
                seen.add(hash(paragraph))
                yield paragraph


def _lines(path: Path) -> Iterator[str]:
    if path.suffix == ".xz":
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            yield from lines
    else:
        with path.open(encoding="utf-8") as lines:
            yield from lines
