"""The stories of an article that tells several: a round-up of news."""

from __future__ import annotations

from bisect import bisect
from dataclasses import dataclass

from kg.extract.places.home import HEADING, STORY_OPENING
from kg.model import Span

_FEW = 2
"""Headings that one story may have: its own, and one within."""


@dataclass(frozen=True, slots=True)
class Stories:
    """Where the stories of a text begin, in order."""

    starts: tuple[int, ...]
    length: int

    @classmethod
    def of(cls, text: str) -> Stories:
        """Read a text; it is one story unless several headings or sources say otherwise.

        >>> Stories.of("甲地架桥\\n桥长5米。\\n乙地通车\\n路长9米。\\n丙地开会\\n会开了。").span(7)
        (0, 11)
        """
        headings = [match.start() for match in HEADING.finditer(text)]
        openings = [match.start() for match in STORY_OPENING.finditer(text)]
        starts = {0}
        if len(headings) > _FEW:
            starts |= set(headings)
        elif len(openings) > 1:
            starts |= set(openings)
        return cls(tuple(sorted(starts)), len(text))

    @property
    def several(self) -> bool:
        """Whether the article tells more than one."""
        return len(self.starts) > 1

    def span(self, offset: int) -> Span:
        """The story that holds an offset."""
        after = bisect(self.starts, offset)
        end = self.starts[after] if after < len(self.starts) else self.length
        return self.starts[after - 1], end
