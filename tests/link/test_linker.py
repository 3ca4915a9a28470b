"""Entities and their keys."""

from __future__ import annotations

from datetime import date

import pytest
from spacy.language import Language

from kg.extract import extract
from kg.gazetteer import Gazetteer
from kg.link import link
from kg.link.records import record
from kg.model import Article, LinkedArticle
from kg.settings import Settings

GAZETTEER = Gazetteer.load(Settings().gazetteer)


def linked(nlp: Language, text: str, id_: str = "a") -> LinkedArticle:
    article = Article(id=id_, text=text, body=((0, len(text)),), published=date(2021, 3, 12))
    return next(link(extract([article], nlp), GAZETTEER))


def keys(nlp: Language, text: str, id_: str = "a") -> dict[str, str]:
    return {entity.label: entity.key for entity in linked(nlp, text, id_).entities}


def test_a_place_has_its_code(nlp: Language) -> None:
    assert keys(nlp, "吉林省白山市召开会议。")["白山市"] == "place/220600"


def test_short_and_full_names_are_one_entity(nlp: Language) -> None:
    result = linked(nlp, "白山市委召开会议。市委要求落实。中共白山市委作出部署。")
    bodies = [e for e in result.entities if e.subtype == "PartyBody"]
    assert [(e.canonical, len(e.mentions)) for e in bodies] == [("中共白山市委员会", 3)]


def test_the_same_body_has_one_key_in_every_article(nlp: Language) -> None:
    one = keys(nlp, "白山市委召开会议。", "a")["中共白山市委员会"]
    other = keys(nlp, "在白山市，市委部署工作。", "b")["中共白山市委员会"]
    assert one == other


def test_leading_groups_of_two_cities_are_two_bodies(nlp: Language) -> None:
    one = keys(nlp, "白山市成立双拥工作领导小组。")
    other = keys(nlp, "丹东市成立双拥工作领导小组。")
    assert one["白山市双拥工作领导小组"] != other["丹东市双拥工作领导小组"]


def test_unnamed_units_of_two_articles_are_never_one(nlp: Language) -> None:
    text = "在太原市，驻军某部参加抢险。"
    units = [
        next(e.key for e in linked(nlp, text, id_).entities if e.subtype == "Garrison")
        for id_ in ("a", "b")
    ]
    assert units[0] != units[1]


def test_a_record_has_offsets_into_the_text(nlp: Language) -> None:
    text = "2020年12月30日,白山市召开表彰大会。"
    for entity in record(linked(nlp, text))["entities"]:
        for start, end, surface in entity["mentions"]:
            assert text[start:end] == surface


def test_a_short_form_is_the_longer_name_before_it(nlp: Language) -> None:
    text = "第十批在韩志愿军烈士遗骸交接仪式举行。交接仪式后，烈士遗骸安葬仪式在沈阳举行。"
    events = [e for e in linked(nlp, text).entities if e.type == "Event"]
    assert [(e.name, e.aliases) for e in events] == [
        ("第十批在韩志愿军烈士遗骸交接仪式", ("交接仪式",)),
        ("烈士遗骸安葬仪式", ()),
    ]


def test_a_common_word_before_a_name_is_no_short_form(nlp: Language) -> None:
    text = "各地开展祭扫活动。兰州烈士陵园举办集体祭扫活动。"
    events = [e.name for e in linked(nlp, text).entities if e.type == "Event"]
    assert events == ["祭扫活动", "集体祭扫活动"]


@pytest.mark.parametrize(
    ("day", "text", "code"),
    [
        (date(1998, 1, 20), "在山东省，兖州市民踊跃报名。兖州作出部署。", "370882"),
        (date(2021, 1, 20), "在山东省，兖州区居民踊跃报名。兖州作出部署。", "370812"),
        (date(2021, 1, 20), "吉林省白山市召开会议。白山作出部署。", "220600"),
    ],
)
def test_a_name_stands_for_the_division_of_its_time(
    nlp: Language, day: date, text: str, code: str
) -> None:
    article = Article(id="a", text=text, body=((0, len(text)),), published=day)
    (found,) = link(extract([article], nlp), GAZETTEER)
    codes = [e.code for e in found.entities if e.type == "Place" and "兖州" in e.label + e.name]
    codes += [e.code for e in found.entities if e.type == "Place" and "白山" in e.label]
    assert codes == [code]


@pytest.mark.parametrize(
    ("text", "name", "key"),
    [
        (
            "在辽宁省丹东市，抗美援朝纪念馆接待了参观者。",
            "抗美援朝纪念馆",
            "kangmeiyuanchao-jinianguan",
        ),
        ("延安革命纪念馆今天免费开放。", "延安革命纪念馆", "yanan-geming-jinianguan"),
    ],
)
def test_a_site_of_the_gazetteer_is_known_by_name_and_place(
    nlp: Language, text: str, name: str, key: str
) -> None:
    (site,) = [e for e in linked(nlp, text).entities if e.type == "Site"]
    assert (site.name, site.key, site.code) == (name, f"site/{key}", key)


@pytest.mark.parametrize(
    "text", ["抗美援朝纪念馆今天免费开放。", "在云南省昆明市，抗美援朝纪念馆今天开放。"]
)
def test_a_name_without_the_place_of_the_entry_is_not_the_entry(nlp: Language, text: str) -> None:
    (site,) = [e for e in linked(nlp, text).entities if e.type == "Site"]
    assert site.code is None


def test_a_name_that_many_places_bear_stays_undecided_and_its_article_s_own(nlp: Language) -> None:
    found = [
        e
        for id_ in ("a", "b")
        for e in linked(nlp, "在鼓楼区，居民走访慰问官兵。", id_).entities
        if e.name == "鼓楼区"
    ]
    assert [(e.code, e.resolved) for e in found] == [(None, False), (None, False)]
    assert found[0].key != found[1].key
