"""What is served, for machines: the service description at the endpoint, VoID at /.well-known/void."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

import pyoxigraph as ox
from rdflib import RDF, VOID, Namespace, URIRef
from starlette.requests import Request
from starlette.responses import Response

from kg.errors import EndpointError
from kg.graph.terms import about, integer
from kg.graph.vocabulary import KG, PREFIXES
from kg.serve.answers import HEADERS, accepted, cached, etag, options, problem, unchanged
from kg.serve.job import Job
from kg.serve.negotiate import GRAPHS, ROWS, named, preferred
from kg.serve.source import Source
from kg.settings import Limits

WELL_KNOWN = "/.well-known/void"
"""Where clients look for VoID (https://www.w3.org/TR/void/#well-known)."""

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graph that is served: its node, what its metadata graph says, how many quads it has."""

    node: ox.NamedNode
    metadata: tuple[ox.Triple, ...]
    quads: int

    @property
    def base(self) -> str:
        """The namespace of the graph's own IRIs (`kg.graph.iris`)."""
        return self.node.value.removesuffix("dataset")

    def count(self, class_: str) -> int:
        """How many things of the class the metadata say there are."""
        said = {(t.subject, t.predicate.value): t.object for t in self.metadata}
        parts = (
            subject
            for (subject, property_), value in said.items()
            if property_ == str(VOID["class"]) and value == ox.NamedNode(class_)
        )
        return sum(_number(said.get((part, str(VOID.entities)))) for part in parts)

    @classmethod
    def read(cls, source: Source, name: str) -> Dataset:
        """What the graph says of itself; `name` tells in errors whose it is.

        Raises EndpointError for a graph that is not ours, or several, or whose default graph is empty.
        """
        asked = _rows(source, f"GRAPH ?g {{ ?s a <{VOID.Dataset}> }}")
        if len({row["s"].value for row in asked}) != 1:
            raise EndpointError(
                f"{name} holds {len(asked)} data sets of this kind, where one is wanted: "
                f"kg push puts one there."
            )
        graph, node = asked[0]["g"], asked[0]["s"]
        if not _rows(source, f"?s a <{VOID.Dataset}>"):
            raise EndpointError(
                f"{name} finds nothing without GRAPH: fill its default graph (kg push --merge), or "
                f"have it made of all graphs (oxigraph serve --union-default-graph)."
            )
        triples = [
            ox.Triple(row["s"], row["p"], row["o"])
            for row in _rows(source, f"GRAPH {graph} {{ ?s ?p ?o }}")
        ]
        counted = (
            t.object
            for t in triples
            if t.subject == node and t.predicate == ox.NamedNode(VOID.triples)
        )
        quads = _number(next(counted)) + len(triples)  # which do not count themselves
        return cls(node, tuple(sorted(triples, key=str)), quads)


def _number(term: object) -> int:
    return int(term.value) if isinstance(term, ox.Literal) else 0


def _rows(source: Source, pattern: str) -> list[ox.QuerySolution]:
    sparql = f"SELECT DISTINCT * WHERE {{ {pattern} }}"
    found = source.query(sparql, Job(sparql=sparql, rows=None, graph=None))
    assert isinstance(found, ox.QuerySolutions)
    return list(found)


def service_description(request: Request) -> Response:
    """The service in the terms of SPARQL 1.1 Service Description."""
    return _described(request, _service(request))


async def void(request: Request) -> Response:
    """The data set in the terms of VoID: what it is, how large, where to ask and to download it."""
    if request.method == "OPTIONS":
        return options()
    return _described(request, _void(request))


def _service(request: Request) -> Iterator[ox.Triple]:
    dataset: Dataset = request.app.state.dataset
    limits: Limits = request.app.state.limits
    endpoint = ox.NamedNode(str(request.url.replace(query="")))
    whole = ox.NamedNode(f"{endpoint.value}#union")
    yield from about(
        endpoint,
        (RDF.type, SD.Service),
        (SD.endpoint, endpoint),
        (SD.supportedLanguage, SD.SPARQL11Query),
        (SD.feature, SD.UnionDefaultGraph),
        (SD.defaultDataset, dataset.node),
    )
    if request.app.state.graph is not None:  # where the search index is
        yield from about(endpoint, (SD.propertyFeature, KG.search))
    if limits.service:
        yield from about(endpoint, (SD.feature, SD.BasicFederatedQuery))
    for format_ in _formats():
        yield from about(endpoint, (SD.resultFormat, URIRef(format_)))
    yield from about(
        dataset.node, (RDF.type, SD.Dataset), (RDF.type, VOID.Dataset), (SD.defaultGraph, whole)
    )
    yield from about(whole, (RDF.type, SD.Graph), (VOID.triples, integer(dataset.quads)))


def _formats() -> list[str]:
    rows = (ox.QueryResultsFormat.from_media_type(offer) for offer in ROWS)
    graphs = (ox.RdfFormat.from_media_type(offer) for offer in GRAPHS)
    return sorted({format_.iri for format_ in (*rows, *graphs) if format_})


def _void(request: Request) -> Iterator[ox.Triple]:
    dataset: Dataset = request.app.state.dataset
    # Not request.base_url: where this application is mounted in another, that is the other's.
    base = str(request.url.replace(query="")).removesuffix(WELL_KNOWN)
    yield from dataset.metadata
    yield from about(dataset.node, (VOID.sparqlEndpoint, ox.NamedNode(f"{base}/sparql")))
    for path in request.app.state.dumps():
        dump = ox.NamedNode(f"{base}/downloads/{quote(path.name)}")
        yield from about(dataset.node, (VOID.dataDump, dump))


def _described(request: Request, triples: Iterator[ox.Triple]) -> Response:
    asked = request.query_params.get("format") or request.query_params.get("output")
    media_type = named(asked, GRAPHS) if asked else preferred(accepted(request), list(GRAPHS))
    if media_type is None:
        raise problem(406, f"The description is offered as {', '.join(GRAPHS)}.")
    format_ = ox.RdfFormat.from_media_type(media_type)
    assert format_
    body = ox.serialize(
        triples, format=format_, prefixes={**PREFIXES, "sd": str(SD), "void": str(VOID)}
    )
    assert body is not None
    validator = etag(request, body, media_type)
    headers = {**HEADERS, **cached(validator)}
    return unchanged(request, validator) or Response(body, media_type=media_type, headers=headers)
