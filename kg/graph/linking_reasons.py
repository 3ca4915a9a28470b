"""The reasons of links in words; the ontology has the same labels."""

from __future__ import annotations

from types import MappingProxyType

from kg.model import LinkingReason

REASONS = MappingProxyType(
    {
        LinkingReason.ONLY_ONE: ("同名者仅一", "the only one of the name"),
        LinkingReason.ONLY_ONE_THEN: ("当时同名者仅一", "the only one at that time"),
        LinkingReason.CONTEXT: ("上下文支持", "supported by context"),
        LinkingReason.HIGHEST: ("同名者中级别最高", "highest of the name"),
        LinkingReason.WITHIN: ("紧接其上级地名", "named after its whole"),
        LinkingReason.NAME_AND_PLACE: ("名称与所在地相符", "name and place agree"),
        LinkingReason.NAME_SAYS_PLACE: ("名称已含地名", "the name says the place"),
        LinkingReason.SEVERAL: ("候选不止一个", "several candidates"),
        LinkingReason.ELSEWHERE: ("条目在他处", "the entry is elsewhere"),
    }
)
"""In Chinese and in English."""
