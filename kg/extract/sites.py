"""Sites: memorial, heritage, exhibition and education places, named by their last word."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from kg.extract.document_state import covered
from kg.extract.heads import HeadFinder
from kg.extract.lexicon import Lexicons, alternatives
from kg.gazetteer.divisions import Division
from kg.model import EntityType, Mention

_RULING = frozenset({"PartyBody", "GovernmentBody"})
"""Bodies that act on sites and give them no name: 县政府烈士陵园."""


class SiteFinder:
    """Sets `doc._.sites`. A bare head (纪念馆) is no name; a place before the name (甘肃兰州烈士陵园)
    stays outside where another place stands between it and the head."""

    def __init__(self, lexicons: Lexicons) -> None:
        heads = lexicons["site_heads"]
        self._heads = HeadFinder(heads.terms(), lexicons["boundaries"].terms(), longest=24)
        self._ends_in_head = re.compile(f"{alternatives(heads.terms())}.")
        self._generic = set(lexicons["place_words"].terms(role="generic-site"))

    def __call__(self, doc: Doc) -> Doc:
        text = doc.text
        home: Division | None = doc._.home
        blocked = covered(doc, "documents", "times", "quantities")
        bodies = sorted(doc._.organizations, key=lambda m: m.start)
        for body in bodies:  # 东北抗联纪念馆 is a site; 纪念馆管理处 is a body
            if self._ends_in_head.search(body.text) is None:
                continue
            blocked[body.start : body.end] = [True] * (body.end - body.start)
        places = sorted(doc._.places, key=lambda m: m.start)
        found: list[Mention] = []
        for start, end, head in self._heads.find(text, blocked):
            for body in bodies:
                if start <= body.start and body.end < end - len(head) and body.subtype in _RULING:
                    start = body.end
            inside = [p for p in places if start <= p.start and p.end < end]
            while len(inside) > 1 and inside[0].start == start and inside[1].start == inside[0].end:
                start = inside.pop(0).end
            if (
                len(inside) == 1
                and inside[0].start == start
                and _is_division(inside[0])
                and (inside[0].text == inside[0].canonical or text[inside[0].end - 1] == "“")
                and text[inside[0].end : end - len(head)] not in ("", *self._generic)
                and end - inside[0].end > len(head) + 1
            ):
                start = inside[0].end
            name = (
                text[start:end].strip("“”")
                if text[start:end].count("“") != text[start:end].count("”")
                else text[start:end]
            )
            core = name[: len(name) - len(head)]
            if len(core) < 2 or name in self._generic or core in self._generic:
                continue
            start = text.index(name, start)
            found.append(
                Mention(
                    type=EntityType.SITE,
                    start=start,
                    end=end,
                    text=text[start:end],
                    name=text[start:end],
                    scope=home.code if home else None,
                    confidence=0.85,
                    rule="site.head",
                )
            )
        doc._.sites = found
        return doc


def _is_division(place: Mention) -> bool:
    return place.rule == "place.gazetteer"
