"""Whom or what a site's name commemorates: 杨靖宇 in 杨靖宇将军殉国地, 七道江会议 in 七道江会议旧址.

The name itself says it. What stands before the head is a person where it is a surname with a given
name, perhaps with a title; an event where it ends in an event's head or is known as one.
"""

from __future__ import annotations

import re

from spacy.tokens import Doc

from kg.extract.document_state import names
from kg.extract.lexicon import Lexicons, alternatives
from kg.model import EntityType, Mention

_GEOGRAPHIC = re.compile("[山河江湖岭沟坪坝塘桥店镇村乡关口]$")
"""任山河烈士陵园 is named for a place."""

_INVADERS = re.compile("^(?:侵华)?日军(?=.{3})")
"""侵华日军|细菌战死难民众纪念碑: who did it is no part of the name."""


class CommemorationFinder:
    """Adds to `doc._.events` and `doc._.persons` what is named inside `doc._.sites`."""

    def __init__(self, lexicons: Lexicons) -> None:
        heads = alternatives(lexicons["site_heads"].terms())
        self._core = re.compile(
            rf"^(?P<core>.+?)(?:革命|抗日|烈士|红色|历史|[死遇]难(?:民众|同胞|者|人员))*{heads}$"
        )
        titles = alternatives([*lexicons["office_titles"].terms(where="after"), "故居", "旧居"])
        surname = alternatives(lexicons["surnames"].terms())
        self._person = re.compile(rf"^(?P<name>{surname}[\u4e00-\u9fff]{{1,2}}){titles}*$")
        events = [*lexicons["event_heads"].terms(kind="battle"), "会议"]
        self._event = re.compile(rf"^(?:.{{2,}}{alternatives(events)}|.*细菌战)$")
        self._of_one = re.compile(r"(?:故居|旧居|祖居|故里|墓|殉国地|殉难地|牺牲地)$")
        self._personal = re.compile(
            r"(?:故居|旧居|祖居|故里|烈士墓|殉国地|殉难地|牺牲地|纪念馆|纪念亭|纪念碑|纪念园|纪念堂|纪念塔|铜像|塑像|雕像|陵园|墓)$"
        )

    def __call__(self, doc: Doc) -> Doc:
        known = {(m.start, m.end) for m in (*doc._.events, *doc._.persons)}
        for site in doc._.sites:
            inside = [
                m
                for m in (*doc._.events, *doc._.persons)
                if site.start <= m.start and m.end <= site.end
            ]
            match = self._core.match(site.name)
            if inside or match is None:
                continue
            core = _INVADERS.sub("", match["core"].strip("“”"))
            start = site.start + site.name.index(core)
            person = None if _GEOGRAPHIC.search(core) else self._person.match(core)
            if self._event.match(core):
                self._add(doc, known, EntityType.EVENT, start, core)
            elif (
                person
                and self._personal.search(site.name)
                and (
                    self._of_one.search(site.name)
                    or not self._named_for_place(doc, start, start + len(core))
                )
            ):
                self._add(doc, known, EntityType.PERSON, start, person["name"])
        return doc

    @staticmethod
    def _named_for_place(doc: Doc, start: int, end: int) -> bool:
        """南湖革命纪念馆: a place stands there, and the model sees no person."""
        persons = any(s < end and start < e for s, e in names(doc, "PER"))
        spans = [*names(doc, "LOC"), *((p.start, p.end) for p in doc._.places)]
        return not persons and any(s <= start < e for s, e in spans)

    @staticmethod
    def _add(
        doc: Doc, known: set[tuple[int, int]], kind: EntityType, start: int, name: str
    ) -> None:
        span = (start, start + len(name))
        if span in known:
            return
        known.add(span)
        mention = Mention(
            type=kind,
            start=start,
            end=span[1],
            text=name,
            name=name,
            confidence=0.8,
            rule="commemoration.site-name",
        )
        (doc._.events if kind is EntityType.EVENT else doc._.persons).append(mention)
