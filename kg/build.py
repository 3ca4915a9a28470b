"""The whole way of an article, on one screen: from files to a validated graph in a folder."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pyoxigraph as ox

from kg import __version__
from kg.corpus import Rejection, read
from kg.extract import build_pipeline, extract
from kg.gazetteer import Gazetteer
from kg.gazetteer.honour_record import Receiver
from kg.graph.articles import write_articles
from kg.graph.claims import Checked, check_claims, claim_quads
from kg.graph.honours import record_quads, rows_of
from kg.graph.iris import Iris
from kg.graph.metadata import metadata_quads
from kg.graph.organizations import organization_quads
from kg.graph.places import place_quads
from kg.graph.quads import article_quads
from kg.graph.quality import read_accuracy
from kg.graph.resolution import resolution_quads
from kg.graph.sites import site_quads
from kg.graph.store import FOLDER, Store, building
from kg.link import link
from kg.model import Article, EntityType, LinkedArticle
from kg.resolve import Judgements, Profiles, resolve
from kg.resolve.canonical import canonical
from kg.resolve.spool import spool, unspool
from kg.search import FILE, Pinyin, build_index
from kg.settings import Settings

ARTICLES = "articles.jsonl"
SUMMARY = "build.json"
_SPOOL = "linked.spool"


@dataclass(slots=True)
class BuildReport:
    """What a build read and wrote."""

    articles: int = 0
    entities: int = 0
    statements: int = 0
    mentions: int = 0
    quads: int = 0
    merged: int = 0
    undecided: int = 0
    by_type: dict[str, int] = field(default_factory=dict)
    rejections: list[Rejection] = field(default_factory=list)


def build(
    paths: Iterable[str | Path],
    out: Path,
    *,
    settings: Settings | None = None,
    generated: datetime | None = None,
    progress: Callable[[Article | Rejection], None] = lambda _item: None,
) -> BuildReport:
    """Read, extract, link, resolve and store everything under `paths` in the folder `out`.

    Two passes: the first links each article by itself and keeps what all say of each entity; then
    it is decided which entities are one; the second writes the articles under canonical keys.
    The folder is replaced only when all is done. Without `generated` no time is written, so that
    the same input gives the same bytes. Raises `DataFileError` for a broken data file and
    `StoreError` where `out` holds something that is no build.
    """
    settings = settings or Settings()
    report = BuildReport()
    iris = Iris(settings.base_iri)
    articles: list[Article] = []
    gazetteer = Gazetteer.load(settings.gazetteer)
    judgements = Judgements.load(settings.judgements)
    profiles = Profiles()
    record = gazetteer.honours
    codes: set[str] = set()
    site_ids: set[str] = set()
    honours: set[str] = set()
    bodies: set[str] = set()
    checked: list[Checked] = []
    keys: dict[str, EntityType] = {}

    def accepted() -> Iterator[Article]:
        for item in read(paths, settings=settings):
            progress(item)
            if isinstance(item, Rejection):
                report.rejections.append(item)
            else:
                articles.append(item)
                yield item

    def counted(linked_articles: Iterable[LinkedArticle]) -> Iterator[ox.Quad]:
        for linked in linked_articles:
            report.statements += len(linked.statements)
            report.mentions += sum(len(entity.mentions) for entity in linked.entities)
            for entity in linked.entities:
                keys[entity.key] = entity.type
                if entity.type is EntityType.PLACE and entity.code:
                    codes.add(entity.code)
                if entity.type is EntityType.SITE and entity.code:
                    site_ids.add(entity.code)
                if entity.type is EntityType.ORGANIZATION and entity.canonical:
                    bodies.add(entity.canonical)
                if entity.type is EntityType.HONOUR and (honour := record.honour(entity.label)):
                    honours.add(honour.id)
            checked.extend(check_claims(linked, record, iris))
            yield from article_quads(linked, iris)

    with building(out) as folder:
        pipeline = build_pipeline(settings)
        with Store.create(folder / FOLDER) as store:
            for linked in spool(link(extract(accepted(), pipeline), gazetteer), folder / _SPOOL):
                profiles.add(linked)
            resolution = resolve(profiles, judgements, gazetteer)
            report.merged, report.undecided = len(resolution.canonical), len(resolution.undecided)
            store.load(
                counted(canonical(linked, resolution) for linked in unspool(folder / _SPOOL))
            )
            (folder / _SPOOL).unlink()
            store.load(resolution_quads(resolution, iris))
            rows = list(rows_of(honours, codes, record))
            store.load(record_quads(rows, record, iris))
            store.load(claim_quads(checked, iris))
            store.load(organization_quads(bodies, gazetteer.organizations, iris))
            store.load(site_quads(site_ids, gazetteer, iris))
            codes |= {row.code for row in rows if isinstance(row, Receiver)}
            codes |= {c for s in gazetteer.sites if s.id in site_ids for c in s.divisions}
            store.load(
                place_quads(
                    codes,
                    gazetteer.divisions,
                    iris,
                    points=gazetteer.points,
                    matches=gazetteer.matches,
                )
            )
            accuracy = read_accuracy(settings.accuracy)
            store.load(metadata_quads(store, iris, generated=generated, accuracy=accuracy))
            report.quads = len(store)
            store.merge()
            build_index(folder / FILE, store, articles, iris, Pinyin.load(settings.gazetteer))
        write_articles(folder / ARTICLES, articles)
        report.articles, report.entities = len(articles), len(keys)
        for kind in EntityType:
            report.by_type[kind.value] = sum(1 for k in keys.values() if k is kind)
        (folder / SUMMARY).write_text(_summary(report), encoding="utf-8")
    return report


def _summary(report: BuildReport) -> str:
    return (
        json.dumps(
            {
                "version": __version__,
                "articles": report.articles,
                "entities": report.entities,
                "statements": report.statements,
                "mentions": report.mentions,
                "quads": report.quads,
                "merged": report.merged,
                "undecided": report.undecided,
                "by_type": report.by_type,
                "rejections": [str(r) for r in report.rejections],
            },
            ensure_ascii=False,
            indent=2,
        )
        + "\n"
    )
