"""What the dataset is and how large, described in VoID, and by whom it was extracted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import chain
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QuerySolutions, Triple
from rdflib import DCTERMS, RDF, RDFS, SDO, VOID

from kg import __version__
from kg.errors import StoreError
from kg.graph.iris import Iris
from kg.graph.provenance import extractor_triples
from kg.graph.quality import quality_triples
from kg.graph.store import Store
from kg.graph.terms import about, decimal, instant, integer, string, zh
from kg.graph.vocabulary import KG

_TYPE = NamedNode(RDF.type)
_STATEMENT = NamedNode(KG.Statement)
_RULE_OF, _CONFIDENCE = NamedNode(KG.rule), NamedNode(KG.confidence)

TRIPLES = "triples"
_CLASS = "class/"
_RULE = "rule/"

MOST_MENTIONED = 100
"""How many entities the metadata list as those that are mentioned most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentioned:
    """An entity, and how often articles mention it."""

    iri: str
    label: str
    articles: int
    mentions: int


def metadata_quads(
    counts: Mapping[str, int],
    iris: Iris,
    *,
    mentioned: Iterable[Mentioned] = (),
    generated: datetime | None = None,
    accuracy: dict[str, Any] | None = None,
) -> Iterator[Quad]:
    """The metadata graph: title, version and counts of what the named graphs hold (`count`,
    `count_rules`), the entities that are mentioned most, the extractor, and how well it reads where
    `accuracy` (of `read_accuracy`) is given.

    Without `generated` no time is written, so that the same articles give the same bytes. Raises
    ValueError for a time without its zone.
    """
    described = _triples(counts, iris, generated)
    measured = quality_triples(iris, accuracy) if accuracy else ()
    for triple in chain(described, _mentioned_triples(mentioned), measured):
        yield Quad(triple.subject, triple.predicate, triple.object, iris.metadata_graph)


def count(store: Store) -> Counter[str]:
    """How many triples the named graphs of a store hold (`triples`), and how many different things
    each class of our ontology has (`class/Place`), in their merge, which must be there. The metadata
    graph itself is not to be counted: it comes later."""
    counts = Counter({TRIPLES: len(store)})
    found = store.query("SELECT ?class (COUNT(*) AS ?things) { ?thing a ?class } GROUP BY ?class")
    assert isinstance(found, QuerySolutions)
    for row in found:
        if (name := class_of(row["class"])) is not None:
            counts[f"{_CLASS}{name}"] = int(row["things"].value)
    return counts


def count_rules(quads: Iterable[Quad]) -> Counter[str]:
    """How many statements an article's quads hold of each rule and confidence
    (`rule/issuer.subject/0.9`)."""
    statements: list[NamedNode | BlankNode | Triple] = []
    values: dict[tuple[NamedNode | BlankNode | Triple, NamedNode], str] = {}
    for quad in quads:
        if quad.predicate in (_RULE_OF, _CONFIDENCE):
            assert isinstance(quad.object, Literal)
            values[quad.subject, quad.predicate] = quad.object.value
        elif quad.predicate == _TYPE and quad.object == _STATEMENT:
            statements.append(quad.subject)
    return Counter(
        f"{_RULE}{values[one, _RULE_OF]}/{values[one, _CONFIDENCE]}" for one in statements
    )


def class_of(term: object) -> str | None:
    """The local name of a class of our ontology; None for all else."""
    if isinstance(term, NamedNode) and term.value.startswith(KG):
        return term.value.removeprefix(KG)
    return None


def dataset_of(store: Store) -> NamedNode:
    """The node of the data set that the store holds. Raises StoreError where it describes none."""
    is_dataset = NamedNode(RDF.type), NamedNode(VOID.Dataset)
    found = {q.subject for q in store.oxigraph.quads_for_pattern(None, *is_dataset)}
    match list(found):
        case [NamedNode() as dataset]:
            return dataset
    raise StoreError(f"{store.path} describes {len(found)} data sets, not one: build again.")


def _triples(counts: Mapping[str, int], iris: Iris, generated: datetime | None) -> Iterator[Triple]:
    dataset = iris.dataset
    yield from about(
        dataset,
        (RDF.type, VOID.Dataset),
        (DCTERMS.title, zh("双拥知识图谱")),
        (SDO.version, string(__version__)),
        (VOID.uriSpace, string(f"{iris.base}id/")),
        (VOID.vocabulary, KG[""]),
        (VOID.triples, integer(counts.get(TRIPLES, 0))),
    )
    if generated:
        yield from about(dataset, (DCTERMS.modified, instant(generated)))
    for key, number in sorted(counts.items()):
        if key.startswith(_CLASS) and number:
            name = key.removeprefix(_CLASS)
            partition = iris.class_partition(name)
            yield from about(dataset, (VOID.classPartition, partition))
            yield from about(partition, (VOID["class"], KG[name]), (VOID.entities, integer(number)))
        if key.startswith(_RULE) and number:
            rule, _, confidence = key.removeprefix(_RULE).rpartition("/")
            partition = iris.rule_partition(rule, confidence)
            yield from about(dataset, (VOID.subset, partition))
            yield from about(
                partition,
                (RDF.type, KG.RulePartition),
                (KG.rule, string(rule)),
                (KG.confidence, decimal(Decimal(confidence))),
                (KG.statementCount, integer(number)),
            )
    yield from extractor_triples(iris)


def _mentioned_triples(mentioned: Iterable[Mentioned]) -> Iterator[Triple]:
    for one in mentioned:
        yield from about(
            NamedNode(one.iri),
            (RDFS.label, zh(one.label)),
            (KG.articleCount, integer(one.articles)),
            (KG.mentionCount, integer(one.mentions)),
        )
