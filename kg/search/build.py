"""The search index of a build: its entities from the store, its sentences from its articles."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox
from rdflib import RDF, SKOS

from kg.graph.iris import Iris
from kg.graph.store import Store
from kg.graph.vocabulary import CLASSES, KG
from kg.model import Article, EntityType
from kg.search.index import Entry, Sentence, write_index
from kg.search.pinyin import Pinyin
from kg.text.normalise import normalise
from kg.text.sentences import sentences

FILE = "search.sqlite3"
"""The name of the index in a build's folder."""

ARTICLE = "Article"
"""The type of an article, found by its title or by a sentence."""

_TYPES = {
    class_.removeprefix(KG): type_.value
    for type_, class_ in CLASSES.items()
    if type_ not in {EntityType.TIME, EntityType.QUANTITY}
}
"""What is found by its name. Times and amounts are found by the sentences that say them, a
conferral by its honour."""

_HIDDEN = frozenset({"Conferral"})

_MENTIONS = """
SELECT ?entity ?version ?start {
  ?mention kg:mentionOf ?entity ; prov:wasDerivedFrom ?evidence .
  ?evidence oa:hasSource ?version ; oa:hasSelector ?position . ?position oa:start ?start
}
"""


@dataclass(slots=True)
class _Found:
    """What the store says of an entity; `sentence` is the number of the first that mentions it."""

    classes: set[str] = field(default_factory=set)
    labels: Counter[str] = field(default_factory=Counter)
    names: set[str] = field(default_factory=set)
    mentions: int = 0
    sentence: int | None = None


def build_index(
    path: Path, store: Store, articles: Iterable[Article], iris: Iris, pinyin: Pinyin
) -> None:
    """Write the search index of a store and of the articles that it was built from.

    Raises StoreError where the file exists.
    """
    newest_first = sorted(
        articles, key=lambda a: (-a.published.toordinal() if a.published else 0, a.id, a.version)
    )
    numbered: list[Sentence] = []
    ranges: dict[str, range] = {}  # the numbers of the sentences of an article version
    for article in newest_first:
        first = len(numbered)
        numbered.extend(_sentences(article, iris))
        ranges[iris.version(article).value] = range(first, len(numbered))
    found: defaultdict[str, _Found] = defaultdict(_Found)
    _read_names(store, found)
    _read_mentions(store, numbered, ranges, found)
    entries = [*_entities(found, iris), *_articles(newest_first, ranges, iris)]
    write_index(path, entries, numbered, pinyin)


def _sentences(article: Article, iris: Iris) -> Iterator[Sentence]:
    iri = iris.article(article).value
    normalised = normalise(article)
    for start, end in sentences(normalised.text):
        words = normalised.text[start:end]
        if not words.strip():
            continue
        start += len(words) - len(words.lstrip())
        span = normalised.source_span(start, start + len(words.strip()))
        yield Sentence(
            text=article.text[slice(*span)],
            start=span[0],
            end=span[1],
            article=iri,
            key=_key(iri, iris),
            title=article.title,
            published=article.published.isoformat() if article.published else None,
        )


def _read_names(store: Store, found: defaultdict[str, _Found]) -> None:
    def quads(term: str) -> Iterator[tuple[str, str]]:
        for quad in store.oxigraph.quads_for_pattern(None, ox.NamedNode(term), None):
            if isinstance(quad.graph_name, ox.DefaultGraph):
                continue  # the merge of the graphs says it again
            assert isinstance(quad.subject, ox.NamedNode)
            assert isinstance(quad.object, ox.NamedNode | ox.Literal)
            yield quad.subject.value, quad.object.value

    for iri, name in quads(SKOS.prefLabel):
        found[iri].labels[name] += 1
    for iri, name in quads(SKOS.altLabel):
        found[iri].names.add(name)
    for iri, class_ in quads(RDF.type):
        if iri in found:
            found[iri].classes.add(class_.removeprefix(KG))


def _read_mentions(
    store: Store,
    numbered: list[Sentence],
    ranges: dict[str, range],
    found: defaultdict[str, _Found],
) -> None:
    starts = [sentence.start for sentence in numbered]
    solutions = store.query(_MENTIONS)
    assert isinstance(solutions, ox.QuerySolutions)
    for solution in solutions:
        iri, version, start = (term.value for term in solution)
        entity = found[iri]
        entity.mentions += 1
        if numbers := ranges.get(version):
            number = bisect_right(starts, int(start), numbers.start, numbers.stop) - 1
            if number in numbers and (entity.sentence is None or number < entity.sentence):
                entity.sentence = number


def _entities(found: dict[str, _Found], iris: Iris) -> Iterator[Entry]:
    for iri, entity in found.items():
        types = sorted(entity.classes & _TYPES.keys())
        if not types or not entity.labels or entity.classes & _HIDDEN:
            continue
        # Articles may label one entity differently: what most of them say labels it here.
        label = min(entity.labels, key=lambda name: (-entity.labels[name], name))
        yield Entry(
            iri=iri,
            key=_key(iri, iris),
            type=_TYPES[types[0]],
            classes=frozenset(entity.classes),
            label=label,
            names=frozenset({*entity.labels, *entity.names}),
            mentions=entity.mentions,
            sentence=entity.sentence,
        )


def _articles(articles: Iterable[Article], ranges: dict[str, range], iris: Iris) -> Iterator[Entry]:
    for article in articles:
        if article.title:
            numbers = ranges[iris.version(article).value]
            iri = iris.article(article).value
            yield Entry(
                iri=iri,
                key=_key(iri, iris),
                type=ARTICLE,
                classes=frozenset({ARTICLE}),
                label=article.title,
                names=frozenset(),
                sentence=numbers.start if numbers else None,
            )


def _key(iri: str, iris: Iris) -> str:
    return iri.removeprefix(f"{iris.base}id/")
