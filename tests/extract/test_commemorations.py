"""Shows and ceremonies that remember wars, and the sites named for them; what is told of a show."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import EntityType, Extraction

Read = Callable[..., Extraction]

SHOW = "《人民必胜——纪念中国人民抗日战争暨世界反法西斯战争胜利80周年》主题展览"


@pytest.mark.parametrize(
    ("text", "triple"),
    [
        (f"{SHOW}开展。", (SHOW, "commemorates", "中国人民抗日战争")),
        (f"{SHOW}开展。", (SHOW, "commemorates", "世界反法西斯战争")),
        ("腾冲滇西抗战纪念馆开放。", ("滇西抗战纪念馆", "commemorates", "滇西抗战")),
        (
            "在侵华日军细菌战死难民众纪念碑前默哀。",
            ("侵华日军细菌战死难民众纪念碑", "commemorates", "细菌战"),
        ),
        (f"{SHOW}开展以来，参观人数突破60万人次。", ("突破60万人次", "statistic", SHOW)),
        (f"{SHOW}开展。展览面积12200平方米。", ("12200平方米", "statistic", SHOW)),
        (f"{SHOW}开展。展览通过1525张照片展现历程。", ("1525张", "statistic", SHOW)),
        (f"{SHOW}开展。展厅内，5098张老照片组成照片墙。", ("5098张", "statistic", SHOW)),
        (f"近两百位驻华使节来到纪念馆，参观{SHOW}。", ("近两百位", "statistic", SHOW)),
        ("展现中国人民14年艰苦卓绝的抗战历程。", ("14年", "statistic", "抗战")),
        ("将在天安门举行的盛大阅兵式引人注目。", ("阅兵式", "locatedIn", "天安门")),
        ("当天将在北京举行招待会和文艺晚会。", ("文艺晚会", "locatedIn", "北京")),
        (
            "慰问老干部文艺演出29日在京举行。张建国、何卫东一同观看。",
            ("慰问老干部文艺演出", "participant", "张建国"),
        ),
        (
            "纪念仪式7日在沈阳举行。首都大学生合唱团演唱了《延安颂》。",
            ("纪念仪式", "participant", "首都大学生合唱团"),
        ),
    ],
)
def test_what_is_told_of_a_show(
    read_sentence: Read, text: str, triple: tuple[str, str, str]
) -> None:
    found = {(r.subject.name, r.predicate, r.object.name) for r in read_sentence(text).relations}
    assert triple in found


@pytest.mark.parametrize(
    ("text", "triple"),
    [
        # the text has gone on to another place
        (f"{SHOW}开展。新县共接待游客1398万人次。", ("1398万人次", "statistic", SHOW)),
        # what others heard of a show is no show that they held that day
        (
            "国务院新闻办公室今天（6月24日）举行新闻发布会，介绍抗战胜利80周年纪念活动总体安排。",
            ("抗战胜利80周年纪念活动", "time", "今天（6月24日）"),
        ),
        # where it was, and no one who held it
        ("北京很美。当天将在北京举行招待会。", ("招待会", "organizer", "北京")),
        (
            "北京开展宣誓活动，学生重温建党百年庆祝大会上的献词。",
            ("建党百年庆祝大会", "organizer", "北京"),
        ),
    ],
)
def test_what_is_not_told_of_a_show(
    read_sentence: Read, text: str, triple: tuple[str, str, str]
) -> None:
    found = {(r.subject.name, r.predicate, r.object.name) for r in read_sentence(text).relations}
    assert triple not in found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("将在京举行招待会和文艺晚会。", ["招待会", "文艺晚会"]),
        ("他们参加长江抗洪、汶川抗震等任务。", ["长江抗洪", "汶川抗震"]),
        ("今年的阅兵训练很严格。", []),
        ("两军在煤山镇会师。", []),
        (
            "在中国人民抗日战争暨世界反法西斯战争胜利80周年之际，",
            [
                "中国人民抗日战争",
                "中国人民抗日战争暨世界反法西斯战争胜利",
                "世界反法西斯战争",
            ],
        ),
    ],
)
def test_events_of_one_phrase(read_sentence: Read, text: str, expected: list[str]) -> None:
    found = [m.text for m in read_sentence(text).mentions if m.type is EntityType.EVENT]
    assert found == expected


def test_laureates_listed_after_the_honour(read_sentence: Read) -> None:
    text = (
        "在建军99周年之际，中央宣传部发布12名“最美新时代革命军人”。"
        "李灿、王晓明、陈玉浩等12名官兵，是先进典型。"
    )
    found = {(r.subject.name, r.predicate, r.object.name) for r in read_sentence(text).relations}
    honour = "最美新时代革命军人"
    assert {
        (honour, "awarded", "李灿"),
        (honour, "awarded", "王晓明"),
        (honour, "awarded", "陈玉浩"),
        (honour, "time", "建军99周年"),
        ("12名", "statistic", honour),
    } <= found


def test_what_is_told_of_an_old_county(read_sentence: Read) -> None:
    text = "武乡县是八路军总部所在地，这里有9万多人参加抗日团体，14600人参加八路军。"
    found = {(r.subject.name, r.predicate, r.object.name) for r in read_sentence(text).relations}
    assert {("9万多人", "statistic", "武乡县"), ("14600人", "statistic", "武乡县")} <= found
