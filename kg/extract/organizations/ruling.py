"""Party committees and governments with all their short forms: 中共白山市委, 市委, 市政府."""

from __future__ import annotations

import re

from kg.extract.organizations.collector import Collector, Places
from kg.extract.words import Words
from kg.gazetteer.divisions import Division

LEVEL = r"(?:省|市|县|区|州|旗|盟|地委(?=、)|镇|乡)"
_COMMITTEE = re.compile(
    rf"(?P<level>{LEVEL})?(?P<tail>委)(?:员会)?(?!员|托|派|任|会|宣|组织|统战|政法|办公|常委(?![、，兼])|老|屈)"
)
_GOVERNMENT = re.compile(
    rf"(?P<level>{LEVEL})?(?P<tail>(?:人民)?政府|府(?=命名|决定|联合|印发|、))(?!工作(?!人员)|部门|办公)"
)
_OF_THE_PAST = re.compile("中共(?P<name>[\u4e00-\u9fff]{1,4}?)(?:临时)?$")
"""中共北满省委: of a province of the party's own, which no table has."""
_OTHERS = {
    "团": "中国共产主义青年团",
    "共青团": "中国共产主义青年团",
    "民革": "中国国民党革命委员会",
    "民盟": "中国民主同盟",
    "民建": "中国民主建国会",
    "民进": "中国民主促进会",
    "农工党": "中国农工民主党",
    "致公党": "中国致公党",
    "九三学社": "九三学社",
    "台盟": "台湾民主自治同盟",
}
_OTHER_COMMITTEE = re.compile(
    rf"(?P<party>{'|'.join(sorted(_OTHERS, key=len, reverse=True))})(?P<place>[\u4e00-\u9fff]{{0,12}}?)"
    r"(?P<level>[省市县区州旗])委(?:员会|会(?![议场同]))?(?!员|托|派|任)"
)
"""共青团白山市委, 团市委, 民盟市委会."""
_BEFORE_SHORT_NAMES = "和与及由受在经向到为对了是将被让给使入议开任"


def read_ruling(text: str, words: Words, places: Places, add: Collector) -> None:
    """Party committees and governments, with their full names where the context gives them."""
    _read_others(text, words, places, add)
    of_the_past: set[str] = set()
    before: tuple[int, Division | None] = (-1, None)
    for match in sorted(
        (*_COMMITTEE.finditer(text), *_GOVERNMENT.finditer(text)), key=lambda m: m.start()
    ):
        party = match["tail"] == "委"
        subtype = "PartyBody" if party else "GovernmentBody"
        start, level = match.start(), match["level"]
        historical = _OF_THE_PAST.search(text, max(start - 10, 0), start)
        if historical and party and level and not places.of(historical):
            of_the_past.add(level)
            add(historical.start(), match.end(), subtype, "party-committee-of-old")
            continue
        # 延安市委 is the place 延安 and the level 市; 白山市委 is the place 白山市 and 委.
        place = places.ends.get(match.start("level") if level else -1) or places.ends.get(
            match.start("tail")
        )
        division = places.division(place)
        if place is not None:
            start = place.start - (2 if text[: place.start].endswith("中共") else 0)
            if level and division and not division.name.endswith(level):
                division = places.above(division, level)
        elif level and level in of_the_past:  # 省委 after 中共北满省委
            division = None
        elif level and (start == before[0] or _edge(text, start) or _own_word(text, start, words)):
            beside = start == before[0] and before[1] and before[1].name.endswith(level)
            division = before[1] if beside else places.at_level(level, start)
        else:
            continue
        before = match.end(), division
        form = "中共{}委员会" if party else "{}人民政府"
        full = form.format(division.name) if division else None
        if level and place is None and not full and not party:
            full = _of_city_abroad(level, start, places)
        add(
            start,
            match.end(),
            subtype,
            "party-committee" if party else "government",
            full,
            division.code if division else None,
        )


def _of_city_abroad(level: str, start: int, places: Places) -> str | None:
    """该市政府 after 杰克逊市, of which no table knows: its sentence names that last before it."""
    place = next((p for p in reversed(places.ordered) if p.end <= start), None)
    if place is None or place.scope or not place.name.endswith(level):
        return None
    known = places.divisions.named(place.name)
    apart = known or set(places.text[place.end : start]) & set("。！？\n")
    return None if apart else f"{place.name}政府"


def _read_others(text: str, words: Words, places: Places, add: Collector) -> None:
    """Committees of the youth league and of the other parties."""
    for match in _OTHER_COMMITTEE.finditer(text):
        if not words.begins[match.start()]:
            continue  # 兵团市委
        level, before = match.start("level"), None
        place = places.ends.get(level) or places.ends.get(level + 1)
        if bool(match["place"]) != (place is not None):
            continue
        if place is None:
            place = before = places.ends.get(match.start())  # 临洮团县委
        division = places.division(place)
        if division and not division.name.endswith(match["level"]):
            division = places.above(division, match["level"])
        elif place is None:
            division = places.at_level(match["level"], match.start())
        add(
            before.start if before else match.start(),
            match.end(),
            "SocialOrganization" if match["party"].endswith("团") else "PartyBody",
            "other-committee",
            f"{_OTHERS[match['party']]}{division.name}委员会" if division else None,
            division.code if division else None,
        )


def _own_word(text: str, start: int, words: Words) -> bool:
    return bool(words.begins[start]) and text[start - 1] not in "名位个各"


def _edge(text: str, start: int) -> bool:
    """Whether a short name (市委) can begin here: not inside a longer word (城市委托)."""
    before = text[start - 1 : start]
    return before in _BEFORE_SHORT_NAMES or not "\u4e00" <= before <= "\u9fff"
