"""The key of an entity: the path of its IRI below `id/`, the same in every build.

A public code or gazetteer id where there is one; else a hash of type, canonical name and scope.
"""

from __future__ import annotations

import hashlib
import re

from kg.gazetteer.divisions import Divisions
from kg.model import Article, EntityType, Mention

_GAZETTEER_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_CODE = re.compile(r"\d{6}")
_LISTED = frozenset({EntityType.EVENT, EntityType.HONOUR, EntityType.PERSON, EntityType.SITE})
KNOWN_EVERYWHERE = frozenset({"Law", "Book", "Film", "Song", "Newspaper"})
"""Documents that bear one name in all the land; a policy is its issuer's."""


def digest(*parts: str) -> str:
    """Twelve hexadecimal digits of the parts.

    >>> digest("organization", "中共白山市委员会")
    '38670ba1eff5'
    """
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]


def organization_key(full_name: str) -> str:
    """The key of a body by its full name, which carries its place."""
    return f"organization/{digest(full_name)}"


def entity_key(mention: Mention, name: str, article: Article, divisions: Divisions) -> str:
    """The key for a mention under the name that stands for all its forms.

    An event, a person, a local document or an unknown place is its article's own: that two articles
    speak of one is for `kg.resolve` to find, with its reasons, and for people to overrule.
    """
    kind = mention.type.value.lower()
    scope = mention.scope or ""
    if mention.type is EntityType.PLACE and _CODE.fullmatch(scope):
        return f"{kind}/{scope}"
    if is_listed(mention):
        return f"{kind}/{scope}"
    if mention.type is EntityType.TIME and mention.time:
        time = mention.time
        return f"{kind}/{digest(name, str(time.earliest), str(time.latest), str(time.anchor))}"
    if mention.type is EntityType.QUANTITY:
        # An amount is said in one place of one article: equal figures are never one thing.
        return f"{kind}/{digest(article.id, str(mention.start), mention.text)}"
    if scope.startswith("single:"):
        # An unnamed unit: what two articles say of one is never merged.
        return f"{kind}/{digest(name, scope, article.id)}"
    if mention.type is EntityType.ORGANIZATION and mention.canonical:
        return organization_key(mention.canonical)
    if _is_of_article(mention, divisions):
        return f"{kind}/{digest(name, scope, article.id)}"
    return f"{kind}/{digest(name, scope)}"


def is_listed(mention: Mention) -> bool:
    """Whether the scope is the id of an event, honour, person or site of the gazetteer."""
    return mention.type in _LISTED and _GAZETTEER_ID.fullmatch(mention.scope or "") is not None


def _is_of_article(mention: Mention, divisions: Divisions) -> bool:
    match mention.type:
        case EntityType.EVENT | EntityType.PERSON:
            return True
        case EntityType.DOCUMENT:
            return not (mention.scope or mention.number or mention.subtype in KNOWN_EVERYWHERE)
        case EntityType.SITE:
            return mention.scope is None or mention.scope.endswith("0000")
        case EntityType.PLACE:
            # 长江 and 法国 are one, 鼓楼区 that nothing tells apart from six others is not.
            listed = mention.rule in ("place.country", "place.gazetteer")
            return not listed or bool(divisions.named(mention.name))
        case _:
            return False
