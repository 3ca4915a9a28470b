"""Sites: a few that everyone knows, how many there are, and that a broken row is named."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from kg.errors import DataFileError
from kg.gazetteer import Gazetteer, Site
from kg.settings import Settings

FOLDER = Settings().gazetteer


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load(FOLDER)


@pytest.fixture(scope="module")
def sites(gazetteer: Gazetteer) -> dict[str, Site]:
    return {site.id: site for site in gazetteer.sites}


def test_there_are_enough_of_every_kind(gazetteer: Gazetteer) -> None:
    kinds = Counter(site.kind for site in gazetteer.sites)
    assert sum(kinds.values()) > 600
    assert set(kinds) == {
        "former-site",
        "residence",
        "battlefield",
        "atrocity",
        "memorial",
        "monument",
        "cemetery",
        "tomb",
    }
    assert min(kinds.values()) >= 10


@pytest.mark.parametrize(
    ("id_", "name", "kind", "divisions", "commemorates"),
    [
        ("heritage-1-18", "古田会议会址", "former-site", ("350823",), ("古田会议",)),
        ("heritage-1-21", "遵义会议会址", "former-site", ("520300",), ("遵义会议",)),
        ("heritage-4-237", "会宁红军会师旧址", "former-site", ("620422",), ()),
        ("heritage-3-14", "周恩来故居", "residence", ("320803",), ("周恩来",)),
        ("heritage-8-550", "老黑沟惨案遗址", "atrocity", ("220283",), ("老黑沟惨案",)),
        ("yang-jingyu-xunguodi", "杨靖宇将军殉国地", "former-site", ("220622",), ("杨靖宇",)),
        ("qidaojiang-huiyi-jiuzhi", "七道江会议旧址", "former-site", ("220602",), ("七道江会议",)),
    ],
)
def test_a_site(
    sites: dict[str, Site],
    id_: str,
    name: str,
    kind: str,
    divisions: tuple[str, ...],
    commemorates: tuple[str, ...],
) -> None:
    site = sites[id_]
    assert (site.name, site.kind) == (name, kind)
    assert (site.divisions, site.commemorates) == (divisions, commemorates)


def test_the_county_is_the_one_in_the_address(sites: dict[str, Site]) -> None:
    """The dataset puts it in 西城区; its own address says 东城区."""
    assert sites["heritage-1-8"].name == "北京大学红楼"
    assert sites["heritage-1-8"].divisions == ("110101",)


def test_a_combined_name_has_its_parts_as_aliases(sites: dict[str, Site]) -> None:
    assert sites["heritage-1-15"].aliases == ("海丰红宫旧址", "海丰红场旧址")


def test_a_site_of_two_lists_is_one_row(sites: dict[str, Site]) -> None:
    assert sites["heritage-1-24"].name == "卢沟桥"
    assert sites["heritage-1-24"].designations == ("heritage-1", "resistance-1")


def test_a_site_in_several_counties_has_them_all(
    gazetteer: Gazetteer, sites: dict[str, Site]
) -> None:
    names = [gazetteer.divisions.get(code) for code in sites["heritage-6-1048"].divisions]
    assert [d.name for d in names if d] == ["习水县", "仁怀市"]


def test_the_province_of_a_site_is_the_one_in_its_address(gazetteer: Gazetteer) -> None:
    for site in gazetteer.sites:
        for code in site.divisions:
            province = gazetteer.divisions.get(code[:2] + "0000")
            assert province is not None
            moved = province.name == "重庆市" and site.address.startswith("四川省")
            corps = site.address.startswith("新疆生产建设兵团")
            assert province.name in site.address or moved or corps, site


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("Red\t某址\t\tmemorial\t\t某地\t220600\t\t\theritage-5058", "small letters"),
        ("x\t某址\t\tcastle\t\t某地\t220600\t\t\theritage-5058", "kind 'castle'"),
        ("x\t某址\t\tmemorial\t\t某地\t999999\t\t\theritage-5058", "division 999999"),
        ("x\t某址\t\tmemorial\t\t某地\t220600\theritage-9\t\theritage-5058", "designation"),
        ("x\t某址\t某址\tmemorial\t\t某地\t220600\t\t\theritage-5058", "is the name itself"),
        ("x\t某址\t\tmemorial\t\t某地\t220600\t\t\thearsay", "no id of sources.tsv"),
        ("x\t某址\t\tmemorial\t\t某地\t220600\t\t\t", "source is empty"),
        ("x\t某址\t\tmemorial\t\t\t220600\t\t\theritage-5058", "address is empty"),
        ("heritage-1-18\t某址\t\tmemorial\t\t某地\t220600\t\t\theritage-5058", "stands in line"),
    ],
)
def test_a_broken_row_is_named(tmp_path: Path, line: str, problem: str) -> None:
    copy = tmp_path / "gazetteer"
    shutil.copytree(FOLDER, copy)
    table = copy / "sites.tsv"
    text = table.read_text(encoding="utf-8")
    table.write_text(f"{text}{line}\n", encoding="utf-8")
    with pytest.raises(DataFileError, match=problem) as caught:
        Gazetteer.load(copy)
    assert caught.value.line == text.count("\n") + 1
