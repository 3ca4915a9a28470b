"""Events: happenings with a head noun of their own, and the historical events of the gazetteer."""

from kg.extract.events.finder import EventFinder

__all__ = ["EventFinder"]
