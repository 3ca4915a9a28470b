"""What quads of named graphs say of things that are searched: names, classes, and where they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

import pyoxigraph as ox
from rdflib import RDF, SKOS

from kg.graph.iris import Iris
from kg.graph.vocabulary import CLASSES, KG
from kg.model import EntityType

TYPES = {
    class_.removeprefix(KG): type_.value
    for type_, class_ in CLASSES.items()
    if type_ not in {EntityType.TIME, EntityType.QUANTITY}
}
"""What is found by its name. Times and amounts are found by the sentences that say them, a
conferral by its honour."""
_SEARCHED = frozenset(type_.lower() for type_ in TYPES.values())
"""The first part of the keys of such entities."""

LABEL, NAME, CLASS, MENTIONS = "label", "name", "class", "mentions"
_SAID = {str(SKOS.prefLabel): LABEL, str(SKOS.altLabel): NAME, str(RDF.type): CLASS}
_MENTION_OF = str(KG.mentionOf)


class Sayings(NamedTuple):
    """How often what is said, as (IRI, kind, value), and where things are mentioned: IRI, article
    version, start and end."""

    times: Counter[tuple[str, str, str]]
    places: list[tuple[str, str, int, int]]


def sayings(quads: Iterable[ox.Quad], iris: Iris) -> Sayings:
    """What the quads say."""
    times: Counter[tuple[str, str, str]] = Counter()
    places: list[tuple[str, str, int, int]] = []
    for quad in quads:
        predicate = quad.predicate.value
        if predicate == _MENTION_OF:
            assert isinstance(quad.subject, ox.NamedNode)
            assert isinstance(quad.object, ox.NamedNode)
            if is_searched(key_of(iri := quad.object.value, iris)):
                times[iri, MENTIONS, ""] += 1
                places.append((iri, *_place(quad.subject.value)))
        elif (kind := _SAID.get(predicate)) and isinstance(quad.subject, ox.NamedNode):
            assert isinstance(quad.object, ox.NamedNode | ox.Literal)
            if is_searched(key_of(iri := quad.subject.value, iris)):
                times[iri, kind, quad.object.value.removeprefix(KG)] += 1
    return Sayings(times, places)


def key_of(iri: str, iris: Iris) -> str:
    """The key of an entity: its path below `id/`."""
    return iri.removeprefix(f"{iris.base}id/")


def is_searched(key: str) -> bool:
    """Whether a key is that of an entity which is found by its name.

    >>> is_searched("place/220600"), is_searched("time/0f48eff48d8a")
    (True, False)
    """
    first, _, rest = key.partition("/")
    return first in _SEARCHED and "/" not in rest


def _place(mention: str) -> tuple[str, int, int]:
    """Version, start and end of a mention, all of which its IRI says (`kg.graph.iris`)."""
    version, _, place = mention.rpartition("/mention/")[0].rpartition("/")
    start, _, end = place.partition("-")
    return version, int(start), int(end)
