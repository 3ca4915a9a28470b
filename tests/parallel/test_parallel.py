"""Reading in several processes: the same in the same order, and no failure is silent or contagious."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg import parallel
from kg.corpus import Rejection
from kg.errors import KgError
from kg.extract import pipeline
from kg.extract.relations import RelationFinder
from kg.link.records import record
from kg.model import Article
from kg.parallel import ArticleReader, in_processes, linked_articles, mapped
from kg.settings import Settings

TEXT = "2020年10月20日，白山市委召开双拥工作座谈会，白山市第{}次荣获“全国双拥模范城”称号。"


def article(number: int, text: str = TEXT) -> Article:
    text = text.format(number)
    return Article(id=f"a{number}", text=text, body=((0, len(text)),))


def outcome(item: object) -> str:
    return str(item) if isinstance(item, Rejection) else item.article.id  # type: ignore[attr-defined]


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "BATCH", 200)


@pytest.mark.usefixtures("small_batches")
def test_any_number_of_processes_reads_the_same() -> None:
    articles = [article(number) for number in range(60)]

    def read(workers: int) -> list[object]:
        found = linked_articles(iter(articles), Settings(), workers=workers)
        return [str(one) if isinstance(one, Rejection) else record(one) for one in found]

    alone = read(1)
    assert len(alone) == 60
    assert read(2) == alone


def test_an_article_on_which_a_component_fails_is_named_and_the_others_are_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    find = RelationFinder.__call__

    def failing(self: RelationFinder, doc: object) -> object:
        if "第7次" in doc._.text:  # type: ignore[attr-defined]
            raise ZeroDivisionError("seven")
        return find(self, doc)  # type: ignore[arg-type]

    monkeypatch.setattr(RelationFinder, "__call__", failing)
    items = ArticleReader(Settings()).read([article(number) for number in range(10)])
    failed = items.pop(7)
    assert [outcome(item) for item in items] == [f"a{n}" for n in range(10) if n != 7]
    assert str(failed).startswith(
        "article 'a7': it could not be read: ZeroDivisionError: seven (kg"
    )


def test_an_article_that_ends_its_process_is_named_and_the_others_are_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    import killed_reader  # type: ignore[import-not-found]

    texts = {number: killed_reader.FATAL if number in (5, 11) else TEXT for number in range(16)}
    articles = [article(number, text) for number, text in texts.items()]
    batches = (articles[first : first + 3] for first in range(0, 16, 3))
    found = [outcome(item) for item in in_processes(killed_reader.read, batches, 2)]
    monkeypatch.delitem(sys.modules, "killed_reader")
    assert [item for item in found if " " not in item] == [
        f"a{n}" for n in range(16) if n not in (5, 11)
    ]
    assert [item for item in found if "the process that read it was ended" in item] == found[5:12:6]


@pytest.mark.parametrize("workers", [1, 2])
def test_parts_come_back_in_order_from_any_number_of_processes(workers: int) -> None:
    assert [*mapped(abs, range(-60, 0), workers)] == [*range(60, 0, -1)]


def test_a_process_that_ends_is_an_error_and_no_part_is_lost_in_silence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(parallel, "_FIRST_PARTS", 0)
    with pytest.raises(KgError, match=r"memory ran out.*--workers 1"):
        list(mapped(os._exit, [0, 0, 0], 2))


def test_where_no_process_starts_that_is_the_error() -> None:
    with script("without_guard.py") as started:
        assert "KgError: No process can be started to read" in started.communicate(timeout=60)[1]


def test_processes_end_with_the_one_that_started_them() -> None:
    with script("long_work.py") as started:
        assert started.stdout is not None
        processes = [int(started.stdout.readline()) for _ in range(2)]
        started.kill()
    last = time.monotonic() + 60
    while any(map(runs, processes)):
        assert time.monotonic() < last, "a process was left behind"
        time.sleep(0.1)


def runs(process: int) -> bool:
    """Whether a process is there, and not only waits for its end to be noted."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return False
    return stat.rpartition(") ")[2][0] not in "XZ"


def script(name: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name(name))],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
