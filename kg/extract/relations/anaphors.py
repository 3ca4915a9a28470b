"""Words that stand for what was named before: 全市, 该公司, 大桥 after 花江峡谷大桥."""

from __future__ import annotations

import re
from functools import cached_property

from kg.extract.relations.reading import Reading
from kg.model import EntityType, Mention

_ANAPHOR = re.compile(
    r"(?P<site>(?:该)?(?:陵园|旧址|会址|故居|纪念馆|博物馆|纪念碑|纪念园|公园)|该(?:馆|园|碑|址|塔|墓|基地)|[馆园碑塔](?=[内前里]|身|高\d))(?!群)|"
    r"(?P<here>当地)(?!时间)|(?P<spot>这里|此地)(?!的)|(?P<country>全国)(?!各|性|政|人大|人民代表|两会|上下|[\u4e00-\u9fff]{2,8}(?:机关|机构|系统))|(?:全|我|该)(?P<level>[省市县区州镇乡村])(?!委|政府|直|交警|公安|民警|干警)"
    r"|(?:该|这家|这所|这支|这个|我)(?P<kind>公司|企业|工厂|厂|医院|学校|校|部队|站|社区|中心|馆|支队|总队|大队|局"
    r"|团|旅|师|营|连)(?![长员结体旗])"
    r"|(?:该|这支|这个|全|我)?(?P<unit>连|旅|舰|营|团)队(?![长员])"
    r"|全(?P<all>[连旅营团师]|[大中支]队)(?=官兵|上下|指战员|人人|[\d一二三四五六七八九十百])"
)
"""连队 and 全连 are the company that was named last."""
_LEVELS = {"省": "省区", "区": "区"}
_SUBTYPES = {"公司": "Company", "企业": "Company", "部队": "Garrison", "学校": "School"}
_TROOPS = frozenset({"MilitaryBody", "Garrison"})
_NEAR = 80
"""Characters after a place in which 这里 is that place."""
_LONGEST_PART = 6
"""Characters of a name that may stand for the whole."""
_PARTS = re.compile(
    "大桥|电站|机场|车站|港口|隧道|水库|高铁|铁路|公路|大学|学院|中学|小学|"
    "学校|医院|工厂|公司|集团|企业|小组|景区|园区|基地|社区|灯塔|书店|剧院|"
    "剧场|大厦|广场|农场|林场|牧场|矿山|油田|海岛|小岛|会馆|展馆"
)
"""Last parts of two characters that are said for the whole without 该."""
_NAMED_SO = frozenset({EntityType.ORGANIZATION, EntityType.SITE})


class Anaphors:
    """The words of one article that stand for what it named before."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._levels: dict[str, list[Mention]] = {}

    def at(self, position: int, end: int) -> tuple[Mention, int] | None:
        """What a word at a position stands for, and where the word ends."""
        reading = self._reading
        anaphor = _ANAPHOR.match(reading.text, position)
        if anaphor and anaphor.end() > end:
            anaphor = None
        if anaphor and position not in reading.starting:
            referent = self._referent(anaphor)
            return (referent, anaphor.end()) if referent else None
        return self._named_in_part(position, end)

    def _referent(self, anaphor: re.Match[str]) -> Mention | None:
        """全市: the home of the article or the last place of that level; 该公司: the last company."""
        if level := anaphor["level"]:
            places = self._of_level(level)
            before = [m for m in places if m.end <= anaphor.start()]
            pool = [
                *reversed(before),
                *([self._reading.home] if self._reading.home else []),
                *places,
            ]
            ends = _LEVELS.get(level, level)
            return next((m for m in pool if (m.canonical or m.name)[-1] in ends), None)
        if anaphor["site"]:
            sites = self._reading.of(EntityType.SITE, (0, anaphor.start()))
            last = anaphor["site"].removeprefix("该")
            return next((s for s in reversed(sites) if s.name.endswith(last)), None)
        if anaphor["country"]:
            places = self._reading.of(EntityType.PLACE)
            return next((p for p in places if p.canonical == "中国"), None)
        if anaphor["here"]:
            places = self._reading.of(EntityType.PLACE, (0, anaphor.start()))
            return places[-1] if places else self._reading.home
        if anaphor["spot"]:
            return self._told_last(anaphor.start())
        bodies = self._reading.of(EntityType.ORGANIZATION, (0, anaphor.start()))
        if unit := anaphor["unit"] or anaphor["all"]:
            units = [b for b in bodies if b.subtype in _TROOPS and b.name.endswith(unit)]
            titled = [b for b in units if b.rule == "organization.titled"]
            return next(reversed(titled or units), None)
        subtype = _SUBTYPES.get(anaphor["kind"])
        fitting = [
            m
            for m in bodies
            if (m.subtype == subtype if subtype else m.name.endswith(anaphor["kind"]))
        ]
        return fitting[-1] if fitting else None

    def _told_last(self, position: int) -> Mention | None:
        """武乡县是八路军总部所在地，这里有9万多人参军: the place or site that was named last before, not far."""
        span = (max(position - _NEAR, 0), position)
        told = [*self._reading.of(EntityType.PLACE, span), *self._reading.of(EntityType.SITE, span)]
        return max(told, key=lambda m: m.end, default=None)

    def _of_level(self, level: str) -> list[Mention]:
        """The divisions named that 全市 may mean."""
        if level not in self._levels:
            self._levels[level] = [
                m
                for m in self._reading.of(EntityType.PLACE)
                if m.scope and not self._within_other(m, level)
            ]
        return self._levels[level]

    def _within_other(self, place: Mention, level: str) -> bool:
        """Whether a place that is not the home lies in another of the level that 全市 means: 霸州市 in an
        article that names 廊坊市."""
        if place.scope is None or place.scope == self._reading.home_code:
            return False
        above = {place.scope[:4] + "00", place.scope[:2] + "0000"} - {place.scope}
        ends = _LEVELS.get(level, level)
        return any(self._ends[code] in ends for code in above if code in self._ends)

    @cached_property
    def _ends(self) -> dict[str, str]:
        """The last characters of the divisions named, by their codes: what they are."""
        places = self._reading.of(EntityType.PLACE)
        return {p.scope: (p.canonical or p.name)[-1] for p in places if p.scope}

    def _named_in_part(self, position: int, end: int) -> tuple[Mention, int] | None:
        """大桥 after 花江峡谷大桥, 该分局 after 崇文公安分局: the last part of a name told before it in
        the same story stands for the whole."""
        that = self._reading.text.startswith(("该", "这座", "这条", "这家", "这所"), position)
        start = position + (0 if not that else 1 if self._reading.text[position] == "该" else 2)
        if not self._reading.words.begins[start]:
            return None
        first, _ = self._reading.stories.span(position)
        for length in range(min(_LONGEST_PART, end - start), 1, -1):
            part = self._reading.text[start : start + length]
            if not self._reading.words.begins[start + length] or (
                length == 2 and not that and not _PARTS.fullmatch(part)
            ):
                continue
            told = reversed(self._by_last_part.get(part, []))
            whole = next((m for m in told if m.end <= position), None)
            if whole and whole.start >= first:
                return whole, start + length
        return None

    @cached_property
    def _by_last_part(self) -> dict[str, list[Mention]]:
        """The names of bodies, sites and small places by their last parts, in the order of the text."""
        table: dict[str, list[Mention]] = {}
        for mention in self._reading.mentions:
            small = mention.type is EntityType.PLACE and mention.scope is None
            if mention.type in _NAMED_SO or small:
                for length in range(2, min(_LONGEST_PART, len(mention.name) - 1) + 1):
                    table.setdefault(mention.name[-length:], []).append(mention)
        return table
