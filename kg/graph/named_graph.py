"""One named graph, read into memory to be checked, and what to call the places of a fault in it."""

from __future__ import annotations

from functools import cached_property

import pyoxigraph as ox
from rdflib import DCTERMS, PROV, SDO

from kg.graph.report import Finding
from kg.graph.vocabulary import KG, OA
from kg.shacl import Triples
from kg.shacl.triples import Node, Term

_VERSION = ox.NamedNode(KG.ArticleVersion)
_IS_VERSION_OF, _IDENTIFIER = ox.NamedNode(DCTERMS.isVersionOf), ox.NamedNode(DCTERMS.identifier)
_NUMBER = ox.NamedNode(SDO.version)
_MENTION_OF, _DERIVED = ox.NamedNode(KG.mentionOf), ox.NamedNode(PROV.wasDerivedFrom)
_SELECTOR, _EXACT = ox.NamedNode(OA.hasSelector), ox.NamedNode(OA.exact)


class NamedGraph:
    """The triples of a named graph; an article's, or another."""

    def __init__(self, name: ox.NamedNode, triples: Triples) -> None:
        self.name = name
        self.triples = triples

    @cached_property
    def versions(self) -> list[Node]:
        """The article versions that the graph describes: one if it is an article's."""
        return sorted(self.triples.instances(_VERSION), key=str)

    @cached_property
    def article(self) -> str | None:
        """The identifier of the article, where the graph is one's and gives it."""
        for version in self.versions:
            work = self.triples.object(version, _IS_VERSION_OF)
            if work and (identifier := self.triples.object(work, _IDENTIFIER)):
                return identifier.value
        return None

    @cached_property
    def version(self) -> str | None:
        """The number of the article version, where the graph gives it."""
        numbers = (self.triples.object(version, _NUMBER) for version in self.versions)
        return next((number.value for number in numbers if number), None)

    def finding(
        self,
        check: str,
        focus: Node,
        value: Term | None,
        messages: tuple[str, str],
        *,
        component: str | None = None,
        path: Node | None = None,
        path_triples: tuple[ox.Triple, ...] = (),
    ) -> Finding:
        """A finding in this graph, with its article and the words it rests on."""
        zh, en = messages
        return Finding(
            check=check,
            component=component,
            graph=self.name.value,
            focus=focus,
            path=path,
            path_triples=path_triples,
            value=value,
            article=self.article,
            quote=self._quote(focus),
            message_zh=zh,
            message_en=en,
        )

    def _quote(self, focus: Node) -> str | None:
        """The words that the node rests on: its own, its statement's, or those of a mention of it."""
        triples = self.triples
        candidates: list[Term] = [focus, *triples.objects(focus, _DERIVED)]
        candidates += triples.subjects(_SELECTOR, focus)
        for mention in sorted(triples.subjects(_MENTION_OF, focus), key=str):
            candidates += triples.objects(mention, _DERIVED)
        for evidence in candidates:
            for selector in triples.objects(evidence, _SELECTOR):
                if exact := triples.object(selector, _EXACT):
                    return exact.value
        return None
