"""Events: happenings with a head noun of their own, and the historical events of the gazetteer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc

from kg.extract.document_state import covered
from kg.extract.heads import HeadFinder
from kg.extract.lexicon import Lexicons
from kg.gazetteer.events import HistoricalEvent
from kg.gazetteer.matcher import Matcher
from kg.model import EntityType, Mention

_NOT_AFTER = re.compile("遇难|[室厅部址组制堂日馆机群力]|故事|英雄|任务|意志|主席|公报")
_ORDINAL = "[一二三四五六七八九十]{1,3}"
_DISASTER = re.compile(
    r"(?:第\d{1,2}号)?(?:超强|强)?(?:台风|飓风)“[^”\n]{1,8}”"
    r"|(?:里氏)?(?:\d(?:\.\d)?|[一二三四五六七八九](?:点[一二三四五六七八九])?)级(?:强烈|强)?地震"
)
_NO_CAMPAIGN = re.compile("精神|英雄|模范|先进|英烈|一线|第一线|工作|任务|斗争|战线|条例|预案|指挥")
_STRUCK = re.compile("(?:发生|遭遇|遭受|遭到|突发)了?(?:[^，。；]{1,8}的)?$")
_PLAIN = frozenset({"weak", "quoted"})
_QUOTING = frozenset({"weak", "activity"})
_SHOW = re.compile("(?:展|展览|晚会|音乐会|演唱会|博览会)$")
_SESSION = re.compile("届|党的")
_HELD = re.compile("(?:举行|举办|召开|开展|进行|组织)(?:了?(?:[^，。；]{1,12}的)?|的)$")
_JUST_HELD = re.compile("(?:举行|举办|召开)(?:了?(?:[^，。；]{1,12}的)?|的)$")
_TELLING = frozenset({"ceremony", "conference", "performance"})
"""Kinds whose bare head is an event where the text says that it was held: 随后召开座谈会."""
_HELD_WEAK = frozenset({"会议", "行动", "演练", "演习"})
"""召开紧急会议: held, such an event is one, though its name says little."""
_NUMBERED = re.compile(
    rf"(?:党的|中共)?{_ORDINAL}届{_ORDINAL}中全会"
    rf"|(?:第?{_ORDINAL}届)?(?:{_ORDINAL}|第{_ORDINAL})次(?:全会|全体会议)"
    rf"|第?{_ORDINAL}届(?:全国)?(?:人大|政协|人民代表大会|委员会)(?:常委会)?第?{_ORDINAL}次(?:全体)?会议"
)
"""党的二十届三中全会, 十四届全国人大一次会议."""
_HOLDING = re.compile(
    "(?:举行|举办|召开|开展|主办|承办)了?+(?P<name>[^，。；：！？、的以\n]{1,20})$"
)
"""What follows such a verb is the name from its first word on: 开展清明缅怀英烈主题活动."""
_NEEDS_PLACE = frozenset({"战斗", "会师"})
_SHOWN = frozenset({"exhibition", "performance"})
"""What bears the title of what is shown: 《伟大历程》主题展览."""
_THIS = frozenset("这此本该一首每两三几")
_NO_EVENT = re.compile("[一二三四五六七八九十]号|系列|火箭|医院|小学|中学|路|街")
_ANY = re.compile(
    "本届|历届|该届|整场|本场|这场|该场|多种|各种|一系列|系列|主题|形式多样|大型|专题|多场|丰富多彩|特色|多次|首次"
)
"""Words that begin a kind of event and no name."""
_WEAK_NEEDS = re.compile(
    r"[”」]|第[一二三四五六七八九十百\d]+|周年|纪念|主题|系列|专场|专项|公祭|祭扫|联谊|评选"
)


class EventFinder:
    """Sets `doc._.events`. A weak head (活动, 会议) makes an event only where the name says which."""

    def __init__(self, lexicons: Lexicons, historical: list[HistoricalEvent]) -> None:
        heads = lexicons["event_heads"]
        self._kind = heads.mapping("kind")
        self._heads = HeadFinder(heads.terms(), lexicons["boundaries"].terms(), longest=40)
        self._historical: Matcher[HistoricalEvent] = Matcher(
            (name, event)
            for event in historical
            for name in (event.name, *event.aliases)
            if len(name) > 2 or event.kind in ("war", "battle")
        )
        names = lexicons["event_names"]
        self._names = Matcher((row["term"], row["kind"]) for row in names.rows)
        self._generic = set(lexicons["place_words"].terms(role="generic-event"))

    def _shown(self, doc: Doc) -> Iterator[Mention]:
        """《中国共产党抗战文物图片展》: a title that says that it is a show."""
        for title in doc._.documents:
            if title.rule == "document.title-marks" and _SHOW.search(title.text):
                yield _mention(
                    doc.text, title.start - 1, title.end + 1, "exhibition", "event.title", 0.9
                )

    def __call__(self, doc: Doc) -> Doc:
        text = doc.text
        # Anniversaries are part of an event's name: 建军92周年文艺晚会.
        dates = [m for m in doc._.times if not m.rule.endswith(("anniversary", "festival"))]
        blocked = covered(doc, "documents", "quantities")
        for mention in dates:
            blocked[mention.start : mention.end] = [True] * (mention.end - mention.start)
        for mention in doc._.times:
            if text[mention.end : mention.end + 1] in ("电", "讯"):
                blocked[mention.end] = True  # 新华社西宁1月15日电
        begun_by_history = {s for s, _, _ in self._historical.find(text)}
        after = {
            m.start: m.end
            for m in (*doc._.places, *doc._.organizations)
            if m.scope and m.start not in begun_by_history
        }
        begun = {
            position: t.start
            for t in doc._.times
            if t.rule.endswith("anniversary")
            for position in range(t.start + 1, t.end + 1)
        }
        located = covered(doc, "places", "organizations")
        for start, end, _ in doc._.names:
            located[start:end] = [True] * (end - start)
        home = doc._.home
        found: list[Mention] = []
        for start, end, head in self._heads.find(text, doc._.words, blocked):
            if text[start - 2 : start] == "”的" and self._kind[head] in _QUOTING:
                opening = text.rfind("“", max(start - 40, 0), start)  # “…”的主题活动
                start = opening if opening >= 0 and "\n" not in text[opening:start] else start
            start = _after_verb(text, start, blocked)
            if text[start - 1 : start] == "》" and self._kind[head] in _SHOWN:
                opening = text.rfind("《", max(start - 40, 0), start)
                start = opening if opening >= 0 else start
            start = min((h.start for h in doc._.honours if h.start < start <= h.end), default=start)
            if text[start] in "次届场" and text[start - 1 : start] in _THIS:
                start += 1
            start = _with_anniversary(text, begun, _after_places(after, start, end), end)
            name = text[start:end]
            core = name[: len(name) - len(head)].strip("“”")
            held = _HELD.search(text, max(start - 20, 0), start) is not None
            definite = name == head and (
                (held and self._kind[head] == "training" and len(head) > 3)
                or (
                    self._kind[head] in _TELLING
                    and _JUST_HELD.search(text, max(start - 20, 0), start)
                )
            )
            quoted = text[start - 1 : start] == "“" and text[end : end + 1] == "”"
            if len(core) < 2 and not definite:
                continue
            if not quoted and (name in self._generic or core in self._generic):
                continue
            if head in _NEEDS_PLACE and not located[start]:
                continue  # 仍然战斗 is no battle
            if self._kind[head] == "disaster" and not (
                located[start] or _STRUCK.search(text, max(start - 16, 0), start)
            ):
                continue
            if self._kind[head] == "weak" and not (
                quoted or _WEAK_NEEDS.search(name) or (held and head in _HELD_WEAK)
            ):
                continue
            if self._kind[head] == "quoted" and not quoted:
                continue
            if (
                (text.startswith("精神", end) and self._kind[head] != "conference")
                or _NOT_AFTER.match(text, end)
                or _ANY.match(name)
                or name.count("”") != name.count("“")
            ):
                continue
            found.append(
                Mention(
                    type=EntityType.EVENT,
                    start=start,
                    end=end,
                    text=name,
                    name=name,
                    subtype="activity" if self._kind[head] in _PLAIN else self._kind[head],
                    scope=home.code if home else None,
                    confidence=0.8,
                    rule="event.head",
                )
            )
        found.extend(_disasters(text))
        found.extend(self._shown(doc))
        for start, end, kinds in self._names.find(text):
            if not any(blocked[start:end]) and not _NO_CAMPAIGN.match(text, end):
                found.append(_mention(text, start, end, kinds[0], "event.name", 0.8))
        bodies = {m.end: m.start for m in (*doc._.places, *doc._.organizations)}
        for match in _NUMBERED.finditer(text):
            if not any(blocked[match.start() : match.end()]):
                start = bodies.get(match.start(), match.start())  # 中央纪委三次全会
                if start == match.start() and not _SESSION.search(match[0]):
                    continue
                name = text[start : match.end()]
                found.append(
                    Mention(
                        type=EntityType.EVENT,
                        start=start,
                        end=match.end(),
                        text=name,
                        name=name,
                        subtype="conference",
                        confidence=0.9,
                        rule="event.numbered",
                    )
                )
        spans = [(m.start, m.end) for m in found]
        documents, dated = covered(doc, "documents"), covered(doc, "times")
        for start, end, events in self._historical.find(text):
            if documents[start] or (start, end) in spans or _NO_EVENT.match(text, end):
                continue
            if text.startswith("精神", end) and events[0].kind != "meeting":
                continue  # 长征精神, but 党的十五大精神
            if end - start == 2 and (dated[start] or text[start - 1 : start] in "新再"):
                continue  # 抗战期间 is a time, 新长征 an image
            found.append(
                Mention(
                    type=EntityType.EVENT,
                    start=start,
                    end=end,
                    text=text[start:end],
                    name=text[start:end],
                    subtype=events[0].kind,
                    canonical=events[0].name,
                    scope=events[0].id,
                    confidence=0.9,
                    rule="event.gazetteer",
                )
            )
        doc._.events = sorted(found, key=lambda m: (m.start, -m.end))
        return doc


def _disasters(text: str) -> Iterator[Mention]:
    """第9号台风“苏拉”, 里氏6.2级地震: told by name or strength."""
    for match in _DISASTER.finditer(text):
        yield _mention(text, match.start(), match.end(), "disaster", "event.disaster", 0.85)


def _mention(text: str, start: int, end: int, kind: str, rule: str, confidence: float) -> Mention:
    return Mention(
        type=EntityType.EVENT,
        start=start,
        end=end,
        text=text[start:end],
        name=text[start:end],
        subtype=kind,
        confidence=confidence,
        rule=rule,
    )


def _after_verb(text: str, start: int, blocked: list[bool]) -> int:
    """Where a name begins that a verb of holding stands before, with a boundary word in between."""
    found = _HOLDING.search(text, max(start - 24, 0), start)
    if found is None or any(blocked[found.start("name") : start]):
        return start
    return found.start("name")


def _after_places(located: dict[int, int], start: int, end: int) -> int:
    """白山市双拥表彰大会: the place before an event's name is where it was, not part of it.

    `located` says of places and bodies, by where they begin, where they end.
    """
    while (after := located.get(start, end)) < end - 2:
        start = after
    return start


def _with_anniversary(text: str, begun: dict[int, int], start: int, end: int) -> int:
    """庆祝中华人民共和国成立75周年音乐会: the anniversary is part of the name as a whole.

    `begun` says of each character in or right after an anniversary where that begins.
    """
    start = begun.get(start, start)
    if start and text[start - 1] == "》" and text.startswith(("签订", "发布", "颁布"), start):
        opening = text.rfind("《", max(start - 80, 0), start)
        start = opening if opening >= 0 else start
    if start > 1 and text.startswith(("纪念", "庆祝"), start - 2) and "周年" in text[start:end]:
        start -= 2
    return start
