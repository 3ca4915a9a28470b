"""For people: the pairs that nobody has decided, and why an entity is what it is."""

from kg.review.explain import explain
from kg.review.pairs import OpenPair, open_pairs
from kg.review.sides import Side, side

__all__ = ["OpenPair", "Side", "explain", "open_pairs", "side"]
