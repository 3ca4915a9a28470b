"""Where the readers of organizations put what they find."""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

from kg.gazetteer.divisions import Division, Divisions
from kg.model import EntityType, Mention


@dataclass(slots=True)
class Collector:
    """Takes names in order of precedence; what overlaps an earlier one is not taken."""

    text: str
    blocked: list[bool]
    found: list[Mention]

    def __call__(
        self,
        start: int,
        end: int,
        subtype: str | None,
        rule: str,
        canonical: str | None = None,
        scope: str | None = None,
        confidence: float = 0.9,
    ) -> None:
        if any(self.blocked[start:end]):
            return
        self.blocked[start:end] = [True] * (end - start)
        name = self.text[start:end]
        self.found.append(
            Mention(
                type=EntityType.ORGANIZATION,
                start=start,
                end=end,
                text=name,
                name=name,
                subtype=subtype,
                canonical=canonical,
                scope=scope,
                confidence=confidence,
                rule=f"organization.{rule}",
            )
        )


_LISTED = re.compile(r"[^，。；：！？\n]{0,14}[、和与及]")
"""Between a place and a bare 市政府 that stands in one list with it: 沈阳市委、市政府."""
_EACH = re.compile(
    "[各个](?:省|市|县|区|州|旗|自治区|直辖市|、)+$|(?:相关|有关|部分|一些|不少|各|某)$"
)
"""Before one of a class: 28个省、区、市政府, 有关省委."""
_FAR = 3000
"""Characters from which a place named before says nothing of a bare 市委 any more."""


@dataclass(frozen=True)
class Places:
    """The places of a text, by where they begin and end, and the division that it is at home in;
    `stories` is where the stories of a round-up begin, `year` that of publication."""

    text: str
    stories: list[int]
    ordered: list[Mention]
    starts: dict[int, Mention]
    ends: dict[int, Mention]
    home: Division | None
    divisions: Divisions
    year: int | None
    _main: dict[str, Division | None] = field(default_factory=dict)

    def division(self, mention: Mention | None) -> Division | None:
        """The division that a mention of a place names."""
        return self.divisions.at(mention.scope, self.year) if mention and mention.scope else None

    def of(self, named: re.Match[str]) -> bool:
        """Whether a place is among what a match calls its `name`."""
        start, end = named.span("name")
        return any(at in self.starts or at + 1 in self.ends for at in range(start, end))

    def around_home(self) -> tuple[Division, ...]:
        """The home division and those that contain it, nearest first."""
        return (self.home, *self.divisions.ancestors(self.home.code)) if self.home else ()

    def at_level(self, level: str, at: int) -> Division | None:
        """The division that a bare 市 or 省 (or `prefecture`) at a place in the text means.

        That of the place in whose list it stands; else that of the article's home or around it, once
        the text has named that, if it is what most places of the text lie in; else the only one of
        the level in which all places lie that its sentence names before it, or its story; else that
        of the home in any case.
        """
        if _EACH.search(self.text, max(at - 12, 0), at):
            return None
        far = max(at - _FAR, 0)
        sentence = max(far, *(self.text.rfind(mark, far, at) for mark in "。！？\n"))
        story = max(far, self.stories[number - 1] if (number := bisect(self.stories, at)) else 0)
        home = self._home_at(level)
        return (
            self._listed(level, at)
            or (home if at > self.home_from and self._mostly(level) == home else None)
            or self._only(level, sentence, at)
            or self._only(level, story, at)
            or home
        )

    def _home_at(self, level: str) -> Division | None:
        return next((one for one in self.around_home() if _has_level(one, level)), None)

    def _listed(self, level: str, at: int) -> Division | None:
        """The division of a level of the place named last before, in the same list."""
        number = bisect(self.ordered, at, key=lambda m: m.end) - 1
        if number < 0 or not _LISTED.fullmatch(self.text, self.ordered[number].end, at):
            return None
        named = self.division(self.ordered[number])
        return self.above(named, level) if named else None

    def _mostly(self, level: str) -> Division | None:
        """What more than half of the places lie in, of those that lie in a division of the level; where
        there are none, the home's."""
        if level not in self._main:
            named = [self.division(m) for m in self.ordered]
            within = Counter(self.above(d, level) for d in named if d)
            del within[None]
            division, count = within.most_common(1)[0] if within else (self._home_at(level), 1)
            self._main[level] = division if 2 * count > within.total() else None
        return self._main[level]

    @cached_property
    def home_from(self) -> int:
        """Where the text first names its home, or what lies in it; 0 where nothing but its title or
        its publisher tells it."""
        home = self.home
        if home is None:
            return 0
        named = (
            mention.start
            for mention in self.ordered
            if mention.scope
            and (mention.scope == home.code or self.divisions.contains(home.code, mention.scope))
        )
        return next(named, 0)

    def _only(self, level: str, begin: int, end: int) -> Division | None:
        """The one division of a level in which all places lie that a stretch of the text names."""
        found: Division | None = None
        for number in range(bisect(self.ordered, end, key=lambda m: m.end) - 1, -1, -1):
            mention = self.ordered[number]
            if mention.start < begin:
                break
            named = self.division(mention)
            division = self.above(named, level) if named else None
            if division is not None:
                if found is not None and found.code != division.code:
                    return None
                found = division
        return found

    def above(self, division: Division, level: str) -> Division | None:
        """The division or the one around it that is a 市 or 省: 延安省委 is no body of 延安."""
        for one in (division, *self.divisions.ancestors(division.code)):
            if _has_level(one, level):
                return one
        return None

    def last_of_chain(self, start: int, end: int) -> int:
        """辽宁省丹东市鸭绿江造纸厂: of places in a row before a name only the last is part of it."""
        while (
            (place := self.starts.get(start))
            and (after := self.starts.get(place.end))
            and after.end <= end
        ):
            start = place.end
        return start


def _has_level(division: Division, level: str) -> bool:
    """Whether a division is a 市, 县 or 省, or a `prefecture`; the 区 of cities are no 自治区."""
    if level == "省":
        return division.name.endswith("省")
    if level == division.level:
        return True
    return division.name.endswith(level) and not (level == "区" and division.level == "province")
