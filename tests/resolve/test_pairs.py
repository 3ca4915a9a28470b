"""Two short articles each: do they tell of one thing or of two, or does nobody know?"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import EntityType
from tests.resolve.conftest import Told, World

EVENT, PERSON, SITE = EntityType.EVENT, EntityType.PERSON, EntityType.SITE
DOCUMENT, ORGANIZATION = EntityType.DOCUMENT, EntityType.ORGANIZATION

CASES: dict[str, tuple[EntityType, tuple[str, ...], Told, Told, str]] = {
    "one ceremony told by two papers on one day": (
        EVENT,
        ("双拥模范城命名表彰大会",),
        (
            "2020-10-21",
            "甲报",
            "2020年10月20日，白山市召开双拥模范城命名表彰大会。白山市委书记出席。",
        ),
        ("2020-10-22", "乙报", "10月20日，双拥模范城命名表彰大会在白山市举行。白山市作出部署。"),
        "same",
    ),
    "ceremonies of two years": (
        EVENT,
        ("双拥模范城命名表彰大会",),
        ("2016-10-21", "甲报", "2016年10月20日，白山市召开双拥模范城命名表彰大会。"),
        ("2020-10-22", "甲报", "2020年10月20日，白山市召开双拥模范城命名表彰大会。"),
        "different",
    ),
    "a forum on one day in two cities": (
        EVENT,
        ("军政座谈会",),
        ("2021-08-01", "甲报", "2021年7月30日，白山市召开军政座谈会。白山市委出席军政座谈会。"),
        ("2021-08-01", "乙报", "2021年7月30日，丹东市召开军政座谈会。丹东市委出席军政座谈会。"),
        "different",
    ),
    "an officeholder told of twice": (
        PERSON,
        ("王建国",),
        ("2021-03-12", "甲报", "白山市委书记王建国参加了座谈会。"),
        ("2021-05-01", "乙报", "白山市委书记王建国走访慰问驻军官兵。"),
        "same",
    ),
    "namesakes in office in two cities at one time": (
        PERSON,
        ("王建国",),
        ("2021-03-12", "甲报", "在白山市，白山市委书记王建国参加了座谈会。白山市作出部署。"),
        ("2021-05-01", "乙报", "在丹东市，丹东市委书记王建国参加了座谈会。丹东市作出部署。"),
        "different",
    ),
    "a leader of the country, in the second article in a row of names": (
        PERSON,
        ("王沪生",),
        ("2021-03-12", "甲报", "中共中央政治局常委王沪生出席会议。"),
        ("2023-05-01", "乙报", "中共中央政治局常委李国强、王沪生出席仪式。"),
        "same",
    ),
    "a leader of the country and a namesake who holds no such office": (
        PERSON,
        ("王沪生",),
        ("2021-03-12", "甲报", "中共中央政治局常委王沪生出席会议。"),
        ("2021-05-01", "乙报", "在白山市，退役军人王沪生说，很受鼓舞。"),
        "different",
    ),
    "one name in the same place, and nothing else": (
        PERSON,
        ("李强军",),
        ("2021-03-12", "甲报", "在白山市，退役军人李强军说，要学习白山市的先进典型。"),
        ("2021-09-01", "乙报", "在白山市，记者李强军说，白山市今年征兵顺利。"),
        "undecided",
    ),
    "a memorial of the gazetteer": (
        SITE,
        ("抗美援朝纪念馆", "丹东抗美援朝纪念馆"),
        ("2021-03-12", "甲报", "在辽宁省丹东市，抗美援朝纪念馆接待了参观者。"),
        ("2022-05-01", "乙报", "丹东抗美援朝纪念馆今天免费开放。"),
        "same",
    ),
    "cemeteries of one name in two cities": (
        SITE,
        ("人民英雄烈士陵园",),
        ("2021-04-05", "甲报", "在吉林省白山市，人民英雄烈士陵园举行祭扫活动。白山市干部参加。"),
        ("2021-04-05", "乙报", "在安徽省安庆市，人民英雄烈士陵园举行祭扫活动。安庆市干部参加。"),
        "different",
    ),
    "a monument and a memorial hall of one battle": (
        SITE,
        ("百团大战纪念碑", "百团大战纪念馆"),
        ("2023-09-18", "甲报", "在山西阳泉百团大战纪念碑前，人们敬献花篮。"),
        ("2026-07-07", "乙报", "在山西阳泉，大家走进百团大战纪念馆，参观历史图片。"),
        "different",
    ),
    "cemeteries of one name in two towns abroad": (
        SITE,
        ("中国人民志愿军烈士陵园",),
        ("2023-07-26", "甲报", "代表团参谒位于平安南道桧仓郡的中国人民志愿军烈士陵园。"),
        ("2025-10-10", "乙报", "代表团专程赴朝鲜安州中国人民志愿军烈士陵园凭吊烈士，在安州献花。"),
        "different",
    ),
    "a site under the names of its city and of its county": (
        SITE,
        ("长治八路军太行纪念馆", "武乡八路军太行纪念馆"),
        ("2023-09-03", "甲报", "在山西长治八路军太行纪念馆，人们列队致敬。"),
        ("2024-12-13", "乙报", "在山西武乡八路军太行纪念馆，人们献上鲜花。"),
        "same",
    ),
    "a site in full and in short beside the same other sites": (
        SITE,
        ("东北抗日联军纪念馆", "东北抗联纪念馆"),
        (
            "2023-08-15",
            "甲报",
            "在东北抗日联军纪念馆、侵华日军南京大屠杀遇难同胞纪念馆、淞沪抗战纪念馆，人们献花。",
        ),
        (
            "2025-09-18",
            "乙报",
            "在东北抗联纪念馆、侵华日军南京大屠杀遇难同胞纪念馆、淞沪抗战纪念馆，人们默哀。",
        ),
        "same",
    ),
    "a hall named after a meeting": (
        SITE,
        ("中共一大纪念馆",),
        ("2024-07-01", "甲报", "在中共一大纪念馆，观众参观展览。"),
        ("2025-07-01", "乙报", "新党员在中共一大纪念馆宣誓。"),
        "same",
    ),
    "halls named after a person, of whom there may be several": (
        SITE,
        ("雷锋纪念馆",),
        ("2024-03-05", "甲报", "在雷锋纪念馆，观众参观展览。"),
        ("2025-03-05", "乙报", "新党员在雷锋纪念馆宣誓。"),
        "undecided",
    ),
    "a burial told in full and in short": (
        EVENT,
        (
            "第十批在韩志愿军烈士遗骸安葬仪式",
            "第十批在韩中国人民志愿军烈士遗骸安葬仪式",
        ),
        ("2023-11-23", "甲报", "第十批在韩志愿军烈士遗骸安葬仪式11月24日在沈阳举行。"),
        ("2023-11-24", "乙报", "第十批在韩中国人民志愿军烈士遗骸安葬仪式今天在沈阳举行。"),
        "same",
    ),
    "a numbered fair told of before and after": (
        EVENT,
        ("第六届中国国际进口博览会",),
        ("2023-08-20", "甲报", "第六届中国国际进口博览会筹备工作在上海推进。"),
        ("2023-11-28", "乙报", "第六届中国国际进口博览会上，多国企业签约。"),
        "same",
    ),
    "an earthquake told of by two papers": (
        EVENT,
        ("6.8级地震",),
        ("2025-01-07", "甲报", "2025年1月7日，西藏定日县发生6.8级地震。"),
        ("2025-02-08", "乙报", "1月7日，西藏定日县发生6.8级地震，救援力量赶赴灾区。"),
        "same",
    ),
    "an earthquake under the names of its strength and of its place": (
        EVENT,
        ("6.8级地震", "定日地震"),
        ("2025-01-07", "甲报", "2025年1月7日，西藏定日县发生6.8级地震。"),
        ("2025-01-08", "乙报", "1月7日定日地震发生后，救援力量赶赴定日县。"),
        "undecided",
    ),
    "earthquakes of one strength in two places": (
        EVENT,
        ("6.8级地震",),
        ("2022-09-06", "甲报", "2022年9月5日，四川泸定县发生6.8级地震。"),
        ("2025-01-07", "乙报", "2025年1月7日，西藏定日县发生6.8级地震。"),
        "different",
    ),
    "a site with words before its name": (
        SITE,
        ("侵华日军南京大屠杀遇难同胞纪念馆", "南京大屠杀遇难同胞纪念馆"),
        ("2022-12-13", "甲报", "侵华日军南京大屠杀遇难同胞纪念馆举行活动。"),
        ("2025-09-18", "乙报", "在南京大屠杀遇难同胞纪念馆，人们默哀。"),
        "same",
    ),
    "towers of one name in two cities": (
        SITE,
        ("人民英雄纪念碑",),
        ("2022-12-13", "甲报", "白山市人民英雄纪念碑前，人们献花。白山市举行仪式。"),
        ("2022-12-13", "乙报", "丹东市人民英雄纪念碑前，人们献花。丹东市举行仪式。"),
        "different",
    ),
    "a massacre that a day of mourning recalls": (
        EVENT,
        ("南京大屠杀",),
        ("2022-12-13", "甲报", "人们悼念南京大屠杀死难者。"),
        ("2024-12-13", "乙报", "今天，人们参观南京大屠杀的史料。"),
        "same",
    ),
    "a leader of the country under two of his offices": (
        PERSON,
        ("王沪生",),
        ("2022-09-30", "甲报", "仪式由中共中央政治局委员、北京市委书记王沪生主持。"),
        ("2024-03-22", "乙报", "中共中央政治局常委、中央纪委书记王沪生到浙江调研。"),
        "same",
    ),
    "a reporter of the news agency": (
        PERSON,
        ("贾永强",),
        ("1998-01-11", "甲报", "本报兰州１月１０日电新华社记者贾永强报道：甘肃省的部队参加共建。"),
        ("1998-01-13", "乙报", "双拥之花\n新华社记者贾永强\n甘肃省的部队驻一地，双拥之花开一地。"),
        "same",
    ),
    "a policy of one issuer": (
        DOCUMENT,
        ("随军家属生活补贴发放办法",),
        ("2021-03-12", "甲报", "白山市政府印发《随军家属生活补贴发放办法》。"),
        ("2022-03-12", "乙报", "白山市落实白山市政府印发的《随军家属生活补贴发放办法》。"),
        "same",
    ),
    "policies of one title in two cities": (
        DOCUMENT,
        ("随军家属生活补贴发放办法",),
        ("2021-03-12", "甲报", "白山市政府印发《随军家属生活补贴发放办法》。"),
        ("2021-03-12", "乙报", "丹东市政府印发《随军家属生活补贴发放办法》。"),
        "different",
    ),
    "leading groups of two cities": (
        ORGANIZATION,
        ("白山市双拥工作领导小组", "丹东市双拥工作领导小组"),
        ("2021-03-12", "甲报", "白山市成立双拥工作领导小组。"),
        ("2021-03-12", "乙报", "丹东市成立双拥工作领导小组。"),
        "different",
    ),
    "units that neither text names": (
        ORGANIZATION,
        ("驻军某部",),
        ("2021-03-12", "甲报", "在太原市，驻军某部参加抢险。"),
        ("2021-03-12", "甲报", "在太原市，驻军某部参加抢险。"),
        "different",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_two_articles(case: str, tell: Callable[..., World]) -> None:
    type_, names, first, second, expected = CASES[case]
    world = tell(first, second)
    keys = world.keys(type_, *names)
    assert len(keys) == 2, "each article names it once"
    assert world.outcome(*keys) == expected
