"""Events known by name: those of history with their dates, and campaigns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc

from kg.extract.document_state import covered
from kg.extract.events.mention import event
from kg.extract.lexicon import Lexicon
from kg.gazetteer.events import HistoricalEvent
from kg.gazetteer.matcher import Matcher
from kg.model import Mention, Span

_NO_CAMPAIGN = re.compile("精神|英雄|模范|先进|英烈|一线|第一线|工作|任务|斗争|战线|条例|预案|指挥")
_NO_EVENT = re.compile("[一二三四五六七八九十]号|系列|火箭|医院|小学|中学|路|街")


class KnownEvents:
    """Finds the events of the gazetteer and the campaigns of the lexicon."""

    def __init__(self, campaigns: Lexicon, historical: list[HistoricalEvent]) -> None:
        self._campaigns = Matcher((row["term"], row["kind"]) for row in campaigns.rows)
        self._historical: Matcher[HistoricalEvent] = Matcher(
            (name, one)
            for one in historical
            for name in (one.name, *one.aliases)
            if len(name) > 2 or one.kind in ("war", "battle")
        )

    def spans(self, text: str) -> list[Span]:
        """Where the names of historical events stand."""
        return [(start, end) for start, end, _ in self._historical.find(text)]

    def campaigns(self, text: str, blocked: list[bool]) -> Iterator[Mention]:
        """希望工程, 抗震救灾; but 抗震救灾精神 is none."""
        for start, end, kinds in self._campaigns.find(text):
            if not any(blocked[start:end]) and not _NO_CAMPAIGN.match(text, end):
                yield event(text, start, end, kinds[0], "name", 0.8)

    def historical(self, doc: Doc, found: list[Mention]) -> Iterator[Mention]:
        """Events of the gazetteer that are not among those found, with their ids."""
        text: str = doc._.text
        spans = {(m.start, m.end) for m in found}
        documents, dated = covered(doc, "documents"), covered(doc, "times")
        titled = list(documents)
        for show in found:  # 《…——纪念抗战胜利80周年》主题展览
            if show.subtype == "exhibition":
                documents[show.start : show.end] = [False] * (show.end - show.start)
        for start, end, events in self._historical.find(text):
            one = events[0]
            walked = text.startswith("重走", max(start - 2, 0)) and text.startswith("路", end)
            if documents[start] or (start, end) in spans:
                continue
            if text.startswith("地", end) and text[start:end].endswith("出发"):
                continue  # 长征出发地
            if _NO_EVENT.match(text, end) and not walked:
                continue  # 八一小学, but 重走长征路
            if text.startswith("精神", end) and one.kind != "meeting":
                continue  # 长征精神, but 党的十五大精神
            if end - start == 2 and (dated[start] or text[start - 1 : start] in ("新", "再", "第")):
                continue  # 抗战期间 is a time, 新长征 an image
            wars = list(self._joined(text, start, end))
            if not (wars and titled[start]):
                yield event(
                    text, start, end, one.kind, "gazetteer", 0.9, canonical=one.name, scope=one.id
                )
            yield from wars

    def _joined(self, text: str, start: int, end: int) -> Iterator[Mention]:
        """中国人民抗日战争暨世界反法西斯战争胜利: one event by that name, and each of the wars in it."""
        if (joint := text.find("暨", start, end)) < 0:
            return
        for first, last in ((start, joint), (joint + 1, end)):
            for begin, stop, events in self._historical.find(text[first:last]):
                one = events[0]
                yield event(
                    text,
                    first + begin,
                    first + stop,
                    one.kind,
                    "gazetteer",
                    0.9,
                    canonical=one.name,
                    scope=one.id,
                )
