"""Keep pytest from importing what this environment has not installed."""

from __future__ import annotations

from importlib.util import find_spec

# The doctests of kg/ are collected by importing it, and training needs the extra `train`.
collect_ignore = [] if find_spec("torch") else ["kg/training"]
