"""Full names that a body's division and its last words give: 市妇联, 白山军分区, 县人大."""

from __future__ import annotations

import re

from kg.extract.lexicon import Lexicons
from kg.extract.organizations.collector import Places
from kg.extract.organizations.ruling import LEVEL
from kg.gazetteer.divisions import Division
from kg.model import Mention

_LEVEL = re.compile(f"自治[区州县旗]|{LEVEL}")
_NO_LEVEL = re.compile(
    "区[域级县]|市[场级区容]|市民(?![政族宗兵航间])|市中区|县[域级城]|州级|省[级港会]|乡村|镇级|[省市县区州旗乡镇][里内外长]"
)
"""Words that begin like a level."""
_OFFICE = re.compile(
    "(?<!有关)(?:厅|局|(?<!党)委|办|处|院|站|中心|办公室|党校|学校|公司|支行|分行|剧团|杂技团)$"
)
"""Last words of what a division has of its own: 省水利厅, 市公用局."""
_OWN_NAMES = frozenset({"Company", "Institution", "Media", "School"})
_NOT_EXPANDED = frozenset({"71", "81", "82"})
"""Taiwan, Hong Kong, Macao: 香港海关."""
_NAMED_FOR_SHORT = re.compile(
    "(?:海关|港务局|电报局|商检局|铁路局|铁路分局|铁路公安[处局段]|海事局|矿务局|油矿管理局|领事馆|机务段|车务段|工务段|派出所|办事处|气象台|天文台"
    "|军事法院|军事检察院|空军|舰队|(?:新|开发|高新|保税|示范|景|试验)区(?:管委会|管理委员会))$"
)
"""Bodies whose own name has the short name of a place: 北京大学, 上海海关."""
_MILITARY_DISTRICT = re.compile(
    "(?P<kind>省军区|军区|军分区|警备区|卫戍区|警备司令部)(?P<part>(?:[\u4e00-\u9fff]{2,8}[部局处])?)"
)
_OF_DISTRICTS = frozenset({"军分区", "警备区", "卫戍区"})
_BARE = {
    "军分区": "prefecture",
    "警备区": "prefecture",
    "武警支队": "prefecture",
    "消防救援支队": "prefecture",
    "人武部": "county",
    "人民武装部": "county",
}
"""Bodies of which each division of a level has one, so that their kind alone says which is meant."""
_SHORTENED = (
    (re.compile("双拥办(?:公室)?$"), "双拥工作领导小组办公室"),
    (re.compile("双拥领导小组"), "双拥工作领导小组"),
    (re.compile("居委会$"), "居民委员会"),
    (re.compile("(?<=村)委会$"), "村民委员会"),
    (re.compile("村村委会$"), "村村民委员会"),
    (re.compile("(?<=街道)办$"), "办事处"),
    (re.compile("(?<=[镇乡])[镇乡]?政府$"), "人民政府"),
    (re.compile("(?<=机关|社会|教育)工委$"), "工作委员会"),
    (re.compile("(?<=[镇乡])(?:人武部|武装部)$"), "人民武装部"),
    (re.compile("^(.+?[镇乡村])[镇乡村]?党委$"), r"中共\1委员会"),
    (re.compile("^(.+(?:街道|社区))党委$"), r"中共\1委员会"),
    (re.compile("^(.+(?:局|厅|集团|公司|大学|学院|中学|医院|支队))党委$"), r"中共\1委员会"),
    (re.compile("^(.+街道|.+社区)(?:办事处)?党工委$"), r"中共\1工作委员会"),
)
"""What the last words of a body of any place stand for."""
_COURTS = {"province": "高级", "prefecture": "中级"}


def in_full(name: str) -> str:
    """A name with its last words in full.

    >>> in_full("龙泉村委会"), in_full("水湖镇党委"), in_full("市双拥办")
    ('龙泉村村民委员会', '中共水湖镇委员会', '市双拥工作领导小组办公室')
    """
    for short, full in _SHORTENED:
        name = short.sub(full, name)
    return name


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
        if name.startswith("全国双拥"):
            return division, in_full(tail)
        if division is None:
            return None, None
        if district := _MILITARY_DISTRICT.fullmatch(tail):
            return division, _military_district(district, division, places)
        if tail == "公安分局" and division.level == "county":
            return division, _police_station(division, places)
        if tail == "行署" and division.name.endswith("市"):
            return division, f"{division.short}地区行政公署"  # of what became a city later
        form = self._forms.get(tail)
        if form is None and _of_party(tail):
            form = f"中共{{0}}委员会{tail[1:]}"  # 市委社会工作部
        if form is None and _bears_own_name(places.starts.get(start), division, tail, subtype):
            return division, name
        branch = "支行" if division.level == "county" else "分行"
        court = _COURTS.get(division.level, "")
        return division, in_full((form or "{0}" + tail).format(division.name, branch, court))

    @staticmethod
    def says_whose(head: str) -> bool:
        """Whether a head alone tells whose it is: there is one in each place of a level."""
        return head in _BARE or head == "省军区"

    def knows(self, start: int, end: int, head: str | None, places: Places) -> bool:
        """Whether a division or level and a form, the head of the name or an office make it up: 县人大,
        白山市民政局, 省水利厅."""
        name = places.text[start:end]
        if name in _BARE:
            return True
        place = places.starts.get(start)
        if places.division(place) is None and (not _LEVEL.match(name) or _NO_LEVEL.match(name)):
            return False
        _, tail = self._split(name, place, places)
        own = bool(_OFFICE.search(tail)) and len(tail) > 2
        return bool(tail) and (tail in self._forms or tail == head or own or _of_party(tail))

    def _of_division(
        self, start: int, name: str, subtype: str | None, places: Places
    ) -> tuple[Division | None, str]:
        """The division of a body, and its name without that of the division."""
        place = places.starts.get(start)
        level, tail = self._split(name, place, places)
        if division := places.division(place):
            return division, tail
        if name in _BARE:
            return places.at_level(_BARE[name], start), name
        if level and not _NO_LEVEL.match(name):
            division = places.at_level(level, start)
            return division, tail if division else name
        if subtype == "LeadingGroup" and not name.startswith(("全国", "中央", "国务院")):
            return places.home, name
        return None, name

    @staticmethod
    def _split(name: str, place: Mention | None, places: Places) -> tuple[str, str]:
        """The level that a name begins with, and what follows it or the division: 省, 水利厅."""
        division = places.division(place)
        if division is not None and place is not None:
            tail = name[len(place.text) :]
            if tail[:1] and division.name.endswith(tail[:1]) and _LEVEL.match(tail):
                tail = tail[1:]
            return "", tail
        level = _LEVEL.match(name)
        return (level[0], name[level.end() :]) if level else ("", name)


def _of_party(tail: str) -> bool:
    """Whether what follows a level is a department of its party committee: 委社会工作部."""
    return len(tail) > 2 and tail[0] == "委" and not tail.startswith("委员")


def _bears_own_name(
    place: Mention | None, division: Division, tail: str, subtype: str | None
) -> bool:
    """Whether a body is named after its place, as enterprises and schools are, but its offices not: the
    short name of the place is part of the name then."""
    if place is None or place.text == division.name or not division.name.startswith(place.text):
        return False  # 怒江州人民医院 is one of 怒江傈僳族自治州
    return (
        subtype in _OWN_NAMES
        or (subtype is None and not tail.endswith(("厅", "局", "委")))
        or _NAMED_FOR_SHORT.search(tail) is not None
        or division.code[:2] in _NOT_EXPANDED
    )


def _military_district(district: re.Match[str], division: Division, places: Places) -> str | None:
    """中国人民解放军福建省漳州军分区, 中国人民解放军甘肃省军区政治部; other 军区 have names of their own."""
    kind, part = district.group("kind", "part")
    own = division.short or division.name
    if kind in _OF_DISTRICTS:
        outer = places.above(division, "province")
        province = "" if outer in (None, division) else _province(outer)
        return f"中国人民解放军{province}{own}{kind}{part}"
    if kind in ("军区", "省军区") and division.level == "province":
        return f"中国人民解放军{_province(division)}军区{part}"
    return None


def _police_station(division: Division, places: Places) -> str:
    """崇文公安分局 is 北京市公安局崇文分局."""
    outer = places.divisions.ancestors(division.code)
    return f"{outer[0].name}公安局{division.short or division.name}分局"


def _province(division: Division | None) -> str:
    """甘肃省, but 西藏: so the army calls its districts."""
    if division is None:
        return ""
    return division.name if division.name.endswith("省") else division.short or division.name
