"""The second pass: the articles under canonical keys, as N-Quads and as rows; then all other graphs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from functools import partial

import pyoxigraph as ox
from pyspark import StorageLevel
from pyspark.sql import DataFrame
from pyspark.sql import functions as F
from rdflib import RDF, SKOS

from kg.distributed import worker
from kg.distributed.extraction import linked_in
from kg.distributed.folder import Folder
from kg.distributed.names import resolution_of
from kg.distributed.reading import failure, rejection
from kg.distributed.statements import SCHEMA, statement_rows
from kg.distributed.worker import Options
from kg.graph.claims import check_claims, claim_quads
from kg.graph.gazetteer import Entry, entries_of
from kg.graph.iris import Iris
from kg.graph.metadata import MOST_MENTIONED, TRIPLES, Mentioned, count_rules
from kg.graph.quads import article_quads
from kg.graph.vocabulary import KG
from kg.model import LinkedArticle
from kg.resolve.canonical import canonical
from kg.resolve.resolution import Resolution
from kg.search.mentioned import label_of, rank_of
from kg.search.sayings import is_searched, key_of

_LABEL, _MENTION_OF = ox.NamedNode(SKOS.prefLabel), ox.NamedNode(KG.mentionOf)


class Kind(StrEnum):
    """What a row of the second pass is."""

    CLAIM = "claim"
    ENTRY = "entry"
    KEY = "key"
    MENTIONED = "mentioned"
    QUADS = "quads"
    REJECTED = "rejected"
    RULE = "rule"
    SIZES = "sizes"
    STATEMENT = "statement"


_ROW = "kind string, value string"
_Row = tuple[str, str]


def write_articles(folder: Folder, given: Options, done: Callable[[int], None]) -> None:
    """Write the N-Quads of each bucket that has none yet, and stage what else its articles say."""

    def step(bucket: int) -> None:
        resolution = resolution_of(folder, bucket)
        said = linked_in(folder, bucket).mapPartitions(
            partial(_rows, resolution=resolution, given=given)
        )
        rows = folder.spark.createDataFrame(said, _ROW, verifySchema=False)
        rows.persist(StorageLevel.MEMORY_AND_DISK)
        is_quads = F.col("kind") == Kind.QUADS.value
        quads = rows.where(is_quads).select("value")
        folder.write_text(quads, "nquads", f"articles-{bucket}", compression="gzip")
        folder.write_parquet(rows.where(~is_quads), "stage", "said", f"bucket={bucket}")
        rows.unpersist()

    folder.for_each_bucket("said", step, done)


def said(folder: Folder, kind: Kind) -> DataFrame:
    """The values of one kind."""
    rows = folder.read_parquet("stage", "said")
    return rows.where(F.col("kind") == kind.value).select("value")


def entries(folder: Folder) -> list[Entry]:
    """The entries of the gazetteer that the articles name: no more than the gazetteer has."""
    rows = said(folder, Kind.ENTRY).distinct().collect()
    return [(table, id_) for table, _, id_ in (row.value.partition("\t") for row in rows)]


def write_statements(folder: Folder) -> None:
    """The table of statements, with what each rests on."""
    rows = said(folder, Kind.STATEMENT).select(F.from_json("value", SCHEMA).alias("row"))
    folder.write_parquet(rows.select("row.*"), "statements")


def lines(quads: Iterable[ox.Quad]) -> Iterator[str]:
    """Canonical N-Quads, without the ends of the lines."""
    return (f"{quad} ." for quad in quads)


def stored_lines(quads: Iterable[ox.Quad]) -> Iterator[str]:
    """The same of what may have other forms of numbers than a store keeps, in memory."""
    store = ox.Store()
    store.extend(quads)
    return lines(store)


def count(folder: Folder) -> Counter[str]:
    """What the metadata count (`kg.graph.metadata.count`), from all N-Quads that are written.

    Each line is there once: article graphs have one bucket, all others one folder.
    """
    quads = folder.read_text("nquads", "*").select("value")
    iri = r"<([^<> ]+)>"
    typed = rf"^{iri} <{RDF.type}> <{KG}([^<> ]+)> "
    things = quads.where(F.col("value").rlike(typed)).select(
        F.regexp_extract("value", typed, 1).alias("thing"),
        F.regexp_extract("value", typed, 2).alias("class"),
    )
    classes = things.distinct().groupBy("class").count().collect()
    rules = said(folder, Kind.RULE).groupBy("value").count().collect()
    return Counter(
        {TRIPLES: quads.count()}
        | {f"class/{row[0]}": row[1] for row in classes}
        | {row[0]: row[1] for row in rules}
    )


def most_mentioned(folder: Folder, gazetteer: Iterable[ox.Quad]) -> list[Mentioned]:
    """The entities that are mentioned most (`kg.search.mentioned`), and how often.

    Only those with as many mentions as the last of them are brought to the driver.
    """
    said_of = said(folder, Kind.MENTIONED).select(
        F.from_json("value", "iri string, label string, mentions long").alias("one")
    )
    labels = said_of.groupBy("one.iri", "one.label").agg(
        F.count("*").alias("articles"), F.sum("one.mentions").alias("mentions")
    )
    counted = labels.groupBy("iri").agg(
        F.sum("articles").alias("articles"),
        F.sum("mentions").alias("mentions"),
        F.map_from_entries(F.collect_list(F.struct("label", "articles"))).alias("labels"),
    )
    first = counted.select("mentions").orderBy(F.desc("mentions")).limit(MOST_MENTIONED).collect()
    if not first:
        return []
    rows = counted.where(F.col("mentions") >= first[-1].mentions).collect()
    named = {row.iri: Counter(row.labels) for row in rows}
    for iri, label in _labels(gazetteer):
        if iri in named:
            named[iri][label] += 1
    found = (
        Mentioned(
            iri=row.iri,
            label=label_of(named[row.iri]),
            articles=row.articles,
            mentions=row.mentions,
        )
        for row in rows
    )
    return sorted(found, key=rank_of)[:MOST_MENTIONED]


def _mentioned_rows(quads: list[ox.Quad], iris: Iris) -> Iterator[dict[str, str | int]]:
    """How often an article mentions each entity that search finds by name."""
    labels = dict(_labels(quads))
    mentions = Counter(quad.object for quad in quads if quad.predicate == _MENTION_OF)
    for entity, number in mentions.items():
        assert isinstance(entity, ox.NamedNode)
        if is_searched(key_of(entity.value, iris)):
            yield {"iri": entity.value, "label": labels[entity.value], "mentions": number}


def _labels(quads: Iterable[ox.Quad]) -> Iterator[tuple[str, str]]:
    for quad in quads:
        if quad.predicate == _LABEL:
            assert isinstance(quad.subject, ox.NamedNode)
            assert isinstance(quad.object, ox.Literal)
            yield quad.subject.value, quad.object.value


def _rows(
    articles: Iterator[LinkedArticle], resolution: Resolution, given: Options
) -> Iterator[_Row]:
    iris = Iris(worker.settings_of(given).base_iri)
    for linked in articles:
        try:
            rows = list(_article_rows(canonical(linked, resolution), iris, given))
        except Exception as error:  # noqa: BLE001 - one article must not end the job; it is reported
            rows = [(Kind.REJECTED.value, rejection(failure(error), id_=linked.article.id))]
        yield from rows


def _article_rows(linked: LinkedArticle, iris: Iris, given: Options) -> Iterator[_Row]:
    gazetteer = worker.gazetteer(given)
    quads = list(article_quads(linked, iris))
    yield Kind.QUADS.value, "\n".join(lines(quads))
    for row in statement_rows(linked.article, quads):
        yield Kind.STATEMENT.value, json.dumps(row, ensure_ascii=False)
    for line in lines(claim_quads(check_claims(linked, gazetteer.honours, iris), iris)):
        yield Kind.CLAIM.value, line
    for table, id_ in entries_of(linked, gazetteer):
        yield Kind.ENTRY.value, f"{table}\t{id_}"
    for row in _mentioned_rows(quads, iris):
        yield Kind.MENTIONED.value, json.dumps(row, ensure_ascii=False)
    for rule in count_rules(quads).elements():
        yield Kind.RULE.value, rule
    for entity in linked.entities:
        yield Kind.KEY.value, f"{entity.type.value}\t{entity.key}"
    mentions = sum(len(entity.mentions) for entity in linked.entities)
    sizes = {"mentions": mentions, "statements": len(linked.statements)}
    yield Kind.SIZES.value, json.dumps(sizes)
