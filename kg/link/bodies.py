"""Full names of bodies: a short name stands for the body that bore it at that time, and a part is
named with its whole: 民建中央, 总参谋部动员部, 武警广东总队."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from kg.gazetteer import Divisions, Organizations
from kg.gazetteer.organizations import Body
from kg.link.abroad import full_name_abroad
from kg.link.names import comparable
from kg.model import Article, EntityType, Mention

_PART = re.compile(
    r"(?:(?!有关|各|等)[\u4e00-\u9fff]{0,12}"
    r"(?:(?<!公)司|局|处|厅|部|党组|党委|委员会|办公室|研究室|中心|研究所|研究院|研究四所|总医院|医学院"
    r"|工程大学|大学|学院|总队|支队|大队|中队|舰队|舰|基地|集团军|[海空陆]军|火箭军|陆战队|航空兵|军乐团"
    r"|仪仗队|文工团|歌舞团|话剧团|仪仗司礼大队|工作组|检查组|巡视组|代表团))"
)
"""What names a part of the body before it."""
_OF_PARTIES = {"中央": "中央委员会", "中央常委会": "中央常务委员会"}
_DISTRICT = {"总队": ("province",), "支队": ("prefecture", "province")}
"""Of which level of divisions a body of the armed police is: 广东总队 is 广东省总队."""
_ARMED_POLICE = re.compile(r"(?P<place>[\u4e00-\u9fff]{2,4}?)(?P<rest>(?P<kind>总队|支队).*)")
_SHORTEST = 2
_WHOLES = frozenset({"GovernmentBody", "MilitaryBody", "PartyBody", "SocialOrganization"})
"""Kinds of bodies whose parts are named with them, as those of the academies are (中科院半导体研究所)."""


class KnownBodies:
    """The bodies of the gazetteer by the names that they bear."""

    def __init__(self, organizations: Organizations, divisions: Divisions) -> None:
        self._organizations = organizations
        self._divisions = divisions

    def recognise(
        self, mention: Mention, article: Article, countries: Mapping[str, str | None]
    ) -> Mention:
        """The mention of a body under its full name, where that is known.

        The words of the text are looked up first, since what they stand for changes with the years;
        then the full name that extraction gave them; then what they are made of. `countries` are
        those that the article names, by their first character.
        """
        if mention.type is not EntityType.ORGANIZATION:
            return mention
        if mention.rule == "organization.abroad":
            return self._abroad(mention, article.published, countries)
        for name in (comparable(mention.name), mention.canonical):
            body = self._organizations.named(name, article.published) if name else None
            if body is not None:
                return replace(mention, canonical=body.name)
        if mention.canonical or (mention.scope or "").startswith("single:"):
            return mention
        name = self._composed(comparable(mention.name), article.published)
        if name is not None:
            return replace(mention, canonical=name)
        return self._abroad(mention, article.published, countries)

    def _abroad(
        self, mention: Mention, day: date | None, countries: Mapping[str, str | None]
    ) -> Mention:
        name = full_name_abroad(mention, countries)
        body = self._organizations.named(name or comparable(mention.name), day)
        name = body.name if body else name
        return replace(mention, canonical=name) if name else mention

    def _composed(self, name: str, day: date | None) -> str | None:
        """The full name of a part: that of the longest whole that the name begins with, and the rest."""
        for cut in range(len(name) - 1, _SHORTEST - 1, -1):
            whole = self._organizations.named(name[:cut], day)
            if whole is not None and (whole.subtype in _WHOLES or whole.name.startswith("中国")):
                return self._part(whole, name[cut:])
        return None

    def _part(self, whole: Body, rest: str) -> str | None:
        if whole.subtype == "PartyBody" and rest in _OF_PARTIES:
            return whole.name + _OF_PARTIES[rest]
        if "某" in rest or not _PART.fullmatch(rest):  # an unnamed unit has no full name
            return None
        return whole.name + (self._of_armed_police(rest) if "武装警察" in whole.name else rest)

    def _of_armed_police(self, rest: str) -> str:
        """广东总队 in full: 广东省总队."""
        part = _ARMED_POLICE.fullmatch(rest)
        if part is None:
            return rest
        named = {
            division.name
            for division in self._divisions.named(part["place"])
            if division.level in _DISTRICT[part["kind"]] and division.end is None
        }
        return named.pop() + part["rest"] if len(named) == 1 else rest
