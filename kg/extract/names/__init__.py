"""The statistical model of names: persons, places and organizations that no rule foresees."""

from kg.extract.names.component import NamesFinder
from kg.extract.names.model import NamesModel

__all__ = ["NamesFinder", "NamesModel"]
