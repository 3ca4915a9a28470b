"""One Chinese sentence, the expected mentions."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import EntityType, Extraction

Read = Callable[..., Extraction]


def names(extraction: Extraction, kind: EntityType) -> list[str]:
    return [m.name for m in extraction.mentions if m.type is kind]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("吉林省白山市召开座谈会。", ["吉林省", "白山市"]),
        ("在辽宁丹东，人们敬献鲜花。", ["辽宁", "丹东"]),
        ("印发《白山双拥》简报。", []),
        ("江西省军区组织活动。", []),
        ("肇庆怀集遭遇洪水。", ["肇庆", "怀集"]),
        ("沈阳桃仙国际机场举行仪式。", ["沈阳桃仙国际机场"]),
        ("辽宁省丹东市棉纺厂恢复生产。", ["辽宁省"]),
        ("哈萨克斯坦总统抵达阿斯塔纳。", ["哈萨克斯坦", "阿斯塔纳"]),
        ("推进中国式现代化，走中国特色强军之路。", []),
        ("北京时间上午9时，仪式开始。", []),
        ("孙某担任县委副书记。", []),
        ("从黄浦江到苏州河，处处整洁。", ["黄浦江", "苏州河"]),
        ("在山西长治，人们参观展览。", ["山西", "长治"]),
        ("实现长治久安，意志坚如磐石。", []),
        ("门头沟区的龙泉镇组织活动。", ["门头沟区", "龙泉镇"]),
        ("我国在西昌卫星发射中心发射卫星。", ["我国", "西昌卫星发射中心"]),
        ("公路穿越陕南山区。", []),
        ("在广东深圳南山区举行。", ["广东", "深圳", "南山区"]),
        ("加利福尼亚州洛杉矶市发生火灾。", ["加利福尼亚州", "洛杉矶市"]),
        ("江苏苏州500千伏吴江变电站完成改造。", ["江苏", "苏州", "吴江变电站"]),
        ("队员们到达马坡乡。", ["马坡乡"]),
        ("兴安县城镇和农村居民收入增长。", ["兴安县"]),
        ("古交市常安乡睦联坡村建有陵园。", ["古交市", "常安乡", "睦联坡村"]),
        ("命名大会在京召开。", ["京"]),
        ("拉萨市民、漳州市区居民和白山市民政局干部捐款。", ["拉萨", "漳州"]),
        ("从河南告老还乡，已日薄西山。", ["河南"]),
        ("滚滚延河水，各国来宾如恒河沙数。", ["延河"]),
    ],
)
def test_places(read_sentence: Read, text: str, expected: list[str]) -> None:
    assert names(read_sentence(text), EntityType.PLACE) == expected


@pytest.mark.parametrize(
    ("text", "name", "canonical", "subtype"),
    [
        ("白山市委、市政府制定办法。", "白山市委", "中共白山市委员会", "PartyBody"),
        ("白山市委、市政府制定办法。", "市政府", "白山市人民政府", "GovernmentBody"),
        ("乐平市委、市政府拨款。", "市政府", "乐平市人民政府", "GovernmentBody"),
        ("文/白山市双拥办", "白山市双拥办", "白山市双拥工作领导小组办公室", "LeadingGroup"),
        ("白山市重视双拥工作，驻白部队积极参与。", "驻白部队", "驻白山市部队", "Garrison"),
        ("驻赣部队投入江西境内的重点工程。", "驻赣部队", "驻江西省部队", "Garrison"),
        ("空军有关部门介绍情况。", "空军", "中国人民解放军空军", "MilitaryBody"),
    ],
)
def test_organizations(
    read_sentence: Read, text: str, name: str, canonical: str, subtype: str
) -> None:
    found = [m for m in read_sentence(text).mentions if m.name == name]
    assert [(m.canonical, m.subtype) for m in found] == [(canonical, subtype)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("辽宁省丹东市棉纺厂恢复生产。", ["丹东市棉纺厂"]),
        ("各省、自治区、直辖市双拥工作领导小组成员参加。", []),
        (
            "总政治部副主任周子玉代表全国双拥工作领导小组作了部署。",
            ["总政治部", "全国双拥工作领导小组"],
        ),
        ("节日军民同乐，日军来犯。", ["日军"]),
        ("被授予“全国优秀质量管理小组”称号。", []),
        ("解放军艺术学院和沈阳军区抗敌话剧团演出。", ["解放军艺术学院", "沈阳军区抗敌话剧团"]),
        ("驻张家口某集团军出动官兵。", ["驻张家口某集团军"]),
        ("海军1385部队的烈士在此长眠。", ["海军1385部队"]),
        ("江苏各地市民政局长列席会议。", []),
        ("该市是驻军大市，驻地官兵听讲座。", []),
        ("中共北满省委曾在这里。", ["中共北满省委"]),
        ("庆祝中国共产党成立103周年。", ["中国共产党"]),
        ("联合国人道主义事务协调厅发布报告。", ["联合国人道主义事务协调厅"]),
    ],
)
def test_the_bounds_of_organizations(read_sentence: Read, text: str, expected: list[str]) -> None:
    assert names(read_sentence(text), EntityType.ORGANIZATION) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("尼日尔与美国国防部代表发表公报。", ["美国国防部"]),
        ("法国军方移交基地。", ["法国军方"]),
        ("尼日尔过渡政府宣布消息。", ["尼日尔过渡政府"]),
        ("以色列总理表示，以军将撤出。", ["以军"]),
        ("军民同心，可以军民共建。", []),
        ("乌克兰武装部队总参谋部称击退进攻。", ["乌克兰武装部队总参谋部"]),
        ("美国防部称撤出驻军。", ["美国防部"]),
        ("城外有一空军基地。", []),
    ],
)
def test_bodies_of_other_countries(read_sentence: Read, text: str, expected: list[str]) -> None:
    assert names(read_sentence(text), EntityType.ORGANIZATION) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("当地发生洪灾。", ["洪灾"]),
        ("榆中县山洪灾害发生后，民兵赶到。", ["山洪灾害"]),
        ("军方称挫败未遂政变。", ["未遂政变"]),
        ("发生一起枪击事件。", ["枪击事件"]),
        ("举行“不朽军团”游行。", ["“不朽军团”游行"]),
        ("要防范洪水，预防火灾。", []),
        ("提高文物展示水平。", []),
    ],
)
def test_what_befell(read_sentence: Read, text: str, expected: list[str]) -> None:
    assert names(read_sentence(text), EntityType.EVENT) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("兴山县被命名为2025年生态文明建设示范区。", ["2025年生态文明建设示范区"]),
        ("该镇入选中国历史文化名镇。", ["中国历史文化名镇"]),
        ("建设示范区，打造创新基地。", []),
    ],
)
def test_titles_without_marks(read_sentence: Read, text: str, expected: list[str]) -> None:
    assert names(read_sentence(text), EntityType.HONOUR) == expected


def test_armies_abroad_are_none_of_ours(read_sentence: Read) -> None:
    text = "乍得武装部队总参谋部发表通告，古巴共产党中央第一书记到访。"
    bodies = [m for m in read_sentence(text).mentions if m.type is EntityType.ORGANIZATION]
    assert [(m.name, m.canonical) for m in bodies] == [
        ("乍得武装部队总参谋部", None),
        ("古巴共产党中央", None),
    ]


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        (
            "中共西安市委退役军人事务和双拥工作领导小组办公室通报。",
            "中共西安市委员会退役军人事务和双拥工作领导小组办公室",
        ),
        ("西安市成立了双拥办，西安市开始创建工作。", "西安市双拥工作领导小组办公室"),
    ],
)
def test_leading_groups(read_sentence: Read, text: str, canonical: str) -> None:
    found = [m.canonical for m in read_sentence(text).mentions if m.subtype == "LeadingGroup"]
    assert found == [canonical]


def test_a_school_keeps_the_name_that_it_bears(read_sentence: Read) -> None:
    (school,) = [
        m
        for m in read_sentence("他在浙江纺织服装职业技术学院完成学业。").mentions
        if m.subtype == "School"
    ]
    assert school.canonical == "浙江纺织服装职业技术学院"


def test_one_unit_in_two_wordings(read_sentence: Read) -> None:
    found = read_sentence("新四军十六旅就是新四军第十六旅。").mentions
    assert {m.canonical for m in found} == {"新四军第十六旅"}


def test_names_in_brackets_that_end_a_paragraph(read_sentence: Read) -> None:
    found = names(read_sentence("白山市委对此高度重视。（王西钊武平）"), EntityType.PERSON)
    assert found == ["王西钊", "武平"]


def test_a_site_named_for_a_place_remembers_no_person(read_sentence: Read) -> None:
    assert names(read_sentence("南湖革命纪念馆在嘉兴开放。"), EntityType.PERSON) == []


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("人们前往甘肃兰州。市政府组织活动。", None),
        ("在甘肃兰州，市政府组织活动。", "兰州市人民政府"),
    ],
)
def test_a_round_up_has_no_home(read_sentence: Read, last: str, expected: str | None) -> None:
    text = f"在湖北应城，人们敬献鲜花。在江西高安，人们祭扫。{last}"
    (body,) = [m for m in read_sentence(text).mentions if m.subtype == "GovernmentBody"]
    assert body.canonical == expected


def test_an_unnamed_unit_is_never_resolved(read_sentence: Read) -> None:
    found = [
        m
        for m in read_sentence("在太原市，驻军某部进出的道路较窄。").mentions
        if m.subtype == "Garrison"
    ]
    assert [(m.name, m.canonical, m.scope) for m in found] == [("驻军某部", None, "single:140100")]


@pytest.mark.parametrize(
    ("text", "site", "commemorated"),
    [
        ("依托七道江会议旧址开展教育。", "七道江会议旧址", "七道江会议"),
        ("参观“四保临江”纪念馆。", "“四保临江”纪念馆", "四保临江"),
        ("瞻仰杨靖宇将军殉国地。", "杨靖宇将军殉国地", "杨靖宇"),
        ("前往刘捷烈士墓。", "刘捷烈士墓", "刘捷"),
        ("走进古田会议会址。", "古田会议会址", "古田会议"),
    ],
)
def test_sites_and_whom_they_commemorate(
    read_sentence: Read, text: str, site: str, commemorated: str
) -> None:
    extraction = read_sentence(text)
    assert names(extraction, EntityType.SITE) == [site]
    triples = {(r.subject.name, r.predicate.value, r.object.name) for r in extraction.relations}
    assert (site, "commemorates", commemorated) in triples


@pytest.mark.parametrize(
    ("text", "title", "kind"),
    [
        ("国务院公布《军人抚恤优待条例》。", "军人抚恤优待条例", "Law"),
        ("编印《白山双拥》简报。", "白山双拥", "Newsletter"),
        ("拍摄电视纪录片《老兵口述史》。", "老兵口述史", "Film"),
        ("出版《白山市红色地名》书籍。", "白山市红色地名", "Book"),
        ("印发《贯彻《条例》的实施意见》。", "贯彻《条例》的实施意见", "Policy"),
        ("制定《创建工作实施方案》。", "创建工作实施方案", "Plan"),
    ],
)
def test_documents(read_sentence: Read, text: str, title: str, kind: str) -> None:
    found = [m for m in read_sentence(text).mentions if m.type is EntityType.DOCUMENT]
    assert [(m.name, m.subtype) for m in found] == [(title, kind)]


@pytest.mark.parametrize(
    ("text", "honour", "count"),
    [
        ("白山市成功实现全国双拥模范城“四连冠”。", "全国双拥模范城", 4),
        ("丹东市连续两次荣获全国双拥模范城称号。", "全国双拥模范城", 2),
        ("太原市连续三次被命名为全国双拥模范城。", "全国双拥模范城", 3),
        ("该市被命名为全国双拥模范城。", "全国双拥模范城", None),
    ],
)
def test_honours(read_sentence: Read, text: str, honour: str, count: int | None) -> None:
    found = [m for m in read_sentence(text).mentions if m.type is EntityType.HONOUR]
    assert [(m.name, m.count) for m in found] == [(honour, count)]


def test_events(read_sentence: Read) -> None:
    text = "2020年12月30日，白山市召开双拥工作先进单位和个人表彰大会。"
    assert names(read_sentence(text), EntityType.EVENT) == ["双拥工作先进单位和个人表彰大会"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("工作组与93岁老兵李玉忠合影。", ["李玉忠"]),
        ("市委书记苏君在仪式上讲话。", ["苏君"]),
        ("（记者孙茂庆、徐壮志）", ["孙茂庆", "徐壮志"]),
        ("一名老兵参加了活动。", []),
    ],
)
def test_persons(read_sentence: Read, text: str, expected: list[str]) -> None:
    assert names(read_sentence(text), EntityType.PERSON) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "市政府印发《关于加强双拥工作的意见》（白政发〔2019〕12号）。",
            [("关于加强双拥工作的意见", "白政发〔2019〕12号")],
        ),
        (
            "大会宣读了关于命名全国双拥模范城（县）的决定。",
            [("关于命名全国双拥模范城（县）的决定", None)],
        ),
        ("国务院出台关于促进民营经济发展壮大的意见。", [("关于促进民营经济发展壮大的意见", None)]),
        ("省政府出台新的管理办法，发布1个实施意见。", []),
    ],
)
def test_numbers_and_unmarked_titles(
    read_sentence: Read, text: str, expected: list[tuple[str, str | None]]
) -> None:
    found = [m for m in read_sentence(text).mentions if m.type is EntityType.DOCUMENT]
    assert [(m.name, m.number) for m in found] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("白山市召开双拥模范单位和模范个人表彰大会。", ["双拥模范单位和模范个人表彰大会"]),
        ("官兵们仍然战斗在一线，亲切接见代表。", []),
        ("党的二十届三中全会在北京召开。", ["党的二十届三中全会"]),
        (
            "庆祝中华人民共和国成立75周年音乐会29日在京举行。",
            ["庆祝中华人民共和国成立75周年音乐会", "中华人民共和国成立"],
        ),
    ],
)
def test_names_of_events(read_sentence: Read, text: str, expected: list[str]) -> None:
    assert names(read_sentence(text), EntityType.EVENT) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("人们参观红色教育基地和全国备案博物馆。", []),
        ("走进20余处革命旧址。", []),
        ("参观中华苏维埃第一次全国代表大会会址。", ["中华苏维埃第一次全国代表大会会址"]),
        ("走进中国共产党历史展览馆。", ["中国共产党历史展览馆"]),
        ("在天安门广场，人们驻足。", ["天安门广场"]),
        ("改建西昌英烈纪念园，翻建后纪念碑高14米。", ["西昌英烈纪念园"]),
        ("各地游客走进三星堆博物馆新馆。", ["三星堆博物馆新馆"]),
        ("建有原舰队司令员马龙将军墓。", ["马龙将军墓"]),
        ("在南昌八一广场，党员重温誓词。", ["八一广场"]),
        ("保留着“红军桥”“红军街”等遗迹。", ["红军桥", "红军街"]),
        ("中共北满省委驻地旧址位于伊春市。", ["中共北满省委驻地旧址"]),
        ("被县政府公布为林口县爱国主义教育基地。", []),
    ],
)
def test_names_and_classes_of_sites(read_sentence: Read, text: str, expected: list[str]) -> None:
    assert names(read_sentence(text), EntityType.SITE) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("俄罗斯总统普京与费尔南德斯举行会谈。", ["普京", "费尔南德斯"]),
        ("蔡奇、何卫东、夏宝龙和岑浩辉等参加有关活动。", ["蔡奇", "何卫东", "夏宝龙", "岑浩辉"]),
    ],
)
def test_persons_seen_by_the_model(read_sentence: Read, text: str, expected: list[str]) -> None:
    assert names(read_sentence(text), EntityType.PERSON) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("中共中央统战部组织考察。", ["中共中央统战部"]),
        ("国家计委科技司负责人到场。", ["国家计委科技司"]),
        ("漳州军分区某医院副院长写信。", ["漳州军分区", "漳州军分区某医院"]),
        ("驻澳门部队某连举行仪式。", ["驻澳门部队某连"]),
        ("叙利亚外交部发表声明。", ["叙利亚外交部"]),
        ("强烈谴责美国在叙利亚的非法驻军。", ["美国在叙利亚的非法驻军"]),
        ("四川省劳动部门介绍情况。", []),
        ("沈阳铁路公安局通辽铁路公安处查堵。", ["沈阳铁路公安局", "通辽铁路公安处"]),
    ],
)
def test_departments_units_and_bodies_abroad(
    read_sentence: Read, text: str, expected: list[str]
) -> None:
    assert names(read_sentence(text), EntityType.ORGANIZATION) == expected


@pytest.mark.parametrize(
    ("text", "places", "sites"),
    [
        ("甘肃兰州烈士陵园举办活动。", ["甘肃"], ["兰州烈士陵园"]),
        ("在绍兴鲁迅故居，人们驻足。", ["绍兴"], ["鲁迅故居"]),
        ("在山西百团大战纪念馆，人们驻足。", ["山西"], ["百团大战纪念馆"]),
        ("走进江西南昌新四军军部旧址陈列馆。", ["江西", "南昌"], ["新四军军部旧址陈列馆"]),
        ("沈阳抗美援朝烈士陵园庄严肃穆。", [], ["沈阳抗美援朝烈士陵园"]),
        ("在海南三沙永兴岛，渔民们扬帆出海。", ["海南", "三沙", "永兴岛"], []),
        ("游客参观红军桥，聆听红色故事。", [], ["红军桥"]),
        ("在中国非物质文化遗产馆，人们驻足。", [], ["中国非物质文化遗产馆"]),
    ],
)
def test_the_place_before_a_site(
    read_sentence: Read, text: str, places: list[str], sites: list[str]
) -> None:
    extraction = read_sentence(text)
    assert names(extraction, EntityType.PLACE) == places
    assert names(extraction, EntityType.SITE) == sites


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("调研期间，他主持召开座谈会。", ["座谈会"]),
        ("会议精神要落实。", []),
        ("学习贯彻中央军委政治工作会议精神。", ["中央军委政治工作会议"]),
        ("召开紧急会议，决定拨款。", ["紧急会议"]),
        ("游客观看《伟大历程》主题展览。", ["《伟大历程》主题展览"]),
        ("《抗战文物图片展》今天开展。", ["《抗战文物图片展》"]),
        ("开展『讲文明、树新风』活动。", ["『讲文明、树新风』活动"]),
        ("河北省张北发生里氏六点二级地震。", ["里氏六点二级地震"]),
        ("第9号台风“苏拉”登陆。", ["第9号台风“苏拉”"]),
        ("战斗在抗震救灾第一线。", []),
        ("空军向希望工程捐款。", ["希望工程"]),
        ("中央纪委三次全会召开。", ["中央纪委三次全会"]),
        ("首都军民迎新春大型文艺晚会举行。", ["首都军民迎新春大型文艺晚会"]),
    ],
)
def test_events_by_what_is_said_of_them(
    read_sentence: Read, text: str, expected: list[str]
) -> None:
    found = [m.text for m in read_sentence(text).mentions if m.type is EntityType.EVENT]
    assert found == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("习近平总书记强调，要密切协作。", ["习近平"]),
        ("活动圆满结束。（孙益新赵旭东摄）", ["孙益新", "赵旭东"]),
        ("公安处始终坚守。（尔冬）", ["尔冬"]),
        ("新华社记者蔡晖 新华社通讯员张应银", ["蔡晖", "张应银"]),
        ("本报记者注意到，灾民住进了帐篷。", []),
        ("古巴国家主席迪亚斯-卡内尔出席。", ["迪亚斯-卡内尔"]),
        (
            "高原运输线上的汽车兵\n舒永忠李健\n这个团是五十年代首批进藏执行运输任务的汽车部队，长年奔波在川藏线上。",
            ["舒永忠", "李健"],
        ),
    ],
)
def test_persons_in_signatures(read_sentence: Read, text: str, expected: list[str]) -> None:
    assert names(read_sentence(text), EntityType.PERSON) == expected


def test_laws_are_documents_without_marks(read_sentence: Read) -> None:
    text = "认真落实澳门特别行政区基本法、驻军法，完善国防法规。"
    assert names(read_sentence(text), EntityType.DOCUMENT) == ["澳门特别行政区基本法", "驻军法"]


def test_a_five_year_plan_is_a_document_and_its_span_a_time(read_sentence: Read) -> None:
    extraction = read_sentence("按照“十四五”规划，“十四五”规划期间投入加大。")
    assert names(extraction, EntityType.DOCUMENT) == ["“十四五”规划"]
    assert names(extraction, EntityType.TIME) == ["“十四五”规划期间"]


def test_a_title_in_quotes_that_was_given_is_an_honour(read_sentence: Read) -> None:
    text = "该团两次被评为四川省“群众体育先进单位”，发布2023年“最美医生”先进事迹。"
    assert names(read_sentence(text), EntityType.HONOUR) == ["群众体育先进单位", "最美医生"]
