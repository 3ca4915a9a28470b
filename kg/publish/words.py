"""Changes in words, in Chinese and English: for the terminal, and for a release's changelog."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

import yaml
from rdflib import RDFS, Graph, Literal, URIRef

from kg.graph.vocabulary import KG
from kg.network.labels import LABELS
from kg.publish.changes import (
    ArticleChange,
    Changes,
    EntityChange,
    FactChange,
    Kind,
    Named,
    Said,
)
from kg.settings import Settings

LANGUAGES = ("zh", "en")
_VALUES = {"Quantity", "TimeSpan"}


@dataclass(frozen=True, slots=True)
class Line:
    """One change, and what it rests on, as plain text."""

    text: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Changes of one sort: how many of each kind, the first of them, and how many more there are."""

    title: str
    summary: str
    heading: str
    """Both, as one line."""
    lines: tuple[Line, ...]
    more: str


def summary(changes: Changes, language: str) -> str:
    """How much changed, in one sentence."""
    say = _words(language)
    if not changes.quads:
        return say("quads.none")
    kinds = say("comma").join(
        f"{say(f'kind.{kind}')} +{added} −{removed}"
        for kind, (added, removed) in changes.quads.items()
    )
    return say("quads", added=changes.added, removed=changes.removed, kinds=kinds)


def sections(changes: Changes, language: str, *, limit: int) -> Iterator[Section]:
    """The changes in words, at most `limit` of each sort.

    Amounts and times are entities too, but told of only as the objects of facts.
    """
    say = _words(language)
    things = [change for change in changes.entities if change.entity.type not in _VALUES]
    yield from _section("articles", changes.articles, _article, say, language, limit)
    yield from _section("entities", things, _entity, say, language, limit)
    yield from _section("facts", changes.facts, _fact, say, language, limit)


Say = Callable[..., str]
Change = TypeVar("Change", ArticleChange, EntityChange, FactChange)


def _section(
    name: str,
    found: Sequence[Change],
    line: Callable[[Change, Say, str], Line],
    say: Say,
    language: str,
    limit: int,
) -> Iterator[Section]:
    if not found:
        return
    counts = Counter(change.kind for change in found)
    told = [say(f"{name}.{kind}", n=counts[kind]) for kind in Kind if counts[kind]]
    title, counted = say(name), say("comma").join(told)
    left = len(found) - limit
    yield Section(
        title=title,
        summary=counted,
        heading=say("heading", title=title, counted=counted),
        lines=tuple(line(change, say, language) for change in found[:limit]),
        more=say("more", n=left) if left > 0 else "",
    )


def _article(change: ArticleChange, say: Say, _language: str) -> Line:
    return Line(say(f"article.{change.kind}", title=change.title or change.iri), (change.iri,))


def _entity(change: EntityChange, say: Say, language: str) -> Line:
    other = change.other.label if change.other else ""
    text = say(
        f"entity.{change.kind}",
        type=_type(change.entity, language),
        entity=change.entity.label,
        other=other,
    )
    why = [reason for spoken, reason in change.why if spoken == language]
    return Line(text, (change.entity.iri, *why))


def _fact(change: FactChange, say: Say, language: str) -> Line:
    text = say(
        f"fact.{change.kind}",
        subject=change.subject.label,
        property=_property(change.property, language),
        before=say("comma").join(named.label for named in change.before),
        after=say("comma").join(named.label for named in change.after),
    )
    lost = [_said("said.lost", said, say) for said in change.lost]
    gained = [_said("said.gained", said, say) for said in change.gained]
    return Line(text, (*lost, *gained))


def _said(key: str, said: Said, say: Say) -> str:
    return say(
        key,
        quote=said.quote,
        title=said.title or said.article,
        rule=said.rule,
        confidence=said.confidence,
    )


def _type(named: Named, language: str) -> str:
    return str(LABELS["types"].get(named.type, LABELS["types"]["Thing"])[language])


def _property(iri: str, language: str) -> str:
    """What a property is called; its local name where nobody gave it words."""
    local = iri.rsplit("#")[-1].rsplit("/")[-1]
    words = LABELS["properties"].get(local)
    return str(words[language]) if words else _declared().get((iri, language), local)


@cache
def _declared() -> dict[tuple[str, str], str]:
    """The labels of own terms, by IRI and language."""
    graph = Graph().parse(Settings().ontology / "kg.ttl", format="turtle")
    return {
        (str(term), str(label.language)): str(label)
        for term, label in graph.subject_objects(RDFS.label)
        if isinstance(term, URIRef) and term.startswith(KG) and isinstance(label, Literal)
    }


@cache
def _texts() -> dict[str, dict[str, str]]:
    path = Path(__file__).with_name("words.yaml")
    texts: dict[str, dict[str, str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return texts


def _words(language: str) -> Say:
    def say(key: str, **values: object) -> str:
        return _texts()[key][language].format(**values)

    return say
