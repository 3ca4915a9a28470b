"""Which articles are one text, printed again: word for word, or with a byline more and a word less.

Facts are read once, in the original; a reprint adds a source. Two steps, as is usual for near
duplicates (Broder, On the Resemblance and Containment of Documents, 1997; Leskovec, Rajaraman,
Ullman, Mining of Massive Datasets, chapter 3): `keys` finds the candidates without comparing all
with all, `is_reprint` aligns two texts and decides. Before that `alike` leaves out, at a tenth of the
cost, candidates that cannot be the same: texts of one mould share keys by the thousand. All depend on
nothing but the articles given, so that the order of reading makes no difference.
"""

from __future__ import annotations

import math
import re
import zlib
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Indel, Levenshtein

from kg.model import Article
from kg.text.normalise import normalise_text

SAME = 0.9
"""The share of two texts that must be the same."""

_SHINGLE = 5
_BANDS, _ROWS = 12, 4
_BUCKETS = 64
_PRIME = (1 << 31) - 1
_RANDOM = np.random.Generator(np.random.PCG64(20261125))
_FACTORS = _RANDOM.integers(1, _PRIME, size=(_BANDS * _ROWS, 1), dtype=np.uint64)
_TERMS = _RANDOM.integers(0, _PRIME, size=(_BANDS * _ROWS, 1), dtype=np.uint64)
_TOKEN = re.compile(r"[0-9〇零一二三四五六七八九十百千万亿两.%]+|\w")
_DATELINE = re.compile(
    r"\s*(?:[^。，\n]{0,10}[社报网台]|本报)[^。，\n]{0,16}?[讯电](?:\s*[（(][^）)\n]{1,30}[）)])?"
)
"""新华社北京1月15日电（记者张三）, 白山新闻网讯: who prints it first or again says so his way."""
_BYLINE = re.compile(
    r"[（(]?(?:责任编辑|责编|编辑|本报记者|记者|通讯员|作者|来源)\s*[:：/ ]?[^。！？\n]{0,40}\s*$"
)


def keys(article: Article) -> tuple[str, ...]:
    """What near duplicates share: of two texts with nine tenths in common some key is equal.

    MinHash over shingles of five characters, twelve bands of four: of texts with a Jaccard
    similarity of 0.8 all but one in 600 share a key, with 0.3 one in ten.
    """
    text = "".join(tokens(article)).encode("utf-32-le")
    width = 4 * _SHINGLE
    starts = range(0, max(len(text) - width, 0) + 4, 4)
    hashes = np.array(
        sorted({zlib.crc32(text[start : start + width]) % _PRIME for start in starts}),
        dtype=np.uint64,
    )
    least = ((_FACTORS * hashes + _TERMS) % np.uint64(_PRIME)).min(axis=1)
    return tuple(
        f"{band}:{zlib.crc32(least[band * _ROWS : (band + 1) * _ROWS].tobytes()):08x}"
        for band in range(_BANDS)
    )


def sketch(text: Sequence[str]) -> bytes:
    """How many tokens of a text fall into each of 64 buckets, a byte each: what `alike` compares."""
    found = np.bincount([zlib.crc32(t.encode()) % _BUCKETS for t in text], minlength=_BUCKETS)
    return found.clip(max=255).astype(np.uint8).tobytes()


def alike(one: bytes, length: int, others: Sequence[tuple[bytes, int]]) -> NDArray[np.bool_]:
    """Which of other texts may be the same as one, by the sketches and numbers of tokens.

    A token that one text has more changes one count by one, and the same text has no other changes
    (`is_same`): the counts of two that are the same differ by no more than the tokens may. The bag
    distance of Bartolini, Ciaccia, Patella, String Matching with Metric Trees Using an Approximate
    Distance, 2002, over buckets.
    """
    if not others:
        return np.zeros(0, dtype=np.bool_)
    sketches, lengths_ = zip(*others, strict=True)
    counts = np.frombuffer(b"".join(sketches), dtype=np.uint8).reshape(-1, _BUCKETS)
    differences = np.abs(counts.astype(np.int16) - np.frombuffer(one, dtype=np.uint8)).sum(axis=1)
    found: NDArray[np.bool_] = differences <= _allowed(np.maximum(lengths_, length))
    return found


def is_reprint(left: Article, right: Article) -> bool:
    """Whether two articles are one text: nine tenths of it the same, and nothing said otherwise.

    A reprint leaves out or adds: a date line, a byline, a sentence. Where one has a number, a name or
    a word and the other another in its place, they tell of two things in the same words: two rounds
    of one ceremony, two towns, a book in two languages.
    """
    return is_same(tokens(left), tokens(right))


def is_same(one: Sequence[str], other: Sequence[str]) -> bool:
    """The same of the tokens of two texts, from whichever side.

    Of all shortest ways to make one text of the other none may put a token in the place of another:
    吉安市 is not 安庆市 with a character more before and one less behind.
    """
    allowed = int(_allowed(max(len(one), len(other))))
    more = abs(len(one) - len(other))
    if more > allowed:
        return False
    edits = Levenshtein.distance(one, other, score_cutoff=allowed)
    if edits > allowed or edits == more:
        return edits == more  # then one text has all of the other
    if Indel.distance(one, other) > edits:
        return False
    dear = edits + 1  # so that among the shortest ways one that puts in the place of costs less
    return Levenshtein.distance(one, other, weights=(dear, dear, edits)) == edits * dear


def _allowed(longest: int | NDArray[np.int64]) -> NDArray[np.int64]:
    """In how many tokens two texts may differ, by the longer one's number of tokens."""
    return np.floor(np.multiply(longest, 1 - SAME)).astype(np.int64)


def lengths(number: int) -> tuple[int, int]:
    """How many tokens a text at least and at most has that is the same as one of a number of tokens."""
    return math.floor(number * SAME) - 1, math.ceil(number / SAME) + 1


def original(articles: Iterable[Article]) -> Article:
    """The article whose facts are read: the one published first, against which its dates hold.

    Of equally early ones the longest, then the first by id; undated ones come last.
    """
    return min(articles, key=lambda a: (a.published or date.max, -len(a.text), a.id))


@lru_cache(maxsize=2)  # asked of each article for its keys and for its comparisons
def tokens(article: Article) -> tuple[str, ...]:
    """Letters and numerals of the body, a numeral as one, without date line and byline: these, marks,
    blanks and the script differ with the printer."""
    body = "".join(article.text[start:end] for start, end in article.body)
    text = normalise_text(body).text
    head = _DATELINE.match(text)
    return tuple(_TOKEN.findall(_BYLINE.sub("", text[head.end() if head else 0 :])))
