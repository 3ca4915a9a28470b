"""How a mention of an event is made."""

from __future__ import annotations

from kg.model import EntityType, Mention

BEFELL = frozenset({"disaster", "incident"})
"""Kinds of what happens to a place and is not held there: 洪灾, 空袭."""


def event(
    text: str,
    start: int,
    end: int,
    kind: str,
    rule: str,
    confidence: float,
    *,
    canonical: str | None = None,
    scope: str | None = None,
) -> Mention:
    """The mention of an event that is named by a stretch of text."""
    return Mention(
        type=EntityType.EVENT,
        start=start,
        end=end,
        text=text[start:end],
        name=text[start:end],
        subtype=kind,
        canonical=canonical,
        scope=scope,
        confidence=confidence,
        rule=f"event.{rule}",
    )
