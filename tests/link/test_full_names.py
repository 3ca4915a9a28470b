"""Full names of organizations: one sentence or two each, a name in it, and what it is in full."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from spacy.language import Language

from kg.extract import extract
from kg.gazetteer import Gazetteer
from kg.link import link
from kg.model import Article, EntityType

FullName = Callable[[str, str, date], str | None]

CASES = [
    # Of a division: that of the article's home, else the only one that sentence or story names.
    ("白山市召开大会，白山市妇联、市工商联参加。", "市工商联", "白山市工商业联合会"),
    ("孙鹏三年前来到尼玛县担任县委副书记。", "县委", "中共尼玛县委员会"),
    ("入冬以来，安徽省长丰县的干部捐款捐物。图为县人大领导。", "县人大", "长丰县人民代表大会"),
    ("受到中共甘肃省委、省政府和省军区的高度评价。", "省政府", "甘肃省人民政府"),
    ("受到中共甘肃省委、省政府和省军区的高度评价。", "省军区", "中国人民解放军甘肃省军区"),
    ("在靖宇县、长丰县、尼玛县和隆回县，县委带头拥军。", "县委", None),
    ("白山市召开大会。白山市委组织部作出部署。", "白山市委组织部", "中共白山市委员会组织部"),
    ("白山市召开大会，市政协主席参加。", "市政协", "中国人民政治协商会议白山市委员会"),
    ("去年，酒泉地委领导看望官兵。", "酒泉地委", "中共酒泉地区委员会"),
    ("白山市召开大会，市属单位捐赠图书，市工商行和农行为连队装修俱乐部。", "市工商行", "中国工商银行白山市分行"),
    # Of the army
    ("原漳州军分区副司令员参加。", "漳州军分区", "中国人民解放军福建省漳州军分区"),
    ("来自北京军区的医疗队到达。", "北京军区", "中国人民解放军北京军区"),
    ("西藏军区作出部署。", "西藏军区", "中国人民解放军西藏军区"),
    ("白山市召开双拥大会，白山市委和白山军分区领导参加，军分区作出部署。", "军分区", "中国人民解放军吉林省白山军分区"),
    ("驻京解放军和武警部队官兵代表参加。", "驻京解放军", "驻北京市解放军部队"),
    ("高台有西路军的烈士陵园。", "西路军", "中国工农红军西路军"),
    # Parts that are named without the body
    ("宝塔消防救援站有三十二人，站党支部受到表彰。", "站党支部", "宝塔消防救援站党支部"),
    ("工作队来到龙泉村。过去的空壳村变了样，村党支部带头拥军。", "村党支部", "龙泉村党支部"),
    ("民政部高度重视，救灾救济司领导立即到位。", "救灾救济司", "民政部救灾救济司"),
    ("成都军区后勤部驻川某汽车团重视体育。团党委认识一致。", "团党委", "中共成都军区后勤部驻川某汽车团委员会"),
    ("民建中央在京举行会议。", "民建中央", "中国民主建国会中央委员会"),
    ("南京军区空军组织演习。", "南京军区空军", "中国人民解放军南京军区空军"),
    ("东部战区陆军某部组织演习。", "东部战区陆军某部", None),
    ("据武警广东总队介绍，官兵已到达。", "武警广东总队", "中国人民武装警察部队广东省总队"),
    ("中共中央政治局常委、书记处书记出席。", "书记处", "中共中央书记处"),
    ("全国人大常委会举行会议。会议由常委会决定。", "常委会", "全国人民代表大会常务委员会"),
    # What is named after its city is no body of the city, as its offices are.
    ("北京大学和北京市教育局签约。", "北京大学", "北京大学"),
    ("白山市召开大会，市水务集团公司和市教育局参加。", "市教育局", "白山市教育局"),
    ("新疆维吾尔自治区的自治区党委开会。", "自治区党委", "中共新疆维吾尔自治区委员会"),
    ("长丰县水湖镇的干部说，镇党委带头。", "镇党委", "中共水湖镇委员会"),
    ("驻当阳的省政协委员视察。", "省政协", "中国人民政治协商会议湖北省委员会"),
    # Of the world
    ("世贸组织和欧佩克发表声明。", "欧佩克", "石油输出国组织"),
    # Other countries
    ("俄罗斯和乌克兰交战。俄国防部说，俄军前进。", "俄国防部", "俄罗斯国防部"),
    ("俄罗斯和乌克兰交战。俄国防部说，俄军前进。", "俄军", "俄罗斯军队"),
    ("乌克兰武装部队总参谋部通报战况。", "乌克兰武装部队总参谋部", None),
    ("据美国驻丹麦使馆介绍，丹麦首相访问美国。", "美国驻丹麦使馆", "美国驻丹麦大使馆"),
    ("美军从叙利亚东北部运走石油。叙政府多次谴责。", "叙政府", "叙利亚政府"),
]  # fmt: skip


@pytest.fixture(scope="module")
def full_name(nlp: Language, gazetteer: Gazetteer) -> FullName:
    def find(text: str, name: str, published: date) -> str | None:
        article = Article(id="a", text=text, body=((0, len(text)),), published=published)
        (linked,) = link(extract([article], nlp), gazetteer)
        (found,) = {
            entity.canonical
            for entity in linked.entities
            if entity.type is EntityType.ORGANIZATION
            and name in {mention.name for mention in entity.mentions}
        }
        return found

    return find


@pytest.mark.parametrize(("text", "name", "expected"), CASES)
def test_a_body_has_its_full_name(
    full_name: FullName, text: str, name: str, expected: str | None
) -> None:
    assert full_name(text, name, date(1998, 1, 12)) == expected


@pytest.mark.parametrize(
    ("name", "day", "expected"),
    [
        ("国家计委", date(1997, 1, 1), "国家计划委员会"),
        ("国家计委", date(1998, 1, 15), "国家计划委员会"),
        ("国家计委", date(1998, 4, 1), "国家发展计划委员会"),
        ("国家计委", date(2020, 1, 1), "国家发展计划委员会"),
        ("国家广电总局", date(2010, 1, 1), "国家广播电影电视总局"),
        ("国家广电总局", date(2020, 1, 1), "国家广播电视总局"),
        ("总政治部", date(1998, 1, 1), "中国人民解放军总政治部"),
        ("总政治部", date(2021, 1, 1), "中国人民解放军总政治部"),
        ("军委政治工作部", date(2021, 1, 1), "中央军委政治工作部"),
        ("第二炮兵", date(2012, 1, 1), "中国人民解放军第二炮兵"),
    ],
)
def test_a_short_name_is_that_of_its_time(
    gazetteer: Gazetteer, name: str, day: date, expected: str
) -> None:
    body = gazetteer.organizations.named(name, day)
    assert body is not None
    assert body.name == expected


def test_a_body_that_did_not_exist_yet_is_no_candidate(gazetteer: Gazetteer) -> None:
    assert gazetteer.organizations.named("退役军人事务部", date(1998, 1, 1)) is None


def test_an_article_of_its_time_names_the_body_of_its_time(full_name: FullName) -> None:
    text = "全国双拥领导小组、民政部、总政治部发出通知，总后勤部落实。"
    assert full_name(text, "总后勤部", date(1998, 1, 12)) == "中国人民解放军总后勤部"
    assert full_name(text, "全国双拥领导小组", date(1998, 1, 12)) == "全国双拥工作领导小组"
