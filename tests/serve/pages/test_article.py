"""The text of an article in paragraphs, sentences and mentions; whole, or only what is quoted."""

from __future__ import annotations

import re
from datetime import date

import httpx
import pytest

from kg.model import Article
from kg.serve.pages.article import Said, lines
from kg.serve.pages.facts import Sentence
from kg.serve.pages.things import Thing
from kg.settings import ShownText

TEXT = "首页\n白山市召开会议。天晴。\n大家散去。\n页脚"
BODY = (3, 20)
CITY = Thing(iri="urn:city", label="白山市", type="Place")
MOUNTAIN = Thing(iri="urn:mountain", label="白山", type="Place")


def article() -> Article:
    return Article(id="a", text=TEXT, body=(BODY,), published=date(2021, 3, 12))


def said(start: int, end: int) -> Said:
    sentence = Sentence(
        statement="urn:s", version="urn:v", title="", papers="", issued="", start=start, end=end,
        quote=TEXT[start:end], prefix="", suffix="", confidence="0.9", rule="", office="",
    )  # fmt: skip
    return Said(subject=CITY, predicate="urn:p", object="1", sentence=sentence)


def read(whole: bool, sought: tuple[int, int] | None = None) -> list[list[str]]:
    found = lines(article(), [said(3, 11)], [((3, 6), CITY)], sought, whole=whole)
    return [["".join(p.text for p in line.pieces).strip() for line in para] for para in found]


def test_the_whole_body_and_nothing_else() -> None:
    assert read(whole=True) == [["白山市召开会议。", "天晴。"], ["大家散去。"]]


def test_only_the_quoted_sentences() -> None:
    assert read(whole=False) == [["白山市召开会议。"]]


def test_facts_belong_to_the_sentence_that_they_begin_in() -> None:
    found = lines(article(), [said(3, 11)], [], None, whole=True)
    assert [[len(line.said) for line in para] for para in found] == [[1, 0], [0]]


def test_the_longer_of_two_mentions_is_shown() -> None:
    mentions = [((3, 5), MOUNTAIN), ((3, 6), CITY)]
    ((line, _), _) = lines(article(), [], mentions, None, whole=True)
    assert [(p.text, p.thing) for p in line.pieces] == [("白山市", CITY), ("召开会议。", None)]


def test_a_place_sought_may_begin_within_a_mention_and_end_beyond_the_sentence() -> None:
    paragraphs = lines(article(), [], [((3, 6), CITY)], (5, 13), whole=True)
    pieces = [piece for paragraph in paragraphs for line in paragraph for piece in line.pieces]
    assert [(p.text, p.sought, p.first) for p in pieces][:4] == [
        ("白山", False, False),
        ("市", True, True),
        ("召开会议。", True, False),
        ("天晴", True, False),
    ]


@pytest.mark.parametrize(
    ("licence", "whole"),
    [("CC-BY-4.0", True), ("cc0-1.0", True), ("CC-BY-SA-4.0", True), ("CC-BY-NC-4.0", False),
     ("All rights reserved", False), (None, False)],
)  # fmt: skip
def test_what_a_licence_allows_is_shown(licence: str | None, whole: bool) -> None:
    assert ShownText.LICENSED.whole(licence) is whole
    assert ShownText.WHOLE.whole(licence)
    assert not ShownText.QUOTED.whole(licence)


def test_a_reprint_and_its_original_lead_to_each_other(site: str) -> None:
    def page(id_: str) -> str:
        answer = httpx.get(
            f"{site}/id/article/{id_}", headers={"Accept": "text/html"}, follow_redirects=True
        )
        assert answer.status_code == 200
        return answer.text

    again, first = page("again"), page("figures-%E7%94%B2%E6%8A%A5")
    (original,) = re.findall(r'<dt>转载自</dt><dd><a href="([^"]+)"', again)
    assert httpx.get(site + original).text == first
    listed = first.partition("<h2>转载</h2>")[2].partition("</ul>")[0]
    assert "丙网" in listed
    assert 'href="/id/article/again/' in listed
    assert 'class="count"' not in again
