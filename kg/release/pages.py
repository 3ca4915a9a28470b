"""A page for each entity, article and statement of the graph, and lists of them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace

import pyoxigraph as ox
from rdflib import DCTERMS, SKOS, URIRef
from starlette.requests import Request
from starlette.responses import Response

from kg.graph.store import Store
from kg.graph.vocabulary import CLASSES, KG
from kg.publish.description import instances
from kg.release.site import Site
from kg.serve.pages import frame, resource
from kg.serve.pages.things import VALUES

AT_ONCE = 4
"""Pages that are rendered at the same time."""

LISTED = {
    str(class_.removeprefix(KG)): class_
    for class_ in (KG.ArticleVersion, *CLASSES.values())
    if class_.removeprefix(KG) not in VALUES
}
"""The classes whose things are listed, by their local names; the articles come first."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a list."""

    iri: str
    label: str


async def write_pages(site: Site, store: Store, step: Callable[[str], None]) -> Site:
    """Write a page for whatever has one, and the lists; returns the site, which knows them now.

    Pages of statements are not listed; facts lead to them.
    """
    classes = (KG.ArticleVersion, KG.Statement, *CLASSES.values())
    known = [f"/{iri.removeprefix(site.base)}" for iri in instances(store, *classes)]
    site = replace(site, known=frozenset(known))
    async with site.app.router.lifespan_context(site.app):
        for start in range(0, len(known), AT_ONCE):
            if start % 100 == 0:
                step(f"Writing page {start:,} of {len(known):,}")
            some = known[start : start + AT_ONCE]
            await asyncio.gather(*(site.write(path, resource.resource) for path in some))
    await _write_lists(site, store)
    return site


async def _write_lists(site: Site, store: Store) -> None:
    lists = {name: _entries(store, class_) for name, class_ in LISTED.items()}
    counts = {name: len(entries) for name, entries in lists.items() if entries}

    async def page(request: Request) -> Response:
        name = request.url.path.rpartition("/")[2]
        chosen = name if name in lists else next(iter(LISTED))
        return frame.page(
            request, "release-list.html.j2", chosen=chosen, entries=lists[chosen], counts=counts
        )

    await site.write("/pages", page)
    for name in counts:
        await site.write(f"/pages/{name}", page)


def _entries(store: Store, class_: URIRef) -> list[Entry]:
    """What is in a class, by name."""
    term = DCTERMS.title if class_ == KG.ArticleVersion else SKOS.prefLabel
    entries = [Entry(iri, _label(store, iri, term)) for iri in instances(store, class_)]
    return sorted(entries, key=lambda entry: (entry.label, entry.iri))


def _label(store: Store, iri: str, term: URIRef) -> str:
    found = store.oxigraph.quads_for_pattern(ox.NamedNode(iri), ox.NamedNode(term), None)
    labels = sorted(q.object.value for q in found if isinstance(q.object, ox.Literal))
    return labels[0] if labels else iri.rpartition("/")[2]
