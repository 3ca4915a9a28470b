"""A release: a folder that any static host can serve, with all that a reader of the graph needs."""

from kg.release.release import Wish, release

__all__ = ["Wish", "release"]
