"""How towns report on 双拥 work: one or two sentences, a triple that they say, or one that they do not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Extraction

Read = Callable[..., Extraction]
Triple = tuple[str, str, str]

MEETING = "7月29日，抚松县召开军地座谈会。"
CEREMONY = "8月1日上午，丹东市举行“全国双拥模范城”迎牌仪式。"
PLATE = "“全国双拥模范城”迎牌仪式"
VISIT = "7月30日，湖州市委书记陈浩、市长王军走访慰问驻湖部队。"
NAMING = "10月20日，命名表彰大会在北京举行。"
FALLEN = "4月3日，第六批10具在韩志愿军烈士遗骸回国。"
QUAKE = "1月10日，张北发生6.2级地震。"
TOWN = "江苏省徐州市1991年首次得到“全国双拥模范城”称号。"


def triples(extraction: Extraction) -> set[Triple]:
    return {(r.subject.name, r.predicate.value, r.object.name) for r in extraction.relations}


@pytest.mark.parametrize(
    ("text", "triple"),
    [
        # those who attend, preside and speak
        (f"{CEREMONY}市委书记李明华出席仪式并讲话。", (PLATE, "participant", "李明华")),
        (f"{CEREMONY}市委书记李明华，副市长王建国等出席。", (PLATE, "participant", "王建国")),
        (f"{CEREMONY}副市长王建国代表全市到会，领取奖牌。", (PLATE, "participant", "王建国")),
        (f"{CEREMONY}出席的有市委书记李明华、副市长王建国。", (PLATE, "participant", "李明华")),
        (
            f"{MEETING}县人武部部长赵铁军、武警中队中队长周鹏先后发言。",
            ("军地座谈会", "participant", "赵铁军"),
        ),
        (
            "临沂市举行清明祭英烈活动。市长张宝亮与驻临部队官兵代表、学生代表等参加活动。",
            ("清明祭英烈活动", "participant", "驻临部队"),
        ),
        (
            "7月28日，市双拥办召开推进会，传达全国双拥工作电视电话会议精神。副市长李春参加会议。",
            ("推进会", "participant", "李春"),
        ),
        # visits without a head word
        (VISIT, ("走访慰问", "time", "7月30日")),
        (VISIT, ("走访慰问", "participant", "陈浩")),
        (f"{VISIT}市财政局负责人参加走访慰问。", ("走访慰问", "participant", "市财政局")),
        (
            "1月21日，民政部负责人走访慰问武警总部。",
            ("走访慰问", "organizer", "民政部"),
        ),
        ("8月1日，李强在湖南郴州看望慰问官兵。", ("看望慰问", "locatedIn", "郴州")),
        (
            "7月26日，副市长王浩带领负责人，先后到安康军分区走访慰问。",
            ("走访慰问", "participant", "王浩"),
        ),
        (
            "大同市举行烈士公祭活动。市委书记张强敬献花篮。",
            ("烈士公祭活动", "participant", "张强"),
        ),
        # where and when events were
        ("23日，北京召开全国双拥工作会议。", ("全国双拥工作会议", "locatedIn", "北京")),
        ("今天，北京人民大会堂举行表彰大会。", ("表彰大会", "locatedIn", "人民大会堂")),
        ("双拥模范表彰大会，10月20日在北京召开。", ("双拥模范表彰大会", "time", "10月20日")),
        (
            "9月10日，靖宇县举行2024年下半年新兵欢送大会。",
            ("2024年下半年新兵欢送大会", "time", "9月10日"),
        ),
        (
            "红色主题展正在上海市黄浦区的中共一大纪念馆展出。",
            ("红色主题展", "locatedIn", "黄浦区"),
        ),
        ("退役军人事务部发起“寻找英雄”活动。", ("“寻找英雄”活动", "organizer", "退役军人事务部")),
        (
            "在辽宁沈阳抗美援朝烈士陵园，今天举行主题纪念活动。",
            ("主题纪念活动", "organizer", "沈阳抗美援朝烈士陵园"),
        ),
        (
            "天津博物馆举办抗美援朝战争专题展。",
            ("抗美援朝战争专题展", "commemorates", "抗美援朝战争"),
        ),
        (
            "十三届全国人大常委会第二次会议召开。",
            ("十三届全国人大常委会第二次会议", "organizer", "全国人大常委会"),
        ),
        # honours
        (f"{TOWN}2007年，该市再度当选。", ("全国双拥模范城", "time", "2007年")),
        (
            f"{TOWN}此后在1994年7月和1997年1月相继当选。",
            ("全国双拥模范城", "time", "1994年7月"),
        ),
        (
            "徐州市1991年得到“全国双拥模范城”称号。浙江省宁波市也第二次获得这一称号。",
            ("全国双拥模范城", "awarded", "宁波市"),
        ),
        (
            f"{NAMING}丹东市被评为全国双拥模范城。",
            ("全国双拥模范城", "time", "10月20日"),
        ),
        (
            "白银市继2004年、2008年之后，今年第三次被评为全国双拥模范城。",
            ("全国双拥模范城", "time", "2008年"),
        ),
        (
            "古田会议会址由国务院公布为全国重点文物保护单位。",
            ("全国重点文物保护单位", "awarded", "古田会议会址"),
        ),
        ("老兵王福田参加抗美援朝战争，荣立三等功。", ("三等功", "awarded", "王福田")),
        # amounts
        ("丹东市举行公祭活动，学生代表共500余人参加。", ("500余人", "statistic", "公祭活动")),
        (f"{CEREMONY}出席的代表共120余人。", ("120余人", "statistic", PLATE)),
        (
            "双拥模范表彰大会召开。这次大会一共命名355个市县。",
            ("355个", "statistic", "双拥模范表彰大会"),
        ),
        ("丹东市举行公祭活动。现场发放资料1500余份。", ("1500余份", "statistic", "公祭活动")),
        (
            "丹东市举行公祭活动。仪式开始，1600多名代表唱国歌。",
            ("1600多名", "statistic", "公祭活动"),
        ),
        ("李红卫等10人成为“最美退役军人”。", ("10人", "statistic", "最美退役军人")),
        ("老兵王福田退伍了。他捐款12万元。", ("12万元", "statistic", "王福田")),
        ("杨靖宇在战斗中牺牲，终年35岁。", ("35岁", "statistic", "杨靖宇")),
        ("枣庄市建有枣庄烈士陵园，占地41.5亩。", ("41.5亩", "statistic", "枣庄烈士陵园")),
        ("台儿庄大战纪念馆开放。馆前台阶共38级。", ("38级", "statistic", "台儿庄大战纪念馆")),
        (FALLEN, ("10具", "statistic", "志愿军")),
        (f"{FALLEN}此前五批是437具。", ("437具", "statistic", "志愿军")),
        ("抗美援朝战争中牺牲的战士共197653名。", ("197653名", "statistic", "抗美援朝战争")),
        (f"{QUAKE}灾区建成8500多间简易房。", ("8500多间", "statistic", "6.2级地震")),
        (f"{QUAKE}统计是：2000多人受伤。", ("2000多人", "statistic", "6.2级地震")),
        (
            "廊坊市召开会议。廊坊市获奖，廊坊市的霸州市入选。全市发放优待证14.8万本。",
            ("14.8万本", "statistic", "廊坊市"),
        ),
        ("“双拥模范城”九连冠的襄阳市投入3.2亿元。", ("3.2亿元", "statistic", "襄阳市")),
        # documents
        ("《烈士褒扬条例》发布，自2025年1月1日起施行。", ("烈士褒扬条例", "time", "2025年1月1日")),
        (
            "十三届全国人大常委会第二次会议通过《英雄烈士保护法》。",
            ("英雄烈士保护法", "issuer", "全国人大常委会"),
        ),
        ("《退役军人保障法》由会议通过，共10章。", ("10章", "statistic", "退役军人保障法")),
        # people and bodies
        ("沧州军分区的王建国跳下水救人。", ("沧州军分区", "member", "王建国")),
        ("救灾前线指挥部设在张北县。", ("救灾前线指挥部", "locatedIn", "张北县")),
        ("张家口市有武警张家口支队。", ("武警张家口支队", "locatedIn", "张家口市")),
        # places
        ("在长汀县的中复村，游客参观红军桥。", ("红军桥", "locatedIn", "中复村")),
        (
            "福建长汀的中复村是长征出发地。这里保留着“红军桥”。",
            ("红军桥", "locatedIn", "中复村"),
        ),
    ],
)
def test_what_is_said(read_sentence: Read, text: str, triple: Triple) -> None:
    assert triple in triples(read_sentence(text))


@pytest.mark.parametrize(
    ("text", "triple"),
    [
        (
            "在北京举行的命名表彰大会上，白银市获得称号。",
            ("命名表彰大会", "organizer", "白银市"),
        ),
        (
            "河北省命名新一届省级双拥模范城，廊坊市入选。",
            ("省级双拥模范城", "awarded", "河北省"),
        ),
        ("丹东市为荣立二等功的军人家庭送喜报。", ("二等功", "awarded", "丹东市")),
        (
            "丹东市召开会议，“好八连”获评拥政爱民模范单位。",
            ("拥政爱民模范单位", "awarded", "丹东市"),
        ),
        ("辽宁省的丹东市、凤城市两个市入选。", ("两个", "statistic", "凤城市")),
        ("国务院副总理姜春云来到张家口，他说已建成上万间房。", ("上万间", "statistic", "国务院")),
        (
            "7月26日，副市长王浩带领负责人，先后到安康军分区走访慰问。",
            ("走访慰问", "organizer", "安康军分区"),
        ),
        ("姜春云来到灾区。2位军官向他敬礼。", ("2位", "statistic", "姜春云")),
        (
            "今天，市双拥办召开推进会，学习全国双拥工作会议精神。",
            ("全国双拥工作会议", "organizer", "市双拥办"),
        ),
        (
            "据新华社8月13日消息，《军人抚恤优待条例》公布。",
            ("军人抚恤优待条例", "time", "8月13日"),
        ),
    ],
)
def test_what_is_not_said(read_sentence: Read, text: str, triple: Triple) -> None:
    assert triple not in triples(read_sentence(text))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "重庆市第八届双拥模范城（县）命名暨双拥模范单位和模范个人表彰大会举行。",
            "双拥模范城（县）命名暨双拥模范单位和模范个人表彰大会",
        ),
        ("四川省暨成都市公祭烈士仪式在成都举行。", "公祭烈士仪式"),
        ("赣州市举行2023年度立功喜报发放仪式。", "2023年度立功喜报发放仪式"),
        ("丹东市退役军人服务中心揭牌仪式举行。", "丹东市退役军人服务中心揭牌仪式"),
        ("省军区召开大会，纪念建军65周年。", "大会"),
        ("徐州在北京的命名表彰大会上获奖。", "命名表彰大会"),
        ("李希主持召开省市县纪委书记座谈会。", "省市县纪委书记座谈会"),
        ("纪念馆今天举行主题教育活动。", "主题教育活动"),
    ],
)
def test_names_of_events(read_sentence: Read, text: str, name: str) -> None:
    events = [m.name for m in read_sentence(text).mentions if m.type == "Event"]
    assert name in events


@pytest.mark.parametrize(
    "text",
    [
        "每年春节，市领导都走访慰问驻军部队。",
        "要学习总书记2016年春节前夕看望慰问群众时的讲话。",
        "7月30日，丹东市研究走访慰问工作。",
    ],
)
def test_no_visit_is_told(read_sentence: Read, text: str) -> None:
    assert not [m for m in read_sentence(text).mentions if m.rule == "event.visit"]
