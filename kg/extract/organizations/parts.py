"""Parts of a body that are named without it: 站党支部, 团党委, 救灾救济司."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.model import Mention

_PARTY = re.compile(
    r"(?:该)?(?P<kind>[站团旅师营连厂矿校院所局社村]|公司|集团|支队|大队|中队|社区|街道)"
    r"(?P<tail>党委|党支部|党总支|党组)"
)
_DEPARTMENT = re.compile(r"[\u4e00-\u9fff]{2,8}(?<!公)司")
_MINISTRY = re.compile("(?:部|委员会|总局|署|国家.{2,6}局)$")
_SENTENCE_END = re.compile("[。！？\n]")


def with_wholes(bodies: list[Mention], text: str) -> list[Mention]:
    """Give the parts their full names: the party's in a station or a regiment that was named last
    before it, a department of the ministry that its sentence names.

    What belongs to an unnamed unit is as little known as the unit itself.
    """
    last: dict[str, Mention] = {}
    ministry: Mention | None = None
    result = []
    for body in sorted(bodies, key=lambda b: b.start):
        result.append(_with_whole(body, last, ministry, text) if body.canonical is None else body)
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
