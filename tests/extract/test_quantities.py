"""Amounts are as vague as the text says them, no more and no less."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.numerals import parse_number
from kg.model import Extraction

Read = Callable[..., Extraction]


@pytest.mark.parametrize(
    ("text", "words", "low", "high", "unit"),
    [
        ("为3000余名优抚对象发放补助。", "3000余名", 3000, None, "名"),
        ("发放抚恤补助金8500余万元。", "8500余万元", 85_000_000, None, "元"),
        ("为3.18余万军人悬挂光荣牌。", "3.18余万", 31_800, None, None),
        ("近500人参加。", "近500人", None, 500, "人"),
        ("有着2000多年的冶陶史。", "2000多年", 2000, None, "年"),
        ("经过1个多小时的机动。", "1个多小时", 1, None, "小时"),
        ("容量达到561万千伏安。", "561万千伏安", 5_610_000, 5_610_000, "千伏安"),
        ("约合18800亿元人民币。", "18800亿元人民币", 1_880_000_000_000, 1_880_000_000_000, "元"),
        ("一万名党员联系贫困户。", "一万名", 10_000, 10_000, "名"),
        ("有二百来户人家。", "二百来户", 200, 200, "户"),
        ("约200人参加。", "约200人", 200, 200, "人"),
        ("保障7.5万人次开展军训。", "7.5万人次", 75_000, 75_000, "人次"),
        ("100%安置。", "100%", 100, 100, "%"),
        ("投资１．２亿元。", "1.2亿元", 120_000_000, 120_000_000, "元"),
        ("救援20余次。", "20余次", 20, None, "次"),
        ("不足100户。", "不足100户", None, 100, "户"),
        ("投入六十八点七万元。", "六十八点七万元", 687_000, 687_000, "元"),
        ("每人提高120—300元。", "120—300元", 120, 300, "元"),
        ("进驻6个多月。", "6个多月", 6, None, "个月"),
        ("几百名医护人员到达。", "几百名", 100, None, "名"),
        ("年平均气温约-4℃。", "约-4℃", -4, -4, "℃"),
        ("收入首破亿元。", "破亿元", 100_000_000, None, "元"),
        ("让５·３万名儿童上学。", "5·3万名", 53_000, 53_000, "名"),
        ("捐赠衣服四万五千件。", "四万五千件", 45_000, 45_000, "件"),
        ("查处二百零八起。", "二百零八起", 208, 208, "起"),
        ("发生6.2级余震。", "6.2级", 6.2, 6.2, "级"),
        ("14亿多人民铭记。", "14亿多", 1_400_000_000, None, None),
        ("上调50个基点。", "50个基点", 50, 50, "基点"),
        ("百分之八十五点六的官兵参加。", "百分之八十五点六", 85.6, 85.6, "%"),
        ("占20%至30%。", "20%至30%", 20, 30, "%"),
        ("客流量翻了一倍。", "一倍", 1, 1, "倍"),
        ("已考古1900余件（套）。", "1900余件（套）", 1900, None, "件（套）"),
        ("占总数的四分之三以上。", "四分之三以上", 75, None, "%"),
        ("完成投资的三分之一。", "三分之一", 33.33, 33.33, "%"),
        ("来了三四百人。", "三四百人", 300, 400, "人"),
        ("十七八岁的战士。", "十七八岁", 17, 18, "岁"),
        ("有200到300人参加。", "200到300人", 200, 300, "人"),
        ("损失20万至25万元。", "20万至25万元", 200_000, 250_000, "元"),
        ("面积零点八平方米。", "零点八平方米", 0.8, 0.8, "平方米"),
        ("最快1小时53分钟可达。", "1小时53分钟", 113, 113, "分钟"),
        ("用了两年半。", "两年半", 2.5, 2.5, "年"),
        ("训练一个半月。", "一个半月", 1.5, 1.5, "个月"),
        ("布满一百三十八个弹孔。", "一百三十八个", 138, 138, "个"),
        ("使五千多万群众脱贫。", "五千多万", 50_000_000, None, None),
        ("服务100万人口。", "100万人口", 1_000_000, 1_000_000, "人"),
        ("11省市卫视开播。", "11省市", 11, 11, "省市"),
        ("干了快10年部长。", "快10年", None, 10, "年"),
        ("文物150万余件/套。", "150万余件/套", 1_500_000, None, "件/套"),
        ("饲养3000多头（只）。", "3000多头（只）", 3000, None, "头（只）"),
        ("撤出约5000兵力。", "约5000", 5000, 5000, None),
        ("100多官兵赶到。", "100多", 100, None, None),
        ("上千居民疏散。", "上千", 1000, None, None),
        ("接待百万游客。", "百万", 1_000_000, 1_000_000, None),
        ("有百万年的历史。", "百万年", 1_000_000, 1_000_000, "年"),
        ("筹集慰问金千万元。", "千万元", 10_000_000, 10_000_000, "元"),
        ("歼敌万余。", "万余", 10_000, None, None),
        ("万余名群众送行。", "万余名", 10_000, None, "名"),
        ("三十几个部委参加。", "三十几个", 30, None, "个"),
        ("完成计划的百分之一百零五。", "百分之一百零五", 105, 105, "%"),
        ("占总数的1/4以上。", "1/4以上", 25, None, "%"),
        ("历经两年零九个月。", "两年零九个月", 33, 33, "个月"),
        ("用时2小时40分42秒。", "2小时40分42秒", 9642, 9642, "秒"),
        ("需要15年—20年。", "15年—20年", 15, 20, "年"),
        ("时间减少0.5—6天。", "0.5—6天", 0.5, 6, "天"),
        ("来了三至五名专家。", "三至五名", 3, 5, "名"),
        ("有3万5千人参加。", "3万5千人", 35_000, 35_000, "人"),
        ("投入1亿3000万元。", "1亿3000万元", 130_000_000, 130_000_000, "元"),
        ("历时近200天将他们救出。", "近200天", None, 200, "天"),
        ("已接近90万人次。", "接近90万人次", None, 900_000, "人次"),
        ("战事持续一个多月。", "一个多月", 1, None, "个月"),
        ("孤身作战五昼夜。", "五昼夜", 5, 5, "昼夜"),
        ("官兵在22个点位清淤。", "22个", 22, 22, "个"),
        ("股指下跌超过2个点。", "超过2个点", 2, None, "点"),
        ("“48岁，不算大。”", "48岁", 48, 48, "岁"),
        ("此前五批已安葬。", "五批", 5, 5, "批"),
    ],
)
def test_quantities(
    read_sentence: Read,
    text: str,
    words: str,
    low: float | None,
    high: float | None,
    unit: str | None,
) -> None:
    found = [m.quantity for m in read_sentence(text).mentions if m.quantity]
    assert [
        (q.text, *(x if x is None else float(x) for x in (q.minimum, q.maximum)), q.unit)
        for q in found
    ] == [(words, low, high, unit)]


@pytest.mark.parametrize(
    "text",
    [
        "115师343旅686团开赴前线。",
        "这是千百年来的夙愿。",
        "百万雄师过大江，万里长征人未还。",
        "实现“两个一百年”奋斗目标。",
        "一天，他来到村里。",
        "队员跻身前八名，地铁二期开通。",
        "各条战线上亿万奋斗者受到表彰。",
        "四周已修建围墙。",
        "又是一年清明时。",
        "打通最后一公里。",
        "第二个十年开局良好。",
        "四年级学生来到前门三里河。",
        "参加第一、二、三次反围剿。",
        "前六次迎回都在春天，四年一度。",
        "改乘K1524次列车。",
        "96251部队驻地电话0898-12345678。",
        "成百上千人，一年一个样。",
        "至盼读者千万注意。",
    ],
)
def test_numbers_that_count_nothing(read_sentence: Read, text: str) -> None:
    assert [m.text for m in read_sentence(text).mentions if m.quantity] == []


def test_two_amounts_side_by_side(read_sentence: Read) -> None:
    found = [m.name for m in read_sentence("包保贫困户253户449人。").mentions if m.quantity]
    assert found == ["253户", "449人"]


def test_what_is_counted_is_not_cut_inside_a_word(read_sentence: Read) -> None:
    found = [m.quantity.what for m in read_sentence("有中央委员34人。").mentions if m.quantity]
    assert found == ["中央委员"]


def test_a_growth_is_two_amounts(read_sentence: Read) -> None:
    found = [m.name for m in read_sentence("队伍从3人到5人。").mentions if m.quantity]
    assert found == ["3人", "5人"]


def test_what_is_counted_for_whom_and_when(read_sentence: Read) -> None:
    text = "四年来，为3000余名优抚对象发放抚恤补助金8500余万元。"
    money = next(
        m.quantity for m in read_sentence(text).mentions if m.quantity and m.quantity.unit == "元"
    )
    assert (money.what, money.for_, money.period) == ("抚恤补助金", "优抚对象", "四年来")


@pytest.mark.parametrize(
    "text",
    [
        "第十届",
        "一是健全机制",
        "七一前夕",
        "三农工作",
        "1" * 40,
        "几十年如一日",
        "60年代的事",
        "七里河区",
        "千米级的海底",
        "同一天表示",
    ],
)
def test_no_quantity(read_sentence: Read, text: str) -> None:
    assert [m.name for m in read_sentence(f"抓好{text}。").mentions if m.quantity] == []


@given(st.integers(0, 9999))
def test_numerals_are_read_as_written(number: int) -> None:
    import cn2an

    assert parse_number(cn2an.an2cn(number)) == number


@pytest.mark.parametrize(
    "text",
    [
        "这两天，游客不少。",
        "瞻仰七道江会议旧址。",
        "20周年大型主题展。",
        "一年一度的晚会。",
        "适逢两周年。",
        "来到百度公司。",
        "编制五年规划。",
        "三天后，部队返回。",
        "新四军五师抗战。",
        "三度蝉联。",
    ],
)
def test_no_amounts(read_sentence: Read, text: str) -> None:
    assert [m.text for m in read_sentence(text).mentions if m.quantity] == []
