"""What the rules share: sentences with their mentions, and who acts in a sentence."""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from functools import cached_property
from itertools import pairwise

from spacy.tokens import Doc

from kg.extract.document_state import mentions
from kg.extract.lexicon import Lexicons, alternatives
from kg.extract.places.home import STORY_OPENING
from kg.extract.relations.stories import Stories
from kg.extract.words import Words
from kg.model import EntityType, Mention, Predicate, Relation, Span

_LEAD_IN = re.compile(
    r"(?:[“”\s]|(?:位于|地处|坐落于|坐落在|(?:非法)?驻[扎守]在)[^，。；]{1,20}?的|[^，。；]{1,8}所在的|[一二三四五六七八九]是|首都|首府|省会|此外|同时|据悉|据了解|近日|目前|其中|随后|如今|为此|仅|文并?图?/)*"
)
_DATELINE = re.compile(
    r"\s*据?(?:新华社|中新社|本报)[\u4e00-\u9fff]{0,8}?(?:\d{1,2}月\d{1,2}日)?[电讯](?:[（(][^）)\n]{1,30}[）)])?"
)
"""新华社北京1月15日电: where the news was written, not who acts in it."""
_FRAME = re.compile(r"\s*(?:今天|昨天|当天|当日|目前|近日|日前)?，?在")
_OFTEN = 3
_HEAD = 200
_NATIONAL = frozenset({"Media", "SocialOrganization"})
_FAR = 30
"""Clauses back from which a subject still holds."""
_LONGEST = 300
"""Characters that a clause may have; what is longer lacks its marks."""
_COMMA = re.compile("[，；]")
_JOINING = ("、", "和", "与")
_ANAPHOR = re.compile(
    r"(?P<site>(?:该)?(?:陵园|旧址|会址|故居|纪念馆|博物馆|纪念碑|纪念园|公园)|该(?:馆|园|碑|址|塔|墓|基地))(?!群)|"
    r"(?P<here>当地)(?!时间)|(?P<country>全国)(?!各|性|政|人大|人民代表|两会|上下|[\u4e00-\u9fff]{2,8}(?:机关|机构|系统))|(?:全|我|该)(?P<level>[省市县区州镇乡村])(?!委|政府|直|交警|公安|民警|干警)"
    r"|(?:该|这家|这所|这支|这个|我)(?P<kind>公司|企业|工厂|厂|医院|学校|校|部队|站|社区|中心|馆|支队|总队|大队|局"
    r"|团|旅|师|营|连)(?![长员结体旗])"
)
_OF_IT = re.compile("记者|的(?!(?:主要|各级|广大)?(?:领导|干部|官兵|群众|职工|党委))")
"""嘉峪关市的主要领导 act for the city; of 白山市的经济 nothing is said of the city itself."""
_SAYING = (
    "(?:称|表示|说|指出|认为|介绍|透露|证实|预计|报道|通报|公告|声明|消息|数据显示|统计显示)[，：]"
)
_REPORTING = re.compile(rf"[^，。；：]{{0,20}}?{_SAYING}(?!已|将|正|计划|目前|共|对)")
"""What follows a body that only says what others did: 俄罗斯国防部27日称，…"""
_REPORTED = re.compile(f"{_SAYING}$")
_KIN = re.compile(
    "(?:将士|战士|老战士|烈士|官兵|英烈)*(?:后人|后代|亲属|家属|子女|遗属)(?!工厂|厂|院|区|楼|企业)"
)
"""What follows a body whose people's families act, not itself."""
_LEVELS = {"省": "省区", "区": "区"}
_SUBTYPES = {"公司": "Company", "企业": "Company", "部队": "Garrison", "学校": "School"}
_UNNAMED = re.compile(
    "全国|全球|世界|各地|多地|各级|各部门|有关部门|警方|记者|工作人员|科研人员|研究人员|专家|项目组"
)
"""Who acts and is not named, or not in this article."""
_APPOSED = re.compile("[^，。；：、\\n—]*—+")
_PHRASE = 40
"""Characters that a noun phrase may have before the name that it ends with."""
_MOST = 0.75
_PART = 6
"""Characters of a name that may stand for the whole."""
_PARTS = frozenset(
    "大桥 电站 机场 车站 港口 隧道 水库 高铁 铁路 公路 大学 学院 中学 小学 学校 医院 工厂 公司 集团 企业 "
    "小组 景区 园区 基地 社区 灯塔 书店 剧院 剧场 大厦 广场 农场 林场 牧场 矿山 油田 海岛 小岛 会馆 展馆".split()
)
"""Last parts of two characters that are said for the whole without 该."""
_WITH = ("会同", "联合", "携手")
_HEADS = frozenset({EntityType.ORGANIZATION, EntityType.SITE})
_ACTORS = frozenset({EntityType.ORGANIZATION, EntityType.PLACE, EntityType.SITE})
_RULING = frozenset({"organization.party-committee", "organization.government"})


class Patterns:
    """The words of the lexicons that the rules look for, compiled once for all articles."""

    def __init__(self, lexicons: Lexicons) -> None:
        titles = alternatives(lexicons["office_titles"].terms(where="before"))
        self.office = re.compile(rf"(?:{titles})[“”]?$")
        self.office_held = re.compile(rf"(?:{titles})")
        triggers = lexicons["relation_triggers"]
        self.triggers = {
            kind: re.compile(alternatives(triggers.terms(predicate=kind)))
            for kind in {row["predicate"] for row in triggers.rows}
        }


class Context:
    """One article's mentions, with the questions that every rule asks about them."""

    def __init__(self, doc: Doc, patterns: Patterns) -> None:
        self.text: str = doc._.text
        self._words: Words = doc._.words
        self.stories = Stories.of(self.text)
        self.sentences: list[Span] = doc._.sentences
        self.mentions: list[Mention] = sorted(mentions(doc), key=lambda m: (m.start, -m.end))
        self.home_code: str | None = doc._.home.code if doc._.home else None
        self.office = patterns.office
        """What an office in words ends with."""
        self._office_held = patterns.office_held
        self.triggers = patterns.triggers

    def of(self, kind: EntityType, span: Span | None = None) -> list[Mention]:
        """Mentions of a type, in the whole text or inside a span."""
        start, end = span or (0, len(self.text))
        return [m for m in self._by_type.get(kind, []) if start <= m.start and m.end <= end]

    def free(self, kind: EntityType, span: Span) -> list[Mention]:
        """Mentions of a type that stand in no longer name: 杨靖宇, but not in 杨靖宇烈士陵园."""
        return [m for m in self.of(kind, span) if id(m) not in self._inside]

    @cached_property
    def _inside(self) -> set[int]:
        """The identities of the mentions that a longer one holds."""
        inside: set[int] = set()
        reach = begin = -1  # the end of what reaches farthest so far, and where that begins
        for mention in self.mentions:
            if mention.end < reach or (mention.end == reach and mention.start > begin):
                inside.add(id(mention))
            elif mention.end > reach:
                reach, begin = mention.end, mention.start
        return inside

    @cached_property
    def _by_type(self) -> dict[EntityType, list[Mention]]:
        table: dict[EntityType, list[Mention]] = {}
        for mention in self.mentions:
            table.setdefault(mention.type, []).append(mention)
        return table

    @cached_property
    def home(self) -> Mention | None:
        """The first mention of the division that the article is about."""
        return self.place(self.home_code)

    @cached_property
    def at_home(self) -> bool:
        """Whether nearly all divisions that the article names are its home, in it or around it."""
        codes = [p.scope for p in self.of(EntityType.PLACE) if p.scope]
        home = (self.home_code or "").rstrip("0")
        near = [c for c in codes if c.startswith(home) or home.startswith(c.rstrip("0"))]
        return len(near) >= _MOST * len(codes)

    def place(self, code: str | None) -> Mention | None:
        """The first mention of a division, its full name before a short one."""
        found = [m for m in self.of(EntityType.PLACE) if code and m.scope == code]
        return max(found, key=lambda m: (len(m.text), -m.start), default=None)

    def chain(self, position: int, kinds: tuple[EntityType, ...]) -> Mention | None:
        """What of these kinds begins at a position, in a row of them the last: 山西省太原市."""
        last = None
        while found := next((m for m in self._starting.get(position, ()) if m.type in kinds), None):
            last, position = found, found.end
        return last

    def row(self, last: Mention) -> list[Mention]:
        """What stands in a row with what ends it: 嘉峪关市和酒钢公司."""
        found = [last]
        while self.text[found[0].start - 1 : found[0].start] in _JOINING:
            before = [m for m in self.mentions if m.end == found[0].start - 1 and m.type in _ACTORS]
            if not before:
                break
            found.insert(0, before[0])
        return found

    def dateline(self, offset: int) -> Span | None:
        """Where the story that holds an offset says that it was written: 新华社北京1月15日电."""
        paragraph = self.text.rfind("\n", 0, offset) + 1
        found = _DATELINE.match(self.text, paragraph)
        return found.span() if found else None

    def frame(self, offset: int) -> Mention | None:
        """The place that a sentence sets for all that it says: 在江西高安，学生们走进团山村."""
        start, end = self.sentence(offset)
        found = None
        for clause, _ in self._clauses[(start, end)]:
            if clause > offset:
                break
            opening = _FRAME.match(self.text, clause, end)
            place = self.chain(opening.end(), (EntityType.PLACE,)) if opening else None
            after = self.text[place.end : place.end + 2] if place else ""
            if after.startswith("，") and after != "，在":
                found = place
        return found

    def sentence(self, offset: int) -> Span:
        """The sentence that holds an offset."""
        return next(s for s in self.sentences if s[0] <= offset < s[1])

    def clause(self, offset: int) -> Span:
        """The stretch between the commas, semicolons or full stops around an offset."""
        first, last = max(offset - _LONGEST, 0), min(offset + _LONGEST, len(self.text))
        left = max(self.text.rfind(mark, first, offset) for mark in "，。；！？\n") + 1
        ends = [p for mark in "，。；！？\n" if (p := self.text.find(mark, offset, last)) >= 0]
        return max(left, first), min(ends, default=last)

    @cached_property
    def _subjects(self) -> dict[Span, tuple[list[Mention], bool]]:
        """For each sentence the mentions that act in it first, and whether they were carried over."""
        table: dict[Span, tuple[list[Mention], bool]] = {}
        carried: list[Mention] = []
        for start, end in self.sentences:
            if start and self.text[start - 1] == "\n":
                carried = []
            clauses = self._clauses[(start, end)]
            own = next((actors for c in clauses if (actors := self._opening_actors(c))), [])
            told = not own and any(_REPORTED.search(self.text, *c) for c in clauses)
            table[(start, end)] = (own or ([] if told else carried), not own)
            if own and own[-1].subtype != "Media":  # 据中新网介绍 tells who says it
                carried = own
        return table

    @cached_property
    def _clauses(self) -> dict[Span, list[Span]]:
        """The stretches of each sentence between its commas."""
        table: dict[Span, list[Span]] = {}
        for sentence in self.sentences:
            marks = [m.end() for m in _COMMA.finditer(self.text, *sentence)]
            table[sentence] = list(pairwise([sentence[0], *marks, sentence[1]]))
        return table

    @cached_property
    def _starting(self) -> dict[int, list[Mention]]:
        """The mentions by where they begin, the longest first."""
        table: dict[int, list[Mention]] = {}
        for mention in self.mentions:
            table.setdefault(mention.start, []).append(mention)
        return table

    def _opening_actors(self, span: Span) -> list[Mention]:
        """Bodies, sites or places that open a clause, after a time or a lead-in: 2020年，白山市…"""
        start, end = span
        position = self.opening(start, end)
        actors: list[Mention] = []
        reached = -1  # where the last that acts ends, if it does in its own words or in 该公司
        while step := self._next_actor(position, end, first=not actors):
            mention, position = step
            if mention.type is not EntityType.TIME:
                if actors and self.text[reached : mention.start] in ("", "的"):
                    actors[-1] = mention  # 吉林省白山市: the last of a chain of places acts
                else:
                    actors.append(mention)
                reached = position
            mark = self.text[position : position + 1]
            if (
                mark in _JOINING
                or (mark == "，" and not actors)
                or (mark == "的" and self._next_actor(position + 1, end, first=False) is not None)
            ):
                position += 1
        if len(actors) < 2 and (head := self._head(position, end, bool(actors))):
            actors = [head]
        return actors if actors and self._acts(actors[-1]) else []

    def opening(self, start: int, end: int | None = None) -> int:
        """Where a clause begins after a dateline or lead-in."""
        for skipped in (_DATELINE, _LEAD_IN):
            found = skipped.match(self.text, start, len(self.text) if end is None else end)
            start = found.end() if found else start
        return start

    def _acts(self, mention: Mention) -> bool:
        """Whether it is not only someone of it who acts, or it that tells what others do."""
        return not any(
            other.match(self.text, mention.end)
            for other in (_OF_IT, self._office_held, _KIN, _REPORTING)
        )

    def _head(self, position: int, end: int, opened: bool) -> Mention | None:
        """What a noun phrase names at its end: 江苏苏州500千伏吴江变电站, 私营企业富临集团,
        全国最大的电站——天台抽水蓄能电站. After what opens the clause (`opened`) no 的 may stand."""
        found: Mention | None = None
        limit = min(end, position + _PHRASE)
        if apposed := _APPOSED.match(self.text, position, limit):
            position = apposed.end()
        while position < limit:
            mention = next(
                (
                    m
                    for m in self._starting.get(position, ())
                    if m.type is not EntityType.PERSON and m.type is not EntityType.TIME
                ),
                None,
            )
            if mention and mention.end <= end:
                if mention.type is EntityType.EVENT or mention.type is EntityType.DOCUMENT:
                    return None
                position = mention.end
                if mention.type in _HEADS or (
                    mention.type is EntityType.PLACE
                    and (not mention.scope if opened else self.text[mention.start - 1] == "的")
                    and self.text[mention.end : mention.end + 1] != "—"
                ):
                    found = mention
            elif self.text.startswith(_WITH, position):
                return None
            elif position in self._words.nominal:
                position = self._words.nominal[position]
            elif self.text[position] in "—至":
                found = None  # 西安至重庆高速铁路
                position += 1
            elif self.text[position] == "的" and not opened:
                position += 1
            else:
                break
        return found

    def _next_actor(self, position: int, end: int, *, first: bool) -> tuple[Mention, int] | None:
        """What acts, or before the first that does a time, exactly at a position; and where that
        ends. A word such as 全市 or 该公司 stands for what was named before."""
        for mention in self._starting.get(position, ()):
            timely = first and mention.type is EntityType.TIME
            if mention.end <= end and (mention.type in _ACTORS or timely):
                return mention, mention.end
        if first and (anaphor := self._anaphor(position, end)):
            referent = self._referent(anaphor)
            return (referent, anaphor.end()) if referent else None
        return self._named_in_part(position, end) if first else None

    def _anaphor(self, position: int, end: int) -> re.Match[str] | None:
        """全市, 该公司, and 全国 where it begins no name."""
        anaphor = _ANAPHOR.match(self.text, position, end)
        return anaphor if anaphor and not self._starting.get(position) else None

    def _named_in_part(self, position: int, end: int) -> tuple[Mention, int] | None:
        """大桥 after 花江峡谷大桥, 该分局 after 崇文公安分局: the last part of a name told before it in
        the same story stands for the whole."""
        that = self.text.startswith(("该", "这座", "这条", "这家", "这所"), position)
        start = position + (0 if not that else 1 if self.text[position] == "该" else 2)
        if not self._words.begins[start]:
            return None
        first, _ = self.stories.span(position)
        for length in range(min(_PART, end - start), 1, -1):
            part = self.text[start : start + length]
            if not self._words.begins[start + length] or (
                length == 2 and not that and part not in _PARTS
            ):
                continue
            named = [
                m
                for m in self._by_last_part.get(part, ())
                if first <= m.start and m.end <= position
            ]
            if named:
                return named[-1], start + length
        return None

    @cached_property
    def _by_last_part(self) -> dict[str, list[Mention]]:
        """The names of bodies, sites and small places by their last parts, in the order of the text."""
        table: dict[str, list[Mention]] = {}
        for mention in self.mentions:
            small = mention.type is EntityType.PLACE and mention.scope is None
            if mention.type in _HEADS or small:
                for length in range(2, min(_PART, len(mention.name) - 1) + 1):
                    table.setdefault(mention.name[-length:], []).append(mention)
        return table

    def _referent(self, anaphor: re.Match[str]) -> Mention | None:
        """全市: the home of the article or the last place of that level; 该公司: the last company."""
        if level := anaphor["level"]:
            places = [m for m in self.of(EntityType.PLACE) if m.scope]
            before = [m for m in places if m.end <= anaphor.start()]
            pool = [*reversed(before), *([self.home] if self.home else []), *places]
            ends = _LEVELS.get(level, level)
            return next((m for m in pool if (m.canonical or m.name)[-1] in ends), None)
        if anaphor["site"]:
            sites = self.of(EntityType.SITE, (0, anaphor.start()))
            last = anaphor["site"].removeprefix("该")
            return next((s for s in reversed(sites) if s.name.endswith(last)), None)
        if anaphor["country"]:
            places = self.of(EntityType.PLACE)
            return next((p for p in places if p.canonical == "中国"), None)
        if anaphor["here"]:
            places = self.of(EntityType.PLACE, (0, anaphor.start()))
            return places[-1] if places else self.home
        subtype = _SUBTYPES.get(anaphor["kind"])
        bodies = self.of(EntityType.ORGANIZATION, (0, anaphor.start()))
        fitting = [
            m
            for m in bodies
            if (m.subtype == subtype if subtype else m.name.endswith(anaphor["kind"]))
        ]
        return fitting[-1] if fitting else None

    def actors(self, offset: int) -> tuple[list[Mention], bool]:
        """Who acts at an offset, and whether that was carried over from a sentence before.

        Nearest first: actors that open the clause, then a clause before it in the sentence, then
        a sentence before it in the paragraph, then the article's home place.
        """
        sentence = self.sentence(offset)
        clauses = self._clauses[sentence]
        last = bisect(clauses, (offset, len(self.text)))
        for start, end in reversed(clauses[max(last - _FAR, 0) : last]):
            if actors := self._opening_actors((start, min(end, offset))):
                return actors, False
        if any(
            _UNNAMED.match(self.text, self.opening(*clause))
            for clause in clauses[max(last - _FAR, 0) : last]
        ):
            return [], True
        if head := self._of_which(offset, self.clause(offset)[1]):
            return [head], False
        actors, carried = self._subjects[sentence]
        if actors and carried:
            return actors, True
        if self.stories.several:
            return [], True
        return ([self.home] if self.home else self.topic), True

    def _of_which(self, offset: int, end: int) -> Mention | None:
        """已兼并了5家企业的富临集团: the body whose name ends the noun phrase that holds an offset."""
        position = self.text.find("的", offset, min(end, offset + _PHRASE))
        head = self._head(position + 1, end, opened=False) if position >= 0 else None
        return head if head and self._acts(head) else None

    @cached_property
    def topic(self) -> list[Mention]:
        """The body that an article without a home place is about: named in its first lines, and by
        far the most often of all."""
        if len(STORY_OPENING.findall(self.text)) > 1:
            return []  # several stories
        bodies = [m for m in self.of(EntityType.ORGANIZATION) if m.subtype not in _NATIONAL]
        counts = Counter(m.canonical or m.name for m in bodies).most_common(2)
        if not counts or counts[0][1] < _OFTEN or counts[0][1] < 2 * sum(n for _, n in counts[1:]):
            return []
        first = next(m for m in bodies if (m.canonical or m.name) == counts[0][0])
        return [first] if first.start < _HEAD else []

    def nobody_acts(self, offset: int) -> bool:
        """Whether neither the clauses up to an offset nor the paragraph before it say who acts."""
        sentence = self.sentence(offset)
        return self.actors(offset)[1] and not self._subjects[sentence][0]

    def agents(self, offset: int) -> list[Mention]:
        """As `actors`, but a party committee or government carried over stands for its place."""
        actors, carried = self.actors(offset)
        if carried and actors and all(m.rule in _RULING and m.scope for m in actors):
            place = self.place(actors[0].scope)
            return [place] if place else actors
        return actors

    def trigger(self, kind: str, start: int, end: int) -> re.Match[str] | None:
        """The last trigger word of a kind in a stretch of text."""
        found = list(self.triggers[kind].finditer(self.text, max(start, end - _LONGEST), end))
        return found[-1] if found else None

    def relation(
        self,
        subject: Mention,
        predicate: Predicate,
        object_: Mention,
        rule: str,
        confidence: float,
        *,
        at: int | None = None,
        detail: str | None = None,
    ) -> Relation:
        """A relation whose evidence is the sentence at an offset (by default the later mention's)."""
        first = min(subject.start, object_.start)
        place = max(subject.start, object_.start) if at is None else at
        start, end = self.sentence(place)
        if self.sentence(first) != (start, end) and at is None:
            start, end = self.sentence(subject.start)
        start, end = self._trimmed(start, end)
        return Relation(
            subject=subject,
            predicate=predicate,
            object=object_,
            start=start,
            end=end,
            confidence=confidence,
            rule=rule,
            detail=detail,
        )

    def _trimmed(self, start: int, end: int) -> Span:
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return start, end
