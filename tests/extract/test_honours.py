"""Honours: which words name one, and how often it was received."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import EntityType, Extraction

Read = Callable[..., Extraction]


def honours(extraction: Extraction) -> list[tuple[str, int | None]]:
    return [(m.name, m.count) for m in extraction.mentions if m.type is EntityType.HONOUR]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("西宁市连续八届获得“全国双拥模范城”称号。", 8),
        ("1993年以来，兰州市实现了“九连冠”，全国双拥模范城已成为名片。", 9),
        ("西昌连续7次荣膺“全国双拥模范城”称号。", 7),
        ("第五次荣获全国双拥模范城称号。", 5),
        ("第九次全国双拥模范城名单进行了公示。", None),
        ("荣获第十一届全国双拥模范城称号。", None),
        ("力争实现全国双拥模范城“十连冠”。", None),
        ("围绕全国双拥模范城“十连冠”目标努力。", None),
    ],
)
def test_how_often(read_sentence: Read, text: str, count: int | None) -> None:
    assert honours(read_sentence(text)) == [("全国双拥模范城", count)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("被命名为省级双拥模范县城。", ["省级双拥模范县城"]),
        (
            "荣获“县级青少年保护先进单位”和“市级花园单位”。",
            ["县级青少年保护先进单位", "市级花园单位"],
        ),
        ("涌现出十八名“全国优秀人民警察”。", ["全国优秀人民警察"]),
        ("市双拥办被评为全省先进双拥办公室。", ["全省先进双拥办公室"]),
        ("公司党委被表彰为先进基层党委。", ["先进基层党委"]),
        ("颁发“光荣在党50年”纪念章。", ["光荣在党50年纪念章"]),
        ("作品获精神文明建设“五个一工程”奖。", ["精神文明建设五个一工程奖"]),
        ("服务站获评“全国百家红色退役军人服务站”。", ["全国百家红色退役军人服务站"]),
        ("给予优秀官兵表彰，为先进分子颁奖。", []),
    ],
)
def test_names_of_honours(read_sentence: Read, text: str, expected: list[str]) -> None:
    assert [name for name, _ in honours(read_sentence(text))] == expected
