"""What kind of site a name says it is, by its last word: a hall and a monument are two sites."""

from __future__ import annotations

import re

_KINDS = {
    "monument": "纪念碑|碑|纪念塔|塔|雕像|塑像|铜像|方尖碑",
    "hall": "馆|博物院|纪念堂|陈列室",
    "cemetery": "陵园|公墓|墓|墓园|墓地|墓群|陵墓",
    "former-site": "旧址|会址|遗址|故居|旧居|原址|旧址群|遗址群|故里|祖居|诞生地",
    "park": "公园|广场",
}
_BY_HEAD = re.compile(
    "|".join(f"(?P<k{number}>(?:{heads})$)" for number, heads in enumerate(_KINDS.values()))
)
_SQUARE = re.compile("(?<=[馆园址堂])(?:纪念|悼念|公祭|集会|英雄|和平)?广场$")
_OF_LISTS = {
    "memorial": "hall",
    "monument": "monument",
    "cemetery": "cemetery",
    "tomb": "cemetery",
    "former-site": "former-site",
    "residence": "former-site",
}


def site_kind(name: str) -> str | None:
    """The kind that a name ends with, None where its last word says none.

    >>> site_kind("百团大战纪念碑"), site_kind("百团大战纪念馆"), site_kind("西柏坡")
    ('monument', 'hall', None)
    """
    found = _BY_HEAD.search(name)
    if found is None:
        return None
    return next(kind for kind, head in zip(_KINDS, found.groups(), strict=True) if head)


def without_square(name: str) -> str:
    """A name without the square before the hall or cemetery, where what a text tells of it is held.

    >>> without_square("新四军军部旧址陈列馆纪念广场"), without_square("红军广场")
    ('新四军军部旧址陈列馆', '红军广场')
    """
    return _SQUARE.sub("", name)


def listed_kind(kind: str) -> str | None:
    """The same of a kind of data/gazetteer/sites.tsv; battlefields are of no kind that names tell."""
    return _OF_LISTS.get(kind)
