"""Which division a place is: landscapes, kinds said once, what ended, and the home by the publisher."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from spacy.language import Language

from kg.extract.places.publisher import publisher_division
from kg.gazetteer import Gazetteer
from kg.model import EntityType, Extraction

Read = Callable[..., Extraction]


def code(extraction: Extraction, name: str) -> str | None:
    (found,) = {
        m.scope for m in extraction.mentions if m.type is EntityType.PLACE and m.name == name
    }
    return found


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        # 湘西 is the west of Hunan, and the prefecture where something in it is named
        ("队员来到湘西的古丈县。", "湘西", "433100"),
        ("湘西风光很美。", "湘西", None),
        ("江西省井冈山市开展祭扫，井冈山杜鹃盛开。", "井冈山", "360881"),
        ("在北京市，门头沟、房山两区清淤。", "门头沟", "110109"),
        ("恩施州开展双拥工作。", "恩施州", "422800"),
        ("新华社南京8月1日电 鼓楼区送喜报。", "鼓楼区", "320106"),
    ],
)
def test_which_division(read_sentence: Read, text: str, name: str, expected: str | None) -> None:
    assert code(read_sentence(text), name) == expected


def test_what_ended_is_what_took_over_from_it_alone(read_sentence: Read) -> None:
    text = "安徽省无为县的烈士回家。"
    assert code(read_sentence(text, date(2020, 9, 27)), "无为县") == "340281"
    assert code(read_sentence(text, date(2015, 9, 27)), "无为县") == "340225"


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("潍坊日报", "", "潍坊市"),
        ("中国江苏网", "", "江苏省"),
        ("大同日报", "", "大同市"),  # an ordinary word, but no county
        ("东方网", "", None),
        ("新民晚报", "", None),
        ("光明日报", "", None),
        ("鼓楼区人民政府", "", None),  # there are several
        (None, "本报讯（白银日报记者 王刚）双拥模范城迎牌。", "白银市"),
        (None, "武汉广播电视台消息：欢送新兵。", "武汉市"),
        (None, "读者来信谈到潍坊日报办得好。", None),
    ],
)
def test_the_publisher_tells_a_place(
    nlp: Language, gazetteer: Gazetteer, source: str | None, text: str, expected: str | None
) -> None:
    doc = nlp.make_doc(text)
    doc._.source, doc._.published = source, date(2023, 7, 31)
    found = publisher_division(doc, gazetteer.divisions, {"东方", "新民", "大同"})
    assert (found and found.name) == expected


def test_a_hall_with_the_name_of_a_city_is_not_in_that_city(read_sentence: Read) -> None:
    read = read_sentence("会址原是廖氏宗祠，又叫万源祠，建于清代。")
    assert not [m for m in read.mentions if m.scope == "511781"]
