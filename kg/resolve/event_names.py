"""What the numbers in names of events count: a session for good, one in a term, years."""

from __future__ import annotations

import re
from enum import Enum, auto

from kg.resolve.profiles import Profile

_NUMBERED = re.compile(r"第?[0-9〇零一二三四五六七八九十百千]+(?=[届次批期号年周连级月日轮])")
_OWN = 4
"""Characters beside numbers and what all meetings are called, from which a name tells its event."""
_ANY_MEETING = re.compile(
    "第|届|次|批|全国|省|市|县|区|自治|人民代表大会|代表大会|人大|政协|委员会|常委会|常务|全体|会议|大会|全会|活动|仪式"
    "|座谈会|工作|年度|周年|纪念日"
)
"""Words of which the names of meetings everywhere are made: 第九届委员会第一次全体会议."""


class Counted(Enum):
    """What a number in a name counts."""

    FOR_GOOD = auto()
    IN_A_TERM = auto()
    YEARS = auto()


_UNITS = dict.fromkeys("届批期轮", Counted.FOR_GOOD) | {
    "次": Counted.IN_A_TERM,
    "年": Counted.YEARS,
    "周": Counted.YEARS,
}


def ordinals(profile: Profile) -> set[str]:
    """The numbers in the names of an event: 第十批."""
    return {number for name in profile.names for number in _NUMBERED.findall(name)}


def what_is_counted(name: str) -> set[Counted]:
    """What the numbers in a name count, where the rest of it tells the event; else nothing.

    >>> what_is_counted("第六届中国国际进口博览会"), what_is_counted("第九届委员会第一次全体会议")
    ({<Counted.FOR_GOOD: 1>}, set())
    """
    if len(_ANY_MEETING.sub("", _NUMBERED.sub("", name))) < _OWN:
        return set()
    units = (name[match.end()] for match in _NUMBERED.finditer(name))
    return {_UNITS[unit] for unit in units if unit in _UNITS}
