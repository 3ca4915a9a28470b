"""Troops: garrisons by the place of their name and no more, units of armies of the past, those abroad."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Doc

from kg.extract.document_state import names
from kg.extract.lexicon import alternatives
from kg.extract.organizations.collector import Collector, Places
from kg.gazetteer.divisions import LEVELS, Division
from kg.model import Mention

_GARRISON = re.compile(
    r"(?P<command>(?:中国人民)?解放军|[\u4e00-\u9fff]{2}军区(?:[海空]军|后勤部|政治部|装备部)?)?驻(?P<place>[\u4e00-\u9fff]{1,4}?)"
    r"(?P<unit>部队|解放军(?!驻)|某[\u4e00-\u9fff]{0,3}?(?:集团军|部队|部|旅|团(?!军)|师|营|连队|连)(?:[一二三四五六七八九十]{1,2}连)?|官兵)"
)
_BARE_GARRISON = re.compile(
    r"驻军部队|驻军某[\u4e00-\u9fff]{0,3}?(?:部队|部|旅|团|师|营|连)|当地驻军|驻军(?!的?家属|大市|强市|单位|数量|[较众]?多|任务)|(?:武警|海军|空军|陆军)?某[\u4e00-\u9fff]{0,2}部队"
)
_SOME_UNIT = re.compile(
    r"某[\u4e00-\u9fff]{0,4}?(?:医院|集团军|部队|支队|大队|中队|分队|基地|仓库|干休所|旅|团(?!军)|师|营|连|部|站|所)(?![长队分])"
)
_COVER_NUMBER = re.compile(r"(?:解放军|海军|空军|陆军|火箭军|武警)?(?<!\d)\d{4,5}部队")
"""海军1385部队: a unit by the number that it bears in public."""
_FOREIGN_UNIT = re.compile(
    r"(?:侵华)?日军第?[〇零一二三四五六七八九十\d]{3,4}部队(?:[\u4e00-\u9fff]{2,4}支[部队])?"
)
_FOREIGN_ARMY = re.compile(
    r"(?<![节今当生假次同平即最向\d一二三四五六七八九十])[日美英法苏]军(?![民地队人属嫂营事])"
)
_TROOPS_IN = re.compile(
    r"在(?P<place>[\u4e00-\u9fff·]{2,8}?)(?:的(?:非法)?|非法)(?:驻军|军队)(?!事)"
)
_ABROAD = re.compile(
    r"驻[\u4e00-\u9fff·]{1,8}?(?P<kind>大使馆|使馆|总领事馆|领事馆|维和部队|军队|俄军|美军)"
)
"""法国驻塞内加尔大使馆: who sent it stands before 驻, the country after it."""
_FOREIGN_GOVERNMENT = re.compile(
    r"(?<![\u4e00-\u9fff])[美英法德日俄韩朝印巴叙伊以黎埃土乌古越缅泰菲澳加意西葡]政府(?![部军机])"
)
_OF_COUNTRY = re.compile(
    "(?:过渡|联邦|临时|看守)?政府(?![部军机])|政府军|国防军|军方|军队(?!事)|武装部队|[海陆空]军"
)
_ABBREVIATED_ARMY = re.compile(
    r"(?<![可予得所足加用难节今当生假次同平即最向\d一二三四五六七八九十])"
    r"(?P<country>[\u4e00-\u9fff])军(?![民地队人属嫂营事方官校旅团区分装备])"
)
_NO_COUNTRY = frozenset("中海空陆红全各我敌友盟冠亚季新")
_NUMBERED_UNIT = (
    r"第?(?P<number>[一二三四五六七八九十百零〇\d]{1,4})"
    r"(?P<unit>路军|军团|野战军|军分区|军|师|旅|团|纵队|支队|大队)(?![长政副])"
    r"(?P<below>(?:第?[一二三四五六七八九十百零〇\d]{1,4}(?:[军师旅团营连排]|支队|大队)(?![长政队]|副[师旅团营连排政])"
    r"|独立[师旅团营](?!长))*)"
)
"""志愿军第60军181师543团: a unit with those that it belongs to."""
_FIGURES = "〇一二三四五六七八九"


class TroopReader:
    """Reads troops and bodies abroad. A garrison keeps the place of its name, and no more."""

    def __init__(self, armies: Sequence[str], full_names: Mapping[str, str]) -> None:
        self._numbered_unit = re.compile(f"(?P<army>{alternatives(armies)}){_NUMBERED_UNIT}")
        self._full_names = full_names

    def read(self, doc: Doc, places: Places, add: Collector) -> None:
        """Add what a text says of troops, the surest first."""
        text: str = doc._.text
        self._garrisons(text, places, add)
        for match in self._numbered_unit.finditer(text):
            army, number, unit = match.group("army", "number", "unit")
            whole = self._full_names.get(army) or army
            named_in_full = f"{whole}第{_in_words(number)}{unit}{match['below']}"
            add(*match.span(), "MilitaryBody", "numbered-unit", named_in_full)
        for match in _COVER_NUMBER.finditer(text):
            add(*match.span(), "MilitaryBody", "cover-number")
        for match in _TROOPS_IN.finditer(text):
            sender, host = places.ends.get(match.start()), places.starts.get(match.start() + 1)
            if sender and host and host.end == match.end("place"):
                add(sender.start, match.end(), "Garrison", "troops-in")  # 美国在叙利亚的驻军
        for match in _ABROAD.finditer(text):
            host = places.starts.get(match.start() + 1)
            if host and host.end == match.start("kind"):
                covering = [s for s, e in names(doc, "ORG") if s < match.start() < e]
                sender = places.ends.get(match.start())
                start = min([*covering, sender.start if sender else match.start()])
                subtype = "GovernmentBody" if match["kind"][-1] == "馆" else "MilitaryBody"
                add(start, match.end(), subtype, "abroad")
        for match in _FOREIGN_UNIT.finditer(text):
            add(*match.span(), "MilitaryBody", "foreign-unit")
        for match in _FOREIGN_ARMY.finditer(text):
            add(*match.span(), "MilitaryBody", "foreign-army")
        countries = {m.canonical for m in places.ordered if m.rule == "place.country"}
        for match in _FOREIGN_GOVERNMENT.finditer(text):
            named = [c for c in countries if c and c.startswith(match[0][0])]
            full = f"{named[0]}政府" if len(named) == 1 else None  # 叙政府, 叙利亚 named elsewhere
            add(*match.span(), "GovernmentBody", "foreign-government", full)
        self._of_countries(text, places, add)

    @staticmethod
    def _of_countries(text: str, places: Places, add: Collector) -> None:
        """尼日尔过渡政府, 法国军方; and 以军 where the text names 以色列 too."""
        for country in _countries_abroad(places):
            if body := _OF_COUNTRY.match(text, country.end):
                subtype = "GovernmentBody" if body[0].endswith("政府") else "MilitaryBody"
                add(country.start, body.end(), subtype, "abroad")
        initials = foreign_initials(places)
        for match in _ABBREVIATED_ARMY.finditer(text):
            if match["country"] in initials:
                add(*match.span(), "MilitaryBody", "foreign-army")

    def _garrisons(self, text: str, places: Places, add: Collector) -> None:
        for match in _GARRISON.finditer(text):
            end = match.end() - (2 if match["unit"] == "官兵" else 0)
            short = match["place"]
            if short in ("守", "扎", "训", "防", "村", "外") or match[0] == "驻地官兵":
                continue
            single = match["unit"].startswith("某")
            division = _named(short, places, match.start())
            start = match.start()
            if short in ("军", "地") and (place := places.ends.get(start)):
                start, division = place.start, places.division(place) or division
            troops: str | None = "解放军部队" if match["unit"] == "解放军" else "部队"
            if (command := match["command"]) and not command.endswith("解放军"):
                troops = None  # 兰州军区空军驻甘肃部队 are not all that are there
            _add_garrison(add, start, end, division, single=single, troops=troops)
        for match in _BARE_GARRISON.finditer(text):
            place = places.ends.get(match.start())
            division = places.division(place) or places.home
            if match[0] == "驻军" and (division is None or text[match.start() - 1] in "千万百法"):
                continue  # 五千驻军, 非法驻军: of no place that is known
            single = "某" in match[0]
            start = place.start if place else match.start()
            _add_garrison(add, start, match.end(), division, single=single)


def _in_words(number: str) -> str:
    """The number of a unit as its name has it.

    >>> [_in_words(number) for number in ("115", "60", "12", "四")]
    ['一一五', '六十', '十二', '四']
    """
    if not number.isascii():
        return number
    if len(number) != 2:
        return "".join(_FIGURES[int(figure)] for figure in number)
    tens, ones = map(int, number)
    return (_FIGURES[tens] if tens > 1 else "") + "十" + (_FIGURES[ones] if ones else "")


def foreign_initials(places: Places) -> set[str]:
    """The first characters of the countries abroad that the text names: 俄, 以."""
    return {country.name[0] for country in _countries_abroad(places)} - _NO_COUNTRY


def _countries_abroad(places: Places) -> list[Mention]:
    return [
        place
        for place in places.starts.values()
        if place.rule == "place.country" and place.canonical != "中国"
    ]


def _add_garrison(
    add: Collector,
    start: int,
    end: int,
    division: Division | None,
    *,
    single: bool,
    troops: str | None = "部队",
) -> None:
    """驻白部队 is that of a division; of 驻白某部 only its own article tells."""
    code = division.code if division else None
    full = f"驻{division.name}{troops}" if division and troops and not single else None
    add(start, end, "Garrison", "garrison", full, f"single:{code or ''}" if single else code)


def _named(short: str, places: Places, at: int) -> Division | None:
    """驻白部队: the abbreviation of the home division, or of one above it, or a known one."""
    if short in ("省", "市", "县", "区", "州"):
        return places.at_level(short, at)
    if short in ("地", "军", "当地", "本地", "我", "该") or not short:
        return places.home
    near = places.around_home()
    for division in near:
        if division.name.startswith(short):
            return division
    candidates = {
        d.code: d for d in (*places.divisions.abbreviated(short), *places.divisions.named(short))
    }
    for division in near:
        if division.code in candidates:
            return division
    for level in LEVELS:
        if of_level := [d for d in candidates.values() if d.level == level]:
            return of_level[0] if len(of_level) == 1 else None
    return None


def with_unit(text: str, body: Mention) -> list[Mention]:
    """漳州军分区某医院, 第82集团军某旅: a unit that is not named is one of its own, beside the body that
    it belongs to."""
    military = body.subtype in ("MilitaryBody", "Garrison")
    unit = _SOME_UNIT.match(text, body.end) if military else None
    if unit is None:
        return [body]
    name = text[body.start : unit.end()]
    scope = f"single:{(body.scope or '').removeprefix('single:')}"
    single = replace(body, end=unit.end(), text=name, name=name, canonical=None, scope=scope)
    return [single] if body.subtype == "Garrison" else [body, single]
