"""Make the tables of the names model from raw text: skip-gram vectors (Mikolov et al. 2013) of
characters, bigrams and words, and the lexicon of words that are looked up.

Words are cut by jieba's dictionary and model (rjieba), and the lexicon is what that dictionary
knows. A name of the dictionary that the raw text does not hold often enough for a vector of its own
has the mean vector of its kind.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import jieba
import numpy as np
import rjieba
from gensim.models import Word2Vec

from kg.extract.names.features import Floats, Lexicon, Tables, fold
from kg.training.names.config import Config
from kg.training.names.corpora import paragraphs

_HAN = re.compile(r"[\u4e00-\u9fff]")
_KINDS = ("nr", "nrt", "ns", "nt", "nz")
"""Parts of speech of jieba's dictionary that are names: of persons, places, bodies, other."""
_LONGEST = 10
_FREQUENT = 10
"""A word that only the cutting found must occur so often to be one."""
_log = logging.getLogger(__name__)


def make_tables(config: Config, corpora: Path) -> Tables:
    """Read the raw text of the configuration and make vectors and lexicon from it."""
    settings = config.vectors
    text = [fold(paragraph) for paragraph in _raw(config, corpora)]
    _log.info("raw text: %d paragraphs, %d characters", len(text), sum(map(len, text)))
    cut = [rjieba.cut(paragraph) for paragraph in text]
    words, word_vectors = _skip_grams(config, cut, settings.word_size, settings.word_minimum)
    frequencies = Counter(word for sentence in cut for word in sentence)
    characters, character_vectors = _skip_grams(
        config, [list(p) for p in text], settings.character_size, settings.character_minimum
    )
    bigrams, bigram_vectors = _skip_grams(
        config,
        [[a + b for a, b in pairwise(p)] for p in text if len(p) > 1],
        settings.bigram_size,
        settings.bigram_minimum,
        settings.bigrams,
    )
    dictionary = _dictionary()
    rows, kept, counts = _lexicon(words, frequencies, dictionary)
    kinds = np.array([dictionary.get(word, "") for word in words])
    means = [_mean(word_vectors[kinds == kind]) for kind in _KINDS]
    _log.info(
        "tables: %d characters, %d bigrams, %d words with vectors of their own, %d without",
        len(characters),
        len(bigrams),
        len(kept),
        len(rows) - len(kept),
    )
    return Tables(
        Lexicon(characters, bigrams, rows, counts),
        _padded(character_vectors),
        _padded(bigram_vectors),
        np.vstack([means, word_vectors[kept]]),
    )


def _raw(config: Config, corpora: Path) -> Iterator[str]:
    for name in config.vectors.raw:
        size = 0
        for paragraph in paragraphs(corpora / name):
            size += len(paragraph)
            if size > config.vectors.limit:
                break
            yield paragraph


def _skip_grams(
    config: Config,
    sentences: list[list[str]],
    size: int,
    minimum: int,
    greatest: int | None = None,
) -> tuple[list[str], Floats]:
    model = Word2Vec(
        sentences,
        vector_size=size,
        window=config.vectors.window,
        min_count=minimum,
        max_final_vocab=greatest,
        sg=1,
        negative=5,
        sample=1e-4,
        epochs=config.vectors.epochs,
        seed=config.seed,
        workers=config.threads,
    )
    return model.wv.index_to_key, model.wv.vectors.astype(np.float32)


def _dictionary() -> dict[str, str]:
    with jieba.get_dict_file() as lines:
        entries = (line.decode("utf-8").split() for line in lines)
        return {fold(word): kind for word, _, kind in entries}


def _lexicon(
    words: list[str], frequencies: Counter[str], dictionary: dict[str, str]
) -> tuple[dict[str, int], list[int], Floats]:
    """Row of each word, the words with vectors of their own, and how often each row occurs."""
    rows: dict[str, int] = {}
    kept: list[int] = []
    for index, word in enumerate(words):
        known = word in dictionary or frequencies[word] >= _FREQUENT
        if known and 2 <= len(word) <= _LONGEST and _HAN.search(word):
            rows[word] = len(_KINDS) + len(kept)
            kept.append(index)
    for word, kind in dictionary.items():
        if word not in rows and kind in _KINDS and 2 <= len(word) <= _LONGEST:
            rows[word] = _KINDS.index(kind)
    counts = [3] * len(_KINDS) + [frequencies[words[index]] for index in kept]
    return rows, kept, np.array(counts, np.float32)


def _mean(vectors: Floats) -> Floats:
    """Of no vectors at all, zero."""
    total: Floats = vectors.sum(axis=0, dtype=np.float32) / np.float32(max(len(vectors), 1))
    return total


def _padded(vectors: Floats) -> Floats:
    """Rows 0 and 1 are for padding and for what is not listed."""
    return np.vstack([np.zeros((2, vectors.shape[1]), np.float32), vectors])
