"""What the names of a site tell of it: its kind, the division that they begin with, and the rest."""

from __future__ import annotations

from kg.gazetteer import Divisions
from kg.link.site_kinds import site_kind
from kg.resolve.profiles import Profile

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
