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
