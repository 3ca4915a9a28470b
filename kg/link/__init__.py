"""From mentions to entities: context, clustering inside the article, keys that are stable."""

from kg.link.linker import link

__all__ = ["link"]
