"""Resolution that is kept in step decides what resolution of the whole decides, in large blocks too."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.gazetteer import Gazetteer
from kg.graph.folder import STATE
from kg.model import (
    Article,
    Entity,
    EntityType,
    Evidence,
    LinkedArticle,
    Mention,
    Predicate,
    Statement,
)
from kg.resolve import Judgement, Judgements, Profiles, resolve
from kg.resolve.judgements import Decision, pair_of
from kg.resolve.reasons import Comparison
from kg.state import articles
from kg.state.clusters import Delta, StoredClusters
from kg.state.database import create_state

BODY = "organization/aaaaaaaaaaaa"
numbers = st.integers(0, 11)
told = st.fixed_dictionaries(
    {
        "name": st.sampled_from(["王建国", "李卫国"]),
        "scope": st.sampled_from(["220600", "220500", None]),
        "day": st.sampled_from([date(2020, 10, 20), date(2021, 3, 12), None]),
        "office": st.sampled_from(["市长", "书记", None]),
    }
)
judged = st.dictionaries(
    st.tuples(numbers, numbers).filter(lambda pair: pair[0] < pair[1]),
    st.sampled_from([Decision.DIFFERENT, Decision.UNSURE]),
    max_size=2,
)
steps = st.lists(
    st.tuples(st.dictionaries(numbers, st.none() | told, max_size=8), judged),
    min_size=1,
    max_size=5,
)
"""Each step: what some articles say from then on (None: they are gone), and all judgements."""


def linked(number: int, told: Mapping[str, object]) -> LinkedArticle:
    """An article that names one person, and the body that has the office."""
    article = Article(
        id=f"article-{number:02}",
        text="王建国",
        body=((0, 3),),
        published=told["day"],  # type: ignore[arg-type]
    )
    name, scope = str(told["name"]), told["scope"]
    person = Mention(type=EntityType.PERSON, start=0, end=3, text=name, name=name, scope=scope)  # type: ignore[arg-type]
    body = Mention(type=EntityType.ORGANIZATION, start=0, end=3, text="市政府", name="市政府")
    entities = (
        Entity(key=key(number), type=EntityType.PERSON, name=name, mentions=(person,)),
        Entity(key=BODY, type=EntityType.ORGANIZATION, name="市政府", mentions=(body,)),
    )
    office = Statement(
        subject=key(number),
        predicate=Predicate.ROLE,
        object=BODY,
        evidence=Evidence(start=0, end=3, quote="王建国"),
        confidence=1.0,
        rule="test",
        detail=told["office"],  # type: ignore[arg-type]
    )
    statements = (office,) if told["office"] else ()
    return LinkedArticle(article=article, entities=entities, statements=statements)


def key(number: int) -> str:
    return f"person/{number * 7 % 12:02}"  # not in the order of the articles


def judgements_of(judged: dict[tuple[int, int], Decision]) -> Judgements:
    return Judgements(
        Judgement(
            pair=pair_of(key(left), key(right)),
            decision=decision,
            who="某编辑",
            when=date(2026, 1, 31),
            why="查过",
            line=2,
        )
        for (left, right), decision in judged.items()
    )


@contextmanager
def small_blocks() -> Iterator[None]:
    """A block of more than four is large, and each key of it meets two on either side."""
    with (
        patch("kg.resolve.blocking.LARGEST", 4),
        patch("kg.resolve.blocking.NEIGHBOURS", 2),
        patch("kg.state.pairs.LARGEST", 4),
        patch("kg.state.pairs.NEIGHBOURS", 2),
    ):
        yield


@pytest.mark.parametrize("large", [False, True])
def test_each_step_comes_to_what_all_of_it_comes_to(gazetteer: Gazetteer, large: bool) -> None:
    merged: set[int] = set()

    @settings(max_examples=60)
    @given(steps)
    def check(
        steps: list[tuple[dict[int, dict[str, object] | None], dict[tuple[int, int], Decision]]],
    ) -> None:
        there: dict[int, LinkedArticle] = {}
        with (
            tempfile.TemporaryDirectory() as folder,
            closing(create_state(Path(folder) / STATE)) as db,
        ):
            for change, judged in steps:
                touched: set[str] = set()
                for number, said in change.items():
                    if there.pop(number, None) is not None:
                        touched |= articles.take(db, f"article-{number:02}")[2]
                        articles.drop(db, f"article-{number:02}")
                    if said is not None:
                        there[number] = linked(number, said)
                        articles.keep(db, there[number].article)
                        touched |= articles.put(db, there[number])
                judgements = judgements_of(judged)
                delta = StoredClusters(db, judgements, gazetteer).update(touched)
                profiles = Profiles()
                for each in there.values():
                    profiles.add(each)
                whole = resolve(profiles, judgements, gazetteer)
                keys = {entity.key for each in there.values() for entity in each.entities}
                stored = StoredClusters(db, judgements, gazetteer).resolution(keys)
                assert stored.canonical == whole.canonical
                assert (stored.labels, stored.codes) == (whole.labels, whole.codes)
                assert rows(db, "merges") == {c.pair for c in whole.merges}
                assert rows(db, "open_pairs") == {c.pair for c in whole.undecided}
                assert rows(db, "judgements") == {j.pair for j in whole.judgements}
                parts = [*StoredClusters(db, judgements, gazetteer).parts()]
                assert {k: v for p in parts for k, v in p.canonical.items()} == whole.canonical
                assert sorted(c.pair for p in parts for c in p.merges) == pairs(whole.merges)
                assert sorted(c.pair for p in parts for c in p.undecided) == pairs(whole.undecided)
                assert [j for p in parts for j in p.judgements] == [*whole.judgements]
                assert changed(delta.after, "undecided") <= {c.pair for c in whole.undecided}
                merged.add(len(whole.canonical))

    if large:
        with small_blocks():
            check()
    else:
        check()
    assert max(merged) > 2


def changed(part: object, what: str) -> set[tuple[str, str]]:
    return {comparison.pair for comparison in getattr(part, what)}


def pairs(comparisons: Iterable[Comparison]) -> list[tuple[str, str]]:
    return sorted(comparison.pair for comparison in comparisons)


def rows(db: sqlite3.Connection, table: str) -> set[tuple[str, str]]:
    return set(db.execute(f'SELECT "left", "right" FROM {table}'))


def test_a_delta_is_empty_where_nothing_changed(gazetteer: Gazetteer, tmp_path: Path) -> None:
    with closing(create_state(tmp_path / STATE)) as db:
        one = {"name": "王建国", "scope": "220600", "day": None, "office": "市长"}
        both = [linked(number, one) for number in (1, 2)]
        for each in both:
            articles.keep(db, each.article)
        touched = {key for each in both for key in articles.put(db, each)}
        first = StoredClusters(db, Judgements(), gazetteer).update(touched)
        assert len(first.after.canonical) == 1
        again: Delta = StoredClusters(db, Judgements(), gazetteer).update(touched)
        assert again.before == again.after == first.after
        assert not again.moved
