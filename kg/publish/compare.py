"""Compares two graphs: what changed, as people speak of it.

A fact is a subject, a property and an object that at least one article states. It is the same fact
when another article, sentence or rule states it, and when one of the two was merged into another entity.
Both graphs are read side by side as sorted quads; what is held in memory is what differs and what is
needed to name it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import product

import pyoxigraph as ox
from rdflib import DCTERMS, PROV, RDF, RDFS, SKOS

from kg.graph.iris import Iris
from kg.graph.vocabulary import CLASSES, KG, OA
from kg.publish.changes import (
    ArticleChange,
    Changes,
    EntityChange,
    FactChange,
    Kind,
    Named,
    Said,
)
from kg.publish.delta import joined
from kg.publish.description import Description, Term
from kg.publish.kinds import kind_of
from kg.publish.sorting import SortedQuads

_Triple = tuple[Term, Term, Term]


def compare(before: SortedQuads, after: SortedQuads) -> Changes:
    """What changed from one graph to the next."""
    sides = _Sides(before, after)
    found = sides.changed_statements()
    # Each round can name what the next has to look up: of a statement its fact, of a fact its labels.
    wanted = sides.touched() | set(found)
    while wanted := {iri for iri in wanted if iri not in sides.known}:
        sides.look_up(wanted)
        wanted = set().union(*(side.named(found) for side in (sides.before, sides.after)))
    return Changes(
        articles=tuple(_articles(sides)),
        entities=tuple(_entities(sides)),
        facts=tuple(_facts(sides, found)),
        quads=dict(sorted(sides.counts.items())),
    )


_ENTITIES = tuple(CLASSES.values())
_EVIDENCE = (KG.Mention, OA.SpecificResource, OA.TextQuoteSelector, OA.TextPositionSelector)


class _Side(Description):
    """What one graph says of the subjects that matter."""

    def __init__(self) -> None:
        super().__init__()
        self.stated: set[_Triple] = set()
        """The triples that stand in graphs of articles."""

    def add(self, quad: ox.Quad) -> None:
        super().add(quad)
        if kind_of(_name(quad)) == "articles":
            assert isinstance(quad.subject, ox.NamedNode)
            assert isinstance(quad.object, ox.NamedNode | ox.Literal)
            self.stated.add((quad.subject, quad.predicate, quad.object))

    def fact(self, statement: str) -> _Triple | None:
        """The fact that a statement states, where this side has it."""
        terms = [self.all(statement, t) for t in (RDF.subject, RDF.predicate, RDF.object)]
        return (terms[0][0], terms[1][0], terms[2][0]) if all(terms) else None

    def named(self, statements: Iterable[str]) -> set[str]:
        """What is to be looked up to tell of the statements, and of what was merged."""
        wanted: set[str] = set()
        for statement in statements:
            if (fact := self.fact(statement)) is not None:
                wanted |= {term.value for term in fact if isinstance(term, ox.NamedNode)}
            if evidence := self.one(statement, PROV.wasDerivedFrom):
                wanted |= {_quote(evidence), version := evidence.rpartition("/")[0]}
                wanted |= {term.value for term in self.all(version, DCTERMS.isVersionOf)}
        for subject in list(self.about):
            for term in (DCTERMS.isReplacedBy, KG.mergedBecause, DCTERMS.isVersionOf):
                wanted |= {t.value for t in self.all(subject, term)}
        return wanted

    def said(self, statement: str) -> Said:
        """The sentence of a statement."""
        evidence = self.one(statement, PROV.wasDerivedFrom)
        version = evidence.rpartition("/")[0]
        return Said(
            article=self.one(version, DCTERMS.isVersionOf),
            title=self.one(version, DCTERMS.title),
            quote=self.one(_quote(evidence), OA.exact),
            rule=self.one(statement, KG.rule),
            confidence=self.one(statement, KG.confidence),
        )


class _Sides:
    """Both graphs: what differs, and what else has been looked up."""

    def __init__(self, before: SortedQuads, after: SortedQuads) -> None:
        self._files = before, after
        self.before, self.after = _Side(), _Side()
        self.known: set[str] = set()
        """The subjects of which both sides have all."""
        self.counts: dict[str, tuple[int, int]] = {}
        self._differing()

    def _differing(self) -> None:
        lines: tuple[list[bytes], list[bytes]] = [], []
        for line, was, stays in self._lines():
            if not (was and stays):
                lines[stays].append(line)
        counts = Counter[tuple[str, int]]()
        for side, (graph, some) in enumerate(zip((self.before, self.after), lines, strict=True)):
            for quad in _quads(some):
                graph.add(quad)
                counts[kind_of(_name(quad)), side] += 1
        for kind in {kind for kind, _ in counts}:
            self.counts[kind] = counts[kind, 1], counts[kind, 0]

    def _lines(self) -> Iterator[tuple[bytes, bool, bool]]:
        return joined(self._files[0].lines(), self._files[1].lines())

    def touched(self) -> set[str]:
        """The subjects of whom the graphs say different things, but for evidence."""
        return {
            subject
            for side in (self.before, self.after)
            for subject in side.about
            if not side.is_a(subject, *_EVIDENCE)
        }

    def changed_statements(self) -> list[str]:
        """The statements that only one has, or of which the two say different things."""
        found = {
            subject
            for side in (self.before, self.after)
            for subject, said in side.about.items()
            if side.is_a(subject, KG.Statement)
            or (str(KG.confidence) in said and not side.is_a(subject, KG.Mention))
        }
        return sorted(found)

    def look_up(self, subjects: set[str]) -> None:
        """Read all that both graphs say of the subjects."""
        wanted = {subject.encode() for subject in subjects}
        both = [
            line
            for line, was, stays in self._lines()
            if was and stays and line[1 : line.index(b">")] in wanted
        ]
        for quad in _quads(both):
            self.before.add(quad)
            self.after.add(quad)
        self.known |= subjects

    def named(self, term: Term, *, before: bool) -> Named:
        """What a term is called, on its side or else on the other."""
        if isinstance(term, ox.Literal):
            return Named(label=term.value, type="", iri="")
        iri = term.value
        for side in (self.before, self.after) if before else (self.after, self.before):
            if label := side.one(iri, SKOS.prefLabel):
                return Named(label=label, type=_type(side, iri), iri=iri)
        return Named(label=iri, type="", iri=iri)


def _articles(sides: _Sides) -> Iterator[ArticleChange]:
    before, after = (_versions(side) for side in (sides.before, sides.after))
    for article in sorted(before.keys() | after.keys()):
        lost = before.get(article, set()) - after.get(article, set())
        new = after.get(article, set()) - before.get(article, set())
        if not lost and not new:
            continue
        was, stays = (side.is_a(article, KG.Article) for side in (sides.before, sides.after))
        kind = Kind.CHANGED if was and stays else Kind.ADDED if stays else Kind.REMOVED
        side = sides.after if new else sides.before
        titles = [side.one(version, DCTERMS.title) for version in sorted(new or lost)]
        yield ArticleChange(
            kind=kind,
            iri=article,
            title=next(filter(None, titles), ""),
            versions=tuple(sorted(new or lost)),
        )


def _versions(side: _Side) -> dict[str, set[str]]:
    """The versions of each article that are of a side, as far as it was read."""
    found: dict[str, set[str]] = defaultdict(set)
    for version in side.instances(KG.ArticleVersion):
        found[side.one(version, DCTERMS.isVersionOf)].add(version)
    return found


def _entities(sides: _Sides) -> Iterator[EntityChange]:
    found = []
    for iri in sorted(sides.before.about.keys() | sides.after.about.keys()):
        was, stays = (side.is_a(iri, *_ENTITIES) for side in (sides.before, sides.after))
        if was == stays:
            continue
        other_side = sides.after if was else sides.before
        entity = sides.named(ox.NamedNode(iri), before=was)
        other = _canonical(other_side, iri)
        if other == iri:
            found.append(EntityChange(kind=Kind.REMOVED if was else Kind.ADDED, entity=entity))
            continue
        reasons = [
            (term.language or "", term.value)
            for comparison in other_side.all(iri, KG.mergedBecause)
            for term in other_side.all(comparison.value, RDFS.comment)
            if isinstance(term, ox.Literal)
        ]
        found.append(
            EntityChange(
                kind=Kind.MERGED if was else Kind.SPLIT,
                entity=entity,
                other=sides.named(ox.NamedNode(other), before=not was),
                why=tuple(sorted(reasons)),
            )
        )
    yield from sorted(found, key=lambda c: (list(Kind).index(c.kind), c.entity.type, c.entity))


def _canonical(side: _Side, iri: str) -> str:
    """What stands on a side in the place of an entity; the entity itself where nothing does."""
    seen = {iri}
    while (
        not side.is_a(iri, *_ENTITIES)
        and (following := side.one(iri, DCTERMS.isReplacedBy))
        and following not in seen
    ):
        iri = following
        seen.add(iri)
    return iri


def _facts(sides: _Sides, statements: list[str]) -> Iterator[FactChange]:
    """Facts by subject and property; one of each where objects gave way to others."""
    same = _same(sides)
    evidence: tuple[dict[_Triple, set[Said]], ...] = defaultdict(set), defaultdict(set)
    for side, said in zip((sides.before, sides.after), evidence, strict=True):
        for statement in statements:
            if (fact := side.fact(statement)) is not None:
                said[_mapped(fact, same)].add(side.said(statement))
    objects: dict[tuple[Term, Term, Kind], list[Term]] = defaultdict(list)
    for fact in evidence[0].keys() | evidence[1].keys():
        was, stays = (
            bool(said[fact]) or _stated(side, fact, same)
            for side, said in zip((sides.before, sides.after), evidence, strict=True)
        )
        if was and stays and evidence[0][fact] != evidence[1][fact]:
            objects[fact[0], fact[1], Kind.EVIDENCE].append(fact[2])
        elif was != stays:
            objects[fact[0], fact[1], Kind.REMOVED if was else Kind.ADDED].append(fact[2])

    def change(
        subject: Term, term: Term, kind: Kind, before: list[Term], after: list[Term]
    ) -> FactChange:
        facts = [(subject, term, value) for value in {*before, *after}]
        lost = set().union(*(evidence[0][fact] - evidence[1][fact] for fact in facts))
        gained = set().union(*(evidence[1][fact] - evidence[0][fact] for fact in facts))
        return FactChange(
            kind=kind,
            subject=sides.named(subject, before=kind is Kind.REMOVED),
            property=term.value,
            before=tuple(sorted(sides.named(value, before=True) for value in before)),
            after=tuple(sorted(sides.named(value, before=False) for value in after)),
            lost=tuple(sorted(lost)),
            gained=tuple(sorted(gained)),
        )

    found = []
    for (subject, term, kind), values in objects.items():
        removed = objects.get((subject, term, Kind.REMOVED), [])
        added = objects.get((subject, term, Kind.ADDED), [])
        if kind is Kind.EVIDENCE:
            found += [change(subject, term, kind, [value], [value]) for value in values]
        elif removed and added:
            if kind is Kind.ADDED:  # the two are told as one
                found.append(change(subject, term, Kind.CHANGED, removed, added))
        elif kind is Kind.ADDED:
            found += [change(subject, term, kind, [], [value]) for value in values]
        else:
            found += [change(subject, term, kind, [value], []) for value in values]
    yield from sorted(
        found,
        key=lambda c: (list(Kind).index(c.kind), c.subject, c.property, c.before, c.after),
    )


def _same(sides: _Sides) -> dict[Term, ox.NamedNode]:
    """For entities that one side has merged into others: those others."""
    found: dict[Term, ox.NamedNode] = {}
    for side in (sides.before, sides.after):
        for iri in side.about:
            if (other := _canonical(side, iri)) != iri:
                found[ox.NamedNode(iri)] = ox.NamedNode(other)
    return found


def _mapped(fact: _Triple, same: dict[Term, ox.NamedNode]) -> _Triple:
    subject, term, value = fact
    return same.get(subject, subject), term, same.get(value, value)


def _stated(side: _Side, fact: _Triple, same: dict[Term, ox.NamedNode]) -> bool:
    """Whether articles of the side state the fact, under whatever IRIs its entities have there."""
    subjects, values = (
        [term, *(old for old, new in same.items() if new == term)] for term in (fact[0], fact[2])
    )
    return any((s, fact[1], o) in side.stated for s, o in product(subjects, values))


def _type(side: _Side, iri: str) -> str:
    """The local name of the most general own class of an entity."""
    return next((c.removeprefix(KG) for c in _ENTITIES if side.is_a(iri, c)), "")


def _quote(evidence: str) -> str:
    return Iris("").quote(ox.NamedNode(evidence)).value


def _name(quad: ox.Quad) -> str:
    return quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""


def _quads(lines: list[bytes]) -> Iterator[ox.Quad]:
    return ox.parse(b"".join(lines), ox.RdfFormat.N_QUADS)
