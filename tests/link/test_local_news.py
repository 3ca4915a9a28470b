"""Bodies of municipal news on 双拥 work: whose 市委, 军分区 or 区退役军人事务局 a report speaks of, and its
full name. Short reports of our own, one cause each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from spacy.language import Language

from kg.extract import extract
from kg.gazetteer import Gazetteer
from kg.link import link
from kg.model import Article, EntityType

FullNames = Callable[["Report"], dict[str, str | None]]


@dataclass(frozen=True, kw_only=True)
class Report:
    """A report of a year, by a source, and the full names that bodies in it shall get."""

    why: str
    text: str
    full: dict[str, str | None]
    year: int = 2023
    source: str | None = None


REPORTS = [
    Report(
        why="the newspaper tells the city",
        source="潍坊日报",
        text="我市开展走访慰问活动\n7月27日，市委书记走访驻潍部队，市民政局、军分区、市双拥办负责人陪同。",
        full={
            "市委": "中共潍坊市委员会",
            "驻潍部队": "驻潍坊市部队",
            "市民政局": "潍坊市民政局",
            "军分区": "中国人民解放军山东省潍坊军分区",
            "市双拥办": "潍坊市双拥工作领导小组办公室",
        },
    ),
    Report(
        why="the byline tells the city",
        text="市领导慰问驻市部队\n本报讯（延安日报记者 李刚）7月30日，市长到武警支队慰问。",
        full={
            "驻市部队": "驻延安市部队",
            "武警支队": "中国人民武装警察部队延安市支队",
        },
    ),
    Report(
        why="a provincial paper tells of one city",
        source="湖北日报",
        text="十堰双拥谱新篇\n十堰市委、市政府召开大会。市直机关工委、团市委、市文明办联合行动。",
        full={
            "市政府": "十堰市人民政府",
            "市直机关工委": "中共十堰市委员会直属机关工作委员会",
            "团市委": "中国共产主义青年团十堰市委员会",
            "市文明办": "十堰市精神文明建设指导委员会办公室",
        },
    ),
    Report(
        why="the dateline tells which of six districts of the name",
        text="鼓楼区送立功喜报\n本报南京7月31日讯 区退役军人事务局把喜报送到军属家中，市双拥办派员参加。",
        full={
            "区退役军人事务局": "鼓楼区退役军人事务局",
            "市双拥办": "南京市双拥工作领导小组办公室",
        },
    ),
    Report(
        why="a short name of an autonomous prefecture",
        text="大理白族自治州祥云县公祭烈士\n大理州退役军人事务局派员，县人武部、县第四中学师生参加，州委党史研究室供稿。",
        full={
            "大理州退役军人事务局": "大理白族自治州退役军人事务局",
            "县人武部": "祥云县人民武装部",
            "州委党史研究室": "中共大理白族自治州委员会党史研究室",
        },
    ),
    Report(
        why="an autonomous county",
        text="恭城瑶族自治县慰问官兵\n恭城瑶族自治县县委、县政府领导慰问县人武部官兵。自治县退役军人事务局送喜报。",
        full={
            "县政府": "恭城瑶族自治县人民政府",
            "县人武部": "恭城瑶族自治县人民武装部",
            "自治县退役军人事务局": "恭城瑶族自治县退役军人事务局",
        },
    ),
    Report(
        why="banners and leagues",
        text="兴安盟科尔沁右翼前旗拥军优属\n旗委、旗人武部走访官兵。兴安盟委、盟行署给予支持。",
        full={
            "旗委": "中共科尔沁右翼前旗委员会",
            "旗人武部": "科尔沁右翼前旗人民武装部",
            "兴安盟委": "中共兴安盟委员会",
            "盟行署": "兴安盟行政公署",
        },
    ),
    Report(
        why="several cities in one text: that of the sentence",
        text="江苏各地开展双拥活动\n在苏州，市委书记走访武警苏州支队。在南通，市双拥办送喜报。"
        "扬州市退役军人事务局举办招聘会，市人社局提供岗位。省退役军人事务厅部署工作。",
        full={
            "市双拥办": "南通市双拥工作领导小组办公室",
            "市人社局": "扬州市人力资源和社会保障局",
            "省退役军人事务厅": "江苏省退役军人事务厅",
        },
    ),
    Report(
        why="a body beside that of another city is of that city",
        text="白山市与沈阳市交流双拥工作\n白山市委介绍情况。应沈阳市委、市政府邀请，白山市考察团到访。",
        full={"市政府": "沈阳市人民政府", "沈阳市委": "中共沈阳市委员会"},
    ),
    Report(
        why="classes of bodies are none",
        text="白山市部署八一工作\n各级退役军人事务局和各县区人武部要抓好落实，郑州、洛阳等市双拥办来信祝贺。",
        full={},
    ),
    Report(
        why="a street or township is named last before",
        text="安州区秀水镇挂光荣牌\n秀水镇党委书记和镇人武部负责人上门。东屯渡街道办事处负责人说，街道党工委和杉木社区居委会协同。",
        full={
            "秀水镇党委": "中共秀水镇委员会",
            "镇人武部": "秀水镇人民武装部",
            "街道党工委": "中共东屯渡街道工作委员会",
            "杉木社区居委会": "杉木社区居民委员会",
        },
    ),
    Report(
        why="other parties and the youth league",
        text="南昌市举行军民联欢\n共青团南昌市委、民盟南昌市委、九三学社南昌市委参加。",
        full={
            "共青团南昌市委": "中国共产主义青年团南昌市委员会",
            "民盟南昌市委": "中国民主同盟南昌市委员会",
            "九三学社南昌市委": "九三学社南昌市委员会",
        },
    ),
    Report(
        why="departments of a party committee",
        text="西安市委退役军人事务工作领导小组开会\n市委编办、市委社会工作部参加。",
        full={
            "西安市委退役军人事务工作领导小组": "中共西安市委员会退役军人事务工作领导小组",
            "市委编办": "中共西安市委员会机构编制委员会办公室",
            "市委社会工作部": "中共西安市委员会社会工作部",
        },
    ),
    Report(
        why="courts by the level of their place, the police of a city",
        text="赣州市建立涉军维权机制\n市法院、章贡区法院出台意见，赣州市公安局交警支队参加。",
        full={
            "市法院": "赣州市中级人民法院",
            "章贡区法院": "章贡区人民法院",
            "赣州市公安局交警支队": "赣州市公安局交通警察支队",
        },
    ),
    Report(
        why="organs of districts of the army",
        year=2008,
        text="成都市双拥办发出倡议\n成都警备区政治部、四川省军区政治部、沈阳军区政治部参加。",
        full={
            "成都警备区政治部": "中国人民解放军四川省成都警备区政治部",
            "四川省军区政治部": "中国人民解放军四川省军区政治部",
            "沈阳军区政治部": "中国人民解放军沈阳军区政治部",
        },
    ),
    Report(
        why="in 1998 the city was called 襄樊, and its bodies after it",
        year=1998,
        text="湖北襄樊市双拥纪实\n襄樊市委把双拥摆上重要位置，市民政局落实安置，驻襄部队支援建设。",
        full={
            "襄樊市委": "中共襄樊市委员会",
            "市民政局": "襄樊市民政局",
            "驻襄部队": "驻襄樊市部队",
        },
    ),
    Report(
        why="what 民政局 did before 2018 is not given to what came after",
        year=2013,
        text="大连市民政局慰问驻连部队\n市民政局接收转业士官。",
        full={"市民政局": "大连市民政局"},
    ),
    Report(
        why="enterprises, schools and railway police bear the short name of their place",
        year=1998,
        text="军民共建\n山东兖州矿业集团公司、广州大学、沈阳铁路公安局与驻军共建。",
        full={
            "兖州矿业集团公司": "兖州矿业集团公司",
            "广州大学": "广州大学",
            "沈阳铁路公安局": "沈阳铁路公安局",
        },
    ),
    Report(
        why="what two commands have at a place is not all that is there",
        year=1998,
        text="兰州军区空军驻甘肃部队开展共建，驻甘部队支援建设。",
        full={"兰州军区空军驻甘肃部队": None},
    ),
    Report(
        why="not a person of the name 许",
        text="许昌市出台办法\n驻许部队官兵深受鼓舞，驻长沙部队来信祝贺。",
        full={"驻许部队": "驻许昌市部队", "驻长沙部队": "驻长沙市部队"},
    ),
    Report(
        why="a city abroad",
        text="美国杰克逊市居民起诉该市政府。",
        full={"市政府": "杰克逊市政府"},
    ),
    Report(
        why="numbered units under the name of their army",
        text="红四军、志愿军第60军181师543团和八路军115师的旧址对外开放。",
        full={
            "红四军": "中国工农红军第四军",
            "志愿军第60军181师543团": "中国人民志愿军第六十军181师543团",
            "八路军115师": "八路军第一一五师",
        },
    ),
    Report(
        why="verbs, offices and longer words are no part of a name",
        text="白山市开展慰问\n县委副书记兼政协主席出席，中央宣传部会同中央统战部部署，救援队伍和党组织参加。",
        full={"中央宣传部": "中共中央宣传部", "中央统战部": "中共中央统一战线工作部"},
    ),
]


@pytest.fixture(scope="module")
def full_names(nlp: Language, gazetteer: Gazetteer) -> FullNames:
    def find(report: Report) -> dict[str, str | None]:
        article = Article(
            id="report",
            text=report.text,
            body=((0, len(report.text)),),
            title=report.text.split("\n")[0],
            source=report.source,
            published=date(report.year, 7, 31),
        )
        (linked,) = link(extract([article], nlp), gazetteer)
        return {
            mention.name: entity.canonical
            for entity in linked.entities
            if entity.type is EntityType.ORGANIZATION
            for mention in entity.mentions
        }

    return find


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.why)
def test_bodies_get_the_full_name_of_the_right_place(full_names: FullNames, report: Report) -> None:
    found = full_names(report)
    assert {name: found.get(name, "not found") for name in report.full} == report.full


def test_a_class_of_bodies_is_no_body(full_names: FullNames) -> None:
    report = next(r for r in REPORTS if r.why == "classes of bodies are none")
    assert full_names(report) == {}
