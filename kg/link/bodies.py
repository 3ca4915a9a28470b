"""Full names of national bodies: a short name stands for the body that bore it at that time."""

from __future__ import annotations

from dataclasses import replace

from kg.gazetteer.organizations import Organizations
from kg.link.names import comparable
from kg.model import Article, EntityType, Mention


def with_full_name(mention: Mention, article: Article, organizations: Organizations) -> Mention:
    """The mention of a listed body under its full name.

    The words of the text are looked up first, since what they stand for changes with the years; then
    the full name that extraction gave them.
    """
    if mention.type is not EntityType.ORGANIZATION or mention.rule == "organization.abroad":
        return mention
    year = article.published.year if article.published else None
    for name in (comparable(mention.name), mention.canonical):
        body = organizations.named(name, year) if name else None
        if body is not None:
            return replace(mention, canonical=body.name)
    return mention
