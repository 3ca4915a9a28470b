"""What the pages say, in Chinese and English (texts.yaml)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml

from kg.errors import DataFileError

LANGUAGES = ("zh", "en")
"""The languages of the pages, the default first."""

Texts = Mapping[str, Mapping[str, str]]


def load(path: Path = Path(__file__).parent / "texts.yaml") -> Texts:
    """All texts by key, each in every language.

    Raises DataFileError for an entry that lacks a language or has one too many.
    """
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    for number, (key, entry) in enumerate(entries.items(), start=1):
        if set(entry) != set(LANGUAGES) or not all(isinstance(v, str) for v in entry.values()):
            raise DataFileError(path, number, f"{key!r} needs a text in each of {LANGUAGES}")
    return {str(key): dict(entry) for key, entry in entries.items()}


def say(texts: Texts, language: str, key: str, **values: object) -> str:
    """One text, its places filled in. Raises KeyError for a key that is not there.

    >>> say({"n": {"zh": "{n} 项", "en": "{n} items"}}, "en", "n", n=3)
    '3 items'
    """
    return texts[key][language].format(**values)
