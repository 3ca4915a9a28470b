"""Units of the forces: which names are theirs, what they belong to, did and were awarded."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import EntityType, Extraction

Read = Callable[..., Extraction]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("陆军第82集团军某合成旅派出200人。", "陆军第82集团军某合成旅"),
        ("中国人民解放军第四野战军南下。", "中国人民解放军第四野战军"),
        ("“硬骨头六连”官兵举行宣誓仪式。", "硬骨头六连"),
        ("“杨根思连”苦练精兵。新兵来到杨根思连。", "杨根思连"),
        ("改编为杨靖宇支队。", "杨靖宇支队"),
        ("许玉忠任志愿军第60军181师543团副班长。", "志愿军第60军181师543团"),
        ("前身是东北人民革命军第一军独立师。", "东北人民革命军第一军独立师"),
        ("武乡县是八路军总部重要所在地。", "八路军总部"),
        ("他们与秋收起义部队会合。", "秋收起义部队"),
        ("雷锋生前所在部队开展活动。", "雷锋生前所在部队"),
        ("红四军主力部队向赣南进军。", "红四军"),
    ],
)
def test_names_of_units(read_sentence: Read, text: str, name: str) -> None:
    mentions = read_sentence(text).mentions
    assert name in {m.name for m in mentions if m.type is EntityType.ORGANIZATION}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("国防部授予该部“硬骨头六连”荣誉称号。", "硬骨头六连"),  # an honour
        ("村里成立“红马甲志愿服务大队”。", "红马甲志愿服务大队"),  # of no force
        ("多支起义部队陆续加入。", "多支起义部队"),
        ("她与丈夫陈富军团圆。", "陈富军团"),
        ("这是八路军总部旧址。", "八路军总部"),  # the site is named
    ],
)
def test_what_names_no_unit(read_sentence: Read, text: str, name: str) -> None:
    mentions = read_sentence(text).mentions
    assert name not in {m.name for m in mentions if m.type is EntityType.ORGANIZATION}


@pytest.mark.parametrize(
    ("text", "triple"),
    [
        (
            "陆军第82集团军某合成旅“刘老庄连”是一支英雄连队。",
            ("刘老庄连", "partOf", "陆军第82集团军某合成旅"),
        ),
        (
            "八路军东渡黄河。武乡县是八路军总部所在地。",
            ("八路军总部", "partOf", "八路军"),
        ),
        (
            "第四野战军将该师改编为杨靖宇支队。",
            ("杨靖宇支队", "partOf", "第四野战军"),
        ),
        ("雷锋生前所在部队开展活动。", ("雷锋生前所在部队", "member", "雷锋")),
        (
            "“红四连”先后参加黄麻起义、孟良崮战役等战役战斗100多次。",
            ("孟良崮战役", "participant", "红四连"),
        ),
        (
            "“红四连”先后参加黄麻起义、孟良崮战役等战役战斗100多次。",
            ("100多次", "statistic", "红四连"),
        ),
        (
            "第74集团军某旅苦练。旅队先后参加长江抗洪、汶川抗震等任务。",
            ("汶川抗震", "participant", "第74集团军某旅"),
        ),
        (
            "“红四连”是英雄连队。近年来，该连荣立集体一等功1次。",
            ("集体一等功", "awarded", "红四连"),
        ),
        (
            "“红四连”是英雄连队。82年前，全连82名官兵牺牲。",
            ("82名", "statistic", "红四连"),
        ),
        (
            "八路军挺进华北，在太行山建立抗日根据地。",
            ("八路军", "locatedIn", "太行山"),
        ),
        ("红四军主力部队向赣南、闽西进军。", ("红四军", "locatedIn", "闽西")),
        (
            "武乡县很美。这里曾是八路军总部所在地。",
            ("八路军总部", "locatedIn", "武乡县"),
        ),
        (
            "兴县是晋绥根据地首府所在地，八路军120师的主战场之一。",
            ("八路军120师", "locatedIn", "兴县"),
        ),
        ("前身是杨靖宇领导的东北抗日联军。", ("杨靖宇", "role", "东北抗日联军")),
        ("杨靖宇是东北抗日联军主要创建者之一。", ("杨靖宇", "role", "东北抗日联军")),
        ("毛泽东领导的秋收起义爆发。", ("秋收起义", "participant", "毛泽东")),
    ],
)
def test_what_is_told_of_a_unit(
    read_sentence: Read, text: str, triple: tuple[str, str, str]
) -> None:
    found = {(r.subject.name, r.predicate, r.object.name) for r in read_sentence(text).relations}
    assert triple in found


def test_a_unit_with_a_number_has_its_full_name(read_sentence: Read) -> None:
    full = {m.name: m.canonical for m in read_sentence("红四军与78集团军。").mentions}
    assert full == {
        "红四军": "中国工农红军第四军",
        "78集团军": "中国人民解放军陆军第78集团军",
    }
