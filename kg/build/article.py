"""What becomes of one article: its quads under canonical keys, checked, and what they rest on.

It rests on the article and on what stands for its keys alone, so that it may be made in any process.
"""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache

import pyoxigraph as ox

from kg.gazetteer import Gazetteer
from kg.graph.claims import check_claims, claim_quads
from kg.graph.gazetteer import entries_of
from kg.graph.iris import Iris
from kg.graph.metadata import count_rules
from kg.graph.quads import article_quads, superseded_quads
from kg.graph.report import LIMIT, Report, first_of_each
from kg.graph.store import merged_lines
from kg.graph.validate import Checks
from kg.model import Article, LinkedArticle
from kg.resolve.canonical import canonical
from kg.resolve.resolution import Resolution
from kg.search.sayings import Sayings, sayings
from kg.settings import Settings
from kg.state.articles import Said


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as it was read, what stands for its keys, and those of them that other articles call
    a garrison."""

    linked: LinkedArticle
    resolution: Resolution
    garrisons: frozenset[str]


@dataclass(frozen=True, slots=True)
class Written:
    """What the quads of an article rest on, what they say of what is searched, and what is wrong with
    them."""

    id: str
    said: Said
    sayings: Sayings
    report: Report


class ArticleWriter:
    """Makes the quads of articles, and checks them, since nothing is published that is not evidenced."""

    def __init__(self, settings: Settings) -> None:
        self._iris = Iris(settings.base_iri)
        self._gazetteer = Gazetteer.load(settings.gazetteer)
        self._checks = Checks(settings.ontology)

    def write(self, draft: Draft) -> tuple[Written, list[ox.Quad]]:
        """What a draft comes to, and all its quads, with the checks of its claims."""
        linked = canonical(draft.linked, draft.resolution)
        checked = list(check_claims(linked, self._gazetteer.honours, self._iris))
        checks = {self._iris.claim_check(one.statement).value for one in checked}
        own = list(article_quads(linked, self._iris))
        said = Said(
            statements=len(linked.statements),
            mentions=sum(len(entity.mentions) for entity in linked.entities),
            rules=dict(sorted(count_rules(own).items())),
            checks=tuple(sorted(checks)),
            uses=tuple(sorted(entries_of(linked, self._gazetteer))),
        )
        report = self._report(linked.article, own, draft.garrisons)
        quads = [*own, *claim_quads(checked, self._iris)]
        return Written(linked.article.id, said, sayings(quads, self._iris), report), quads

    def write_superseded(self, former: Article, current: Article) -> tuple[Report, list[ox.Quad]]:
        """The quads of a version that is no longer in force, and what is wrong with them."""
        quads = list(superseded_quads(former, current, self._iris))
        return self._report(former, quads, ()), quads

    def _report(self, article: Article, quads: list[ox.Quad], garrisons: Collection[str]) -> Report:
        name = self._iris.article_graph(article)
        known = {self._iris.entity(key) for key in garrisons}
        before = self._checks.quotes
        shown, counts = first_of_each(self._checks.run(name, quads, known, article.text), LIMIT)
        quotes = self._checks.quotes - before
        return Report(findings=shown, counts=counts, graphs=1, quotes=quotes)


def write_lines(settings: Settings, drafts: Iterable[Draft]) -> list[tuple[Written, bytes]]:
    """What drafts come to, and their quads as a store takes them in bulk (`merged_lines`)."""
    written = map(_writer(settings).write, drafts)
    return [(one, merged_lines(quads)) for one, quads in written]


@cache
def _writer(settings: Settings) -> ArticleWriter:
    writer = ArticleWriter(settings)
    gc.freeze()  # it stays: to look for garbage among its many objects takes a quarter of the time
    return writer
