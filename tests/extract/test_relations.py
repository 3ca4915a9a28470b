"""One or two sentences, the expected triples."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.model import Extraction


@pytest.mark.parametrize(
    ("text", "triple"),
    [
        ("吉林省白山市召开会议。", ("白山市", "locatedIn", "吉林省")),
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
