"""Scores of small annotated articles, worked out by hand in the comments."""

from __future__ import annotations

from typing import Any

import pytest

from kg.evaluate.annotations import annotation_of
from kg.evaluate.figures import Figures, compare, figures
from kg.evaluate.matching import maximum_matching
from kg.evaluate.mistakes import Kind, listing, mistakes


def entity(type_: str, name: str, **fields: Any) -> dict[str, Any]:
    return {"type": type_, "name": name, **fields}


def score(gold: dict[str, Any], found: dict[str, Any]) -> Figures:
    comparison = compare(
        annotation_of({"id": "a", "relations": [], **gold}),
        annotation_of({"id": "a", "relations": [], **found}),
    )
    return figures([comparison])


def test_a_name_counts_by_any_of_its_forms_once() -> None:
    gold = [entity("Organization", "市委", canonical="中共白山市委员会", aliases=["白山市委"])]
    found = [entity("Organization", "白山市委"), entity("Organization", "“市委”")]
    strict = score({"entities": gold}, {"entities": found}).types["Organization"].strict
    assert (strict.right, strict.found, strict.annotated) == (1, 2, 1)


def test_lenient_takes_the_longest_overlap_of_what_strict_left() -> None:
    gold = [entity("Site", "杨靖宇将军殉国地"), entity("Site", "双拥公园")]
    found = [entity("Site", "杨靖宇将军"), entity("Site", "殉国地"), entity("Site", "双拥公园")]
    site = score({"entities": gold}, {"entities": found}).types["Site"]
    assert (site.strict.right, site.lenient.right, site.lenient.found) == (1, 2, 3)


def test_a_type_is_part_of_the_match() -> None:
    result = score(
        {"entities": [entity("Site", "双拥公园")]}, {"entities": [entity("Place", "双拥公园")]}
    )
    assert result.entities.lenient.right == 0
    assert list(result.types) == ["Place", "Site"]


def test_neutral_names_count_neither_way_unless_they_match() -> None:
    gold = {"entities": [entity("Place", "白山")], "neutral": ["长白", "白山"]}
    found = [entity("Place", "白山"), entity("Place", "长白"), entity("Place", "沈阳")]
    strict = score(gold, {"entities": found}).entities.strict
    assert (strict.right, strict.found) == (1, 2)


@pytest.mark.parametrize(
    ("found", "right"),
    [
        ({"earliest": "2020-01-01", "latest": "2020-12-31"}, 1),
        ({"earliest": "2020", "latest": "2020-12"}, 1),
        ({"earliest": "2020-01-01", "latest": None}, 0),
    ],
)
def test_partial_dates_widen_to_their_first_and_last_day(found: dict[str, Any], right: int) -> None:
    result = score(
        {"entities": [entity("Time", "2020年", earliest="2020", latest="2020")]},
        {"entities": [entity("Time", "2020年", **found)]},
    )
    assert (result.entities.values_right, result.entities.valued) == (right, 1)


def test_of_two_amounts_in_equal_words_the_one_with_the_right_value_is_paired() -> None:
    gold = [entity("Quantity", "3000余名", min=3000, max=None, unit="名")]
    found = [
        entity("Quantity", "3000余名", min=3000, max=3000, unit="名"),
        entity("Quantity", "3000余名", min=3000.0, max=None, unit="名"),
    ]
    assert score({"entities": gold}, {"entities": found}).entities.values_right == 1


def test_a_relation_counts_by_the_names_of_its_ends() -> None:
    gold = {
        "entities": [
            entity("Document", "《条例》"),
            entity("Organization", "市委", aliases=["白山市委"]),
        ],
        "relations": [["《条例》", "issuer", "市委"]],
        "neutral_relations": [["《条例》", "time", "2020年"]],
    }
    found = {
        "entities": [],
        "relations": [
            ["条例", "issuer", "白山市委"],
            ["条例", "time", "2020年"],
            ["条例", "issuer", "市"],
        ],
    }
    relations = score(gold, found).relations
    assert (relations.strict.right, relations.strict.found) == (1, 2)


def test_lenient_ends_must_not_differ_in_type() -> None:
    gold = {
        "entities": [entity("Site", "白山纪念馆"), entity("Place", "白山市")],
        "relations": [["白山纪念馆", "locatedIn", "白山市"]],
    }
    relations = [["纪念馆", "locatedIn", "白山"]]
    as_site = {"entities": [entity("Site", "纪念馆")], "relations": relations}
    as_event = {"entities": [entity("Event", "纪念馆")], "relations": relations}
    assert score(gold, as_site).relations.lenient.right == 1
    assert score(gold, as_event).relations.lenient.right == 0


def test_strict_pairs_are_as_many_as_can_be() -> None:
    # Taken greedily, the first annotated one would take the only one that the second can have.
    assert len(maximum_matching([((0,), 0, 0), ((1,), 0, 1), ((1,), 1, 0)])) == 2


TEXT = "白山网首页\n白山市召开大会。市委印发通知。"


def test_each_mistake_is_listed_with_its_sentence() -> None:
    gold = annotation_of(
        {
            "id": "a",
            "boilerplate": [[0, 5, "navigation"]],
            "entities": [
                entity("Place", "白山市", mentions=[[6, 9, "白山市"]]),
                entity("Organization", "市委", mentions=[[14, 16, "市委"]]),
                entity("Time", "今年", earliest="2021", latest="2021"),
            ],
            "relations": [["市委", "locatedIn", "白山市"]],
        }
    )
    found = annotation_of(
        {
            "id": "a",
            "entities": [
                entity("Place", "白山", mentions=[[0, 2, "白山"], [6, 8, "白山"]]),
                entity("Site", "市委", mentions=[[14, 16, "市委"]]),
                entity("Time", "今年", earliest="2020", latest="2020"),
                entity("Event", "大会", mentions=[[11, 13, "大会"]]),
            ],
        }
    )
    listed = list(mistakes(compare(gold, found), TEXT))
    assert [(m.kind, m.subject) for m in listed] == [
        (Kind.WRONG_NAME, "Place"),
        (Kind.WRONG_TYPE, "Organization"),
        (Kind.SPURIOUS, "Site"),
        (Kind.SPURIOUS, "Event"),
        (Kind.WRONG_VALUE, "Time"),
        (Kind.MISSED_RELATION, "locatedIn"),
        (Kind.BOILERPLATE, "any"),
    ]
    assert listed[1].sentence == "市委印发通知。"
    assert "spurious: Event (1)" in list(listing(listed))
