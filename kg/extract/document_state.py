"""What the components of the pipeline hand on to each other on a spaCy `Doc`.

Tokens are single characters, so that a token index is a character offset. Every component reads
and writes lists of `Mention` under `doc._`: one list a kind, named as in `KINDS`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from operator import itemgetter

from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.model import EntityType, Mention, Span
from kg.text.sentences import sentences

KINDS: dict[str, EntityType] = {
    "documents": EntityType.DOCUMENT,
    "times": EntityType.TIME,
    "quantities": EntityType.QUANTITY,
    "places": EntityType.PLACE,
    "organizations": EntityType.ORGANIZATION,
    "sites": EntityType.SITE,
    "honours": EntityType.HONOUR,
    "events": EntityType.EVENT,
    "persons": EntityType.PERSON,
}


def register_extensions() -> None:
    """Declare the attributes once; spaCy refuses a component that names an unknown one."""
    for kind in KINDS:
        if not Doc.has_extension(kind):
            Doc.set_extension(kind, default=None)
    for name in (
        *("text", "published", "title", "source"),
        *("sentences", "words", "names", "relations", "home"),
    ):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)


register_extensions()


class CharacterTokenizer:
    """Makes every character a token, blanks and line ends too.

    Sets `doc._.text`: spaCy's own `doc.text` joins all tokens again each time it is asked for.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        doc = Doc(self.vocab, words=list(text), spaces=[False] * len(text))
        doc._.text = text
        return doc


class SentenceSplitter:
    """Sets `doc._.sentences` by `kg.text.sentences`."""

    def __call__(self, doc: Doc) -> Doc:
        doc._.sentences = list(sentences(doc._.text))
        return doc


def mentions(doc: Doc, *kinds: str) -> Iterator[Mention]:
    """The mentions found so far, of the kinds named or of all, in no particular order."""
    for kind in kinds or KINDS:
        yield from doc._.get(kind) or ()


def published(doc: Doc) -> date | None:
    """The publication date of the article that the doc was made from."""
    value: date | None = doc._.published
    return value


def names(doc: Doc, label: str) -> Iterator[Span]:
    """The spans that the names model gave a label: PER, LOC or ORG."""
    for start, end, given in doc._.names or ():
        if given == label:
            yield start, end


def covered(doc: Doc, *kinds: str) -> list[bool]:
    """For each character, whether a mention of these kinds covers it."""
    marks = [False] * len(doc)
    for mention in mentions(doc, *kinds):
        marks[mention.start : mention.end] = [True] * (mention.end - mention.start)
    return marks


def sentence_at(doc: Doc, offset: int) -> Span:
    """The sentence that holds an offset."""
    sentences: list[Span] = doc._.sentences
    at = bisect_right(sentences, offset, key=itemgetter(0)) - 1
    if at >= 0 and offset < sentences[at][1]:
        return sentences[at]
    raise IndexError(f"offset {offset} is outside the text of {len(doc)} characters")
