"""Our figures are those of the scorer that comes with the gold sets, to the last digit."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from kg.cli import app
from kg.evaluate.annotations import annotation_of, read_annotations
from kg.evaluate.figures import compare, figures
from kg.evaluate.reading import find_texts, read_articles
from kg.extract import build_pipeline, extract
from kg.gazetteer import Gazetteer
from kg.link import link
from kg.link.records import record

Record = dict[str, Any]
Scorer = Callable[[list[Record], list[Record]], Record]


@pytest.fixture(scope="session")
def scorer(shared: Path) -> Scorer:
    """`score` of score.py, which keys articles by id."""
    module: dict[str, Any] = {"__name__": "score", "__file__": str(shared / "gold" / "score.py")}
    source = (shared / "gold" / "score.py").read_text(encoding="utf-8")
    exec(compile(source, "score.py", "exec"), module)

    def run(gold: list[Record], found: list[Record]) -> Record:
        result: Record = module["score"]({g["id"]: g for g in gold}, {f["id"]: f for f in found})
        return result

    return run


def ours(gold: list[Record], found: list[Record]) -> Record:
    comparisons = [
        compare(annotation_of(g), annotation_of(f)) for g, f in zip(gold, found, strict=True)
    ]
    result = figures(comparisons).to_record()
    del result["boilerplate"]
    return result


# Few and short names, so that ties, duplicates and names within names are common.
names = st.text("白山市委“ ", min_size=1, max_size=4).filter(lambda name: name.strip("“ "))
dates = st.sampled_from([None, "2020", "2020-01-01", "2020-02", "2020-02-29", "2020-12-31"])
numbers = st.sampled_from([None, 1, 1.0, 3000, 3000.0000000001, 2.5])
units = st.sampled_from([None, "名", "人"])
types = st.sampled_from(["Place", "Organization", "Site"])
plain = st.fixed_dictionaries(
    {"type": types, "name": names},
    optional={"canonical": names, "aliases": st.lists(names, max_size=2)},
)
times = st.fixed_dictionaries(
    {"type": st.just("Time"), "name": names, "earliest": dates, "latest": dates}
)
quantities = st.fixed_dictionaries(
    {"type": st.just("Quantity"), "name": names, "min": numbers, "max": numbers, "unit": units}
)
entities = st.lists(st.one_of(plain, times, quantities), max_size=8)
relations = st.lists(
    st.tuples(names, st.sampled_from(["issuer", "time"]), names).map(list), max_size=6
)
annotated = st.fixed_dictionaries(
    {
        "id": st.just("a"),
        "entities": entities,
        "relations": relations,
        "neutral": st.lists(names, max_size=3),
        "neutral_relations": relations,
    }
)
found = st.fixed_dictionaries({"id": st.just("a"), "entities": entities, "relations": relations})


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=500)
@given(gold=annotated, predicted=found)
def test_agrees_on_anything(scorer: Scorer, gold: Record, predicted: Record) -> None:
    expected = scorer([gold], [predicted])
    del expected["predicted_articles"]
    assert ours([gold], [predicted]) == expected


def test_agrees_on_the_gold_set(shared: Path, tmp_path: Path, gazetteer: Gazetteer) -> None:
    gold = shared / "gold" / "dev.jsonl"
    annotations = read_annotations(gold)
    articles = read_articles(annotations, find_texts(annotations, gold))
    predictions = tmp_path / "found.jsonl"
    predictions.write_text(
        "".join(
            json.dumps(record(linked), ensure_ascii=False) + "\n"
            for linked in link(extract(articles, build_pipeline()), gazetteer)
        ),
        encoding="utf-8",
    )
    expected = json.loads(
        subprocess.run(
            [sys.executable, shared / "gold" / "score.py", predictions, "--gold", gold, "--json"],
            check=True,
            capture_output=True,
        ).stdout
    )
    del expected["predicted_articles"]
    output = tmp_path / "figures.json"
    result = CliRunner().invoke(app, ["evaluate", str(gold), "--json", str(output)])
    assert result.exit_code == 0, result.output
    figures_ = json.loads(output.read_text(encoding="utf-8"))["articles"]["dev"]
    assert figures_.pop("boilerplate") == 0
    assert figures_ == expected
