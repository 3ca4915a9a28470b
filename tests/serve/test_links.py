"""What the explorer, the timeline and the map are told, asked of a small graph written by hand."""

from __future__ import annotations

import json
import shutil
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kg.graph.folder import store_of
from kg.graph.store import Store
from kg.graph.vocabulary import PREFIXES
from kg.serve import Limits

BASE = "https://w3id.org/shuangyong-kg/"
ARTICLE, DIVISIONS = f"{BASE}graph/article/a/1", f"{BASE}graph/gazetteer/divisions"

FACTS = """
place/22 a kg:Place
place/2206 a kg:Place
place/6204 a kg:Place
organization/office a kg:Organization
organization/garrison a kg:Garrison
organization/garrison a kg:Organization
organization/office schema:location place/2206
organization/garrison schema:location place/2206
event/meeting a kg:Event
event/meeting kg:organizer organization/office
event/meeting sem:hasTime time/1991
event/march a kg:Event
event/march kg:organizer organization/garrison
event/march sem:hasTime time/2001
event/visit a kg:Event
event/visit sem:hasPlace place/6204
event/visit kg:participant person/chen
person/chen a kg:Person
person/chen org:memberOf organization/office
quantity/3000 a kg:Quantity
quantity/3000 kg:statisticOf place/2206
person/alone a kg:Person
person/alone org:memberOf organization/nobody
organization/nobody a kg:Organization
"""
RECORDS = """
place/2206 schema:containedInPlace place/22
place/22 kg:level "province"
place/2206 kg:level "prefecture"
place/6204 kg:level "prefecture"
"""


def _term(word: str) -> ox.NamedNode | ox.Literal:
    if word.startswith('"'):
        return ox.Literal(word.strip('"'))
    if word == "a":
        return ox.NamedNode(PREFIXES["rdf"] + "type")
    prefix, colon, name = word.partition(":")
    return ox.NamedNode(PREFIXES[prefix] + name if colon else f"{BASE}id/{word}")


def _quads(lines: str, graph: str) -> Iterator[ox.Quad]:
    for line in lines.strip().splitlines():
        subject, predicate, object_ = map(_term, line.split())
        assert isinstance(subject, ox.NamedNode)
        assert isinstance(predicate, ox.NamedNode)
        yield ox.Quad(subject, predicate, object_, ox.NamedNode(graph))
        yield ox.Quad(
            subject,
            ox.NamedNode(PREFIXES["skos"] + "prefLabel"),
            ox.Literal(subject.value.rpartition("/")[2], language="zh"),
            ox.NamedNode(graph),
        )


def _year(year: int) -> Iterator[ox.Quad]:
    for name, day in (("earliest", f"{year}-01-01"), ("latest", f"{year}-12-31")):
        yield ox.Quad(
            ox.NamedNode(f"{BASE}id/time/{year}"),
            ox.NamedNode(PREFIXES["kg"] + name),
            ox.Literal(day, datatype=ox.NamedNode(PREFIXES["xsd"] + "date")),
            ox.NamedNode(ARTICLE),
        )
    yield ox.Quad(
        ox.NamedNode(f"{BASE}id/time/{year}"),
        ox.NamedNode(PREFIXES["kg"] + "rawText"),
        ox.Literal(f"{year}年"),
        ox.NamedNode(ARTICLE),
    )


def _point(place: str, wkt: str) -> Iterator[ox.Quad]:
    geometry = ox.NamedNode(f"{BASE}id/{place}/point")
    for subject, name, value in (
        (ox.NamedNode(f"{BASE}id/{place}"), "hasGeometry", geometry),
        (geometry, "asWKT", ox.Literal(wkt)),
        (geometry, "hasMetricSpatialAccuracy", ox.Literal("5000")),
    ):
        yield ox.Quad(subject, ox.NamedNode(PREFIXES["geo"] + name), value, ox.NamedNode(DIVISIONS))


@pytest.fixture(scope="module")
def api(
    tmp_path_factory: pytest.TempPathFactory,
    graph: Path,
    serving: Callable[[Path, Limits], AbstractContextManager[str]],
) -> Iterator[Callable[..., Any]]:
    """Asks a route for JSON; an error comes as its status."""
    out = tmp_path_factory.mktemp("links")
    shutil.copytree(graph, out, dirs_exist_ok=True)
    with Store.open_for_writing(store_of(out)) as store:
        described = list(store.quads(ox.NamedNode(f"{BASE}graph/metadata")))
        store.oxigraph.clear()
        store.load(
            [
                *described,
                *_quads(FACTS, ARTICLE),
                *_quads(RECORDS, DIVISIONS),
                *_year(1991),
                *_year(2001),
                *_point("place/22", "POINT(125.3 43.8)"),
                *_point("place/6204", "POINT(104.1 36.5)"),
            ]
        )
    with serving(out, Limits()) as address:

        def ask(path: str, **parameters: str | list[str]) -> Any:
            query = urllib.parse.urlencode(parameters, doseq=True)
            try:
                with urllib.request.urlopen(f"{address}{path}?{query}") as answer:
                    return json.load(answer)
            except urllib.error.HTTPError as error:
                with error:
                    return error.code

        yield ask


def keys(view: dict[str, Any]) -> set[str]:
    return {node["key"] for node in view["nodes"]}


def test_the_overview_has_what_articles_link_and_no_details(api: Callable[..., Any]) -> None:
    view = api("/api/network")
    assert keys(view) == {
        "place/2206",
        "place/6204",
        "organization/office",
        "organization/garrison",
        "event/meeting",
        "event/march",
        "event/visit",
        "person/chen",
        "person/alone",
        "organization/nobody",
    }
    assert view["more"] == 0
    # What only the gazetteer says (2206 lies in 22) is no link: no sentence bears it.
    assert "place/22" not in keys(view)


def test_what_is_left_out_is_told(api: Callable[..., Any]) -> None:
    view = api("/api/network", limit="3")
    assert len(view["nodes"]) == 3
    assert view["more"] == 7
    assert all({link["source"], link["target"]} <= keys(view) for link in view["links"])


def test_types_choose(api: Callable[..., Any]) -> None:
    assert keys(api("/api/network", types="Person,Organization")) == {
        "person/chen",
        "person/alone",
        "organization/office",
        "organization/nobody",
    }
    assert keys(api("/api/network", types="Garrison,Place")) == {
        "organization/garrison",
        "place/2206",
    }
    assert keys(api("/api/network", types="Quantity,Place")) == {"quantity/3000", "place/2206"}


def test_years_keep_what_is_dated_so_and_what_is_linked_with_it(api: Callable[..., Any]) -> None:
    assert keys(api("/api/network", since="1990", until="1995")) == {
        "event/meeting",
        "organization/office",
    }


def test_expanding_adds_neighbours_within_the_years(api: Callable[..., Any]) -> None:
    view = api("/api/network", expand="organization/garrison")
    assert keys(view) == {"organization/garrison", "event/march", "place/2206"}
    (march,) = [node for node in view["nodes"] if node["key"] == "event/march"]
    assert (march["since"], march["until"], march["degree"]) == (2001, 2001, 2)
    assert keys(api("/api/network", expand="organization/garrison", until="1995")) == {
        "organization/garrison",
        "place/2206",
    }


def test_collapsing_takes_away_what_hangs_on_one_node_only(api: Callable[..., Any]) -> None:
    view = api("/api/network", limit="100", collapse="organization/nobody")
    assert "person/alone" not in keys(view)
    assert "organization/nobody" in keys(view)
    assert "person/chen" in keys(api("/api/network", limit="100", collapse="event/visit"))


def test_a_path_goes_by_the_types_chosen(api: Callable[..., Any]) -> None:
    ends = {"from": "event/march", "to": "event/visit"}
    assert api("/api/network", **ends)["path"] == [
        "event/march",
        "organization/garrison",
        "place/2206",
        "organization/office",
        "person/chen",
        "event/visit",
    ]
    assert api("/api/network", **ends, types="Event,Person,Organization,Garrison")["path"] is None
    assert api("/api/network", **{**ends, "to": "person/alone"})["path"] is None


@pytest.mark.parametrize(
    "parameters",
    [
        {"expand": "place/> . ?s ?p ?o"},
        {"expand": "nothing"},
        {"types": "Thing,Evil"},
        {"since": "x"},
        {"limit": "-3"},
    ],
)
def test_nonsense_is_refused(api: Callable[..., Any], parameters: dict[str, str]) -> None:
    assert api("/api/network", **parameters) == 400


def test_an_entity_that_is_not_there_is_not_found(api: Callable[..., Any]) -> None:
    assert api("/api/network", expand="place/999999") == 404


def test_a_garrison_gives_no_place(api: Callable[..., Any]) -> None:
    found = api("/api/happenings")
    places = {item["key"]: item["places"] for item in found["items"]}
    assert places == {
        "event/meeting": ["place/2206"],
        "event/march": [],
        "event/visit": ["place/6204"],
    }
    assert "event/march" not in {i["key"] for i in api("/api/happenings", only="placed")["items"]}


def test_a_place_without_a_point_is_put_at_the_division_around_it(
    api: Callable[..., Any],
) -> None:
    place = api("/api/happenings")["places"]["place/2206"]
    assert (place["at"], place["longitude"], place["latitude"]) == ("place/22", 125.3, 43.8)


def test_the_same_facets_for_timeline_and_map(api: Callable[..., Any]) -> None:
    def found(**facets: str) -> list[str]:
        return [item["key"] for item in api("/api/happenings", **facets)["items"]]

    assert found() == ["event/meeting", "event/march", "event/visit"]
    assert found(place="place/22") == ["event/meeting"]
    assert found(since="1995") == ["event/march"]
    assert found(only="dated") == ["event/meeting", "event/march"]
    assert found(types="Site") == []
    assert api("/api/happenings", place="nowhere") == 400
    assert api("/api/happenings", kind='x"') == 400


def test_divisions_are_told_level_by_level(api: Callable[..., Any]) -> None:
    assert api("/api/facets/places") == [{"key": "place/22", "label": "22"}]
    assert api("/api/facets/places", within="place/22") == [{"key": "place/2206", "label": "2206"}]
