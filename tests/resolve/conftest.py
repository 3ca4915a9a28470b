"""Short articles, and what resolution makes of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pytest
from spacy.language import Language

from kg.extract import extract
from kg.gazetteer import Gazetteer
from kg.link import link
from kg.model import Article, EntityType, LinkedArticle
from kg.resolve import Judgement, Judgements, Profiles, Resolution, resolve

Told = tuple[str, str, str]
"""The day of publication, the source and the text of an article."""


class World:
    """Articles linked and resolved; `one` tells whether two names are one entity."""

    def __init__(
        self,
        articles: Sequence[LinkedArticle],
        gazetteer: Gazetteer,
        judgements: Sequence[Judgement] = (),
    ) -> None:
        self.articles = articles
        self.gazetteer = gazetteer
        self.profiles = Profiles()
        for linked in articles:
            self.profiles.add(linked)
        self.resolution: Resolution = resolve(self.profiles, Judgements(judgements), gazetteer)

    def keys(self, type_: EntityType, *names: str) -> list[str]:
        """The key of the entity in each article, in order, whose label or alias is among the names."""
        return [
            e.key
            for linked in self.articles
            for e in linked.entities
            if e.type is type_ and {e.label, e.name, *e.aliases} & set(names)
        ]

    def outcome(self, left: str, right: str) -> str:
        """`same`, `undecided` or `different`."""
        left, right = self.resolution.key(left), self.resolution.key(right)
        if left == right:
            return "same"
        pairs = {frozenset(c.pair) for c in self.resolution.undecided}
        return "undecided" if {left, right} in pairs else "different"

    def judged(self, *judgements: Judgement) -> World:
        """The same articles with judgements of people."""
        return World(self.articles, self.gazetteer, judgements)


@pytest.fixture(scope="session")
def tell(nlp: Language, gazetteer: Gazetteer) -> Callable[..., World]:
    def run(*told: Told) -> World:
        articles = [
            Article(
                id=f"article-{number}",
                text=text,
                body=((0, len(text)),),
                published=date.fromisoformat(day),
                source=source,
            )
            for number, (day, source, text) in enumerate(told)
        ]
        return World(list(link(extract(articles, nlp), gazetteer)), gazetteer)

    return run
