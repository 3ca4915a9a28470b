"""Who acts in a sentence, and who does not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Extraction


def holders(extraction: Extraction, predicate: str) -> set[tuple[str, str]]:
    return {
        (r.subject.name, r.object.name) for r in extraction.relations if r.predicate == predicate
    }


@pytest.mark.parametrize(
    "text",
    [
        "俄罗斯国防部27日称，防空部队一天内击落45架无人机。",
        "红十字国际委员会当天表示，冲突导致大约80%的医院停止服务。",
    ],
)
def test_who_only_reports_does_not_act(read_sentence: Callable[..., Extraction], text: str) -> None:
    assert not holders(read_sentence(text), "statistic")


def test_who_reports_on_itself_acts(read_sentence: Callable[..., Extraction]) -> None:
    found = holders(read_sentence("俄罗斯国防部27日称，已击落45架无人机。"), "statistic")
    assert ("45架", "俄罗斯国防部") in found
