"""The same violations as pyshacl finds, which is the reference."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import RDF, RDFS, SDO, SH, XSD, Graph, URIRef
from rdflib.term import Node

from kg.graph.store import Store
from kg.graph.vocabulary import KG, OA
from kg.settings import Settings
from kg.shacl import Triples, read_shapes
from kg.shacl.triples import Term

ONTOLOGY = Settings().ontology
SHAPES = read_shapes(ONTOLOGY / "shapes.ttl")
REFERENCE = Graph().parse(ONTOLOGY / "shapes.ttl")
EXAMPLES = sorted((ONTOLOGY / "examples").rglob("*.ttl"))

Result = tuple[str, str, str, str]
"""Shape, component, focus, value."""


def ours(triples: Iterable[ox.Triple]) -> Counter[Result]:
    data = Triples(triples)
    return Counter(
        (v.shape.iri.value, v.component, _name(v.focus), _name(v.value))
        for shape in SHAPES
        for v in shape.validate(data)
    )


def theirs(triples: Iterable[ox.Triple]) -> Counter[Result]:
    text = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
    data = Graph().parse(data=text, format="nt")
    _, report, _ = pyshacl.validate(data, shacl_graph=REFERENCE, inference="none", inplace=True)

    def said(result: Node, term: Node) -> str:
        value = report.value(result, term)
        return _name(None if value is None else _term(value.n3()))

    return Counter(
        (
            str(report.value(result, SH.sourceShape)),
            str(report.value(result, SH.sourceConstraintComponent)).removeprefix(str(SH)),
            said(result, SH.focusNode),
            said(result, SH.value),
        )
        for result in report.subjects(RDF.type, SH.ValidationResult)
    )


def _name(term: object) -> str:
    """The term; blank nodes have no names to compare."""
    return "_:" if isinstance(term, ox.BlankNode) else str(term)


def _term(n3: str) -> object:
    """A term in the form of the store, which pyoxigraph's own parser does not give."""
    store = ox.Store()
    store.load(f"<urn:s> <urn:p> {n3} .".encode(), format=ox.RdfFormat.N_TRIPLES)
    return next(iter(store)).object


def canonical(triples: Iterable[ox.Triple | ox.Quad]) -> list[ox.Triple]:
    """The triples with their literals as the store keeps them."""
    store = ox.Store()
    store.extend(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
    return [quad.triple for quad in store]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_examples(path: Path) -> None:
    triples = canonical(ox.parse(path=path))
    assert ours(triples) == theirs(triples)
    assert bool(ours(triples)) == (path.parent.name == "invalid")


class Graphs(list[list[ox.Triple]]):
    """Named graphs, which a report of a failing example does not write out."""

    def __repr__(self) -> str:
        return f"{len(self)} graphs"


@pytest.fixture(scope="module")
def graphs(demo_graph: Path) -> Graphs:
    """The named graphs of the demo."""
    with Store.of(demo_graph) as store:
        return Graphs([quad.triple for quad in store.quads(name)] for name in store.graphs())


def test_the_demo_graph(graphs: Graphs) -> None:
    assert len(graphs) > 15
    for graph in graphs:
        assert ours(graph) == theirs(graph) == Counter()


def literal(text: str, datatype: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(datatype))


_NUMBERS: list[Term] = [
    *(literal(text, XSD.integer) for text in ("-1", "0", "1", "7", "4000000")),
    *(literal(text, XSD.decimal) for text in ("-0.5", "0.3", "1", "2.25")),
    literal("0.5", XSD.double),
]
_DAYS: list[Term] = [literal(text, XSD.date) for text in ("1937-07-07", "2020-10-20", "2026-01-31")]
_TEXTS: list[Term] = [
    *(ox.Literal(text) for text in ("", "x", "31234部队", "220600", "0123456789ab", "total")),
    *(ox.Literal("双拥", language=tag) for tag in ("zh", "zh-Hans", "en")),
    ox.Literal("", language="zh"),
    ox.Literal("第16集团军", language="zh"),
    literal("true", XSD.boolean),
    literal("2020", XSD.gYear),
    literal("POINT(126.4 41.9)", "http://www.opengis.net/ont/geosparql#wktLiteral"),
]
_ILL: list[Term] = [literal("many", XSD.integer), literal("2020-02-30", XSD.date)]
_NODES: list[Term] = [
    *(ox.NamedNode(KG[name]) for name in ("Garrison", "Place", "Statement", "Same", "Conferral")),
    ox.NamedNode(OA.SpecificResource),
    ox.NamedNode("https://example.org/other"),
]
_BLANK: list[Term] = [ox.BlankNode("someone")]
_BOUNDED = {
    str(REFERENCE.value(shape, SH.path))
    for bound in (SH.minInclusive, SH.maxInclusive)
    for shape in REFERENCE.subjects(bound)
}
_COMPARED = {
    **dict.fromkeys(
        (*sorted(_BOUNDED), str(OA.end), str(SDO.minValue), str(SDO.maxValue)), _NUMBERS
    ),
    **dict.fromkeys((str(KG.earliest), str(KG.latest)), _DAYS),
}
"""Properties that shapes compare with each other or with a bound. pyshacl orders what SPARQL does not,
such as a number and a day, and fails on blank nodes: there the two need not agree."""

PROPERTIES = sorted(
    {
        *(ox.NamedNode(RDF.type), ox.NamedNode(RDFS.subClassOf)),
        *(ox.NamedNode(RDF[name]) for name in ("subject", "predicate", "object")),
        *(ox.NamedNode(term) for term in REFERENCE.objects(None, SH.path) if isinstance(term, URIRef)),
    },
    key=str,
)  # fmt: skip


_ANY = st.integers(0, 2**16 - 1)
"""A number that picks from a list, whatever its length."""


@settings(max_examples=60)
@given(
    which=_ANY,
    changes=st.lists(
        st.tuples(st.sampled_from(("drop", "change", "add")), _ANY, _ANY, _ANY),
        min_size=1,
        max_size=12,
    ),
)
def test_mutated_graphs(
    graphs: Graphs, which: int, changes: list[tuple[str, int, int, int]]
) -> None:
    """Triples of a graph are dropped, changed and added."""
    graph = graphs[which % len(graphs)]
    predicates = sorted({*PROPERTIES, *(t.predicate for t in graph)}, key=str)
    nodes: list[Term] = [t.object for t in graph if isinstance(t.object, ox.NamedNode)]
    pool = [*_NUMBERS, *_DAYS, *_TEXTS, *_ILL, *_NODES, *_BLANK]

    def another(predicate: ox.NamedNode, value: int) -> Term:
        some = _COMPARED.get(predicate.value) or (pool if value % 2 else nodes)
        return some[value // 2 % len(some)]

    changed = list(graph)
    for kind, at, property_, value in changes:
        at %= len(changed)
        subject, predicate = changed[at].subject, changed[at].predicate
        if kind == "add":
            predicate = predicates[property_ % len(predicates)]
        if kind != "drop":
            changed.append(ox.Triple(subject, predicate, another(predicate, value)))
        if kind != "add" and len(changed) > 1:
            del changed[at]
    changed = canonical(changed)
    assert ours(changed) == theirs(changed)
