"""Keep pytest from importing what this environment has not installed, or what needs a graph."""

from __future__ import annotations

from importlib.util import find_spec

# The doctests of kg/ are collected by importing it, and training needs the extra `train`.
collect_ignore = ["kg/serve/asgi.py", *([] if find_spec("torch") else ["kg/training"])]
