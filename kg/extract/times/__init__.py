"""Times: dates, parts of dates, spans, anniversaries and festivals, resolved against anchors."""

from kg.extract.times.finder import TimeFinder

__all__ = ["TimeFinder"]
