"""Documents: titles in 《》, and columns and programmes that the text sets up by name."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from kg.extract.lexicon import Lexicons, alternatives
from kg.model import EntityType, Mention

_QUOTED_LIST = re.compile(r"(?:[“「][^“”「」\n]{2,30}[”」][、和及]?)+")
_QUOTED = re.compile(r"[“「]([^“”「」\n]{2,30})[”」]")


def titles(text: str) -> list[tuple[int, int]]:
    """Spans of what stands between outermost 《 and 》 on one line; nested marks belong to the title.

    >>> titles("印发《贯彻〈条例〉和《办法》的通知》。")
    [(3, 17)]
    """
    found: list[tuple[int, int]] = []
    depth = start = 0
    for i, char in enumerate(text):
        if char == "《":
            start = i + 1 if depth == 0 else start
            depth += 1
        elif char == "》" and depth:
            depth -= 1
            if depth == 0 and start < i <= start + 80:
                found.append((start, i))
        elif char == "\n":
            depth = 0
    return found


class DocumentFinder:
    """Sets `doc._.documents`. The kind comes from the title's last words, else from its context."""

    def __init__(self, lexicons: Lexicons) -> None:
        kinds = lexicons["document_kinds"]
        self._kind = kinds.mapping("kind")
        self._title_end = re.compile(
            f"(?P<term>{alternatives(kinds.terms(where='title-end'))})(?:[（(].*[)）])?$"
        )
        self._before = re.compile(
            f"(?P<term>{alternatives(kinds.terms(where='before'))})[^，。；]{{0,2}}$"
        )
        self._after = re.compile(f"(?P<term>{alternatives(kinds.terms(where='after'))})")
        self._named_list = re.compile(
            _QUOTED_LIST.pattern + r"等?" + alternatives(kinds.terms(where="quoted"))
        )

    def _kind_of(self, text: str, start: int, end: int) -> str | None:
        before, after = text[max(start - 12, 0) : start - 1], text[end + 1 : end + 9]
        after = re.split(r"[，。；《]", after)[0]
        for pattern, where in (
            (self._after, after),
            (self._before, before),
            (self._title_end, text[start:end]),
        ):
            if found := pattern.search(where):
                return self._kind[found["term"]]
        return None

    def __call__(self, doc: Doc) -> Doc:
        text = doc.text
        found: list[Mention] = []
        for start, end in titles(text):
            found.append(
                Mention(
                    type=EntityType.DOCUMENT,
                    start=start,
                    end=end,
                    text=text[start:end],
                    name=text[start:end],
                    subtype=self._kind_of(text, start, end),
                    confidence=0.98,
                    rule="document.title-marks",
                )
            )
        for listing in self._named_list.finditer(text):
            for quoted in _QUOTED.finditer(text, listing.start(), listing.end()):
                start, end = quoted.span(1)
                found.append(
                    Mention(
                        type=EntityType.DOCUMENT,
                        start=start,
                        end=end,
                        text=quoted[1],
                        name=quoted[1],
                        subtype="Column",
                        confidence=0.8,
                        rule="document.quoted-column",
                    )
                )
        doc._.documents = found
        return doc
