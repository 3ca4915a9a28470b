"""Places that the names model sees and no table has: 团山村, 西堤码头, 莫斯科."""

from __future__ import annotations

import re
from collections import Counter

from spacy.tokens import Doc

from kg.extract.document_state import names
from kg.extract.lexicon import Lexicon, alternatives
from kg.extract.places.small import repeated
from kg.model import EntityType, Mention

_HAN = re.compile(r"[\u4e00-\u9fff·]{2,10}")
_LINE = re.compile(r"(?:高铁|高速|班列|正线|专线|航线|隧道|国家|旁|附近|一带|沿线)$")
_JOINED = re.compile("[和与及]")
_LEFT = re.compile("[在于到赴往自从抵访、和与]$|首都$|城市$")
"""What must stand before a name of two characters that occurs once: 松柏常青 is no place."""


_SURE = 3
"""Characters from which a place of the dictionary is none by chance."""
_GEOGRAPHIC = frozenset("河江湖海山岭峰岛港湾关州城原谷峡")
_GOES_ON = frozenset("路街站桥战队厂校")


class SeenPlaces:
    """Takes the model's places where their last word is that of a place, or where nothing else
    explains them."""

    def __init__(self, words: Lexicon, site_heads: Lexicon, organization_heads: Lexicon) -> None:
        self._facilities = set(words.terms(role="facility"))
        heads = [*self._facilities, *words.terms(role="head")]
        self._head = re.compile(f"{alternatives(heads)}$")
        self._goes_on = re.compile(alternatives(h for h in heads if len(h) > 1))
        self._facility = re.compile(alternatives(self._facilities))
        self._facility_after = re.compile(
            rf"[\u4e00-\u9fff]{{0,2}}{alternatives(self._facilities)}(?![\u4e00-\u9fff]?[军员局])"
        )
        self._no_name = {*words.terms(role="never"), *words.terms(role="phrase")}
        others = [*site_heads.terms(), *organization_heads.terms(), "公园", "大门", "车站"]
        self._holds_site = re.compile(alternatives(site_heads.terms()))
        self._no_place = re.compile(f"{alternatives(others)}$")

    def extend(self, doc: Doc, found: list[Mention], taken: list[bool]) -> list[Mention]:
        """All places found, without the cities that turned out to be part of a facility's name.

        A facility bears the name of the city directly before it: 沈阳桃仙国际机场.
        """
        text: str = doc._.text
        marks = list(taken)
        for m in found:
            marks[m.start : m.end] = [True] * (m.end - m.start)
        known = {m.start: m for m in found}
        cities = {m.end: m for m in found if m.canonical != m.name or m.name == "中国"}
        abroad = {m.end for m in found if m.rule == "place.country"}
        ends = {m.end for m in found}
        bodies = {text[start:end] for start, end in names(doc, "ORG")}
        seen = Counter(text[start:end] for start, end in names(doc, "LOC"))
        joined: set[int] = set()
        result: list[Mention] = []
        for start, end in names(doc, "LOC"):
            begin = start
            while (place := known.get(begin)) and place.end <= end:
                begin = place.end
            if text[begin:end].startswith(("座", "处")) and text[begin - 1 : begin] in (
                "有",
                "一",
                "两",
            ):
                begin += 1  # 有座雷神庙
            name = text[begin:end]
            if begin == end or any(marks[begin:end]) or self._holds_site.search(name):
                continue
            if _JOINED.search(name) or name[0] in "多各全某第":
                continue
            if any(name in body for body in bodies):
                continue  # 胡塞 of 胡塞武装
            head = self._head.search(text, begin, end)
            if head is not None and head.start() > begin + (head[0] in self._facilities):
                if text[head.start() - 1] == "之":
                    continue  # 宣纸之乡
                if self._facility.search(text, begin, head.start()):
                    continue  # 火车站共上岛 holds more than a name
                city = cities.get(begin)
                if city and head[0] in self._facilities:
                    joined.add(city.start)
                    begin = city.start
                rule = "place.model-head"
            elif (
                self._is_name(text[begin:end])
                and text[begin - 1 : begin] != "“"
                and (begin == start or begin in abroad)
                and (
                    end - begin > 2
                    or begin in ends
                    or _LEFT.search(text[max(begin - 2, 0) : begin])
                    or seen[text[begin:end]] > 1
                )
            ):
                rule = "place.model"
                if longer := self._goes_on.match(text, end):
                    end = longer.end()  # 戈兰|高地
            else:
                continue
            name = text[begin:end]
            marks[begin:end] = [True] * len(name)
            result.append(
                Mention(
                    type=EntityType.PLACE,
                    start=begin,
                    end=end,
                    text=name,
                    name=name,
                    confidence=0.7,
                    rule=rule,
                )
            )
        for end, city in cities.items():
            match = self._facility_after.match(text, end)
            if match is None or city.start in joined or any(marks[end : match.end()]):
                continue
            province = (city.scope or "").endswith("0000")
            begin = end if province and not self._facility.match(text, end) else city.start
            joined.update({city.start} if begin == city.start else ())
            marks[begin : match.end()] = [True] * (match.end() - begin)
            name = text[begin : match.end()]
            result.append(
                Mention(
                    type=EntityType.PLACE,
                    start=begin,
                    end=match.end(),
                    text=name,
                    name=name,
                    confidence=0.8,
                    rule="place.facility",
                )
            )
        for start, end in doc._.words.places.items():
            name = text[start:end]
            if len(name) < _SURE or any(marks[start:end]) or not self._is_name(name):
                continue
            geographic = name[-1] in _GEOGRAPHIC and len(name) == _SURE
            seen_so = any(s < end and start < e for s, e in names(doc, "LOC"))
            if text[end : end + 1] in _GOES_ON or not (geographic or seen_so):
                continue  # 确保安全
            marks[start:end] = [True] * len(name)
            result.append(
                Mention(
                    type=EntityType.PLACE,
                    start=start,
                    end=end,
                    text=name,
                    name=name,
                    confidence=0.6,
                    rule="place.dictionary",
                )
            )
        result += repeated(text, [m for m in result if len(m.name) > 2], marks)
        return [m for m in found if m.start not in joined] + result

    def _is_name(self, name: str) -> bool:
        """Whether a span without a known last word can be a name: 莫斯科 is, 纪念碑 is not."""
        return (
            _HAN.fullmatch(name) is not None
            and name not in self._no_name
            and self._head.fullmatch(name) is None
            and not _LINE.search(name)
            and not self._no_place.search(name)
        )
