"""Relations between the mentions of one article. One file a kind; one line each in `RULES`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Doc

from kg.extract.lexicon import Lexicons
from kg.extract.relations import (
    documents,
    events,
    honours,
    laureates,
    leaders,
    meetings,
    organizations,
    persons,
    places,
    quantities,
    sites,
    units,
    visits,
)
from kg.extract.relations.context import Context, Patterns
from kg.model import Relation

Rule = Callable[[Context], Iterator[Relation]]

RULES: dict[str, Rule] = {
    "places": places.relations,
    "organizations": organizations.relations,
    "units": units.relations,
    "sites": sites.relations,
    "documents": documents.relations,
    "documents in force": documents.in_force,
    "events": events.relations,
    "meetings": meetings.relations,
    "visits": visits.relations,
    "honours": honours.relations,
    "honours again": honours.again,
    "laureates": laureates.relations,
    "leaders": leaders.relations,
    "persons": persons.relations,
    "bare offices": persons.bare_offices,
    "appointments": persons.appointments,
    "elections": persons.elections,
    "members": persons.members,
    "quantities": quantities.relations,
}


class RelationFinder:
    """Sets `doc._.relations` from all mentions: every rule in turn, equal relations once."""

    def __init__(self, lexicons: Lexicons) -> None:
        self._patterns = Patterns(lexicons)

    def __call__(self, doc: Doc) -> Doc:
        context = Context(doc, self._patterns)
        found: dict[tuple[int, int, str, int, int], Relation] = {}
        for rule in RULES.values():
            for relation in rule(context):
                key = (
                    relation.subject.start,
                    relation.subject.end,
                    relation.predicate.value,
                    relation.object.start,
                    relation.object.end,
                )
                found.setdefault(key, relation)
        doc._.relations = list(found.values())
        return doc
