"""What places and organizations are linked to, on one made-up article."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kg.errors import DataFileError
from kg.evaluate.annotations import annotation_of
from kg.evaluate.figures import compare
from kg.evaluate.linking import Linking, Links, read_links, score_linking
from kg.gazetteer import Gazetteer
from kg.settings import Settings

LINKS = Links(
    codes={("a", "白山"): "220600", ("a", "临江"): "220681", ("a", "长白"): "220623"},
    also={"中华人民共和国民政部": frozenset({"民政部"})},
)
GOLD = [
    {"type": "Place", "name": "白山"},
    {"type": "Place", "name": "临江"},
    {"type": "Place", "name": "长白"},
    {"type": "Place", "name": "长白山"},
    {"type": "Organization", "name": "市委", "canonical": "中共白山市委员会"},
    {"type": "Organization", "name": "民政部", "canonical": "中华人民共和国民政部"},
    {"type": "Organization", "name": "驻白部队"},
]


def score(*found: dict[str, Any]) -> Linking:
    annotated = annotation_of({"id": "a", "entities": GOLD})
    return score_linking([compare(annotated, annotation_of({"id": "a", "entities": found}))], LINKS)


def test_the_right_code_counts_and_an_undecided_place_does_not() -> None:
    result = score(
        {"type": "Place", "name": "白山", "code": "220600"},
        {"type": "Place", "name": "临江"},
        {"type": "Place", "name": "长白山", "code": "220600"},
    )
    # 长白 was not found; nobody said what 长白山 is linked to.
    assert (result.places.right, result.places.found, result.places.annotated) == (1, 2, 3)
    assert [str(wrong) for wrong in result.mistakes] == ["临江: 220681, linked to ?  a"]


def test_a_full_name_counts_in_any_of_its_forms() -> None:
    result = score(
        {"type": "Organization", "name": "民政部"},
        {"type": "Organization", "name": "市委", "canonical": "中共临江市委员会"},
        {"type": "Organization", "name": "驻白部队", "canonical": "驻白银部队"},
    )
    # The annotation gives 驻白部队 no full name.
    organizations = result.organizations
    assert (organizations.right, organizations.found, organizations.annotated) == (1, 2, 2)
    assert result.mistakes[0].found == "中共临江市委员会"


@pytest.mark.parametrize(
    "row", ["\tPlace\t白山\t220600", "a\tOrganization\t民政部\t民政部", "a\tShip\tx\ty"]
)
def test_a_bad_row_is_named(tmp_path: Path, row: str) -> None:
    path = tmp_path / "links.tsv"
    path.write_text(f"article\ttype\tname\tlink\n{row}\n", encoding="utf-8")
    with pytest.raises(DataFileError, match=r"links\.tsv:2: neither"):
        read_links(path)


def test_the_codes_of_this_repository_are_in_the_gazetteer() -> None:
    divisions = Gazetteer.load(Settings().gazetteer).divisions
    links = read_links(Path("tests/gold/links.tsv"))
    assert links.codes
    assert {code for code in links.codes.values() if divisions.get(code) is None} == set()
