"""Settle which of two overlapping mentions stands.

A name inside a longer name is not a mention of its own (白山 in 《白山双拥》, 吉林省 in 吉林省军区),
except what the longer name is about: the anniversary or past event in an event's name, the person
or event that a site commemorates.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Doc

from kg.extract.document_state import KINDS, mentions
from kg.model import EntityType, Mention

_LONG = frozenset(
    {
        EntityType.ORGANIZATION,
        EntityType.SITE,
        EntityType.DOCUMENT,
        EntityType.EVENT,
        EntityType.HONOUR,
        EntityType.PLACE,
        EntityType.TIME,
        EntityType.PERSON,
    }
)
_KEPT = frozenset(
    {
        (EntityType.TIME, EntityType.EVENT),
        (EntityType.EVENT, EntityType.EVENT),
        (EntityType.EVENT, EntityType.SITE),
        (EntityType.PERSON, EntityType.SITE),
        (EntityType.PERSON, EntityType.EVENT),
        (EntityType.HONOUR, EntityType.EVENT),
        (EntityType.EVENT, EntityType.TIME),
        (EntityType.ORGANIZATION, EntityType.TIME),
        (EntityType.ORGANIZATION, EntityType.EVENT),
        (EntityType.QUANTITY, EntityType.EVENT),
    }
)


_COMMEMORATING = re.compile("纪念|周年|庆祝|缅怀|公祭|专题|主题|胜利")
"""红军长征湘江战役 is one event; a show on a war and the war are two."""


@dataclass(frozen=True, slots=True)
class Arbiter:
    """Drops from every list of the doc the mentions that a longer one swallows."""

    def __call__(self, doc: Doc) -> Doc:
        everything = sorted(mentions(doc), key=lambda m: (m.start, -m.end))
        dropped: set[int] = set()
        active: list[Mention] = []
        for mention in everything:
            active = [m for m in active if m.end > mention.start]
            for longer in active:
                inside = mention.end <= longer.end
                same = (mention.start, mention.end) == (longer.start, longer.end)
                same_type = mention.type is longer.type
                both_events = mention.type is longer.type is EntityType.EVENT
                if same and mention.type is longer.type:
                    dropped.add(id(mention))
                elif inside and not same and longer.type in _LONG and id(longer) not in dropped:
                    since = longer.rule == "time.since-event"
                    part = both_events and not _is_about(longer, mention)
                    whole = (longer.scope or "").startswith("single:") and same_type
                    if whole and mention.start == longer.start and mention.scope:
                        continue  # 漳州军分区 in 漳州军分区某医院
                    if mention.type is EntityType.PERSON and "生前" in longer.text:
                        continue  # 雷锋生前所在部队 names him
                    if since or part or (mention.type, longer.type) not in _KEPT:
                        dropped.add(id(mention))
                elif same and id(longer) not in dropped:
                    less = mention if longer.confidence >= mention.confidence else longer
                    dropped.add(id(less))
            active.append(mention)
        for kind in KINDS:
            doc._.set(kind, [m for m in doc._.get(kind) if id(m) not in dropped])
        return doc


def _is_about(longer: Mention, event: Mention) -> bool:
    """Whether an event in the name of another is what that is about: 抗美援朝战争 in 抗美援朝战争专题展."""
    if event.start > longer.start:
        return _COMMEMORATING.search(longer.text) is not None
    if longer.rule == "event.gazetteer" and "暨" in longer.text:
        return True  # 中国人民抗日战争暨世界反法西斯战争胜利
    told = event.rule == "event.gazetteer" and longer.rule != "event.gazetteer"
    rest = longer.text[event.end - event.start :]
    return told and _COMMEMORATING.match(rest) is not None
