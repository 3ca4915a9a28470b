"""Nothing follows from the graph and the ontology that contradicts itself."""

from __future__ import annotations

from pathlib import Path

import owlrl
import pyoxigraph as ox
import pytest
from rdflib import RDF, RDFS, SDO, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from kg.graph.store import Store
from kg.graph.vocabulary import KG
from kg.settings import Settings

ONTOLOGY = Settings().ontology
ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
TERMS = Graph().parse(ONTOLOGY / "kg.ttl")
VALID = sorted((ONTOLOGY / "examples" / "valid").glob("*.ttl"))


def contradictions(*graphs: Graph) -> list[str]:
    """What an OWL 2 RL reasoner finds wrong with the graphs, the ontology and its alignments."""
    whole = Graph().parse(ONTOLOGY / "kg.ttl").parse(ONTOLOGY / "alignments.ttl")
    for graph in graphs:
        whole += graph
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(whole)
    return sorted(str(message) for message in whole.objects(None, ERROR))


def turtle(text: str) -> Graph:
    prefixes = f"@prefix kg: <{KG}> . @prefix ex: <https://example.org/> . "
    return Graph().parse(data=prefixes + text, format="turtle")


@pytest.fixture(scope="module")
def demo(demo_graph: Path) -> Graph:
    """All that the demo graph says, as one graph."""
    with Store.of(demo_graph) as store:
        triples = {quad.triple for quad in store.quads()}
    text = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
    return Graph().parse(data=text, format="nt")


def test_the_demo_graph_is_consistent(demo: Graph) -> None:
    assert len(demo) > 20_000
    assert contradictions(demo) == []


def test_the_valid_examples_are_consistent() -> None:
    assert contradictions(*(Graph().parse(path) for path in VALID)) == []


@pytest.mark.parametrize(
    "text",
    [
        "ex:x a kg:Place , kg:Organization .",
        "ex:x a kg:Garrison , kg:GovernmentBody .",
        "ex:x a kg:Place ; kg:organizer ex:y .",  # only events are organized
        "ex:x kg:verdict kg:Same .",  # an outcome is no verdict
        "ex:x kg:honour ex:y . ex:y a kg:Person .",
    ],
)
def test_a_contradiction_would_be_found(text: str) -> None:
    assert contradictions(turtle(text)) != []


def test_subjects_and_values_are_of_the_classes_that_properties_name(demo: Graph) -> None:
    """Also where domain and range are only named by schema:domainIncludes, so that nothing follows."""
    classes: dict[Node, set[Node | None]] = {
        term: set(TERMS.transitive_objects(term, RDFS.subClassOf))
        for term in set(TERMS.subjects(RDFS.subClassOf))
    }

    def types(node: Node) -> set[Node | None]:
        said: set[Node | None] = {*demo.objects(node, RDF.type), *TERMS.objects(node, RDF.type)}
        return said.union(*(classes[class_] for class_ in said if class_ in classes))

    checked = 0
    wrong = set()
    for subject, property_, value in demo:
        if not str(property_).startswith(KG):
            continue
        checked += 1
        domains = _named(property_, RDFS.domain, SDO.domainIncludes)
        ranges = _named(property_, RDFS.range, SDO.rangeIncludes)
        # A replaced IRI, and one side of an undecided pair that was replaced, has no type left.
        if (types(subject) or property_ != KG.mergedBecause) and not types(subject) & domains:
            wrong.add((property_, "subject", subject))
        if isinstance(value, Literal):
            datatype = RDF.langString if value.language else value.datatype or XSD.string
            if datatype not in ranges:
                wrong.add((property_, "value", value))
        elif (types(value) or property_ != KG.compares) and not types(value) & ranges:
            wrong.add((property_, "value", value))
    assert checked > 5000
    assert wrong == set()


def _named(property_: Node, *terms: Node) -> set[Node]:
    return {class_ for term in terms for class_ in TERMS.objects(property_, term)}
