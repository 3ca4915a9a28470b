"""What changed between two graphs, as people speak of it: articles, entities, and facts."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What happened."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    EVIDENCE = "evidence"
    """The fact stands in both graphs, on other sentences."""
    MERGED = "merged"
    SPLIT = "split"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Named:
    """Something with what it is called and its type; the label of what has none is its IRI."""

    label: str
    type: str
    iri: str


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Said:
    """A sentence that states a fact: where, in which words, read by which rule and how surely."""

    article: str
    title: str = field(compare=False)
    quote: str
    rule: str
    confidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleChange:
    """An article that came, went, or has another version; `versions` are those that did."""

    kind: Kind
    iri: str
    title: str
    versions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityChange:
    """An entity that came or went; if merged or split, the entity that it is or was one with."""

    kind: Kind
    entity: Named
    other: Named | None = None
    why: tuple[tuple[str, str], ...] = ()
    """The reason of a merge, by language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactChange:
    """A fact that came or went, has another object, or other sentences.

    `before` and `after` are the objects; `lost` and `gained` the sentences.
    """

    kind: Kind
    subject: Named
    property: str
    before: tuple[Named, ...]
    after: tuple[Named, ...]
    lost: tuple[Said, ...]
    gained: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """All that changed; `quads` counts what was added and removed by kind of named graph."""

    articles: tuple[ArticleChange, ...]
    entities: tuple[EntityChange, ...]
    facts: tuple[FactChange, ...]
    quads: dict[str, tuple[int, int]]

    @property
    def added(self) -> int:
        return sum(added for added, _ in self.quads.values())

    @property
    def removed(self) -> int:
        return sum(removed for _, removed in self.quads.values())
