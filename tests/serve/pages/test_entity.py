"""What the page of an entity says."""

from __future__ import annotations

import html
import re
from datetime import date
from decimal import Decimal

import httpx
import pytest

from kg.serve.pages.entity import differing, timeline
from kg.serve.pages.facts import Fact, Group
from kg.serve.pages.strip import WIDTH, spread
from kg.serve.pages.things import Amount, Thing


def page(site: str, path: str, lang: str = "en") -> str:
    answer = httpx.get(
        site + path,
        headers={"Accept": "text/html", "Accept-Language": lang},
        follow_redirects=True,
        timeout=60,
    )
    assert answer.status_code == 200, answer.text
    return answer.text


def address(site: str, name: str) -> str:
    """The address of the first thing that a search for the name finds."""
    hits = httpx.get(f"{site}/search", params={"q": name}, timeout=60).json()["hits"]
    return "/id/" + str(hits[0]["key"])


def test_facts_sentences_records_and_how_to_cite(site: str) -> None:
    text = page(site, "/id/place/620400")
    for part in ("received", "conferrals received", "prefecture level", "620400", "confidence 0.85",
                 "https://w3id.org/shuangyong-kg/id/place/620400, accessed"):  # fmt: skip
        assert part in text
    assert re.search(r'href="/id/article/baiyin-shuangyong-2020/\w{12}\?at=\d+-\d+#at"', text)


def test_a_fact_may_be_a_plain_value(site: str) -> None:
    query = "SELECT ?x { ?x a kg:Conferral ; kg:ordinalInRun ?n } ORDER BY ?x LIMIT 1"
    rows = httpx.get(f"{site}/sparql", params={"query": query, "format": "csv"}, timeout=60).text
    conferral = rows.split()[1]
    assert "ordinal in the run" in page(site, "/id/" + conferral.partition("/id/")[2])


def test_a_known_place_has_a_map(site: str) -> None:
    text = page(site, "/id/place/620400")
    assert '<image href="/basemap.svg"' in text
    assert "Tianditu" in text
    picture = httpx.get(f"{site}/basemap.svg", timeout=60)
    assert picture.headers["content-type"] == "image/svg+xml"


def test_no_property_is_shown_by_its_prefix(site: str) -> None:
    text = page(site, "/id/place/620422")
    assert "county level" in text
    assert not re.search(r">\s*(?:geo|rdfs|skos|kg|schema):\w+\s*<", text)


def test_a_garrison_has_no_map_though_its_place_has(site: str) -> None:
    path = address(site, "驻兰部队")
    text = page(site, path)
    assert "A garrison stays what the text calls it" in text
    assert "basemap" not in text
    assert "basemap" in page(site, "/id/place/620100")


def test_an_undecided_reference_says_so(site: str) -> None:
    answer = httpx.get(
        f"{site}/sparql",
        params={"query": "SELECT ?x { ?x kg:resolved false } LIMIT 1", "format": "csv"},
    )
    path = answer.text.split()[1].removeprefix("https://w3id.org/shuangyong-kg")
    assert "Undecided" in page(site, path)


def test_what_may_be_the_same_is_said_with_the_reasons(site: str) -> None:
    text = re.sub(r"<[^>]*>|\s+", " ", page(site, "/id/place/620400"))
    undecided, _, rest = text.partition("Perhaps the same, not decided")[2].partition("Timeline")
    assert "会宁县" in undecided
    assert "names alike" in undecided
    assert "甘肃省" not in undecided
    merged, _, different = rest.partition("Merged into it")[2].partition("Judged to be different")
    assert "the same name" in merged
    # The judgement of a person outranks the comparison of the same pair.
    assert re.search(r"甘肃省 .* 市不是省 .* 甲 .* 2026-01-31", different)


def test_all_statements_can_be_had_as_a_table(site: str) -> None:
    (link,) = re.findall(r'href="(/sparql\?format=csv[^"]*)"', page(site, "/id/place/620400"))
    answer = httpx.get(site + html.unescape(link), timeout=60)
    assert answer.headers["content-type"].startswith("text/csv")
    assert "至此，白银市实现“全国双拥模范城”五连冠。" in answer.text


def test_the_page_of_a_statement(site: str) -> None:
    (first, *_) = re.findall(r'href="(/id/statement/\w+)"', page(site, "/id/place/620400"))
    text = page(site, first)
    for part in ("Place in the text", "Extraction rule", "kg.extract/"):
        assert part in text


def amount(figure: int, counted: str = "官兵", unit: str = "名") -> Fact:
    bounds = Decimal(figure)
    thing = Thing(
        iri=f"urn:{figure}{counted}", label=f"{figure}名", type="Quantity",
        amount=Amount(minimum=bounds, maximum=bounds, unit=unit, approximate=False, counted=counted,
                      by="", beneficiary="", period=""),
    )  # fmt: skip
    return Fact(predicate="urn:p", other=thing, sentences=())


def group(*facts: Fact) -> Group:
    return Group(predicate="urn:p", inverse=True, facts=facts, statements=len(facts))


@pytest.mark.parametrize(
    ("facts", "sets"),
    [
        ((amount(3000), amount(3200)), 1),
        ((amount(3000), amount(3000)), 0),
        ((amount(3000), amount(3200, counted="群众")), 0),
        ((amount(3000), amount(3200, unit="元")), 0),
        ((amount(3000, counted=""), amount(3200, counted="")), 0),
    ],
)
def test_figures_that_differ_stand_side_by_side(facts: tuple[Fact, ...], sets: int) -> None:
    assert len(differing([group(*facts)])) == sets


def test_what_two_papers_say_differently_is_in_one_table_with_both_sentences(site: str) -> None:
    text = page(site, "/id/site/qidaojiang-huiyi-jiuzhi")
    (table,) = re.findall(r'<table class="differing">.*?</table>', text, re.DOTALL)
    said = re.sub(r"<[^>]*>|\s+", "", table)
    for part in (
        "5万人次",
        "6万人次",
        "旧址接待观众5万人次。",
        "旧址接待观众6万人次。",
        "甲报",
        "乙报",
    ):
        assert part in said


def test_the_timeline_is_in_order_and_names_each_thing_once() -> None:
    def when(year: int) -> Thing:
        day = date(year, 1, 1)
        return Thing(iri=f"urn:{year}", label=str(year), type="TimeSpan", earliest=day, latest=day)

    event = Thing(iri="urn:e", label="会议", type="Event", times=(when(2020), when(1991)))
    facts = [Fact(predicate="urn:p", other=other, sentences=()) for other in (event, when(2005))]
    found = timeline([group(*facts), group(*facts)])
    assert [line.span.label for line in found] == ["1991", "2005", "2020"]


def test_a_strip_shows_how_vague_a_time_is() -> None:
    axis = spread(
        [
            ("Event", date(2000, 1, 1), date(2009, 12, 31)),
            ("Event", date(2005, 5, 1), date(2005, 5, 1)),
        ]
    )
    assert axis is not None
    decade, day = axis.bars
    assert decade.width == pytest.approx(WIDTH, abs=1)
    assert day.width == 6
    assert decade.y != day.y
    assert spread([("Event", date(2000, 1, 1), date(2000, 12, 31))]) is None
