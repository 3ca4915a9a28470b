"""Where the name of an event begins and ends."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import EntityType, Extraction

Read = Callable[..., Extraction]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "全国双拥模范城（县）命名暨双拥模范单位和个人表彰大会在北京举行。",
            ["全国双拥模范城（县）命名暨双拥模范单位和个人表彰大会"],
        ),
        (
            "召开“拥军优属、拥政爱民先进集体、先进个人代表大会”。",
            ["拥军优属、拥政爱民先进集体、先进个人代表大会"],
        ),
        ("白山市举办“军民鱼水情文艺晚会”。", ["军民鱼水情文艺晚会"]),
        ("“扶贫引水”工程结束后，老百姓立碑为铭。", ["“扶贫引水”工程"]),
        ("这是打造“文明走廊”的标志性工程。", []),
        ("全国宣传思想工作会议召开。", ["全国宣传思想工作会议"]),
        ("第三届“良渚论坛”在浙江杭州开幕。", ["第三届“良渚论坛”"]),
        ("第六届中国—阿拉伯国家博览会举办。", ["第六届中国—阿拉伯国家博览会"]),
        ("北京冬奥会、杭州亚运会惊艳世界。", ["北京冬奥会", "杭州亚运会"]),
        ("开展“军民共建”“双拥在基层”等活动。", ["军民共建", "双拥在基层"]),
        ("他领导八一南昌起义，指挥渡江战役。", ["八一南昌起义", "渡江战役"]),
        ("这首淮海战役时的歌谣传唱至今。", ["淮海战役"]),
        ("著名战斗有黄羊城突围战。", ["黄羊城突围战"]),
        ("退役老兵重走长征路。", ["长征"]),
        ("召开双拥工作领导小组扩大会议。", ["双拥工作领导小组扩大会议"]),
        ("叙利亚谴责美军空袭叙东部。", ["空袭"]),
    ],
)
def test_bounds(read_sentence: Read, text: str, expected: list[str]) -> None:
    found = [m.text for m in read_sentence(text).mentions if m.type is EntityType.EVENT]
    assert found == expected


@pytest.mark.parametrize(
    "text",
    [
        "实行平原游击战争，武装农民。",
        "搭建简易房的第二战役又打响了。",
        "举办音乐演出等文化活动。",
        "发布会现场。",
        "我们还举办了几次音乐会。",
        "医疗队赶到张北地震灾区。",
    ],
)
def test_what_names_no_event(read_sentence: Read, text: str) -> None:
    assert [m.text for m in read_sentence(text).mentions if m.type is EntityType.EVENT] == []
