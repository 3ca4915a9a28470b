"""Where the readers of organizations put what they find."""

from __future__ import annotations

from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Places:
    """The places of a text, by where they begin and end, and the division that it is at home in."""

    starts: dict[int, Mention]
    ends: dict[int, Mention]
    home: Division | None
    divisions: Divisions

    def division(self, mention: Mention | None) -> Division | None:
        """The division that a mention of a place names."""
        return self.divisions.get(mention.scope) if mention and mention.scope else None

    def around_home(self) -> tuple[Division, ...]:
        """The home division and those that contain it, nearest first."""
        return (self.home, *self.divisions.ancestors(self.home.code)) if self.home else ()

    def at_level(self, level: str, division: Division | None = None) -> Division | None:
        """The division that 市 or 省 means in an article at home in `home`, or near `division`."""
        near = (
            (division, *self.divisions.ancestors(division.code)) if division else self.around_home()
        )
        for one in near:
            if one.name.endswith(level) or (level == "省" and one.level == "province"):
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
