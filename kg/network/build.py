"""Statements of the graph as a networkx graph: entities are nodes, statements edges with evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import networkx as nx
from pyoxigraph import Literal, NamedNode, QuerySolutions

from kg.errors import QueryError
from kg.graph.store import Store
from kg.graph.vocabulary import KG

_STATEMENTS = """
SELECT ?statement ?source ?property ?target ?confidence ?quote ?title ?date ?url WHERE {
  ?statement rdf:subject ?source ; rdf:predicate ?property ; rdf:object ?target ;
             kg:confidence ?confidence ; prov:wasDerivedFrom ?evidence .
  ?evidence oa:hasSource ?version ; oa:hasSelector ?selector .
  ?selector oa:exact ?quote .
  OPTIONAL { ?version dcterms:title ?title }
  OPTIONAL { ?version dcterms:issued ?date }
  OPTIONAL { ?version schema:url ?url }
  FILTER(isIRI(?target))
}
"""
_NODES = "SELECT ?node ?label ?class WHERE { ?node skos:prefLabel ?label ; a ?class }"

# The most telling class of a node that has several.
_ORDER = (
    "Garrison",
    "Conferral",
    "Place",
    "Organization",
    "Site",
    "Document",
    "Event",
    "Person",
    "Honour",
    "Quantity",
    "TimeSpan",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The sentence that an edge rests on, and the article it stands in."""

    quote: str
    title: str
    date: str
    url: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An entity: IRI, label, and the local name of its class."""

    iri: str
    label: str
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A property said to hold between two entities, by one statement."""

    statement: str
    source: Node
    property: str
    target: Node
    evidence: Evidence


def edges(store: Store) -> Iterator[Edge]:
    """All statements between entities, by statement IRI."""
    nodes = _nodes(store)
    rows = sorted(_rows(store, _STATEMENTS), key=lambda row: (row["statement"], row["quote"]))
    for row in rows:
        if row["source"] in nodes and row["target"] in nodes:
            yield Edge(
                statement=row["statement"],
                source=nodes[row["source"]],
                property=row["property"],
                target=nodes[row["target"]],
                evidence=Evidence(
                    quote=row["quote"],
                    title=row["title"],
                    date=row["date"],
                    url=row["url"],
                    confidence=float(row["confidence"]),
                ),
            )


def _nodes(store: Store) -> dict[str, Node]:
    classes: dict[str, set[str]] = {}
    labels: dict[str, str] = {}
    for row in _rows(store, _NODES):
        classes.setdefault(row["node"], set()).add(row["class"].removeprefix(KG))
        labels[row["node"]] = min(labels.get(row["node"], row["label"]), row["label"])
    return {
        iri: Node(iri=iri, label=labels[iri], type=next((t for t in _ORDER if t in found), "Thing"))
        for iri, found in classes.items()
    }


def _rows(store: Store, sparql: str) -> Iterator[dict[str, str]]:
    solutions = store.query(sparql)
    if not isinstance(solutions, QuerySolutions):
        raise TypeError("a SELECT gives solutions")
    names = [variable.value for variable in solutions.variables]
    for solution in solutions:
        terms = ((name, solution[name]) for name in names)
        yield {n: t.value if isinstance(t, NamedNode | Literal) else "" for n, t in terms}


def network(found: Iterable[Edge]) -> nx.MultiDiGraph[str]:
    """One node an entity, one edge a source, property and target with all evidence for it."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for edge in found:
        for node in (edge.source, edge.target):
            graph.add_node(node.iri, label=node.label, type=node.type)
        ends = (edge.source.iri, edge.target.iri)
        if graph.has_edge(*ends, key=edge.property):
            graph.edges[(*ends, edge.property)]["evidence"].append(edge.evidence)
        else:
            graph.add_edge(
                *ends, key=edge.property, property=edge.property, evidence=[edge.evidence]
            )
    return graph


def around(graph: nx.MultiDiGraph[str], centre: str, radius: int) -> nx.MultiDiGraph[str]:
    """What lies within `radius` hops of a node, in either direction. Raises `QueryError`."""
    if centre not in graph:
        raise QueryError(f"The graph says nothing of {centre}: give the IRI or key of an entity.")
    near: nx.MultiDiGraph[str] = nx.ego_graph(graph, centre, radius=radius, undirected=True)
    return near


def capped(graph: nx.MultiDiGraph[str], limit: int) -> nx.MultiDiGraph[str]:
    """The `limit` nodes with most edges, of equals the first by IRI."""
    if len(graph) <= limit:
        return graph
    best = sorted(graph, key=lambda node: (-graph.degree(node), node))[:limit]
    return graph.subgraph(best).copy()
