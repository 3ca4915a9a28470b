"""What is served, for machines: the service description at the endpoint, VoID at /.well-known/void."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

import pyoxigraph as ox
from rdflib import RDF, VOID, Namespace, URIRef
from starlette.requests import Request
from starlette.responses import Response

from kg.graph.iris import Iris
from kg.graph.metadata import dataset_of
from kg.graph.store import Store
from kg.graph.terms import about, integer
from kg.graph.vocabulary import KG, PREFIXES
from kg.serve.answers import HEADERS, accepted, cached, etag, options, problem, unchanged
from kg.serve.negotiate import GRAPHS, ROWS, named, preferred
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

    @classmethod
    def read(cls, store: Store) -> Dataset:
        """What the store says of itself."""
        node = dataset_of(store)
        described = store.quads(Iris(node.value.removesuffix("dataset")).metadata_graph)
        triples = sorted((quad.triple for quad in described), key=str)
        return cls(node, tuple(triples), len(store))


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
        (SD.propertyFeature, KG.search),
        (SD.defaultDataset, dataset.node),
    )
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
