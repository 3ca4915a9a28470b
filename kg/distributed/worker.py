"""What a worker process needs to read and compare, made once and kept for all its partitions."""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Any

from kg.corpus.boilerplate import Boilerplate
from kg.gazetteer import Gazetteer
from kg.resolve.comparison import Comparer
from kg.settings import Settings

if TYPE_CHECKING:
    from spacy.language import Language

Options = tuple[tuple[str, Any], ...]
"""The settings that are not the default, by name: what is left lies elsewhere on each machine."""


def options(settings: Settings) -> Options:
    """What to send to the workers of the settings."""
    default = Settings()
    return tuple(
        (field.name, value)
        for field in fields(settings)
        if (value := getattr(settings, field.name)) != getattr(default, field.name)
    )


@cache
def settings_of(given: Options) -> Settings:
    """The settings on this machine."""
    return Settings(**dict(given))


@cache
def boilerplate(given: Options) -> Boilerplate:
    return Boilerplate.load(settings_of(given).lexicons / "boilerplate.tsv")


@cache
def pipeline(given: Options) -> Language:
    from kg.extract import build_pipeline  # spaCy: seconds that only those who extract should spend

    return build_pipeline(settings_of(given))


@cache
def gazetteer(given: Options) -> Gazetteer:
    return Gazetteer.load(settings_of(given).gazetteer)


@cache
def comparer(given: Options) -> Comparer:
    return Comparer(gazetteer(given))
