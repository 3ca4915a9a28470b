"""The graph uses terms that exist, and every own term has a use."""

from __future__ import annotations

from collections.abc import Container, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import (
    DC,
    DCTERMS,
    FOAF,
    ORG,
    OWL,
    PROV,
    RDF,
    RDFS,
    SDO,
    SH,
    SKOS,
    TIME,
    VANN,
    VOID,
    XSD,
    Graph,
    URIRef,
)
from rdflib.namespace import GEO, DefinedNamespace

from kg.graph.store import Store
from kg.graph.vocabulary import EDTF, KG
from kg.settings import Settings

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
ONTOLOGY = Settings().ontology
GOLDEN = ROOT / "tests" / "graph" / "golden.trig"
DECLARED = {
    str(s)
    for s in Graph().parse(ONTOLOGY / "kg.ttl").subjects(RDF.type)
    if isinstance(s, URIRef) and s.startswith(KG)
}

OF_RDFLIB: list[type[DefinedNamespace]] = [
    *(DC, DCTERMS, FOAF, GEO, ORG, OWL, PROV, RDF, RDFS, SDO, SH, SKOS, TIME, VANN, VOID, XSD),
]
"""Vocabularies whose terms rdflib lists, as it read them from the published ones."""


class Listed(Container[str]):
    """The terms of a file in vocabularies/: the namespace and the source, then a name a line."""

    def __init__(self, path: Path) -> None:
        first, second, *names = path.read_text(encoding="utf-8").splitlines()
        assert first.startswith("# http")
        assert second.startswith("# from ")
        self.namespace = first.removeprefix("# ")
        self._names = frozenset(names)
        assert len(self._names) == len(names) > 5

    def __contains__(self, iri: object) -> bool:
        return str(iri).removeprefix(self.namespace) in self._names


LISTED = [Listed(path) for path in sorted((HERE / "vocabularies").glob("*.txt"))]


def exists(iri: str) -> bool:
    """Whether a vocabulary has the term. A namespace that nobody lists has none."""
    if iri.startswith(KG):
        return iri in DECLARED
    for vocabulary in OF_RDFLIB:
        if iri.startswith(str(vocabulary)):
            return URIRef(iri) in vocabulary
    for listed in LISTED:
        if iri.startswith(listed.namespace):
            return iri in listed
    return iri == str(EDTF)


def vocabulary_terms(quads: Iterator[ox.Quad]) -> Iterator[str]:
    """Properties, classes, datatypes, and own terms that stand as values."""
    type_ = ox.NamedNode(RDF.type)
    for quad in quads:
        yield quad.predicate.value
        value = quad.object
        if isinstance(value, ox.Literal):
            yield value.datatype.value
        elif isinstance(value, ox.NamedNode) and (
            quad.predicate == type_ or (value.value.startswith(KG) and value.value != str(KG))
        ):
            yield value.value


def of_file(path: Path) -> set[str]:
    return set(vocabulary_terms(iter(ox.parse(path=path))))


@pytest.fixture(scope="module")
def of_the_demo(demo_graph: Path) -> set[str]:
    with Store.of(demo_graph) as store:
        return set(vocabulary_terms(store.quads()))


def test_the_lists_know_what_is_there_and_what_is_not() -> None:
    for term in (SDO.Place, DCTERMS.issued, "http://www.w3.org/ns/oa#exact", KG.Place):
        assert exists(str(term))
    for term in ("https://schema.org/Platz", "http://www.w3.org/ns/oa#exactly", f"{KG}Platz"):
        assert not exists(term)
    assert not exists("https://example.org/own")


def test_the_demo_graph_uses_terms_that_exist(of_the_demo: set[str]) -> None:
    assert len(of_the_demo) > 100
    assert {term for term in of_the_demo if not exists(term)} == set()


@pytest.mark.parametrize(
    "path",
    [GOLDEN, *sorted(ONTOLOGY.glob("*.ttl")), *sorted((ONTOLOGY / "examples").rglob("*.ttl"))],
    ids=lambda path: path.stem,
)
def test_files_use_terms_that_exist(path: Path) -> None:
    unknown = {term for term in of_file(path) if not exists(term)}
    # Examples of what is wrong may name what is not ours.
    assert {term for term in unknown if not term.startswith("https://example.org/")} == set()


@pytest.mark.parametrize("name", ["kg", "alignments", "shapes"])
def test_what_is_referred_to_exists(name: str) -> None:
    ours = "https://w3id.org/shuangyong-kg/"
    beyond = {
        str(node)
        for node in Graph().parse(ONTOLOGY / f"{name}.ttl").all_nodes()
        if isinstance(node, URIRef) and not str(node).startswith((ours, "https://spdx.org/"))
    }
    assert {iri for iri in beyond if not exists(iri)} == set()


def test_no_own_term_is_dead(of_the_demo: set[str]) -> None:
    """Each is in the demo graph, the golden one, a shape, an example or a query."""
    used = of_the_demo | of_file(GOLDEN) | of_file(ONTOLOGY / "shapes.ttl")
    for path in (ONTOLOGY / "examples" / "valid").glob("*.ttl"):
        used |= of_file(path)
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "queries").glob("*.rq")]
    texts.append((ROOT / "docs" / "endpoint.md").read_text(encoding="utf-8"))
    used |= {term for term in DECLARED if any(f"kg:{term.removeprefix(KG)} " in t for t in texts)}
    # What verdicts and outcomes are stands in the ontology only.
    used |= {str(o) for o in Graph().parse(ONTOLOGY / "kg.ttl").objects(None, RDF.type)}
    assert DECLARED - used == set()
