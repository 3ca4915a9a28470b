"""Sites of the gazetteer: an entry is the site that an article names where name and place agree."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from kg.gazetteer import Gazetteer
from kg.gazetteer.sites import Site
from kg.link.names import comparable
from kg.link.site_kinds import listed_kind, site_kind
from kg.model import EntityType, Extraction, LinkingReason, Mention, Predicate

_CODE = re.compile(r"\d{6}")
_NATIONAL = ("中国", "全国", "国家")


class KnownSites:
    """The entries by name; a place in the name may stand before it or not (延安革命纪念馆).

    Where one entry has parts of several kinds (故居 and 墓), a name of another kind than the entry's
    is that of a part, and no name of the entry.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._divisions = gazetteer.divisions
        self._by_name: dict[str, dict[str, Site]] = defaultdict(dict)
        for site in gazetteer.sites:
            for name in _own_names(site):
                self._by_name[comparable(name)][site.id] = site
                for place in self._place_names(site):
                    if not name.startswith(place):
                        self._by_name[comparable(place + name)][site.id] = site

    def recognise(self, group: list[Mention], extraction: Extraction) -> list[Mention]:
        """The mentions of one entity, with the id as their scope and the entry's name as canonical
        where just one entry has a name of theirs and its place agrees."""
        if group[0].type is not EntityType.SITE:
            return group
        candidates = {
            site.id: site
            for mention in group
            for site in self._by_name.get(comparable(mention.name), {}).values()
        }
        if not candidates:
            return group
        said = self._said_to_be_in(group, extraction)
        named = said or {
            m.scope for m in extraction.mentions if m.scope and _CODE.fullmatch(m.scope)
        }
        near = [site for site in candidates.values() if self._near(site, named)]
        agreeing = near + [
            site
            for site in candidates.values()
            if site not in near and self._says_where(group, site)
        ]
        if len(agreeing) != 1:
            reason = LinkingReason.SEVERAL if agreeing else LinkingReason.ELSEWHERE
            others = _listed(candidates.values())
            return [replace(m, reason=reason, rejected=others) for m in group]
        (site,) = agreeing
        reason = LinkingReason.NAME_AND_PLACE if near else LinkingReason.NAME_SAYS_PLACE
        others = _listed(one for one in candidates.values() if one is not site)
        return [
            replace(m, scope=site.id, canonical=site.name, reason=reason, rejected=others)
            for m in group
        ]

    def _said_to_be_in(self, group: list[Mention], extraction: Extraction) -> set[str]:
        starts = {mention.start for mention in group}
        return {
            relation.object.scope
            for relation in extraction.relations
            if relation.predicate is Predicate.LOCATED_IN
            and relation.subject.type is EntityType.SITE
            and relation.subject.start in starts
            and relation.object.scope
            and _CODE.fullmatch(relation.object.scope)
        }

    def _near(self, site: Site, codes: set[str]) -> bool:
        """Whether the article names the division of the site, one within it, or its prefecture or
        province by itself."""
        return any(
            code == own
            or self._divisions.contains(own, code)
            or self._divisions.contains(code, own)
            for own in site.divisions
            for code in codes
        )

    def _says_where(self, group: list[Mention], site: Site) -> bool:
        """Whether the name itself tells the place, or that there is but one in the country."""
        places = self._place_names(site)
        return any(
            name.startswith((*places, *_NATIONAL))
            for name in (comparable(mention.name) for mention in group)
        )

    def _place_names(self, site: Site) -> tuple[str, ...]:
        found = []
        for code in site.divisions:
            own = self._divisions.get(code)
            for division in (*([own] if own else []), *self._divisions.ancestors(code)):
                found += [division.name, *([division.short] if division.short else [])]
        return tuple(dict.fromkeys(found))


def _own_names(site: Site) -> list[str]:
    names = (site.name, *site.aliases)
    kinds = {site_kind(name) for name in names} - {None}
    own = {None, listed_kind(site.kind)}
    return [name for name in names if len(kinds) < 2 or site_kind(name) in own]


def _listed(sites: Iterable[Site]) -> tuple[str, ...]:
    return tuple(sorted(f"{site.name} {site.id}" for site in sites))
