"""One or two sentences, the expected triples."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Extraction


@pytest.mark.parametrize(
    ("text", "triple"),
    [
        ("吉林省白山市召开会议。", ("白山市", "locatedIn", "吉林省")),
        ("浙江开展调研。李某来到嘉兴市。", ("嘉兴市", "locatedIn", "浙江")),
        ("在广西，湘江战役纪念馆内游客不少。", ("湘江战役纪念馆", "locatedIn", "广西")),
        ("联合国安理会开会，联合国表态。", ("联合国安理会", "partOf", "联合国")),
        ("中央纪委三次全会召开，中央纪委部署。", ("中央纪委三次全会", "organizer", "中央纪委")),
        ("这是驻澳门部队每年都要举行的建连仪式。", ("建连仪式", "organizer", "驻澳门部队")),
        ("选举田平为省人大常委会主任，李明、王强为副主任。", ("王强", "role", "省人大常委会")),
        ("孙鹏来到尼玛县，担任县委副书记。", ("孙鹏", "role", "县委")),
        ("驻港部队司令员刘镇武、政委熊自仁陪同。", ("熊自仁", "role", "驻港部队")),
        ("由敦煌文艺出版社出版的《英模丛书》上市。", ("英模丛书", "issuer", "敦煌文艺出版社")),
        ("歌颂英模的五集电视剧《好人的故事》首映。", ("五集", "statistic", "好人的故事")),
        (
            "杨靖宇烈士陵园始建于1954年。1961年，陵园列为吉林省文物保护单位。",
            ("吉林省文物保护单位", "awarded", "杨靖宇烈士陵园"),
        ),
        ("贵州88个县留下足迹。", ("88个", "statistic", "贵州")),
        ("洛杉矶发生枪击事件，造成3人死亡。", ("3人", "statistic", "枪击事件")),
        ("苏韦达省发生空袭。", ("空袭", "locatedIn", "苏韦达省")),
        (
            "中宣部已将歌乐山烈士陵园、红岩革命纪念馆列入全国爱国主义教育示范基地。",
            ("全国爱国主义教育示范基地", "awarded", "红岩革命纪念馆"),
        ),
        ("白山市有驻白部队。", ("驻白部队", "locatedIn", "白山市")),
        (
            "白山市委、市政府出台了《随军家属生活补贴发放办法》。",
            ("随军家属生活补贴发放办法", "issuer", "白山市委"),
        ),
        (
            "白山市委、市政府出台了《随军家属生活补贴发放办法》。",
            ("随军家属生活补贴发放办法", "issuer", "市政府"),
        ),
        ("白山市制定印发了《甲制度》《乙制度》。", ("乙制度", "issuer", "白山市")),
        ("2020年8月20日，白山市举办文艺慰问晚会。", ("文艺慰问晚会", "time", "2020年8月20日")),
        ("2020年8月20日，白山市举办文艺慰问晚会。", ("文艺慰问晚会", "organizer", "白山市")),
        (
            "曾连续两次荣获全国双拥模范城称号的丹东市重视双拥。",
            ("全国双拥模范城", "awarded", "丹东市"),
        ),
        ("白山市2020年成功实现全国双拥模范城“四连冠”。", ("全国双拥模范城", "time", "2020年")),
        ("白银市委书记苏君讲话。", ("苏君", "role", "白银市委")),
        ("工作组与93岁老兵李玉忠合影。", ("93岁", "statistic", "李玉忠")),
        ("四年来，驻白山部队援建8所学校。", ("8所", "statistic", "驻白山部队")),
        ("今年以来，形势很好，丹东火车站售票12万余张。", ("12万余张", "statistic", "丹东火车站")),
        ("新华社北京1月15日电 太原市安置退役士兵50名。", ("50名", "statistic", "太原市")),
        ("1943年9月，日军发动百花洞战役。", ("百花洞战役", "participant", "日军")),
        ("民政部授予丹东市全国双拥模范城称号。", ("全国双拥模范城", "awarded", "丹东市")),
        (
            "吉林省退役军人事务厅副厅长、省双拥办主任王建国讲话。",
            ("王建国", "role", "吉林省退役军人事务厅"),
        ),
        (
            "军地双拥座谈会在白山市召开。白山市委书记王建国、市长李卫东出席会议。",
            ("军地双拥座谈会", "participant", "李卫东"),
        ),
        (
            "中共中央总书记、国家主席、中央军委主席王建国讲话。",
            ("王建国", "role", "中共中央"),
        ),
        (
            "安葬仪式9月13日举行。30位英烈在安葬仪式上安息。",
            ("安葬仪式", "time", "9月13日"),
        ),
        ("出席拥军大会的还有：王建国、李卫东。", ("拥军大会", "participant", "李卫东")),
        ("在江西高安，人们走进红军长征纪念馆。", ("红军长征纪念馆", "locatedIn", "高安")),
        (
            "关中革命纪念馆开馆。关中革命纪念馆位于陕西省富平县。",
            ("关中革命纪念馆", "locatedIn", "富平县"),
        ),
        ("门头沟区的龙泉镇、王平镇开展活动。", ("王平镇", "locatedIn", "门头沟区")),
        ("肇庆怀集遭遇洪水。", ("怀集", "locatedIn", "肇庆")),
        ("丹东化纤公司是老企业。这家公司安置军嫂65名。", ("65名", "statistic", "丹东化纤公司")),
        ("目前全省共有军民共建点1100多个。吉林省重视双拥。", ("1100多个", "statistic", "吉林省")),
        (
            "2000多名师生徒步前往任山河烈士陵园，祭奠先烈。",
            ("2000多名", "statistic", "任山河烈士陵园"),
        ),
        ("出席拥军大会的王建国讲话。", ("拥军大会", "participant", "王建国")),
        (
            "全国双拥工作会议4月23日在北京召开。",
            ("全国双拥工作会议", "time", "4月23日"),
        ),
        (
            "全国双拥工作会议4月23日在北京召开。",
            ("全国双拥工作会议", "locatedIn", "北京"),
        ),
        ("人们来到俄罗斯首都莫斯科。", ("莫斯科", "locatedIn", "俄罗斯")),
    ],
)
def test_relations(
    read_sentence: Callable[..., Extraction], text: str, triple: tuple[str, str, str]
) -> None:
    extraction = read_sentence(text, title="白山市双拥工作")
    found = {(r.subject.name, r.predicate.value, r.object.name) for r in extraction.relations}
    assert triple in found


def test_the_evidence_is_the_sentence(read_sentence: Callable[..., Extraction]) -> None:
    text = "天气晴好。\n2020年8月20日,白山市举办文艺 慰问晚会。大家高兴。"
    extraction = read_sentence(text)
    relation = next(r for r in extraction.relations if r.predicate == "time")
    assert text[relation.start : relation.end] == "2020年8月20日,白山市举办文艺 慰问晚会。"


def test_a_mayor_holds_no_office_in_the_party_committee_named_before(
    read_sentence: Callable[..., Extraction],
) -> None:
    relations = read_sentence("白山市委书记王建国、市长刘建军参加座谈会。").relations
    assert [r.subject.name for r in relations if r.predicate == "role"] == ["王建国"]


@pytest.mark.parametrize(
    ("text", "triple"),
    [
        (
            "国务院新闻办公室举行“推动发展”系列主题新闻发布会，国家文物局相关负责人介绍情况。",
            ("“推动发展”系列主题新闻发布会", "participant", "国家文物局"),
        ),
        (
            "今天，香港特区政府举行仪式，纪念抗战胜利79周年。",
            ("仪式", "commemorates", "抗战胜利"),
        ),
        ("云南发生6.2级地震。", ("6.2级地震", "locatedIn", "云南")),
        ("塞方致函北约驻科索沃部队，要求返回科索沃。", ("驻科索沃部队", "locatedIn", "科索沃")),
        ("《烽火》主题展览9月3日向公众开放。", ("《烽火》主题展览", "time", "9月3日")),
        (
            "这是嘉峪关市和酒钢公司组织的“鱼水情”文艺晚会。",
            ("“鱼水情”文艺晚会", "organizer", "嘉峪关市"),
        ),
        (
            "“鱼水情”文艺晚会精彩纷呈。著名演员郭达、魏积安登台。",
            ("“鱼水情”文艺晚会", "participant", "魏积安"),
        ),
        ("米兰冬奥会召开。米兰冬奥会开幕式很精彩。", ("米兰冬奥会开幕式", "partOf", "米兰冬奥会")),
        (
            "白山市开展纪念英烈活动，前往刘捷烈士墓献花。",
            ("纪念英烈活动", "commemorates", "刘捷"),
        ),
        (
            "1月8日天气晴好。白山市举办双拥晚会。",
            ("双拥晚会", "time", "1月8日"),
        ),
    ],
)
def test_what_is_said_around_an_event(
    read_sentence: Callable[..., Extraction], text: str, triple: tuple[str, str, str]
) -> None:
    found = {(r.subject.name, r.predicate, r.object.name) for r in read_sentence(text).relations}
    assert triple in found


@pytest.mark.parametrize(
    ("text", "triple"),
    [
        (
            "《英模丛书》出版。这套丛书记录了张思德、董存瑞的一生。",
            ("英模丛书", "commemorates", "董存瑞"),
        ),
        ("刘金鱼是模范。《刘金鱼的故事》上映。", ("刘金鱼的故事", "commemorates", "刘金鱼")),
        (
            "总理签署国务院令，公布修订后的《烈士褒扬条例》。",
            ("烈士褒扬条例", "issuer", "国务院"),
        ),
        (
            "《胜利》《声音》等中央广播电视总台精品节目展映。",
            ("声音", "issuer", "中央广播电视总台"),
        ),
    ],
)
def test_what_is_said_around_a_document(
    read_sentence: Callable[..., Extraction], text: str, triple: tuple[str, str, str]
) -> None:
    found = {(r.subject.name, r.predicate, r.object.name) for r in read_sentence(text).relations}
    assert triple in found


@pytest.mark.parametrize(
    ("text", "triple"),
    [
        # nobody is said to hold what is itself the subject
        ("白山市很美。\n双拥晚会在京举行。", ("双拥晚会", "organizer", "白山市")),
        # the article is about a place, which issues no book
        ("白山市很美。白山市富裕。\n近日，出版的《山河》受欢迎。", ("山河", "issuer", "白山市")),
        # of the same rank
        ("民政部财政部发出通知。", ("财政部", "partOf", "民政部")),
        # not an office
        (
            "当市领导为寻求人民布厂生存之道找到王建国时，他同意了。",
            ("王建国", "role", "人民布厂"),
        ),
        ("以周恩来为首的中国代表团出席会议。", ("周恩来", "role", "中国代表团")),
    ],
)
def test_what_is_not_said(
    read_sentence: Callable[..., Extraction], text: str, triple: tuple[str, str, str]
) -> None:
    found = {(r.subject.name, r.predicate, r.object.name) for r in read_sentence(text).relations}
    assert triple not in found
