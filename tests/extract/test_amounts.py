"""Whom an amount describes, and whom it does not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Extraction

Read = Callable[..., Extraction]


def described(read: Read, text: str) -> set[tuple[str, str]]:
    found = read(text).relations
    return {(r.subject.name, r.object.name) for r in found if r.predicate == "statistic"}


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        # the name at the end of a noun phrase acts
        ("江苏苏州一座500千伏苏州变电站增加容量20%。", ("20%", "苏州变电站")),
        ("私营企业成都星澳牛业公司吸纳了200名职工。", ("200名", "成都星澳牛业公司")),
        ("全国最大的展馆——白山革命纪念馆接待了5万人。", ("5万人", "白山革命纪念馆")),
        ("已收购了5家工厂的丹东化纤公司很有名。", ("5家", "丹东化纤公司")),
        # the last part of a name stands for the whole
        (
            "丹东市花江峡谷大桥建成。大桥全长2890米。",
            ("2890米", "花江峡谷大桥"),
        ),
        (
            "北京市崇文公安分局开展行动。该分局查获花炮405包。",
            ("405包", "北京市崇文公安分局"),
        ),
        # the committee acts for the whole
        ("丹东化纤公司是老企业。公司党委捐款5万元。", ("5万元", "丹东化纤公司")),
        # what an amount stands beside
        ("3000万重庆人民团结奋斗。", ("3000万", "重庆")),
        ("杰克逊市的4名居民提起诉讼。", ("4名", "杰克逊市")),
        ("这是丹东化纤公司捐赠的500件大衣。", ("500件", "丹东化纤公司")),
        ("圣地亚哥的气温达到24℃。", ("24℃", "圣地亚哥")),
        ("在贵州88个县中，有66个留下红军足迹。", ("66个", "贵州")),
        # the event at which people are counted, or that struck them
        (
            "白山市开展“情系官兵”慰问活动，来自18个省的群众参与。",
            ("18个", "“情系官兵”慰问活动"),
        ),
        ("英雄城文艺晚会在白山市举行。50名演员同台演出。", ("50名", "英雄城文艺晚会")),
        (
            "张北发生6.2级地震。灾民共接到棉衣5万件。",
            ("5万件", "6.2级地震"),
        ),
        ("以色列对大马士革发射导弹，造成5人死亡。", ("5人", "大马士革")),
        # the honour, where those who have it are only counted
        ("兴山县等105个县被命名为全国双拥模范县。", ("105个", "全国双拥模范县")),
        ("中国重视读书。截至目前，全国药师达76.5万人。", ("76.5万人", "中国")),
    ],
)
def test_what_an_amount_describes(read_sentence: Read, text: str, pair: tuple[str, str]) -> None:
    assert pair in described(read_sentence, text)


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        # some of those that are counted
        ("北京、山东等22个省份完成任务。", ("22个", "山东")),
        # how often or how long something was
        ("曾连续两次荣获全国双拥模范城称号的丹东市，很光荣。", ("两次", "丹东市")),
        ("白山市每月用三天慰问部队。", ("三天", "白山市")),
        # somebody else acts, who is not named
        ("白山市很美。警方逮捕1名嫌疑人。", ("1名", "白山市")),
        ("白山市很美。据统计，全国6000多家博物馆开放。", ("6000多家", "白山市")),
        ("法国在尼日尔1500人的驻军撤出。", ("1500人", "尼日尔")),
        ("以色列对大马士革发射导弹，造成5人死亡。", ("5人", "以色列")),
    ],
)
def test_what_an_amount_does_not_describe(
    read_sentence: Read, text: str, pair: tuple[str, str]
) -> None:
    assert pair not in described(read_sentence, text)


def test_the_home_of_a_round_up_acts_in_no_story_that_names_nobody(read_sentence: Read) -> None:
    text = (
        "白山市举办双拥晚会\n白山市昨天举办双拥晚会。\n"
        "总台节目开播一周年\n节目一年来专访41位政要。\n"
        "白山市慰问部队\n白山市今天慰问部队。"
    )
    assert not any(amount == "41位" for amount, _ in described(read_sentence, text))
