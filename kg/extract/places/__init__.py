"""Places: divisions and countries of the gazetteer, small places, and what the names model sees."""

from kg.extract.places.finder import PlaceFinder

__all__ = ["PlaceFinder"]
