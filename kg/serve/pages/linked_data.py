"""An entity as data: its own triples, the statements about it with their evidence, and the names of
what they speak of."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox
from rdflib import PROV, RDF, SKOS

from kg.graph.vocabulary import OA, PREFIXES
from kg.serve.reading import Reader, Term, node

STATEMENTS = 1000
"""How many statements about a thing its data hold at most; SPARQL gives the others."""

Triple = tuple[str, str, Term]

_EVIDENCE = (str(PROV.wasDerivedFrom), str(OA.hasSelector))
_ENDS = (str(RDF.subject), str(RDF.predicate), str(RDF.object))


async def describe(ask: Reader, iri: str, media_type: str) -> bytes:
    """The data in a format, sorted; empty where the graph knows nothing of the IRI."""
    x = node(iri)
    about = await ask.rows(
        f"SELECT DISTINCT ?node WHERE {{ {{ ?node rdf:subject {x} }} UNION {{ ?node rdf:object {x} }} "
        f"UNION {{ ?node dcterms:isVersionOf|dcterms:isReplacedBy|kg:compares {x} }} }} LIMIT {STATEMENTS}"
    )
    found = await _triples(ask, [iri, *(row["node"].value for row in about)])
    if not found:
        return b""
    evidence = await _triples(ask, _objects(found, _EVIDENCE))
    selectors = await _triples(ask, _objects(evidence, _EVIDENCE))
    named = await ask.rows_about(
        "SELECT DISTINCT ?thing ?name",
        "thing",
        _objects(found, _ENDS),
        "?thing skos:prefLabel ?name",
    )
    names = {(row["thing"].value, str(SKOS.prefLabel), row["name"]) for row in named}
    triples = (
        ox.Triple(ox.NamedNode(s), ox.NamedNode(p), o)
        for s, p, o in found | evidence | selectors | names
    )
    form = ox.RdfFormat.from_media_type(media_type)
    return ox.serialize(sorted(triples, key=str), format=form, prefixes=dict(PREFIXES)) or b""


async def _triples(ask: Reader, iris: Iterable[str]) -> set[Triple]:
    rows = await ask.rows_about("SELECT DISTINCT ?s ?p ?o", "s", iris, "?s ?p ?o")
    return {(row["s"].value, row["p"].value, row["o"]) for row in rows}


def _objects(triples: Iterable[Triple], properties: Iterable[str]) -> set[str]:
    return {o.value for _, p, o in triples if p in properties and isinstance(o, ox.NamedNode)}
