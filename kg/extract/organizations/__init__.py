"""Organizations: party and government bodies, leading groups, troops by place, and named bodies."""

from kg.extract.organizations.finder import OrganizationFinder

__all__ = ["OrganizationFinder"]
