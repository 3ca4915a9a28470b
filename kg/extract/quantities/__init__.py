"""Quantities: numbers with a unit, with the bounds that 余, 近, 约, 以上 give them."""

from kg.extract.quantities.finder import QuantityFinder

__all__ = ["QuantityFinder"]
