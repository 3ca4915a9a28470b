"""The pipeline: its components in order, and the way from Article to Extraction.

Adding a component is one file and one line in `COMPONENTS`. Each says which attributes it assigns
and which it requires; `build_pipeline` refuses an order in which something required is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.arbitration import Arbiter
from kg.extract.commemorations import CommemorationFinder
from kg.extract.document_state import CharacterTokenizer, SentenceSplitter, mentions
from kg.extract.documents import DocumentFinder
from kg.extract.events import EventFinder
from kg.extract.honours import HonourFinder
from kg.extract.lexicon import Lexicons
from kg.extract.names import NamesFinder, NamesModel
from kg.extract.organizations import OrganizationFinder
from kg.extract.persons import PersonFinder
from kg.extract.places import PlaceFinder
from kg.extract.quantities import QuantityFinder
from kg.extract.relations import RelationFinder
from kg.extract.sites import SiteFinder
from kg.extract.times import TimeFinder
from kg.extract.words import WordSegmenter
from kg.gazetteer import Gazetteer
from kg.model import Article, Extraction, Mention, Relation
from kg.settings import Settings
from kg.text.normalise import NormalisedText, normalise

Component = Callable[[Doc], Doc]

BATCH = 50_000
"""Characters that are read at a time: enough to find many sentences of like length."""


@dataclass(frozen=True, slots=True)
class ComponentEntry:
    """How to make a component, and which `doc._` attributes it assigns and requires."""

    make: Callable[[Lexicons, Gazetteer], Component]
    assigns: tuple[str, ...]
    requires: tuple[str, ...] = ()


COMPONENTS: dict[str, ComponentEntry] = {
    "sentences": ComponentEntry(lambda _l, _g: SentenceSplitter(), ("sentences",)),
    "words": ComponentEntry(lambda lexicons, _g: WordSegmenter(lexicons), ("words",)),
    "documents": ComponentEntry(lambda lexicons, _g: DocumentFinder(lexicons), ("documents",)),
    "names": ComponentEntry(
        lambda _l, _g: NamesFinder(NamesModel.load()), ("names",), ("sentences",)
    ),
    "times": ComponentEntry(
        lambda _l, g: TimeFinder(g.events, g.festivals, g.holidays, g.periods, g.lunar), ("times",)
    ),
    "quantities": ComponentEntry(
        lambda lexicons, g: QuantityFinder(lexicons, g.divisions),
        ("quantities",),
        ("sentences", "words", "times", "documents"),
    ),
    "places": ComponentEntry(
        lambda lexicons, g: PlaceFinder(lexicons, g.divisions, g.countries),
        ("places", "home"),
        ("words", "documents", "quantities", "times", "names"),
    ),
    "organizations": ComponentEntry(
        lambda lexicons, g: OrganizationFinder(lexicons, g.divisions),
        ("organizations",),
        ("words", "places", "home", "times", "quantities", "names"),
    ),
    "sites": ComponentEntry(
        lambda lexicons, g: SiteFinder(lexicons, g.persons, g.events),
        ("sites",),
        ("words", "places", "organizations", "names"),
    ),
    "honours": ComponentEntry(
        lambda lexicons, _g: HonourFinder(lexicons),
        ("honours",),
        ("places", "organizations", "sites"),
    ),
    "events": ComponentEntry(
        lambda lexicons, g: EventFinder(lexicons, g.events),
        ("events",),
        ("words", "times", "places", "organizations"),
    ),
    "persons": ComponentEntry(
        lambda lexicons, g: PersonFinder(lexicons, g.persons),
        ("persons",),
        ("places", "organizations", "sites", "honours", "names"),
    ),
    "commemorations": ComponentEntry(
        lambda lexicons, _g: CommemorationFinder(lexicons),
        ("events", "persons"),
        ("sites", "events", "persons"),
    ),
    "arbitration": ComponentEntry(lambda _l, _g: Arbiter(), (), ("events", "persons", "sites")),
    "relations": ComponentEntry(
        lambda lexicons, _g: RelationFinder(lexicons),
        ("relations",),
        ("sentences", "home", "events", "persons", "sites", "honours"),
    ),
}


def build_pipeline(settings: Settings | None = None) -> Language:
    """A spaCy `Language` over characters with all components of `COMPONENTS` in order.

    Raises `DataFileError` where a lexicon or gazetteer table is broken, and `ValueError` where the
    order of the components leaves something unassigned that a later one requires.
    """
    settings = settings or Settings()
    lexicons, gazetteer = Lexicons(settings.lexicons), Gazetteer.load(settings.gazetteer)
    nlp = spacy.blank("xx")
    nlp.tokenizer = CharacterTokenizer(nlp.vocab)
    nlp.max_length = 10_000_000
    assigned: set[str] = set()
    for name, entry in COMPONENTS.items():
        missing = [attribute for attribute in entry.requires if attribute not in assigned]
        if missing:
            raise ValueError(f"component {name} requires {missing}, which none before it assigns")
        assigned.update(entry.assigns)
        made = entry.make(lexicons, gazetteer)
        Language.component(
            f"kg_{name}",
            func=made,
            assigns=[f"doc._.{a}" for a in entry.assigns],
            requires=[f"doc._.{a}" for a in entry.requires],
        )
        nlp.add_pipe(f"kg_{name}", name=name)
    return nlp


def extract(articles: Iterable[Article], nlp: Language) -> Iterator[Extraction]:
    """Read each article; offsets of what comes out refer to `article.text`.

    Some articles are read at a time, for a component that is faster so (it has a `pipe` in the
    manner of spaCy). What is read in an article never depends on which are read with it.
    """
    for batch in batches(articles):
        texts = [normalise(article) for article in batch]
        docs = [_doc(article, text, nlp) for article, text in zip(batch, texts, strict=True)]
        for _, component in nlp.pipeline:
            pipe = getattr(component, "pipe", None)
            docs = list(pipe(docs) if pipe else map(component, docs))
        yield from map(_extraction, batch, texts, docs)


def batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """The articles in order, so many at a time that they make up `BATCH` characters."""
    batch: list[Article] = []
    size = 0
    for article in articles:
        batch.append(article)
        size += len(article.text)
        if size >= BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _doc(article: Article, normalised: NormalisedText, nlp: Language) -> Doc:
    doc = nlp.make_doc(normalised.text)
    doc._.published = article.published
    doc._.title = article.title
    doc._.source = article.source
    return doc


def _extraction(article: Article, normalised: NormalisedText, doc: Doc) -> Extraction:
    placed = {id(m): _placed(m, article, normalised) for m in mentions(doc)}
    relations = tuple(_relation(r, placed, normalised) for r in doc._.relations)
    ordered = sorted(placed.values(), key=lambda m: (m.start, m.end, m.type, m.rule))
    return Extraction(article=article, mentions=tuple(ordered), relations=relations)


def _placed(mention: Mention, article: Article, normalised: NormalisedText) -> Mention:
    start, end = normalised.source_span(mention.start, mention.end)
    return replace(mention, start=start, end=end, text=article.text[start:end])


def _relation(
    relation: Relation, placed: dict[int, Mention], normalised: NormalisedText
) -> Relation:
    start, end = normalised.source_span(relation.start, relation.end)
    return replace(
        relation,
        subject=placed[id(relation.subject)],
        object=placed[id(relation.object)],
        start=start,
        end=end,
    )
