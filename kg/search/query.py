"""What a searcher typed, as expressions of SQLite's FTS5."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product

from kg.search.forms import TOKEN, fold
from kg.search.index import JOINT
from kg.search.pinyin import READINGS, readings

_LETTERS = re.compile(r"[a-z]+")
_GAP = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Term:
    """Tokens that belong together. Letters may be words, pinyin or initials; all else is words."""

    tokens: tuple[str, ...]

    @property
    def letters(self) -> bool:
        return _LETTERS.fullmatch(self.tokens[0]) is not None

    @property
    def pinyin(self) -> list[tuple[str, ...]]:
        """The readings as syllables; a blank parts syllables for good."""
        words = [readings(token) for token in self.tokens]
        combined = (sum(parts, ()) for parts in product(*words))
        return [reading for reading, _ in zip(combined, range(READINGS), strict=False)]


def terms(text: str) -> list[Term]:
    """The terms of a query: blanks part Chinese words, and Chinese parts from letters.

    >>> [t.tokens for t in terms("白山 会议2020")], [t.tokens for t in terms("bai shan 白")]
    ([('白', '山'), ('会', '议', '2020')], [('bai', 'shan'), ('白',)])
    """
    folded = fold(text)
    groups: list[list[str]] = []
    position = 0
    for match in TOKEN.finditer(folded):
        token = match[0]
        apart = _GAP.search(folded, position, match.start()) is not None
        if groups:
            before = _LETTERS.fullmatch(groups[-1][-1]) is not None
            letters = _LETTERS.fullmatch(token) is not None
            together = letters if before else not letters and not apart
            if together:
                groups[-1].append(token)
            else:
                groups.append([token])
        else:
            groups.append([token])
        position = match.end()
    return [Term(tuple(group)) for group in groups]


def whole(found: list[Term]) -> str:
    """Matches what is named by the terms, and by nothing more."""
    forms = [JOINT.join(token for term in found for token in term.tokens)]
    expressions = []
    if len(found) == 1 and found[0].letters:
        forms += [JOINT.join(reading) for reading in found[0].pinyin]
        expressions.append(f'initials : "{"".join(found[0].tokens)}"')
    expressions += [f'whole : "{form}"' for form in dict.fromkeys(forms)]
    return " OR ".join(expressions)


def beginning(found: list[Term]) -> str:
    """Matches names that begin with the terms, one right after the other."""
    if len(found) == 1 and found[0].letters:
        initials = f'initials : "{"".join(found[0].tokens)}" *'
        return f"{initials} OR {_letters(found[0], '^')}"
    return _words([token for term in found for token in term.tokens], "^")


def anywhere(found: list[Term]) -> str:
    """Matches what has all the terms, each at any place."""
    return " AND ".join(
        f"({_letters(term) if term.letters else _words(term.tokens)})" for term in found
    )


def _letters(term: Term, anchor: str = "") -> str:
    spoken = [f'pinyin : {anchor}"{" ".join(reading)}" *' for reading in term.pinyin]
    return " OR ".join([_words(term.tokens, anchor), *spoken])


def _words(words: list[str] | tuple[str, ...], anchor: str = "") -> str:
    unfinished = " *" if words[-1].isascii() else ""
    return f'name : {anchor}"{" ".join(words)}"{unfinished}'
