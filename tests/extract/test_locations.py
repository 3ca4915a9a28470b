"""Where places, sites, bodies and events are, and where they are not said to be."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Extraction

Read = Callable[..., Extraction]


def located(read: Read, text: str) -> set[tuple[str, str]]:
    found = read(text).relations
    return {(r.subject.name, r.object.name) for r in found if r.predicate == "locatedIn"}


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("智利出现高温。首都圣地亚哥的温度达到24℃。", ("圣地亚哥", "智利")),
        ("美国多地停电。科罗拉多州受到影响。", ("科罗拉多州", "美国")),
        ("俄罗斯首都莫斯科红场举行阅兵式。", ("红场", "莫斯科")),
        ("宁夏盐池是陕甘宁边区的重要组成部分。", ("盐池", "陕甘宁边区")),
        (
            "甘肃省兰州市榆中县发生洪灾。队员到达马坡乡。",
            ("马坡乡", "榆中县"),
        ),
        ("人们重温党中央在延安的岁月。", ("党中央", "延安")),
        (
            "高台、金昌的西路军烈士陵园建成。",
            ("西路军烈士陵园", "高台"),
        ),
        ("河北省张北、尚义发生地震。", ("地震", "张北")),
        ("莫斯科、圣彼得堡等多个城市举行阅兵活动。", ("阅兵活动", "圣彼得堡")),
        (
            "本报北京1月8日讯 全国双拥工作会议今天召开。",
            ("全国双拥工作会议", "北京"),
        ),
        ("嘉兴很有名。党的一大在这里召开。", ("党的一大", "嘉兴")),
    ],
)
def test_where_it_is(read_sentence: Read, text: str, pair: tuple[str, str]) -> None:
    assert pair in located(read_sentence, text)


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        # where a way begins or ends
        ("贵州六枝至安龙高速公路花江峡谷大桥通车。", ("花江峡谷大桥", "安龙")),
        # its own frame, told after another place
        ("延安游客很多。在革命圣地西柏坡，人们参观。", ("西柏坡", "延安")),
        # a country lies in no city
        ("沈阳举行仪式，中国与韩国代表参加。", ("韩国", "沈阳")),
        # a river holds no site
        ("长江很美。重庆建设长江国家文化公园。", ("长江国家文化公园", "长江")),
    ],
)
def test_where_it_is_not(read_sentence: Read, text: str, pair: tuple[str, str]) -> None:
    assert pair not in located(read_sentence, text)
