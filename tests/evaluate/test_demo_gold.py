"""The annotated demo articles: their texts ship, so that anyone can see how well they are read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.evaluate.annotations import read_annotations
from kg.evaluate.evaluation import Evaluation, evaluate
from kg.evaluate.reading import find_texts, read_articles

GOLD = Path("tests/gold/demo.jsonl")


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    return evaluate([GOLD], links=Path("tests/gold/links.tsv"))


def test_each_mention_stands_where_the_annotation_has_it() -> None:
    articles = read_articles(annotations := read_annotations(GOLD), find_texts(annotations, GOLD))
    text_of = {article.id: article.text for article in articles}
    mentions = [
        (record["id"], mention)
        for record in map(json.loads, GOLD.read_text("utf-8").splitlines())
        for entity in record["entities"]
        for mention in entity["mentions"]
    ]
    assert len(mentions) > 600
    for id_, (start, end, surface) in mentions:
        assert text_of[id_][start:end] == surface, (id_, start)


def test_the_demo_articles_are_read_no_worse_than_they_were(evaluation: Evaluation) -> None:
    figures = evaluation.articles["demo"]
    assert figures.entities.strict.f1 > 0.94
    assert (figures.entities.values_share or 0) > 0.97
    assert figures.relations.strict.f1 > 0.6
