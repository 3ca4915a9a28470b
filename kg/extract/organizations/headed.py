"""Bodies named by their last word: …领导小组, …事务局, …军分区, …医院, …公司."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from kg.extract.heads import HeadFinder
from kg.extract.lexicon import Lexicons, alternatives
from kg.extract.organizations.collector import Collector, Places
from kg.extract.organizations.full_names import FullNames
from kg.extract.organizations.parts import GENERIC_PLACE
from kg.extract.organizations.ruling import LEVEL
from kg.gazetteer.matcher import Matcher
from kg.model import Mention

_VETERANS = re.compile(
    "(?P<of>(?P<level>[省市县区州旗])?委(?:员会)?)?(?P<group>退役军人(?:事务)?和)(?:双拥工作)?$"
)
_OF_HOME = frozenset({"双拥办", "双拥办公室"})
"""Bodies of which every place has one."""
_ACT = re.compile("(?:走访|看望|慰问|领导|会见|拜访|考察|赠送|捐赠)(?=[省市县区州旗驻武])|兼")
"""What is done to a body, or holds two offices, is no part of a name: 县政府领导慰问县人武部."""
_OF_STREET = re.compile(
    r"[\u4e00-\u9fff]{2,4}(?:街道(?:办事处|办)?|[镇乡])(?:党委|党工委|办事处|退役军人服务站|武装部|人武部)$"
)
"""Bodies that say what they are with the name of their street or township: 淡水街道党工委."""
_GOES_ON = {"部": ("队", "门"), "组": ("织",), "队": ("伍",), "办": ("法", "理", "公", "学", "好")}
"""Last characters of heads that begin another word: 武装部队, 党组织, 救援队伍, 安置办法."""
_EACH_LEVEL = re.compile(
    r"(?:各|全国|[\d几多十百]个)(?:省|市|县|区|州|旗|自治区|自治州|直辖市|、)+$"
)
_A_CLASS = re.compile(
    "全国(?:海关|(?:人民)?(?:法院|检察院)|[\u4e00-\u9fff]{2}部|[大中小]学|幼儿园|银行|医院|重点实验室)"
)
"""All bodies of a kind, and none by itself: 全国法院."""


class HeadedReader:
    """Reads names by their heads; `known` finds the bodies that are known by name."""

    def __init__(self, lexicons: Lexicons, known: Matcher[str], full_names: FullNames) -> None:
        heads = lexicons["organization_heads"]
        self._full_names = full_names
        self._subtypes = heads.mapping("subtype")
        self._matcher = known
        self._heads = HeadFinder(heads.terms(), lexicons["boundaries"].terms(), longest=16)
        self._level = re.compile(LEVEL)
        self._generic = re.compile(alternatives(lexicons["place_words"].terms(role="generic-body")))

    def read(self, doc: Doc, places: Places, add: Collector) -> None:
        """Add the bodies whose name says what they are, and where it is plain whose they are."""
        text: str = doc._.text
        known = {end: start for start, end, _ in self._matcher.find(text)}
        before = 0
        for start, end, head in list(self._heads.find(text, doc._.words, list(add.blocked))):
            subtype = self._subtypes[head]
            if subtype == "LeadingGroup" and self._of_committee(text, start, end, places, add):
                continue
            if head.endswith("集团") and text.startswith("军", end):
                continue  # 某集团军
            start = max(start, known.get(end, start))
            if start < before < end - len(head):
                start = before  # 沈阳铁路公安局|通辽铁路公安处
            for act in _ACT.finditer(text, start, end - len(head)):
                start = act.end()
            before = end
            if _EACH_LEVEL.search(text, max(start - 12, 0), start):
                continue  # 各省、自治区、直辖市双拥工作领导小组 is a class of bodies
            if text[start - 1 : start] == "该" and text[start] in "省市县区州镇":
                start += 1  # 该市城中居委会
            inside = sorted(p for p in places.starts if start <= p < end)
            level = self._level.match(text, start)
            if inside and subtype != "LeadingGroup" and not text.startswith("中国", start):
                start = inside[0]
            start = places.last_of_chain(start, end)
            name = text[start:end]
            if "各" in name or text[start - 1 : start] in ("各", "级", "等"):
                continue  # 江苏各地市民政局, 各级人武部, 三地等市双拥办: classes of bodies
            if subtype == "LeadingGroup" and name == head:
                full = self._last_group(add.found, start, head)
                if full is None and head in _OF_HOME and places.home:
                    group = f"{places.home.name}双拥工作领导小组办公室"
                    add(start, end, subtype, "head", group, places.home.code, 0.7)
                if full is None:
                    continue
                add(start, end, subtype, "anaphor", full.canonical, full.scope, 0.75)
                continue
            if (
                len(name) <= len(head)
                and subtype != "LeadingGroup"
                and not self._full_names.says_whose(head)
            ):
                continue
            generic = self._generic.match(name) and not name.endswith("直机关工委")
            if generic or _A_CLASS.fullmatch(name):
                continue
            if text[end : end + 1] in _GOES_ON.get(name[-1], ()):
                continue
            anchored = (
                start in places.starts
                or level is not None
                or subtype == "LeadingGroup"
                or name.startswith(("全国", "中央", "国家"))
                or (bool(inside) and name.startswith("中国"))
                or (_OF_STREET.match(name) is not None and not GENERIC_PLACE.match(name))
            )
            division, canonical = self._full_names.of(start, end, subtype, places)
            if not anchored and division is None:
                continue
            add(start, end, subtype, "head", canonical, division.code if division else None, 0.85)

    @staticmethod
    def _of_committee(text: str, start: int, end: int, places: Places, add: Collector) -> bool:
        """中共西安市委退役军人事务和双拥工作领导小组办公室: groups of a party committee, as they are named
        since 2023."""
        before = _VETERANS.search(text, max(start - 20, 0), start)
        if before is None:
            return False
        group = text[before.start("group") : end]
        level = before["level"]
        first = before.start("group")
        place: Mention | None = None
        if before["of"]:  # 西安市|委, 西安|市委
            at = before.start("of")
            place = places.ends.get(at + len(level or "")) or places.ends.get(at)
        division = places.division(place)
        if place is not None:
            first = place.start - (2 if text[: place.start].endswith("中共") else 0)
        elif before["of"]:
            first = before.start("of")
            division = places.at_level(level, first) if level else None
        elif places.home is not None:
            division = places.home
        full = f"中共{division.name}委员会{group}" if division else None
        add(first, end, "LeadingGroup", "head", full, division.code if division else None, 0.85)
        return True

    @staticmethod
    def _last_group(found: list[Mention], start: int, head: str) -> Mention | None:
        """A bare 领导小组 is the leading group that the text named last."""
        return next(
            (
                m
                for m in reversed(found)
                if m.subtype == "LeadingGroup"
                and m.end <= start
                and (m.canonical or m.name).endswith(head)
            ),
            None,
        )
