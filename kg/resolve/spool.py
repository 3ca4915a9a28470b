"""Linked articles on disk between the two passes of a build, so that memory holds one at a time."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.model import LinkedArticle


def spool(linked_articles: Iterable[LinkedArticle], path: Path) -> Iterator[LinkedArticle]:
    """Write each article to the file as it passes."""
    with path.open("wb") as file:
        for linked in linked_articles:
            pickle.dump(linked, file, protocol=pickle.HIGHEST_PROTOCOL)
            yield linked


def unspool(path: Path) -> Iterator[LinkedArticle]:
    """The articles in the order in which they were written.

    The file is one that `spool` wrote in the same process: pickles from elsewhere are not safe.
    """
    with path.open("rb") as file:
        while file.peek(1):
            yield pickle.load(file)
