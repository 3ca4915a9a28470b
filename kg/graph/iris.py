"""The IRIs of everything that the graph names: pure functions of the base IRI and the keys.

Nothing is a blank node, so that two builds of the same articles give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from urllib.parse import quote

from pyoxigraph import NamedNode

from kg.model import Article

GAZETTEER_GRAPHS = ("divisions", "honours", "organizations", "sites")
"""The tables of the gazetteer that have a graph each, which says what no article says."""


def segment(text: str) -> str:
    """One path segment of an IRI: all but unreserved ASCII is percent-encoded (RFC 3986).

    Raises ValueError for a text that no path can hold as a segment of its own.

    >>> segment("news/2021 双拥")
    'news%2F2021%20%E5%8F%8C%E6%8B%A5'
    """
    if text in {"", ".", ".."}:
        raise ValueError(f"{text!r} cannot be a path segment of an IRI: give another identifier.")
    return quote(text, safe="")


def digest(*parts: str | int | None) -> str:
    """Sixteen hexadecimal digits that stand for the parts, which cannot run into each other.

    >>> digest("a", "bc") == digest("ab", "c")
    False
    """
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Iris:
    """Mints IRIs below one base.

    >>> Iris("https://example.org/").entity("place/220600").value
    'https://example.org/id/place/220600'
    """

    base: str

    def _mint(self, path: str) -> NamedNode:
        return NamedNode(self.base + path)

    def entity(self, key: str) -> NamedNode:
        """An entity, whose key is already a path."""
        return self._mint("id/" + "/".join(map(segment, key.split("/"))))

    def part(self, entity: NamedNode, path: str) -> NamedNode:
        """Something that belongs to one entity and is named below it: its point, a former name."""
        return NamedNode(f"{entity.value}/{path}")

    def conferral(self, *parts: str | int | None) -> NamedNode:
        return self._mint(f"id/conferral/{digest(*parts)}")

    def article(self, article: Article) -> NamedNode:
        return self._mint(f"id/article/{segment(article.id)}")

    def version(self, article: Article) -> NamedNode:
        return self._mint(f"id/article/{segment(article.id)}/{article.version}")

    def activity(self, article: Article) -> NamedNode:
        """The run of the extractor over one article version."""
        return NamedNode(f"{self.version(article).value}/extraction")

    def evidence(self, article: Article, start: int, end: int) -> NamedNode:
        return NamedNode(f"{self.version(article).value}/{start}-{end}")

    def position(self, evidence: NamedNode) -> NamedNode:
        return NamedNode(f"{evidence.value}/position")

    def quote(self, evidence: NamedNode) -> NamedNode:
        return NamedNode(f"{evidence.value}/quote")

    def mention(self, evidence: NamedNode, key: str) -> NamedNode:
        """A mention of the entity with the key, at the evidence."""
        return NamedNode(f"{evidence.value}/mention/{segment(key.rpartition('/')[2])}")

    def statement(self, article: Article, *parts: str | int | None) -> NamedNode:
        return self._mint(f"id/statement/{digest(article.id, article.version, *parts)}")

    def extractor(self, name: str, version: str) -> NamedNode:
        return self._mint(f"id/extractor/{segment(name)}/{segment(version)}")

    def article_graph(self, article: Article) -> NamedNode:
        return self._mint(f"graph/article/{segment(article.id)}/{article.version}")

    def gazetteer_graph(self, table: str) -> NamedNode:
        assert table in GAZETTEER_GRAPHS, f"add {table!r} to GAZETTEER_GRAPHS"
        return self._mint(f"graph/gazetteer/{segment(table)}")

    def record_note(self, *parts: str) -> NamedNode:
        """A note of the gazetteer's record of honours."""
        return self._mint(f"id/record-note/{digest(*parts)}")

    def claim_check(self, statement: NamedNode) -> NamedNode:
        """The comparison of a statement with the record."""
        return self._mint(f"id/claim-check/{digest(statement.value)}")

    @property
    def claims_graph(self) -> NamedNode:
        """Where all comparisons of claims with the record stand."""
        return self._mint("graph/claims")

    def comparison(self, left: str, right: str) -> NamedNode:
        """The comparison of two entities by their keys."""
        return self._mint(f"id/comparison/{digest(left, right)}")

    def judgement(self, left: str, right: str) -> NamedNode:
        """The judgement in force on two entities."""
        return self._mint(f"id/judgement/{digest(left, right)}")

    @property
    def resolution_graph(self) -> NamedNode:
        """Where replaced IRIs, the reasons of merges and the undecided pairs stand."""
        return self._mint("graph/resolution")

    @property
    def judgements_graph(self) -> NamedNode:
        """Where the judgements of people stand."""
        return self._mint("graph/judgements")

    @property
    def metadata_graph(self) -> NamedNode:
        return self._mint("graph/metadata")

    @property
    def dataset(self) -> NamedNode:
        return self._mint("dataset")

    def class_partition(self, name: str) -> NamedNode:
        """The part of the dataset that holds one class, for its VoID description."""
        return self._mint(f"dataset/class/{segment(name)}")

    def rule_partition(self, rule: str, confidence: str) -> NamedNode:
        """The part of the dataset that one extraction rule stated with one confidence."""
        return self._mint(f"dataset/rule/{segment(rule)}/{confidence}")

    def measurement(self, number: int) -> NamedNode:
        """One of the measurements of the extractor's accuracy."""
        return self._mint(f"dataset/measurement/{number}")
