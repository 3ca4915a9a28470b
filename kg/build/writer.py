"""Articles that come and go, and what follows: who is one, quads, counts, the search index."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import datetime
from functools import partial
from itertools import islice

import pyoxigraph as ox

from kg.build.article import ArticleWriter, Draft, Written, write_lines
from kg.build.report import BuildReport, InvalidGraph
from kg.corpus import Rejection
from kg.gazetteer import Gazetteer
from kg.graph.change import Change
from kg.graph.gazetteer import gazetteer_quads
from kg.graph.iris import GAZETTEER_GRAPHS, Iris
from kg.graph.metadata import count as count_graphs
from kg.graph.metadata import metadata_quads
from kg.graph.quality import read_accuracy
from kg.graph.report import Report, joined
from kg.graph.resolution import resolution_quads
from kg.graph.store import Store, merged_lines
from kg.model import Article, LinkedArticle
from kg.parallel import mapped
from kg.resolve import Judgements
from kg.search import Pinyin, SearchUpdate
from kg.search.mentioned import most_mentioned
from kg.settings import Settings
from kg.state import articles, reprints
from kg.state.articles import Said
from kg.state.clusters import Delta, StoredClusters
from kg.state.database import count, counts, together
from kg.state.summary import summary

_PART = 16
"""Articles that a process writes at a time."""
_KEYS = 10_000
"""Keys that are resolved at a time, where all are new: memory holds what is known of no more."""


class GraphWriter:
    """A graph that is being written: first articles are put in and taken out, then all else is
    brought in step, by `fill` where nothing was there, else by `settle`."""

    def __init__(self, db: sqlite3.Connection, store: Store, settings: Settings) -> None:
        self._db = db
        self._store = store
        self._settings = settings
        self._iris = Iris(settings.base_iri)
        self.gazetteer = Gazetteer.load(settings.gazetteer)
        self._writer = ArticleWriter(settings)
        self._clusters = StoredClusters(db, Judgements.load(settings.judgements), self.gazetteer)
        self._search = SearchUpdate(db, self._iris, Pinyin.load(settings.gazetteer))
        self._given: set[tuple[str, str]] = set()
        self._kept: set[str] = set()
        self._dropped: set[str] = set()
        self._same: set[str] = set()
        self._regrouped: set[str] = set()
        self._new: set[str] = set()
        self._gone: dict[str, tuple[Article, Said]] = {}
        self._touched: set[str] = set()
        self._uses_changed = False
        self._superseded: dict[str, list[Article]] = {}
        self._report = Report(graphs=0, quotes=0)

    def version(self, id_: str) -> str | None:
        """The version of an article that is there, or None."""
        return articles.version_of(self._db, id_)

    def keep(self, article: Article) -> None:
        """Keep an article, in the place of another version of it. What it says is yet to be read."""
        version = self.version(article.id)
        self._given.add((article.id, article.version))
        if version == article.version:
            self._same.add(article.id)
            return
        with together(self._db):
            if version is not None:
                former = articles.article(self._db, article.id)
                self._drop(article.id)
                if self._settings.keep_superseded:
                    articles.supersede(self._db, former)
                    articles.forget_superseded(self._db, article.id, article.version)
            articles.keep(self._db, article)
            reprints.put(self._db, article)
        self._kept.add(article.id)
        self._regrouped.add(article.id)

    def drop(self, id_: str) -> None:
        """Drop an article with all that was read in it, and the versions that it had before."""
        with together(self._db):
            self._drop(id_)
            articles.forget_superseded(self._db, id_)

    def _drop(self, id_: str) -> None:
        self._superseded.setdefault(id_, articles.superseded(self._db, id_))
        with together(self._db):
            self._unread(id_)
            self._regrouped |= reprints.take(self._db, id_)
            articles.drop(self._db, id_)
        self._regrouped.discard(id_)
        self._dropped.add(id_)

    def drop_others(self) -> None:
        """Drop the articles that were not given, of those that an earlier build had kept."""
        given = self._kept | self._same
        for id_ in articles.ids(self._db):
            if id_ not in given:
                self.drop(id_)
            for one in articles.superseded(self._db, id_):
                if (id_, one.version) not in self._given:
                    articles.forget_superseded(self._db, id_, one.version)
        self._regrouped.update(articles.ids(self._db))

    def unread(self) -> Iterator[Article]:
        """The articles whose facts are yet to be read. A reprint says nothing that its original
        does not say; it becomes one here, and an article that was one no longer is."""
        originals = reprints.originals(self._db, self._regrouped)
        for id_, first in sorted(originals.items()):
            original = articles.article(self._db, first)
            if not articles.is_read_as(self._db, id_, original):
                self._unread(id_)
                if first == id_:
                    yield original
                else:
                    article = articles.article(self._db, id_)
                    reprint = LinkedArticle(
                        article=article, entities=(), statements=(), original=original
                    )
                    self.put(reprint)

    def put(self, linked: LinkedArticle) -> None:
        """Put in what was read in an article that is kept."""
        with together(self._db):
            self._touched |= articles.put(self._db, linked)
        self._new.add(linked.article.id)

    def reject(self, rejection: Rejection) -> None:
        """Drop an article that could not be read; what it replaced is kept as it was."""
        id_ = rejection.article
        assert id_ is not None
        failed = self.version(id_)
        self._drop(id_)
        former = articles.superseded(self._db, id_)[-1:]
        if id_ in self._gone:
            former = [self._gone[id_][0]]
        for article in former:
            if article.version == failed:
                continue  # it was read once, and is not tried for ever
            articles.forget_superseded(self._db, id_, article.version)
            self.keep(article)
            self._same.add(id_)
        self._kept.discard(id_)
        self._dropped.discard(id_)

    def _unread(self, id_: str) -> None:
        """Take out what was read in an article, if it was."""
        if articles.is_read(self._db, id_):
            with together(self._db):
                linked, said, touched = articles.take(self._db, id_)
            self._touched |= touched
            if id_ not in self._new:  # what is new has no quads yet
                self._gone.setdefault(id_, (linked.article, said))

    def fill(self, generated: datetime | None, workers: int) -> None:
        """Make the graph of the articles, where there is nothing yet: in bulk, with so many processes.

        The transaction is left open, so that of what a killed build had written only the articles
        and what was read in them remain. Raises InvalidGraph as `settle` does.
        """
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.execute("BEGIN IMMEDIATE")
        keys = iter(articles.compared_keys(self._db))
        while part := {*islice(keys, _KEYS)}:
            self._count_entities(self._clusters.update(part))
        for id_ in articles.newest_first(self._db):
            self._search.add_article(articles.linked_article(self._db, id_))
        self._store.load_merged(self._all_lines(workers))
        self._require_evidence()
        self._search.finish()
        self._search.optimize()
        for name, number in count_graphs(self._store).items():
            count(self._db, name, number)
        self._store.load_merged([merged_lines(self._metadata(generated))])

    def settle(self, generated: datetime | None) -> None:
        """Bring the graph in step with the articles that came and went.

        Raises InvalidGraph where a graph of an article breaks its shapes.
        """
        delta = self._clusters.update(self._touched)
        self._count_entities(delta)
        change = Change(self._store)
        for article, said in self._gone.values():
            change.replace(self._stored_quads(article, said), ())
            self._count_said(said, Said())
        for id_, former in self._superseded.items():
            for one in former:
                change.replace(self._store.quads(self._iris.article_graph(one)), ())
            change.replace((), self._superseded_quads(id_))
        written = sorted(self._new | articles.articles_that_mention(self._db, delta.moved))
        for id_ in written:
            draft = self._draft(id_)
            done, quads = self._writer.write(draft)
            before = self._remember(done)
            old = () if id_ in self._new else self._stored_quads(draft.linked.article, before)
            change.replace(old, quads)
        change.replace(
            resolution_quads(delta.before, self._iris), resolution_quads(delta.after, self._iris)
        )
        if self._uses_changed:
            for graph, gazetteer_quads in self._gazetteer_graphs().items():
                change.replace_graph(graph, gazetteer_quads)
        self._require_evidence()
        for name, number in change.apply().items():
            count(self._db, name, number)
        self._search.remove(change.removed)
        for article, _ in self._gone.values():
            self._search.remove_article(article)
        for id_ in sorted(self._new):
            self._search.add_article(articles.linked_article(self._db, id_))
        self._search.add(change.added)
        self._search.finish()
        description = Change(self._store)
        description.replace_graph(self._iris.metadata_graph, self._metadata(generated))
        description.apply()

    def describe(self, rejections: Iterable[Rejection]) -> BuildReport:
        """What the graph holds, and what came and went."""
        replaced = len(self._dropped & self._kept)
        return BuildReport(
            **asdict(summary(self._db)),
            added=len(self._kept) - replaced,
            replaced=replaced,
            removed=len(self._dropped) - replaced,
            unchanged=len(self._same),
            rejections=tuple(rejections),
        )

    def _all_lines(self, workers: int) -> Iterator[bytes]:
        """All quads but the metadata, as lines; what they come to is remembered and counted."""
        ids = iter(articles.ids(self._db))
        drafts = ([*map(self._draft, part)] for part in iter(lambda: [*islice(ids, _PART)], []))
        for part in mapped(partial(write_lines, self._settings), drafts, workers):
            for done, lines in part:
                self._remember(done)
                self._search.add_sayings(done.sayings)
                yield lines
        for id_ in articles.ids(self._db):
            yield merged_lines(self._superseded_quads(id_))
        for part_of_resolution in self._clusters.parts():
            yield merged_lines([*resolution_quads(part_of_resolution, self._iris)])
        for quads in self._gazetteer_graphs().values():
            self._search.add(quads)
            yield merged_lines(quads)

    def _draft(self, id_: str) -> Draft:
        linked = articles.linked_article(self._db, id_)
        keys = [entity.key for entity in linked.entities]
        return Draft(linked, self._clusters.resolution(keys), articles.garrisons(self._db, keys))

    def _remember(self, done: Written) -> Said:
        """Keep what an article comes to. What it had come to before."""
        before = articles.remember(self._db, done.id, done.said)
        self._count_said(before, done.said)
        self._report = joined((self._report, done.report))
        return before

    def _require_evidence(self) -> None:
        """Nothing is published that is not evidenced."""
        if not self._report.ok:
            raise InvalidGraph(self._report)

    def _superseded_quads(self, id_: str) -> list[ox.Quad]:
        """What the versions of an article that are no longer in force say of themselves."""
        found: list[ox.Quad] = []
        if self.version(id_) is not None:
            current = articles.article(self._db, id_)
            for one in articles.superseded(self._db, id_):
                report, quads = self._writer.write_superseded(one, current)
                self._report = joined((self._report, report))
                found += quads
        return found

    def _stored_quads(self, article: Article, said: Said) -> Iterator[ox.Quad]:
        """All that the store has of what an article says."""
        yield from self._store.quads(self._iris.article_graph(article))
        for check in said.checks:
            yield from self._store.oxigraph.quads_for_pattern(
                ox.NamedNode(check), None, None, self._iris.claims_graph
            )

    def _count_said(self, before: Said, after: Said) -> None:
        count(self._db, "statements", after.statements - before.statements)
        count(self._db, "mentions", after.mentions - before.mentions)
        for name in before.rules.keys() | after.rules.keys():
            count(self._db, name, after.rules.get(name, 0) - before.rules.get(name, 0))
        uses, used = set(after.uses), set(before.uses)
        changed = articles.count_uses(self._db, uses - used, used - uses)
        self._uses_changed = self._uses_changed or changed

    def _count_entities(self, delta: Delta) -> None:
        count(self._db, "merged", len(delta.after.canonical) - len(delta.before.canonical))
        count(self._db, "undecided", len(delta.after.undecided) - len(delta.before.undecided))
        replaced = Counter(map(articles.type_of, delta.after.canonical))
        replaced.subtract(map(articles.type_of, delta.before.canonical))
        for type_, number in replaced.items():
            count(self._db, f"entities/{type_}", -number)

    def _gazetteer_graphs(self) -> dict[ox.NamedNode, list[ox.Quad]]:
        """The graphs of what the gazetteer adds to what the articles name."""
        graphs: dict[ox.NamedNode, list[ox.Quad]] = {
            self._iris.gazetteer_graph(table): [] for table in GAZETTEER_GRAPHS
        }
        for quad in gazetteer_quads(articles.uses(self._db), self.gazetteer, self._iris):
            assert isinstance(quad.graph_name, ox.NamedNode)
            graphs[quad.graph_name].append(quad)
        return graphs

    def _metadata(self, generated: datetime | None) -> list[ox.Quad]:
        found = counts(self._db)
        accuracy = read_accuracy(self._settings.accuracy)
        quads = list(
            metadata_quads(
                found,
                self._iris,
                mentioned=most_mentioned(self._db),
                generated=generated,
                accuracy=accuracy,
            )
        )
        count(self._db, "described", len(set(quads)) - found.get("described", 0))
        return quads
