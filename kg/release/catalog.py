"""The description of a release for machines: DCAT 3 and VoID, in Turtle.

Files are named relative to the description, so that a release can be served from anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from urllib.parse import quote

import pyoxigraph as ox
from rdflib import DCTERMS, FOAF, PROV, RDF, VOID, XSD, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from kg.graph.terms import instant
from kg.graph.vocabulary import KG, PREFIXES
from kg.publish.files import COMPRESSIONS
from kg.serve.pages.data import File

DCAT = Namespace("http://www.w3.org/ns/dcat#")  # rdflib's own lacks the terms of DCAT 3
SPDX = Namespace("http://spdx.org/rdf/terms#")
_IANA = "https://www.iana.org/assignments/media-types/"


def catalog(
    metadata: Iterable[ox.Triple],
    dataset: ox.NamedNode,
    files: Sequence[File],
    *,
    version: str,
    previous: str = "",
    issued: datetime | None = None,
    licence: str = "",
    licences: Sequence[tuple[str, int]] = (),
    authors: Sequence[str] = (),
    base_url: str = "",
) -> str:
    """The description: what the graph says of itself, and each file with size and checksum.

    `licences` are those of the articles, with how many are under each. With `base_url`, which ends
    in a slash, the addresses of files are absolute.
    """
    graph = Graph(bind_namespaces="none")
    bound = {"dcat": DCAT, "foaf": FOAF, "spdx": SPDX, **PREFIXES}
    for prefix, namespace in bound.items():
        graph.bind(prefix, namespace)
    lines = ox.serialize(metadata, format=ox.RdfFormat.N_TRIPLES)
    graph.parse(data=lines or b"", format="nt")

    def say(subject: URIRef, *pairs: tuple[URIRef, Node]) -> None:
        for term, value in pairs:
            graph.add((subject, term, value))

    whole = URIRef(dataset.value)
    release = URIRef(f"{dataset.value}/{quote(version)}")
    say(whole, (RDF.type, DCAT.Dataset), (DCAT.hasCurrentVersion, release))
    say(
        release,
        (RDF.type, DCAT.Dataset),
        (RDF.type, VOID.Dataset),
        (DCAT.isVersionOf, whole),
        (DCAT.version, Literal(version)),
        (DCTERMS.title, Literal(f"双拥知识图谱 {version}", lang="zh")),
        (DCTERMS.title, Literal(f"Shuangyong Knowledge Graph {version}", lang="en")),
        (
            DCTERMS.description,
            Literal(
                "从新闻中抽取的双拥工作与红色历史知识图谱，每一事实都附有所据的原句。", lang="zh"
            ),
        ),
        (
            DCTERMS.description,
            Literal(
                "Knowledge on 双拥 work and red history, taken from news: each fact with the sentence "
                "that says it.",
                lang="en",
            ),
        ),
        (DCTERMS.language, URIRef("http://id.loc.gov/vocabulary/iso639-1/zh")),
        (DCTERMS.conformsTo, URIRef(str(KG).rstrip("#"))),
    )
    for extractor in graph.subjects(RDF.type, KG.Extractor):
        say(release, (PROV.wasAttributedTo, extractor))
    for number, name in enumerate(authors, start=1):
        author = URIRef(f"{release}/author/{number}")
        say(release, (DCTERMS.creator, author))
        say(author, (RDF.type, FOAF.Agent), (FOAF.name, Literal(name)))
    if previous:
        say(release, (DCAT.previousVersion, URIRef(f"{dataset.value}/{quote(previous)}")))
    if issued:
        say(release, (DCTERMS.issued, Literal(instant(issued).value, datatype=XSD.dateTime)))
    if licence:
        say(release, (DCTERMS.license, URIRef(f"https://spdx.org/licenses/{quote(licence)}")))
    for name, count in licences:
        text = f"{name or 'no licence stated'}: {count} article versions"
        say(release, (DCTERMS.rights, Literal(text, lang="en")))
    for file in files:
        address = URIRef(base_url + quote(file.name))
        distribution = URIRef(quote(file.name))
        checksum = URIRef(f"{distribution}#sha256")
        say(release, (DCAT.distribution, distribution))
        say(
            distribution,
            (RDF.type, DCAT.Distribution),
            (DCTERMS.title, Literal(f"{file.path.name} ({file.title})")),
            (DCAT.downloadURL, address),
            (DCAT.mediaType, URIRef(_IANA + file.media_type)),
            (DCAT.byteSize, Literal(str(file.size), datatype=XSD.nonNegativeInteger)),
            (SPDX.checksum, checksum),
        )
        if packed := COMPRESSIONS.get(file.path.suffix):
            say(distribution, (DCAT.compressFormat, URIRef(_IANA + packed)))
        say(
            checksum,
            (RDF.type, SPDX.Checksum),
            (SPDX.algorithm, SPDX.checksumAlgorithm_sha256),
            (SPDX.checksumValue, Literal(file.sha256, datatype=XSD.hexBinary)),
        )
        if file.kind == "dump":
            say(release, (VOID.dataDump, address))
    return graph.serialize(format="turtle")
