"""Names of divisions through the years, their points and matches, and the townships."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import DataFileError
from kg.gazetteer import Divisions, Gazetteer, townships
from kg.gazetteer.sources import Sources
from kg.settings import Settings

FOLDER = Settings().gazetteer


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load(FOLDER)


def read_townships(folder: Path) -> list[townships.Township]:
    sources = Sources.load(folder / "sources.tsv")
    return townships.load(folder / "townships.tsv", Divisions.load(folder), sources)


def test_there_are_enough_rows(gazetteer: Gazetteer) -> None:
    assert len(list(gazetteer.divisions)) > 6600
    assert len(gazetteer.points) > 3200
    assert sum(map(len, gazetteer.matches.values())) > 1800
    assert len(read_townships(FOLDER)) > 38_000


@pytest.mark.parametrize(
    ("code", "name", "end", "successors"),
    [
        ("420600", "襄樊市", 2010, ("420600",)),
        ("422500", "襄阳地区", 1983, ("420600",)),
        ("332100", "嘉兴地区", 1983, ("330400", "330500")),
        ("341400", "巢湖市", 2011, ("340100", "340200", "340500")),
        ("371200", "莱芜市", 2018, ("370100",)),
        ("510200", "重庆市", 1997, ("500000",)),
        ("500105", "江北区", 2025, ("500157",)),
        ("370284", "胶南市", 2012, ("370211",)),
    ],
)
def test_a_division_that_ended_says_when_and_what_came_after(
    gazetteer: Gazetteer, code: str, name: str, end: int, successors: tuple[str, ...]
) -> None:
    (division,) = (d for d in gazetteer.divisions if d.code == code and d.name == name)
    assert (division.end, division.successors) == (end, successors)


def test_every_division_that_ended_has_a_successor_that_is_known(gazetteer: Gazetteer) -> None:
    ended = [d for d in gazetteer.divisions if d.end]
    assert len(ended) > 3400
    assert [d for d in ended if not d.successors] == []
    assert [s for d in ended for s in d.successors if gazetteer.divisions.get(s) is None] == []


def test_former_names_are_those_of_the_same_division(gazetteer: Gazetteer) -> None:
    divisions = gazetteer.divisions
    assert [d.name for d in divisions.former_names("420600")] == ["襄樊市"]
    assert [d.name for d in divisions.former_names("422800")] == [
        "鄂西土家族苗族自治州",
        "恩施地区",
    ]
    # 511400 was the code of 涪陵市 before it became that of 眉山市.
    assert divisions.former_names("511400") == ()


@pytest.mark.parametrize(
    ("year", "name"), [(1985, "襄樊市"), (2009, "襄樊市"), (2010, "襄阳市"), (2030, "襄阳市")]
)
def test_a_division_has_the_name_of_its_time(gazetteer: Gazetteer, year: int, name: str) -> None:
    division = gazetteer.divisions.at("420600", year)
    assert division is not None
    assert division.name == name


@pytest.mark.parametrize(
    ("code", "name", "year", "expected"),
    [
        ("340225", "无为县", 2020, "无为市"),
        ("340225", "无为县", 2015, "无为县"),
        ("132500", "张家口地区", 1998, "张家口市"),
        ("341400", "巢湖市", 2020, "巢湖市"),  # three took over
    ],
)
def test_what_a_division_had_become(
    gazetteer: Gazetteer, code: str, name: str, year: int, expected: str
) -> None:
    (division, *_) = (d for d in gazetteer.divisions if d.code == code and d.name == name)
    assert gazetteer.divisions.in_force(division, year).name == expected


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("襄樊", {"襄樊市"}),
        ("襄阳", {"襄阳市"}),
        ("昌平", {"昌平区"}),
        ("芷江", {"芷江侗族自治县"}),
        ("通州", {"通州区"}),
        ("白山", {"白山市"}),
        ("大理州", {"大理白族自治州"}),
    ],
)
def test_short_names(gazetteer: Gazetteer, short: str, full: set[str]) -> None:
    assert {d.name for d in gazetteer.divisions.named(short)} == full


@pytest.mark.parametrize(
    ("form", "names"),
    [
        ("白", {"白山市"}),
        ("蓉", {"成都市"}),
        ("榕", {"福州市"}),
        ("穗", {"广州市"}),
        ("青", {"青海省", "青岛市"}),
        ("宁", {"宁夏回族自治区", "南京市"}),
        ("长", {"长沙市", "长春市"}),
        ("连", {"大连市", "连江县"}),
    ],
)
def test_one_character_forms(gazetteer: Gazetteer, form: str, names: set[str]) -> None:
    assert {d.name for d in gazetteer.divisions.abbreviated(form)} == names


def test_one_character_forms_have_one_character() -> None:
    rows = (FOLDER / "division_names.tsv").read_text(encoding="utf-8").splitlines()[1:]
    forms = [row.split("\t") for row in rows if row.split("\t")[2] == "abbreviation"]
    assert len(forms) > 100
    assert [name for name, *_ in forms if len(name) != 1] == []


def test_points_are_seats_or_centroids_of_divisions_in_use(gazetteer: Gazetteer) -> None:
    point = gazetteer.points["220600"]
    assert (str(point.latitude), str(point.longitude), point.kind) == ("41.939", "126.420", "seat")
    assert gazetteer.points["220000"].kind == "centroid"
    ended = [c for c in gazetteer.points if (d := gazetteer.divisions.get(c)) is None or d.end]
    assert ended == []
    kinds = Counter(point.kind for point in gazetteer.points.values())
    assert min(kinds["seat"], kinds["centroid"]) > 1400


def test_a_prefecture_matches_its_area_its_seat_and_its_item(gazetteer: Gazetteer) -> None:
    found = {(m.relation, m.iri, m.rule) for m in gazetteer.matches["220600"]}
    assert found == {
        ("exactMatch", "https://sws.geonames.org/2036646/", "admin2"),
        ("closeMatch", "https://sws.geonames.org/2038584/", "seat"),
        ("exactMatch", "http://www.wikidata.org/entity/Q92348", "p442"),
    }


def test_counties_of_one_name_match_different_items(gazetteer: Gazetteer) -> None:
    items = {
        code: [m.iri for m in gazetteer.matches[code] if m.rule == "p442"]
        for code in ("350102", "320106", "110109")
    }
    assert items == {
        "350102": ["http://www.wikidata.org/entity/Q1337432"],
        "320106": ["http://www.wikidata.org/entity/Q1337456"],
        "110109": [],
    }


def test_no_item_is_two_divisions(gazetteer: Gazetteer) -> None:
    exact = [
        m.iri for some in gazetteer.matches.values() for m in some if m.relation == "exactMatch"
    ]
    assert len(exact) == len(set(exact))


def test_no_division_is_exactly_two_things(gazetteer: Gazetteer) -> None:
    for code, matches in gazetteer.matches.items():
        exact = [m.source for m in matches if m.relation == "exactMatch"]
        assert len(exact) == len(set(exact)), code


def test_a_township_lies_in_its_county(gazetteer: Gazetteer) -> None:
    (town,) = (t for t in read_townships(FOLDER) if t.code == "220602104000")
    county = gazetteer.divisions.get(town.county)
    assert county is not None
    assert (town.name, county.name) == ("七道江镇", "浑江区")


def load_all(folder: Path) -> object:
    return Gazetteer.load(folder)


@pytest.mark.parametrize(
    ("table", "line", "problem"),
    [
        ("division_points.tsv", "999999\t30\t120\tseat\t5\tgeonames", "not in divisions.tsv"),
        ("division_points.tsv", "653229\t120\t30\tseat\t5\tgeonames", "lies outside China"),
        ("division_points.tsv", "653229\tx\t80\tseat\t5\tgeonames", "no number of degrees"),
        ("division_points.tsv", "653229\t36\t80\tcity\t5\tgeonames", "none of seat, centroid"),
        ("division_points.tsv", "653229\t36\t80\tseat\t0\tgeonames", "no number of kilometres"),
        ("division_points.tsv", "653229\t36\t80\tseat\t5\tatlas", "no id of sources.tsv"),
        ("division_points.tsv", "220600\t36\t80\tseat\t5\tgeonames", "stands in line"),
        ("division_matches.tsv", "999999\texactMatch\thttps://a.b/\tseat\tgeonames", "not in"),
        ("division_matches.tsv", "220600\tsameAs\thttps://a.b/\tseat\tgeonames", "exactMatch"),
        ("division_matches.tsv", "220600\tcloseMatch\thttps://a.b/\tguess\tgeonames", "rule"),
        ("division_matches.tsv", "220600\tcloseMatch\t2036646\tseat\tgeonames", "no IRI"),
        (
            "division_matches.tsv",
            "220600\texactMatch\thttp://www.wikidata.org/wiki/Q92348\tp442\twikidata-p442",
            "no IRI",
        ),
        ("division_names.tsv", "某\t999999\tshort\tareacodes", "not in divisions.tsv"),
        ("division_names.tsv", "某\t220600\tnickname\tareacodes", "neither short"),
        ("sources.tsv", "geonames\tagain\thttps://a.b/\tx", "stands in line"),
    ],
)
def test_a_broken_row_is_named(tmp_path: Path, table: str, line: str, problem: str) -> None:
    broken(tmp_path, table, line, problem, load_all)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("22060210000\t某镇\tquhua", "twelve digits"),
        ("999999100000\t某镇\tquhua", "not in divisions.tsv"),
        ("220602104000\t某镇\tquhua", "stands in line"),
        ("220602999000\t某镇\thearsay", "no id of sources.tsv"),
    ],
)
def test_a_broken_township_is_named(tmp_path: Path, line: str, problem: str) -> None:
    broken(tmp_path, "townships.tsv", line, problem, read_townships)


def broken(
    tmp_path: Path, table: str, line: str, problem: str, load: Callable[[Path], object]
) -> None:
    """Append a line to a copy of the table; reading must name the table and the line."""
    copy = tmp_path / "gazetteer"
    shutil.copytree(FOLDER, copy)
    path = copy / table
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}{line}\n", encoding="utf-8")
    with pytest.raises(DataFileError, match=problem) as caught:
        load(copy)
    assert (Path(str(caught.value.path)).name, caught.value.line) == (table, text.count("\n") + 1)
