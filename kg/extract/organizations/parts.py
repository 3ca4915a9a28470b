"""Parts of a body that are named without it: 站党支部, 团党委, 救灾救济司, 书记处."""

from __future__ import annotations

import re
from bisect import bisect
from dataclasses import replace

from kg.extract.organizations.full_names import in_full
from kg.model import EntityType, Mention

_PARTY = re.compile(
    r"(?:该)?(?P<kind>[站团旅师营连厂矿校院所局社村]|公司|集团|支队|大队|中队|社区|街道)"
    r"(?P<tail>党委|党支部|党总支|党组)"
)
_RURAL = re.compile(
    "该?(?P<kind>[乡镇村]|街道|社区)(?P<tail>党委|党工委|党支部|党总支|(?:人民)?政府|人武部|武装部|办事处|退役军人服务站|居委会)"
)
"""Bodies of a township or village: those of the one that the text named last."""
GENERIC_PLACE = re.compile(
    "(?:空壳|贫困|后进|落后|先进|薄弱|示范|文明|小康|模范|双拥|拥军|重点|帮扶|脱贫|中心|自然|行政|城中|试点|所在|各|本|全)(?:[乡镇村]|街道|社区)"
)
"""What is said of villages and names none."""
_OF_SMALL_PLACE = re.compile(
    rf"(?!{GENERIC_PLACE.pattern})[\u4e00-\u9fff]{{2,}}?(?:[乡镇村]|街道|社区|居委会)"
)
"""A body under the name of its township, village or street."""
_DEPARTMENT = re.compile(r"[\u4e00-\u9fff]{2,8}(?<!公)司")
_MINISTRY = re.compile("(?:部|委员会|总局|署|国家.{2,6}局)$")
_ORGAN = re.compile("书记处|(?:中央|全国)委员会")
"""Organs that several bodies have, named after their body: 中共中央政治局常委、书记处书记."""
_SENTENCE_END = re.compile("[。！？\n]")


def with_wholes(bodies: list[Mention], places: list[Mention], text: str) -> list[Mention]:
    """Give the parts their full names: the party's in a station, a regiment or a village that was named
    last before it, a department of the ministry, an organ of the body that its sentence names.

    What belongs to an unnamed unit is as little known as the unit itself.
    """
    last: dict[str, Mention] = {}
    ministry: Mention | None = None
    before: Mention | None = None
    result: list[Mention] = []
    for body in sorted(bodies, key=lambda b: b.start):
        if body.canonical is None and (rural := _RURAL.fullmatch(body.name)):
            body = _of_village(body, rural, places, result)
        if body.canonical is None and _OF_SMALL_PLACE.match(body.name):
            name = in_full(body.name)
            body = body if name == body.name else replace(body, canonical=name)
        if body.canonical is None:
            body = _of_organ(body, before, text) or _with_whole(body, last, ministry, text)
        result.append(body)
        before = body
        last |= {body.name[-length:]: body for length in (1, 2)}
        ministry = body if _MINISTRY.search(body.name) else ministry
    return result


def _with_whole(
    body: Mention, last: dict[str, Mention], ministry: Mention | None, text: str
) -> Mention:
    """The body with its full name; `last` are those named last before it, by how their names end."""
    if party := _PARTY.fullmatch(body.name):
        whole = last.get(party["kind"])
        if whole is not None:
            name = whole.canonical or whole.name
            committee = party["tail"] == "党委"
            return replace(
                body,
                canonical=f"中共{name}委员会" if committee else f"{name}{party['tail']}",
                scope=whole.scope,
            )
    if (
        ministry is not None
        and _DEPARTMENT.fullmatch(body.name)
        and not _SENTENCE_END.search(text, ministry.end, body.start)
    ):
        return replace(body, canonical=f"{ministry.canonical or ministry.name}{body.name}")
    return body


def _of_organ(body: Mention, before: Mention | None, text: str) -> Mention | None:
    """An organ under the name of the body that its sentence names last before it."""
    if before is None or not _ORGAN.fullmatch(body.name):
        return None
    if _SENTENCE_END.search(text, before.end, body.start):
        return None
    whole = before.canonical or before.name
    if body.name == "书记处":
        whole = "中共中央" if whole.startswith("中共中央") else whole
    elif before.end != body.start:
        return None
    return replace(body, canonical=f"{whole}{body.name}", scope=before.scope)


def _of_village(
    body: Mention, rural: re.Match[str], places: list[Mention], before: list[Mention]
) -> Mention:
    """A body of a township or street under the name of the one that the text named last before it, by
    itself or in the name of a body."""
    within = re.compile(rf"[\u4e00-\u9fff]{{2,6}}?{rural['kind']}")
    named = (
        (one.start, name[0])
        for one in (*places[: bisect(places, body.start, key=lambda p: p.end)], *before)
        if (
            name := within.fullmatch(one.name)
            if one.type is EntityType.PLACE
            else within.match(one.name)
        )
        and not GENERIC_PLACE.fullmatch(name[0])
    )
    _, last = max(named, default=(0, None))
    if last is None:
        return body
    return replace(body, canonical=in_full(last + rural["tail"].replace("人民政府", "政府")))
