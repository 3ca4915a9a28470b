"""Who acts in a sentence, and who does not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Extraction


def holders(extraction: Extraction, predicate: str) -> set[tuple[str, str]]:
    return {
        (r.subject.name, r.object.name) for r in extraction.relations if r.predicate == predicate
    }


@pytest.mark.parametrize(
    "text",
    [
        "俄罗斯国防部27日称，防空部队一天内击落45架无人机。",
        "红十字国际委员会当天表示，冲突导致大约80%的医院停止服务。",
    ],
)
def test_who_only_reports_does_not_act(read_sentence: Callable[..., Extraction], text: str) -> None:
    assert not holders(read_sentence(text), "statistic")


def test_who_reports_on_itself_acts(read_sentence: Callable[..., Extraction]) -> None:
    found = holders(read_sentence("俄罗斯国防部27日称，已击落45架无人机。"), "statistic")
    assert ("45架", "俄罗斯国防部") in found


@pytest.mark.parametrize(
    ("text", "predicate", "pair"),
    [
        (
            "李希15日至17日到重庆调研。调研期间，李希主持召开座谈会。",
            "time",
            ("座谈会", "15日至17日"),
        ),
        (
            "李希15日至17日到重庆调研。调研期间，李希主持召开座谈会。",
            "locatedIn",
            ("座谈会", "重庆"),
        ),
        (
            "民政部对工作高度重视，部长多吉才让作了部署。",
            "role",
            ("多吉才让", "民政部"),
        ),
        (
            "白山市“八一”文艺晚会在人民广场举行，群众观看。",
            "organizer",
            ("“八一”文艺晚会", "白山市"),
        ),
        (
            "周恩来纪念馆落成。该馆位于淮安市。",
            "locatedIn",
            ("周恩来纪念馆", "淮安市"),
        ),
    ],
)
def test_what_a_sentence_says_of_the_one_before(
    read_sentence: Callable[..., Extraction], text: str, predicate: str, pair: tuple[str, str]
) -> None:
    assert pair in holders(read_sentence(text), predicate)


def test_an_event_is_held_by_those_named_as_its_hosts(
    read_sentence: Callable[..., Extraction],
) -> None:
    text = "白山市文艺晚会在人民广场举行，由市委宣传部、市双拥办主办，三千军民观看演出。"
    found = holders(read_sentence(text), "organizer")
    assert found == {("文艺晚会", "市委宣传部"), ("文艺晚会", "市双拥办")}


@pytest.mark.parametrize(
    "text",
    [
        "全国妇联召开大会。大会表彰了300名全国三八红旗手。",
        "国务院决定表彰全国先进基层党组织。",
        "重庆市委命名了18个爱国主义教育基地。",
    ],
)
def test_who_gives_an_honour_does_not_receive_it(
    read_sentence: Callable[..., Extraction], text: str
) -> None:
    assert not holders(read_sentence(text), "awarded")


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("全国妇联召开纪念大会。大会表彰了300名全国三八红旗手。", ("300名", "纪念大会")),
        ("白山市举办文艺晚会，3000余名军民观看演出。", ("3000余名", "文艺晚会")),
        ("在沧州冀中烈士陵园，百余名学生代表列队。", ("百余名", "冀中烈士陵园")),
    ],
)
def test_those_who_are_counted_at_an_event_or_site(
    read_sentence: Callable[..., Extraction], text: str, pair: tuple[str, str]
) -> None:
    assert pair in holders(read_sentence(text), "statistic")


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        (
            "宝塔消防救援站成立于1973年，站党支部很有力。",
            ("站党支部", "宝塔消防救援站"),
        ),
    ],
)
def test_a_committee_is_of_the_body_that_it_is_named_for(
    read_sentence: Callable[..., Extraction], text: str, pair: tuple[str, str]
) -> None:
    assert pair in holders(read_sentence(text), "partOf")


def test_the_military_commission_is_of_party_and_state(
    read_sentence: Callable[..., Extraction],
) -> None:
    assert not holders(read_sentence("党中央、中央军委十分关心。党中央中央军委慰问。"), "partOf")


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("李明被评为“中国好人”。", ("中国好人", "李明")),
        ("王丽被省退役军人事务厅评为“退役军人创业之星”。", ("退役军人创业之星", "王丽")),
        ("白山市获得了全国双拥模范城称号。", ("全国双拥模范城", "白山市")),
    ],
)
def test_who_received_an_honour(
    read_sentence: Callable[..., Extraction], text: str, pair: tuple[str, str]
) -> None:
    assert pair in holders(read_sentence(text), "awarded")


def test_a_member_of_the_standing_committee_has_an_office_in_the_party_committee(
    read_sentence: Callable[..., Extraction],
) -> None:
    found = holders(read_sentence("市委常委、白山军分区政委何建国参加。"), "role")
    assert ("何建国", "市委") in found
