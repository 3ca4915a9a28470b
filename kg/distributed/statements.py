"""The statements of an article as rows, with the columns of the flat table of that name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad
from rdflib import PROV, RDF, SKOS, URIRef

from kg.graph.vocabulary import KG, OA
from kg.model import Article
from kg.publish.vocabulary import short

SCHEMA = (
    "statement string, subject string, subject_label string, property string, object string, "
    "object_label string, office string, quote string, `start` int, `end` int, article string, "
    "version string, url string, date date, rule string, confidence double"
)

_SELECTOR, _TYPE, _STATEMENT = str(OA.hasSelector), str(RDF.type), str(KG.Statement)


def statement_rows(article: Article, quads: Iterable[Quad]) -> Iterator[dict[str, Any]]:
    """The statements in the graph of an article, in no particular order; empty is None."""
    said: defaultdict[str, dict[str, NamedNode | Literal]] = defaultdict(dict)
    statements: list[str] = []
    selectors: defaultdict[str, list[str]] = defaultdict(list)
    for quad in quads:
        assert isinstance(quad.subject, NamedNode)
        assert isinstance(quad.object, NamedNode | Literal)
        about, property_, found = quad.subject.value, quad.predicate.value, quad.object
        if property_ == _SELECTOR:
            selectors[about].append(found.value)
        elif property_ == _TYPE:
            if found.value == _STATEMENT:
                statements.append(about)
        else:
            own = said[about]
            known = own.get(property_, found)
            own[property_] = found if known is found else min(known, found, key=str)

    def one(subject: str, term: URIRef) -> str | None:
        value = said[subject].get(str(term))
        return value.value if value is not None else None

    for iri in statements:
        subject, term, value = (said[iri][str(t)] for t in (RDF.subject, RDF.predicate, RDF.object))
        evidence = said[iri][str(PROV.wasDerivedFrom)].value
        selected = {t: v for s in selectors[evidence] for t, v in said[s].items()}
        is_node = isinstance(value, NamedNode)
        yield {
            "statement": iri,
            "subject": subject.value,
            "subject_label": one(subject.value, SKOS.prefLabel),
            "property": short(term.value),
            "object": value.value if is_node else None,
            "object_label": one(value.value, SKOS.prefLabel) if is_node else value.value,
            "office": one(iri, KG.office),
            "quote": selected[str(OA.exact)].value,
            "start": int(selected[str(OA.start)].value),
            "end": int(selected[str(OA.end)].value),
            "article": article.id,
            "version": one(evidence, OA.hasSource),
            "url": article.url,
            "date": article.published.isoformat() if article.published else None,
            "rule": one(iri, KG.rule),
            "confidence": float(one(iri, KG.confidence) or "nan"),
        }
