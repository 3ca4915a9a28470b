"""Keep pytest from importing what this environment has not installed, or what needs a graph."""

from __future__ import annotations

from importlib.util import find_spec

# The doctests of kg/ are collected by importing it: what needs an extra is left out without it.
_EXTRAS = {"torch": "kg/training", "pyspark": "kg/distributed"}
collect_ignore = [
    "kg/serve/asgi.py",
    *(folder for package, folder in _EXTRAS.items() if not find_spec(package)),
]
