"""Why a place or site is linked as it is: one text each, a name in it, the reason and what was not taken."""

from __future__ import annotations

from datetime import date

import pytest
from rdflib import RDFS, Graph
from spacy.language import Language

from kg.extract import extract
from kg.gazetteer import Gazetteer
from kg.graph.linking_reasons import REASONS
from kg.graph.vocabulary import KG
from kg.link import link
from kg.model import Article, LinkingReason, Mention
from kg.settings import Settings

CASES = [
    ("白山市召开大会。", "白山市", LinkingReason.ONLY_ONE, ()),
    ("江苏省南京市召开大会。鼓楼区作出部署。", "鼓楼区", LinkingReason.CONTEXT, None),
    ("会议提出，朝阳区要加强拥军。", "朝阳区", LinkingReason.SEVERAL, None),
    (
        "在辽宁省丹东市，抗美援朝纪念馆接待了参观者。",
        "抗美援朝纪念馆",
        LinkingReason.NAME_AND_PLACE,
        (),
    ),
    ("丹东抗美援朝纪念馆今天免费开放。", "丹东抗美援朝纪念馆", LinkingReason.NAME_AND_PLACE, None),
    ("在云南省昆明市，抗美援朝纪念馆今天开放。", "抗美援朝纪念馆", LinkingReason.ELSEWHERE, None),
]


def mention(nlp: Language, gazetteer: Gazetteer, text: str, name: str) -> Mention:
    article = Article(id="a", text=text, body=((0, len(text)),), published=date(2021, 3, 12))
    (linked,) = link(extract([article], nlp), gazetteer)
    return next(m for e in linked.entities for m in e.mentions if m.name == name)


@pytest.mark.parametrize(("text", "name", "reason", "rejected"), CASES)
def test_a_link_keeps_its_reason(
    nlp: Language,
    gazetteer: Gazetteer,
    text: str,
    name: str,
    reason: LinkingReason,
    rejected: tuple[str, ...] | None,
) -> None:
    found = mention(nlp, gazetteer, text, name)
    assert found.reason is reason
    if rejected is not None:
        assert found.rejected == rejected


def test_the_entries_that_were_not_taken_are_named(nlp: Language, gazetteer: Gazetteer) -> None:
    found = mention(nlp, gazetteer, "会议提出，朝阳区要加强拥军。", "朝阳区")
    assert {"朝阳区 110105", "朝阳区 220104"} <= set(found.rejected)


def test_the_words_for_the_reasons_are_those_of_the_ontology() -> None:
    terms = Graph().parse(Settings().ontology / "kg.ttl")
    assert set(REASONS) == set(LinkingReason)
    for reason, (zh, en) in REASONS.items():
        labels = {
            str(label.language): str(label)  # type: ignore[attr-defined]
            for label in terms.objects(KG[reason.value], RDFS.label)
        }
        assert labels == {"zh": zh, "en": en}
