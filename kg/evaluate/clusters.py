"""Which names in several articles are of one thing, by a person's judgement.

The format is one JSON object a line. First the articles, as in every annotated set: `id`, `file`,
`published`. Then the clusters: `id`, `type`, `label`, and `members`, each an article, a name as it
stands there, and the offset of one mention of it: `["a1", "安葬仪式", 38]`. A cluster of one member
says that nothing else in the set is the same.
"""

from __future__ import annotations

import json
from collections.abc import Container, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import DataFileError
from kg.evaluate.annotations import Annotation, annotation_of
from kg.model import Article, EntityType


@dataclass(frozen=True, slots=True, order=True)
class Member:
    """One thing as one article names it: `name` stands at `start` of the article's text."""

    article: str
    start: int
    name: str

    @property
    def end(self) -> int:
        return self.start + len(self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """All the members that are one thing. `label` says for people which thing that is."""

    id: str
    type: EntityType
    label: str
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterSet:
    """The clusters of a file, and the articles (without entities) that their members stand in."""

    articles: tuple[Annotation, ...]
    clusters: tuple[Cluster, ...]

    def check(self, articles: Mapping[str, Article]) -> None:
        """Raises `ValueError` where a member's name does not stand at its offset."""
        for cluster in self.clusters:
            for member in cluster.members:
                found = articles[member.article].text[member.start : member.end]
                if found != member.name:
                    raise ValueError(
                        f"cluster {cluster.id!r}: {member.article} has {found!r} at"
                        f" {member.start}, not {member.name!r}"
                    )


def read_clusters(path: Path) -> ClusterSet:
    """Raises `DataFileError` for a line that breaks the format, an id given twice, a member in two
    clusters, or one in an article that the file does not list before."""
    articles: dict[str, Annotation] = {}
    clusters: dict[str, Cluster] = {}
    cluster_of: dict[tuple[EntityType, Member], str] = {}
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                record = json.loads(line)
                if "members" in record:
                    cluster = _cluster(record)
                    _check_new(cluster, articles, clusters, cluster_of)
                    clusters[cluster.id] = cluster
                else:
                    article = annotation_of({"entities": (), **record})
                    _check_once(article.id, articles)
                    articles[article.id] = article
            except (ValueError, KeyError, TypeError) as error:
                raise DataFileError(path, number, f"no article or cluster: {error}") from error
    return ClusterSet(articles=tuple(articles.values()), clusters=tuple(clusters.values()))


def _check_new(
    cluster: Cluster,
    articles: Container[str],
    clusters: Container[str],
    cluster_of: dict[tuple[EntityType, Member], str],
) -> None:
    _check_once(cluster.id, clusters)
    for member in cluster.members:
        if member.article not in articles:
            raise ValueError(f"article {member.article!r} is not listed before")
        if (cluster.type, member) in cluster_of:
            other = cluster_of[cluster.type, member]
            raise ValueError(f"{member} is in cluster {other!r} already")
        cluster_of[cluster.type, member] = cluster.id


def _check_once(id_: str, known: Container[str]) -> None:
    if id_ in known:
        raise ValueError(f"{id_!r} is there twice")


def _cluster(record: dict[str, Any]) -> Cluster:
    members = tuple(Member(article, start, name) for article, name, start in record["members"])
    if not members:
        raise ValueError(f"cluster {record['id']!r} has no members")
    return Cluster(
        id=record["id"],
        type=EntityType(record["type"]),
        label=record["label"],
        members=members,
    )
