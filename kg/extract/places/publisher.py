"""The division whose newspaper, station or office published an article: 潍坊日报, 白银区融媒体中心."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from spacy.tokens import Doc

from kg.extract.document_state import published
from kg.gazetteer.divisions import Division, Divisions

_MEDIA = "日报|晚报|早报|晨报|时报|都市报|报社|广播电视台|电视台|广播电视总台|新闻网|新闻中心|融媒|传媒|文明网"
_BYLINE = re.compile(
    rf"(?<![\u4e00-\u9fff])(?P<name>[\u4e00-\u9fff]{{2,8}}?)(?:{_MEDIA})"
    r"[\u4e00-\u9fff]{0,8}?(?=讯|记者|通讯员|消息|客户端|[）)\s]|\d+月\d+日)"
)
"""Who speaks, where a story opens or closes: 潍坊日报社讯, （白银日报记者 …）."""
_NEAR = 160
"""Characters of the beginning and the end of a text in which the byline stands."""
_LONGEST = 8
_OF_THE_LAND = re.compile("中国(?=.{2,6}网)|中共|中国共产党|爱")
"""What the name of a paper or site of one place may begin with: 中国江苏网."""


def publisher_division(doc: Doc, divisions: Divisions, words: Container[str]) -> Division | None:
    """The division that the name of the source begins with, or else that of the byline.

    A name of several divisions is that of the highest, where there is one; `words` are names that
    are ordinary words more often, of counties (东方, 新民) in titles of papers too.
    """
    for name in _named(doc):
        if division := _division(name, doc, divisions, words):
            return division
    return None


def _named(doc: Doc) -> Iterator[str]:
    text: str = doc._.text
    if doc._.source:
        yield _OF_THE_LAND.sub("", doc._.source.strip(), count=1)
    for part in (text[:_NEAR], text[-_NEAR:]):
        for byline in _BYLINE.finditer(part):
            yield byline[0]


def _division(name: str, doc: Doc, divisions: Divisions, words: Container[str]) -> Division | None:
    day = published(doc)
    for length in range(min(len(name), _LONGEST), 1, -1):
        found = {
            d.code: d
            for d in divisions.named(name[:length])
            if day is None or (d.start <= day.year and (d.end is None or d.end >= day.year))
        }
        levels = ("province", "prefecture", "county")
        for level in levels[: 2 if name[:length] in words else 3]:
            of_level = [d for d in found.values() if d.level == level]
            if len(of_level) == 1:
                return of_level[0]
            if of_level:
                return None
    return None
