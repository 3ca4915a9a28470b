"""The component: what is known, then what a suffix shows, then what the names model sees."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from kg.extract.document_state import covered, published
from kg.extract.lexicon import Lexicons
from kg.extract.places.home import home_division
from kg.extract.places.known import KnownPlaces
from kg.extract.places.listed import with_kind
from kg.extract.places.publisher import publisher_division
from kg.extract.places.seen import SeenPlaces
from kg.extract.places.small import SmallPlaces
from kg.gazetteer.countries import Country
from kg.gazetteer.divisions import Divisions


class PlaceFinder:
    """Sets `doc._.places`, with the code of the division where the article's context decides it,
    and `doc._.home`, the division that the article is mostly about."""

    def __init__(
        self, lexicons: Lexicons, divisions: Divisions, countries: Sequence[Country]
    ) -> None:
        words = lexicons["place_words"]
        self._divisions = divisions
        self._words = frozenset(words.terms(role="never"))
        self._known = KnownPlaces(words, divisions, countries)
        self._small = SmallPlaces(words)
        self._seen = SeenPlaces(words, lexicons["site_heads"], lexicons["organization_heads"])

    def __call__(self, doc: Doc) -> Doc:
        taken = covered(doc, "documents", "quantities")
        found = self._known.find(doc, taken)
        found.extend(self._small.find(doc._.text, found, taken))
        found = self._seen.extend(doc, found, taken)
        day = published(doc)
        found = list(with_kind(doc._.text, found, day.year if day else None, self._divisions))
        doc._.places = sorted(found, key=lambda m: m.start)
        titled = self._known.entries(doc._.title or "")
        in_title = [entry.divisions for _, _, entry in titled if not entry.word]
        publisher = publisher_division(doc, self._divisions, self._words)
        doc._.home = home_division(doc, doc._.places, in_title, publisher, self._divisions)
        return doc
