"""The first pass: each article by itself, extracted and linked, bucket by bucket."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice

from pyspark import RDD, Broadcast
from pyspark.sql import Row

from kg.distributed import worker
from kg.distributed.articles import Originals, article_of
from kg.distributed.folder import Folder
from kg.distributed.reading import failure, rejection
from kg.distributed.worker import Options
from kg.extract import extract
from kg.graph.iris import Iris
from kg.link import link
from kg.model import Article, LinkedArticle

_BATCH = 200
"""Articles that go through the pipeline together: what is made anew for each call costs little."""
_LINKED = "linked binary, rejection string"


def link_articles(
    folder: Folder, given: Options, originals: Originals, done: Callable[[int], None]
) -> None:
    """Stage the linked articles of each bucket that has none yet. Reprints say nothing of their own."""
    shared = folder.spark.sparkContext.broadcast(originals)

    def step(bucket: int) -> None:
        lines = folder.read_text("articles", f"bucket={bucket}").rdd
        rows = lines.mapPartitions(partial(_linked_rows, given=given, originals=shared))
        frame = folder.spark.createDataFrame(rows, _LINKED, verifySchema=False)
        folder.write_parquet(frame, "stage", "linked", f"bucket={bucket}")

    folder.for_each_bucket("linked", step, done)


def linked_articles(folder: Folder) -> RDD[tuple[int, LinkedArticle]]:
    """All linked articles, each with its bucket.

    They are pickles that this job wrote: whoever can write to its folder could as well write its code.
    """
    rows = folder.read_parquet("stage", "linked").where("linked is not null")
    return rows.select("bucket", "linked").rdd.map(lambda r: (r.bucket, pickle.loads(r.linked)))


def linked_in(folder: Folder, bucket: int) -> RDD[LinkedArticle]:
    """The linked articles of one bucket."""
    rows = folder.read_parquet("stage", "linked", f"bucket={bucket}")
    return rows.where("linked is not null").select("linked").rdd.map(lambda r: pickle.loads(r[0]))


def _linked_rows(
    lines: Iterator[Row], given: Options, originals: Broadcast[Originals]
) -> Iterator[tuple[bytes | None, str | None]]:
    articles = []
    for article in (article_of(row.value) for row in lines):
        if line := originals.value.get(article.id):
            again = LinkedArticle(
                article=article, entities=(), statements=(), original=article_of(line)
            )
            yield pickle.dumps(again, pickle.HIGHEST_PROTOCOL), None
        else:
            articles.append(article)
    waiting = iter(articles)
    while batch := list(islice(waiting, _BATCH)):
        try:
            found = linked(batch, given)
        except Exception:  # noqa: BLE001 - found out below which article it is, and why
            yield from (_one_row(article, given) for article in batch)
        else:
            yield from ((pickle.dumps(one, pickle.HIGHEST_PROTOCOL), None) for one in found)


def _one_row(article: Article, given: Options) -> tuple[bytes | None, str | None]:
    try:
        (found,) = linked([article], given)
    except Exception as error:  # noqa: BLE001 - one article must not end the job; it is reported
        return None, rejection(failure(error), id_=article.id)
    return pickle.dumps(found, pickle.HIGHEST_PROTOCOL), None


def linked(articles: list[Article], given: Options) -> list[LinkedArticle]:
    """Articles extracted and linked on this worker. Raises whatever a component does that fails."""
    iris = Iris(worker.settings_of(given).base_iri)
    for article in articles:
        iris.article_graph(article)  # an id that no IRI can have is found before it takes part
    return list(link(extract(articles, worker.pipeline(given)), worker.gazetteer(given)))
