"""What the names model sees of a text: its characters, pairs of characters, and lexicon words.

The words are given in the manner of SoftLexicon (Ma et al., Simplify the Usage of Lexicon in
Chinese NER, ACL 2020): for each character three weighted averages, of the words that begin at it,
that it stands inside of, and that end at it. Training and reading share this code, so that a model
sees what it was trained on.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice, repeat
from operator import add
from pathlib import Path

import ahocorasick
import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]

EDGE = "\n"
"""Stands before and after every sentence; no word holds it."""
UNKNOWN = 1
"""Row of what the tables do not list; row 0 is padding."""
SLOTS = 3
"""Begins here, stands around it, ends here."""
WORD_SCALE = 4
"""What the weights of the words at a character sum to, as in the paper: an average over so many
words would else be small beside the vector of the character itself."""


@cache
def _fold(char: str) -> str:
    folded = unicodedata.normalize("NFKC", char)
    return folded if len(folded) == 1 else char


def fold(text: str) -> str:
    """Text of the same length in which full-width and half-width forms are the same.

    >>> fold("１９９８年，（北京）")
    '1998年,(北京)'
    """
    return "".join(map(_fold, text))


@dataclass(frozen=True, slots=True)
class Indices:
    """Rows of the tables for a text of n characters.

    `characters` has n entries, `bigrams` n + 1 (the pair before and after each character); entry k
    of `words` adds `weights[k]` times its vector to cell `cells[k]` = character * SLOTS + slot.
    """

    characters: Ints
    bigrams: Ints
    words: Ints
    cells: Ints
    weights: Floats


class Lexicon:
    """The characters, bigrams and words that the tables have rows for.

    `words` maps each word to its row; rare names share the row of their kind.
    """

    def __init__(
        self, characters: list[str], bigrams: list[str], words: dict[str, int], frequencies: Floats
    ) -> None:
        self.characters, self.bigrams, self.words = characters, bigrams, words
        self.frequencies = frequencies
        self._character_row = {char: row + 2 for row, char in enumerate(characters)}
        self._bigram_row = {pair: row + 2 for row, pair in enumerate(bigrams)}
        self._lengths = np.fromiter(map(len, words), np.int32, len(words))
        self._rows = np.fromiter(words.values(), np.int32, len(words))
        self._matcher = ahocorasick.Automaton()
        for number, word in enumerate(words):
            self._matcher.add_word(word, number)
        self._matcher.make_automaton()

    def indices(self, text: str) -> Indices:
        """Look up a text that begins and ends with `EDGE`, which get no entries of their own."""
        inner = text[1:-1]
        characters = np.fromiter(
            map(self._character_row.get, inner, repeat(UNKNOWN)), np.int32, len(inner)
        )
        pairs = map(add, text, islice(text, 1, None))
        bigrams = np.fromiter(
            map(self._bigram_row.get, pairs, repeat(UNKNOWN)), np.int32, len(text) - 1
        )
        found = np.fromiter(chain.from_iterable(self._matcher.iter(inner)), np.int32).reshape(-1, 2)
        ends, lengths, rows = found[:, 0], self._lengths[found[:, 1]], self._rows[found[:, 1]]
        # One entry for each character of each word; its slot says where in the word it stands.
        total = int(lengths.sum())
        word = np.repeat(np.arange(len(found), dtype=np.int32), lengths)
        within = np.arange(total, dtype=np.int32) - np.repeat(
            np.cumsum(lengths, dtype=np.int32) - lengths, lengths
        )
        places = (ends - lengths + 1)[word] + within
        slots = np.where(within == 0, 0, np.where(within == lengths[word] - 1, 2, 1))
        weights = np.sqrt(self.frequencies[rows])[word]
        sums = np.bincount(places, weights, minlength=len(inner))
        return Indices(
            characters,
            bigrams,
            rows[word],
            (places * SLOTS + slots).astype(np.int32),
            (WORD_SCALE * weights / sums[places]).astype(np.float32),
        )


@dataclass(frozen=True, slots=True)
class Tables:
    """A lexicon with a vector for each of its rows."""

    lexicon: Lexicon
    characters: Floats
    bigrams: Floats
    words: Floats

    @property
    def width(self) -> int:
        """Length of the vector that stands for one character."""
        return int(
            self.characters.shape[1] + 2 * self.bigrams.shape[1] + SLOTS * self.words.shape[1]
        )

    def vectors(self, sentences: Sequence[str]) -> list[Floats]:
        """One matrix a sentence: a row for each character, `width` columns."""
        text = EDGE + EDGE.join(map(fold, sentences)) + EDGE
        indices = self.lexicon.indices(text)
        size = len(text) - 2
        words = np.zeros((size * SLOTS, self.words.shape[1]), np.float32)
        if len(indices.words):
            order = np.argsort(indices.cells, kind="stable")
            cells = indices.cells[order]
            weighted = self.words[indices.words[order]] * indices.weights[order, None]
            starts = np.flatnonzero(np.diff(cells, prepend=-1))
            words[cells[starts]] = np.add.reduceat(weighted, starts)
        matrix = np.concatenate(
            [
                self.characters[indices.characters],
                self.bigrams[indices.bigrams[:-1]],
                self.bigrams[indices.bigrams[1:]],
                words.reshape(size, -1),
            ],
            axis=1,
        )
        result, start = [], 0
        for sentence in sentences:
            result.append(matrix[start : start + len(sentence)])
            start += len(sentence) + 1
        return result

    def save(self, path: Path) -> None:
        """Write as one compressed NumPy file, the vectors in 8 bits with one scale a row."""
        arrays: dict[str, npt.NDArray[np.generic]] = {}
        for name in ("characters", "bigrams", "words"):
            vectors = getattr(self, name)
            scales = np.maximum(np.abs(vectors).max(axis=1, keepdims=True), 1e-6) / 127
            arrays[name] = np.round(vectors / scales).astype(np.int8)
            arrays[f"{name}_scales"] = scales.astype(np.float32)
        lexicon = self.lexicon
        listed = json.dumps(
            [lexicon.characters, lexicon.bigrams, list(lexicon.words)], ensure_ascii=False
        )
        arrays["lexicon"] = np.frombuffer(listed.encode(), np.uint8)
        arrays["rows"] = np.fromiter(lexicon.words.values(), np.int32)
        arrays["frequencies"] = lexicon.frequencies
        np.savez_compressed(path, **arrays)  # type: ignore[arg-type]

    @classmethod
    def load(cls, path: Path) -> Tables:
        """Read what `save` wrote. Raises `FileNotFoundError` where the model is not there."""
        with np.load(path) as arrays:
            characters, bigrams, words = json.loads(arrays["lexicon"].tobytes())
            rows = dict(zip(words, arrays["rows"].tolist(), strict=True))
            lexicon = Lexicon(characters, bigrams, rows, arrays["frequencies"])
            return cls(
                lexicon,
                *(
                    arrays[name].astype(np.float32) * arrays[f"{name}_scales"]
                    for name in ("characters", "bigrams", "words")
                ),
            )
