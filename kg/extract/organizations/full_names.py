"""Full names that a body's division and its last words give: 市妇联, 白山军分区, 县人大."""

from __future__ import annotations

import re

from kg.extract.lexicon import Lexicons
from kg.extract.organizations.collector import Places
from kg.extract.organizations.ruling import LEVEL
from kg.gazetteer.divisions import Division

_LEVEL = re.compile(f"自治区|自治州|{LEVEL}")
_NO_LEVEL = re.compile("区[域级县]|市[场级区民]|市中区|县[域级]|州级|省[级港]|乡村|镇级")
"""Words that begin like a level."""
_OFFICE = re.compile("(?<!有关)(?:厅|局|委|办|处|院|站|中心|党校|学校|公司|支行|分行|剧团|杂技团)$")
"""Last words of what a division has of its own: 省水利厅, 市公用局."""
_OWN_NAMES = frozenset({"Company", "Institution", "Media", "School"})
_NAMED_FOR_SHORT = re.compile(
    "(?:海关|铁路局|铁路分局|海事局|领事馆|机务段|车务段|工务段|派出所|办事处|气象台|天文台)$"
)
"""Bodies whose own name has the short name of a place: 北京大学, 上海海关."""
_OF_DISTRICTS = frozenset({"军分区", "警备区", "卫戍区", "警备司令部"})
_BARE = {"军分区": "prefecture", "人武部": "county", "人民武装部": "county"}
"""Bodies of which each division of a level has one, so that their kind alone says which is meant."""


class FullNames:
    """Gives the full name of a body by data/lexicons/organization_full_names.tsv and by the ways in
    which leading groups and military districts are named."""

    def __init__(self, lexicons: Lexicons) -> None:
        self._forms = lexicons["organization_full_names"].mapping("full")
        self._known = {r["term"]: r["canonical"] for r in lexicons["organization_names"].rows}

    def of(
        self, start: int, end: int, subtype: str | None, places: Places
    ) -> tuple[Division | None, str | None]:
        """The division of the body that stands there, and its full name, as far as context tells."""
        name = places.text[start:end]
        if name in self._known:
            return places.division(places.starts.get(start)), self._known[name] or None
        division, tail = self._of_division(start, name, subtype, places)
        tail = tail.replace("双拥办公室", "双拥办")
        if tail.endswith("双拥办"):
            tail = tail.removesuffix("双拥办") + "双拥工作领导小组办公室"
        if name.startswith("全国双拥"):
            return division, tail
        if division is None:
            return None, None
        if tail.endswith("军区") or tail in _OF_DISTRICTS:
            return division, _military_district(tail, division, places)
        form = self._forms.get(tail)
        short = division.short is not None and name == division.short + tail
        if form is None and short and (subtype in _OWN_NAMES or _NAMED_FOR_SHORT.search(tail)):
            return division, name
        branch = "支行" if division.level == "county" else "分行"
        return division, (form or "{0}" + tail).format(division.name, branch)

    def knows(self, name: str, head: str | None) -> bool:
        """Whether a level and a form, the head of the name or an office make it up: 县人大, 县民政局,
        省水利厅."""
        level = _LEVEL.match(name)
        tail = name[level.end() :] if level else ""
        own = bool(_OFFICE.search(tail)) and len(tail) > 2 and not _NO_LEVEL.match(name)
        return name in _BARE or tail in self._forms or (bool(tail) and tail == head) or own

    def _of_division(
        self, start: int, name: str, subtype: str | None, places: Places
    ) -> tuple[Division | None, str]:
        """The division of a body, and its name without that of the division."""
        place = places.starts.get(start)
        division = places.division(place)
        if division is not None and place is not None:
            tail = name[len(place.text) :]
            if tail[:1] and division.name.endswith(tail[:1]) and _LEVEL.match(tail):
                tail = tail[1:]
            return division, tail
        if name in _BARE:
            return places.at_level(_BARE[name], start), name
        if (level := _LEVEL.match(name)) and not _NO_LEVEL.match(name):
            division = places.at_level(level[0], start)
            return division, name[level.end() :] if division else name
        if subtype == "LeadingGroup" and not name.startswith(("全国", "中央", "国务院")):
            return places.home, name
        return None, name


def _military_district(kind: str, division: Division, places: Places) -> str | None:
    """中国人民解放军福建省漳州军分区, 中国人民解放军甘肃省军区; other 军区 have names of their own."""
    own = division.short or division.name
    if kind in _OF_DISTRICTS:
        outer = places.above(division, "province")
        province = "" if outer in (None, division) else _province(outer)
        return f"中国人民解放军{province}{own}{kind}"
    if kind in ("军区", "省军区") and division.level == "province":
        return f"中国人民解放军{_province(division)}军区"
    return None


def _province(division: Division | None) -> str:
    """甘肃省, but 西藏: so the army calls its districts."""
    if division is None:
        return ""
    return division.name if division.name.endswith("省") else division.short or division.name
