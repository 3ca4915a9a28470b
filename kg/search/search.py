"""Search: what has a name first, the best matches first; then the sentences that say it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from kg.errors import QueryError
from kg.search.index import NAME_BITS, SENTENCE_BITS, SearchIndex, Sentence
from kg.search.query import anywhere, beginning, terms, whole
from kg.search.update import ARTICLE

LONGEST = 100
"""Characters of a query."""

_SENTENCE = 'sentences.text, start, "end", article, documents.key, title, published'
_HIT = f"""
SELECT iri, entities.key, type, label, mentions, entities.document IS NOT NULL, {_SENTENCE}
FROM entities LEFT JOIN documents ON documents.number = entities.document
LEFT JOIN sentences ON sentences.document = entities.document AND sentences.n = entities.n
"""
_NAMES = f"""
SELECT entities.number, names.name FROM name_forms
CROSS JOIN entities ON entities.slot = name_forms.rowid >> {NAME_BITS}
CROSS JOIN names ON names.entity = entities.number
  AND names.n = name_forms.rowid & {(1 << NAME_BITS) - 1}
WHERE name_forms MATCH ? ORDER BY name_forms.rowid
"""
_SENTENCES = f"""
SELECT {_SENTENCE} FROM sentence_forms
CROSS JOIN documents ON documents.slot = sentence_forms.rowid >> {SENTENCE_BITS}
CROSS JOIN sentences ON sentences.document = documents.number
  AND sentences.n = sentence_forms.rowid & {(1 << SENTENCE_BITS) - 1}
WHERE sentence_forms MATCH ? ORDER BY sentence_forms.rowid
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Something found. `key` is the path of its IRI below `id/`; `type` its general class (Place,
    Organization, Site, Document, Event, Person, Honour, Article); `matched` the name that matched,
    or for an article that was found by a sentence its title; `mentions` how often articles mention
    it; `sentence` one that mentions it, or the one that was found."""

    iri: str
    key: str
    type: str
    label: str
    matched: str
    mentions: int
    sentence: Sentence | None


def search(
    index: SearchIndex, text: str, *, types: Collection[str] = (), limit: int = 20
) -> list[Hit]:
    """What best matches the text: Chinese in either script, pinyin with or without blanks, or the
    initials of a name; the last syllable or word may be unfinished.

    Whole names come first, then names that begin so, then names that have it anywhere, each in the
    order of how often they are mentioned; then articles with such a sentence, the newest first.
    `types` asks for those classes only (also narrower ones, such as Garrison).

    Raises QueryError for a text that is too long.
    """
    if len(text) > LONGEST:
        raise QueryError(
            f"The text has {len(text)} characters; at most {LONGEST} are searched for."
        )
    found = terms(text)
    if not found:
        return []
    hits: dict[str, Hit] = {}
    asked = " OR ".join(f'"{type_.lower()}"' for type_ in types if type_.isalnum())
    if asked or not types:
        for expression in (whole(found), beginning(found), anywhere(found)):
            narrowed = f"({expression}) AND classes : ({asked})" if asked else expression
            for hit in _by_name(index, narrowed, hits):
                hits[hit.iri] = hit
                if len(hits) >= limit:
                    return list(hits.values())[:limit]
    if not types or ARTICLE in types:
        for sentence in _sentences(index, anywhere(found)):
            if len(hits) >= limit:
                break
            if sentence.article not in hits:
                hits[sentence.article] = _article(sentence)
            elif hits[sentence.article].sentence is None:
                hits[sentence.article] = replace(hits[sentence.article], sentence=sentence)
    return list(hits.values())


def most_mentioned(index: SearchIndex, limit: int) -> list[Hit]:
    """What articles mention most often."""
    rows = index.rows(f"{_HIT} WHERE mentions > 0 ORDER BY entities.slot LIMIT ?", (limit,))
    return [replace(_hit(row, row[3]), sentence=None) for row in rows]


def _by_name(index: SearchIndex, expression: str, known: Collection[str]) -> Iterator[Hit]:
    seen = set()
    for entity, name in index.rows(_NAMES, (expression,)):
        if entity in seen:
            continue
        seen.add(entity)
        row = next(index.rows(f"{_HIT} WHERE entities.number = ?", (entity,)))
        if row[0] not in known:
            yield _hit(row, name)


def _hit(row: tuple[object, ...], name: object) -> Hit:
    iri, key, type_, label, mentions, has_sentence, *sentence = row
    return Hit(
        iri=str(iri),
        key=str(key),
        type=str(type_),
        label=str(label),
        matched=str(name),
        mentions=int(str(mentions)),
        sentence=_sentence(tuple(sentence)) if has_sentence else None,
    )


def _sentences(index: SearchIndex, expression: str) -> Iterator[Sentence]:
    for row in index.rows(_SENTENCES, (expression,)):
        yield _sentence(row)


def _sentence(row: tuple[object, ...]) -> Sentence:
    text, start, end, article, key, title, published = row
    return Sentence(
        text=str(text),
        start=int(str(start)),
        end=int(str(end)),
        article=str(article),
        key=str(key),
        title=None if title is None else str(title),
        published=None if published is None else str(published),
    )


def _article(sentence: Sentence) -> Hit:
    label = sentence.title or sentence.key
    return Hit(
        iri=sentence.article,
        key=sentence.key,
        type=ARTICLE,
        label=label,
        matched=label,
        mentions=0,
        sentence=sentence,
    )
