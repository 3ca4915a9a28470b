"""Bodies of other countries under the first character of the country: 俄军, 乌国家安全局."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from kg.model import EntityType, Mention

_KNOWN = {
    "俄": "俄罗斯",
    "日": "日本",
    "美": "美国",
    "英": "英国",
    "法": "法国",
    "苏": "苏联",
    "德": "德国",
    "韩": "韩国",
    "以": "以色列",
}
"""Countries that are known by their first character wherever they are named."""
_OF_STATE = re.compile(
    "国家安全局|国家杜马|联邦安全局|联邦委员会|联邦政府|外交部|国防部|内政部|司法部|财政部|卫生部|商务部|能源部"
    "|国务院|总统府|总理府|国会|议会|参议院|众议院|国会参议院|国会众议院|最高法院|武装部队(?:总参谋部)?"
    "|空天军|国防军|政府军|国家电视台|国家通讯社|中央银行|央行|紧急情况部|国土安全部|真主党"
)
"""Bodies that many states have, each its own."""
_EMBASSY = re.compile("(?!各国|外国|国家|[美英法俄日德]驻)(?P<sender>.+)驻(?P<host>.+?)(?<!大)使馆")


def countries_by_initial(mentions: Iterable[Mention]) -> dict[str, str | None]:
    """The countries that an article names, by their first character; None where two share it."""
    found: dict[str, str | None] = {}
    for mention in mentions:
        if mention.type is EntityType.PLACE and mention.rule == "place.country":
            country = mention.canonical or mention.name
            if found.setdefault(country[0], country) != country:
                found[country[0]] = None
    return found


def full_name_abroad(mention: Mention, countries: Mapping[str, str | None]) -> str | None:
    """The full name of a body that is named with its country's first character, or of an embassy.

    >>> from kg.model import EntityType, Mention
    >>> mention = Mention(type=EntityType.ORGANIZATION, start=0, end=2, text="俄军", name="俄军",
    ...                   rule="organization.foreign-army", confidence=0.9)
    >>> full_name_abroad(mention, {"俄": "俄罗斯"})
    '俄罗斯军队'
    """
    name = mention.name
    rest = name[1:]
    country = countries.get(name[:1]) or _KNOWN.get(name[:1])
    if mention.rule == "organization.foreign-army":
        return f"{country}{rest.replace('军', '军队', 1)}" if country else None
    if embassy := _EMBASSY.fullmatch(name):
        return f"{embassy['sender']}驻{embassy['host']}大使馆"
    return country + rest if country and _OF_STATE.fullmatch(rest) else None
