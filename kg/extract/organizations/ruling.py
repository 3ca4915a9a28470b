"""Party committees and governments with all their short forms: 中共白山市委, 市委, 市政府."""

from __future__ import annotations

import re

from kg.extract.organizations.collector import Collector, Places
from kg.extract.words import Words
from kg.gazetteer.divisions import Division

LEVEL = r"(?:省|市|县|区|州|旗|地委(?=、)|镇|乡)"
_COMMITTEE = re.compile(
    rf"(?P<level>{LEVEL})?(?P<tail>委)(?:员会)?(?!员|托|派|任|会|宣|组织|统战|政法|办公|常委(?![、，兼])|老|屈)"
)
_GOVERNMENT = re.compile(
    rf"(?P<level>{LEVEL})?(?P<tail>(?:人民)?政府|府(?=命名|决定|联合|印发|、))(?!工作|部门|办公)"
)
_OF_THE_PAST = re.compile("中共(?P<name>[\u4e00-\u9fff]{1,4}?)(?:临时)?$")
"""中共北满省委: of a province of the party's own, which no table has."""
_BEFORE_SHORT_NAMES = "和与及由受在经向到为对了是将被让给使入议开任"


def read_ruling(text: str, words: Words, places: Places, add: Collector) -> None:
    """Party committees and governments, with their full names where the context gives them."""
    last: Division | None = None
    for pattern, subtype, full, rule in (
        (_COMMITTEE, "PartyBody", "中共{}委员会", "party-committee"),
        (_GOVERNMENT, "GovernmentBody", "{}人民政府", "government"),
    ):
        unknown: set[str] = set()
        for match in pattern.finditer(text):
            start, level = match.start(), match["level"]
            historical = _OF_THE_PAST.search(text, max(match.start() - 10, 0), match.start())
            if historical and subtype == "PartyBody" and level and not places.of(historical):
                unknown.add(level)
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
            elif level:
                if level in unknown:  # 省委 after 中共北满省委
                    add(start, match.end(), subtype, rule)
                    continue
                at = match.start()
                if not (_edge(text, at) or (words.begins[at] and text[at - 1] not in "名位个")):
                    continue
                division = _context(text, match.start(), last, level) or places.at_level(
                    level, match.start()
                )
            else:
                continue
            last = division or last
            add(
                start,
                match.end(),
                subtype,
                rule,
                full.format(division.name) if division else None,
                division.code if division else None,
            )


def _context(text: str, start: int, last: Division | None, level: str) -> Division | None:
    """乐平市委、市政府: the second body is of the place of the first."""
    if last is not None and text[start - 1 : start] in "、和与及" and last.name.endswith(level):
        return last
    return None


def _edge(text: str, start: int) -> bool:
    """Whether a short name (市委) can begin here: not inside a longer word (城市委托)."""
    before = text[start - 1 : start]
    return before in _BEFORE_SHORT_NAMES or not "\u4e00" <= before <= "\u9fff"
