"""What the rules share: who acts in a sentence, and where it is set."""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from functools import cached_property

from spacy.tokens import Doc

from kg.extract.lexicon import Lexicons, alternatives
from kg.extract.places.home import STORY_OPENING
from kg.extract.relations.anaphors import Anaphors
from kg.extract.relations.reading import ACTORS, JOINING, LONGEST, Reading
from kg.model import EntityType, Mention, Span

_LEAD_IN = re.compile(
    r"(?:[“”\s]|[^，。；“”]{2,12}”?“?[一二三四五六七八九十]+连冠”?的|(?:位于|地处|坐落于|坐落在|(?:非法)?驻[扎守]在)[^，。；]{1,20}?的|[^，。；]{1,8}所在的|[一二三四五六七八九]是|首都|首府|省会|此外|同时|据悉|据了解|近日|目前|其中|随后|如今|为此|仅|文并?图?/|以(?=[^，。；]{2,60}(?:的)?名义))*"
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
_SOMEONE = re.compile(
    "(?:[^，。；的在]{0,6})(?:老兵|军人|战士|烈士|军嫂|村民|居民|职工|员工|学生|青年|党员|民兵|教师|医生|护士|农民|老人|干部|志愿者)"
)
_NAMED_SOON = 14
"""Characters after a place in which one of its people is named: 下堡坪乡退役老兵张兴国."""
_UNNAMED = re.compile(
    "[他她](?!们)|全国|全球|世界|各地|多地|各级|各部门|有关部门|警方|记者|工作人员|科研人员|研究人员|专家|项目组"
)
"""Who acts and is not named, or not in this article."""
_APPOSED = re.compile("[^，。；：、\\n—]*—+")
"""全国最大的电站——天台抽水蓄能电站: up to the name."""
_PHRASE = 40
"""Characters that a noun phrase may have before the name that it ends with."""
_WITH = ("会同", "联合", "携手")
"""After these another acts with who was named, not instead."""
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


class Context(Reading):
    """One article's mentions, with the questions that every rule asks about who acts."""

    def __init__(self, doc: Doc, patterns: Patterns) -> None:
        super().__init__(doc)
        self._anaphors = Anaphors(self)
        self._acting: dict[int, tuple[list[Mention], bool]] = {}
        self.office = patterns.office
        """What an office in words ends with."""
        self._office_held = patterns.office_held
        self.triggers = patterns.triggers

    def dateline(self, offset: int) -> Span | None:
        """Where the story that holds an offset says that it was written: 新华社北京1月15日电."""
        paragraph = self.paragraph(offset)
        found = _DATELINE.match(self.text, paragraph)
        return found.span() if found else None

    def frame(self, offset: int) -> Mention | None:
        """The place that a sentence sets for all that it says: 在江西高安，学生们走进团山村."""
        start, end = self.sentence(offset)
        found = None
        for clause, _ in self.clauses[(start, end)]:
            if clause > offset:
                break
            opening = _FRAME.match(self.text, clause, end)
            place = self.chain(opening.end(), (EntityType.PLACE,)) if opening else None
            if place and self.text.startswith("的", place.end):
                place = self.chain(place.end + 1, (EntityType.PLACE,)) or place
            after = self.text[place.end : place.end + 2] if place else ""
            if after.startswith("，") and after != "，在":
                found = place
        return found

    @cached_property
    def _subjects(self) -> dict[Span, tuple[list[Mention], bool]]:
        """For each sentence the mentions that act in it first, and whether they were carried over."""
        table: dict[Span, tuple[list[Mention], bool]] = {}
        carried: list[Mention] = []
        for start, end in self.sentences:
            if start and self.text[start - 1] == "\n":
                carried = []
            clauses = self.clauses[(start, end)]
            own = next((actors for c in clauses if (actors := self._opening_actors(c))), [])
            told = not own and any(_REPORTED.search(self.text, *c) for c in clauses)
            table[(start, end)] = (own or ([] if told else carried), not own)
            if own and own[-1].subtype != "Media":  # 据中新网介绍 tells who says it
                carried = own
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
                mark in JOINING
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
        persons = self.of(EntityType.PERSON, (mention.end, mention.end + _NAMED_SOON))
        someone = persons and _SOMEONE.fullmatch(self.text, mention.end, persons[0].start)
        return not someone and not any(
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
                    for m in self.starting.get(position, ())
                    if m.type is not EntityType.PERSON and m.type is not EntityType.TIME
                ),
                None,
            )
            if mention and mention.end <= end:
                if mention.type is EntityType.EVENT or mention.type is EntityType.DOCUMENT:
                    return None
                position = mention.end
                if mention.type in (EntityType.ORGANIZATION, EntityType.SITE) or (
                    mention.type is EntityType.PLACE
                    and (not mention.scope if opened else self.text[mention.start - 1] == "的")
                    and self.text[mention.end : mention.end + 1] != "—"
                ):
                    found = mention
            elif self.text.startswith(_WITH, position):
                return None
            elif position in self.words.nominal:
                position = self.words.nominal[position]
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
        for mention in self.starting.get(position, ()):
            timely = first and mention.type is EntityType.TIME
            if mention.end <= end and (mention.type in ACTORS or timely):
                return mention, mention.end
        return self._anaphors.at(position, end) if first else None

    def actors(self, offset: int) -> tuple[list[Mention], bool]:
        """Who acts at an offset, and whether that was carried over from a sentence before.

        Nearest first: actors that open the clause, then a clause before it in the sentence, then
        a sentence before it in the paragraph, then the article's home place. Nobody, where someone
        acts who is not named.
        """
        if offset not in self._acting:
            self._acting[offset] = self._actors(offset)
        return self._acting[offset]

    def _actors(self, offset: int) -> tuple[list[Mention], bool]:
        sentence = self.sentence(offset)
        clauses = self.clauses[sentence]
        last = bisect(clauses, (offset, len(self.text)))
        for start, end in reversed(clauses[max(last - _FAR, 0) : last]):
            if actors := self._opening_actors((start, min(end, offset))):
                return actors, False
            if self._unnamed_acts(start, end):
                return [], True
        if head := self._of_which(offset, self.clause(offset)[1]):
            return [head], False
        actors, carried = self._subjects[sentence]
        if actors and carried:
            return actors, True
        if self.stories.several:
            return [], True
        return ([self.home] if self.home else self.topic), True

    def acts_there(self, start: int, end: int) -> bool:
        """Whether a clause says who acts in it: a body, site or place, or someone unnamed."""
        return bool(self._opening_actors((start, end))) or self._unnamed_acts(start, end)

    def _unnamed_acts(self, start: int, end: int) -> bool:
        """Whether a clause begins with someone who is not named; 全国 in 全国双拥模范城 is nobody."""
        position = self.opening(start, end)
        named = [m for m in self.starting.get(position, ()) if m.type is not EntityType.PLACE]
        return not named and _UNNAMED.match(self.text, position) is not None

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
        found = list(self.triggers[kind].finditer(self.text, max(start, end - LONGEST), end))
        return found[-1] if found else None
