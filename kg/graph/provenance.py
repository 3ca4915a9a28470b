"""The article, its version, and the extraction that read it (PROV-O)."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Triple
from rdflib import DC, DCTERMS, PROV, RDF, RDFS, SDO, XSD

from kg import __version__
from kg.graph.iris import Iris
from kg.graph.terms import about, day, string, typed, zh
from kg.graph.vocabulary import KG
from kg.model import Article

EXTRACTOR = "kg.extract"
"""The name of the extractor; its version is the package's."""


def article_triples(article: Article, iris: Iris) -> Iterator[Triple]:
    """The article, the version of it that was read, and the activity that read it.

    What the article says of itself stays a literal: a URL from outside may be no valid IRI.
    """
    work, version = iris.article(article), iris.version(article)
    yield from about(work, (RDF.type, KG.Article), (DCTERMS.identifier, string(article.id)))
    yield from about(
        version,
        (RDF.type, KG.ArticleVersion),
        (DCTERMS.isVersionOf, work),
        (SDO.version, string(article.version)),
    )
    if article.title:
        yield from about(version, (DCTERMS.title, zh(article.title)))
    if article.published:
        yield from about(version, (DCTERMS.issued, day(article.published)))
    for source in (article.source, *article.sources):
        if source:
            yield from about(version, (DC.source, string(source)))
    if article.url:
        yield from about(version, (SDO.url, typed(article.url, XSD.anyURI)))
    if article.licence:
        yield from about(version, (DC.rights, string(article.licence)))
    yield from about(
        iris.activity(article),
        (RDF.type, PROV.Activity),
        (PROV.used, version),
        (PROV.wasAssociatedWith, iris.extractor(EXTRACTOR, __version__)),
    )


def extractor_triples(iris: Iris) -> Iterator[Triple]:
    """The software that reads articles, as an agent. It stands in the metadata graph."""
    return about(
        iris.extractor(EXTRACTOR, __version__),
        (RDF.type, KG.Extractor),
        (RDFS.label, string(f"{EXTRACTOR} {__version__}")),
        (SDO.softwareVersion, string(__version__)),
    )
