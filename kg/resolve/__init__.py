"""Across articles: which entities of different articles are one thing, and why.

`Profiles` gathers what all articles say of each entity; `resolve` compares those that may be one,
lets judgements of people override the outcome, and gives each cluster one canonical key.
"""

from kg.resolve.judgements import Judgement, Judgements
from kg.resolve.profiles import Profile, Profiles
from kg.resolve.resolution import Resolution, resolve

__all__ = ["Judgement", "Judgements", "Profile", "Profiles", "Resolution", "resolve"]
