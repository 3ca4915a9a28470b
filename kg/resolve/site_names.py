"""What the names of a site tell of it: its kind, the division that they begin with, and the rest."""

from __future__ import annotations

import re

from kg.gazetteer import Divisions
from kg.link.site_kinds import site_kind
from kg.resolve.profiles import Profile

_OWN = 4
"""Characters of its own from which a site's name is telling, however short: 中朝友谊塔."""
_ANY_SITE = re.compile(
    "爱国主义|革命|烈士|人民|英雄|英烈|红色|抗日|抗战|战争|历史|纪念|教育|展览|陈列|博物|国防|陵园|公园"
    "|公墓|广场|中心|基地|旧址|遗址|故居|旧居|红军|八路军|新四军|军部"
    "|司令部|指挥部|会师|长征|双拥|军民|拥军|无名|馆|碑|塔|堂|墓|园|亭|址"
)
"""Words of which the names of sites all over the country are made: 革命烈士纪念碑."""
_MORE = 4
"""Characters that a telling name may have before it in another text: 侵华日军."""
_EDGE = 4
"""Characters with which two names begin, and end, that are one but for a word between."""
_TELLS_APART = re.compile("[0-9〇零一二三四五六七八九十东西南北中新老旧前后]")
"""Of what a word is that tells two sites apart."""
_LONG = 8
"""Characters from which two names that are equal are of one site, whatever stands before them."""
_LONGEST = 5
_TELLING = 6
"""Characters from which two names that are equal but for their places are of one site, if of any."""


class SiteNames:
    """Reads names of sites; knows the divisions that they may begin with."""

    def __init__(self, divisions: Divisions) -> None:
        self._divisions = divisions

    def cores(self, profile: Profile) -> set[str]:
        """The names without the division that they begin with: 八路军太行纪念馆 of 武乡八路军太行纪念馆."""
        return {
            core
            for name in profile.names
            if len(core := name.removeprefix(self._leading(name))) >= _TELLING and core != name
        }

    def places(self, profile: Profile) -> set[str]:
        """The codes of the divisions that the names begin with; none if one begins with no division."""
        leading = [self._leading(name) for name in profile.names]
        if not all(leading):
            return set()
        return {division.code for place in leading for division in self._divisions.named(place)}

    def _leading(self, name: str) -> str:
        """The longest name of a division that a name begins with."""
        lengths = range(min(_LONGEST, len(name)), 1, -1)
        return next((name[:n] for n in lengths if self._divisions.named(name[:n])), "")


def site_kinds(profile: Profile) -> set[str]:
    """The kinds that the names say: a monument, a hall, a cemetery."""
    return {kind for name in profile.names if (kind := site_kind(name))}


def stand_apart(one: Profile, other: Profile) -> bool:
    """Whether both are said to be in places without a code whose names have nothing in common; 桧仓 and
    桧仓郡 have."""
    return bool(one.stands_in and other.stands_in) and not any(
        a.startswith(b) or b.startswith(a) for a in one.stands_in for b in other.stands_in
    )


def own_words(name: str) -> str:
    """What a name says beyond the words of which such names are made all over the country.

    >>> own_words("湘江战役纪念园"), own_words("革命烈士纪念碑")
    ('湘江战役', '')
    """
    return _ANY_SITE.sub("", name)


def says_enough(name: str) -> bool:
    """Whether a name says which site it is, however short: 中朝友谊塔."""
    return len(own_words(name)) >= _OWN


def adds_nothing(words: str, name: str) -> bool:
    """Whether words before a telling name do not make it that of another site: 侵华日军|南京大屠杀遇难同胞
    纪念馆."""
    return len(words) <= _MORE and (len(name) >= _LONG or says_enough(name))


def one_word_more(shorter: str, longer: str) -> bool:
    """Whether the longer of two names is the shorter with one word more inside.

    >>> one_word_more("重庆大轰炸六五惨案史实展馆", "重庆大轰炸六五隧道惨案史实展馆")
    True
    """
    more = len(longer) - len(shorter)
    if not 0 < more <= _MORE or len(shorter) < _LONG:
        return False
    for cut in range(_EDGE, len(shorter) - _EDGE + 1):
        if longer.startswith(shorter[:cut]) and longer.endswith(shorter[cut:]):
            return _TELLS_APART.search(longer[cut : cut + more]) is None
    return False
