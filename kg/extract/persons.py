"""Persons: a surname after a title or before one, bylines, and the persons of the gazetteer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Protocol

from spacy.tokens import Doc

from kg.extract.document_state import covered, names
from kg.extract.lexicon import Lexicons, alternatives
from kg.gazetteer.matcher import Matcher
from kg.gazetteer.persons import HistoricalPerson
from kg.model import EntityType, Mention, Span

_BYLINE = re.compile(
    r"(?:记者|通讯员)[：:\s]?((?:(?:(?!摄|报道)[\u4e00-\u9fff]){2,4}[、\s]?){1,5}?)(?=报道|摄|新华社|本报|记者|通讯员|）|\)|\n|$|，)"
)
_NOT_THIRD = frozenset(
    "在和说与等为以向的主率到出作指参讲及是就对将同从了前带代发接宣致并于表介也还都、等陪会任当被"
)

_HAN = re.compile(r"[\u4e00-\u9fff]+")
_HYPHENATED = re.compile("-[\u4e00-\u9fff]{2,5}(?=[^\u4e00-\u9fff]|$|[在和说与等为以向就对将])")
_FOREIGN = re.compile(r"[\u4e00-\u9fff]{1,8}(?:[·-][\u4e00-\u9fffA-Za-z.]{1,8}){1,3}")
_CLOSED = re.compile(
    r"[^\u4e00-\u9fff]|$|[在和说与等为以向的率到出作指参讲及是就对将同从了前带代发接宣并介]"
)
_SIGNATURE = re.compile(
    r"(?<=[。”！？])（(?P<names>(?:(?!摄|图片|报道)[\u4e00-\u9fff、\s]){2,12})(?:摄影报道|摄影|摄|报道)?）[^\S\n]*(?=\n|$)"
)
_AUTHORS = re.compile(
    r"[^\n]{4,60}\n(?:[^\n]{1,12}\n)?(?P<names>(?:[\u4e00-\u9fff]{2,6}[、 ]{0,2}){1,4})\n(?=[^\n]{30})"
)
_HONOURED_PLACE = re.compile("烈士(?:陵园|纪念|墓|公墓|塔|碑|遗|家属|亲属|子女|精神|褒扬|事迹)")
_RUN = re.compile(r"[\u4e00-\u9fff]+")
_WHOLE_NAME = 3
_NO_PERSONS = frozenset({"关领导", "关负责", "关部门", "关方面", "关单位", "关人员", "关专家"})
"""The end of 有关 with the word that follows."""
_NOT_IN_NAMES = frozenset("的了着上下在是和与这那及让给把被副第")


class _Add(Protocol):
    def __call__(self, start: int, end: int, rule: str, confidence: float) -> None: ...


_IN_LIFE = "生前"
"""Before this stands the person whose unit a body is."""


class PersonFinder:
    """Sets `doc._.persons`: those of the gazetteer, those that the names model sees, and those that
    a title, a byline or a list gives away."""

    def __init__(self, lexicons: Lexicons, persons: list[HistoricalPerson]) -> None:
        surname = alternatives(lexicons["surnames"].terms())
        self._rarity = {row["term"]: rank for rank, row in enumerate(lexicons["surnames"].rows)}
        titles = lexicons["office_titles"]
        before = alternatives(titles.terms(where="before"))
        self._after_title = re.compile(
            rf"(?:{before})[“”]?(?P<name>{surname}[\u4e00-\u9fff]{{1,2}})"
        )
        self._office_before = re.compile(rf"(?:{before})$")
        self._listed = re.compile(
            rf"[、和](?P<name>{surname}[\u4e00-\u9fff]{{1,2}})(?=[、，。；等和）]|$)"
        )
        self._before_title = re.compile(
            rf"(?P<name>{surname}[\u4e00-\u9fff]{{1,2}}?)(?={alternatives(titles.terms(where='after'))})"
        )
        self._spoken = re.compile(
            rf"(?<=[，。；\n])(?P<name>{surname}[\u4e00-\u9fff]{{1,2}}?)(?=(?:说|表示|指出|强调|介绍|认为|主持|讲话|出席)[，：“。])"
        )
        self._title = re.compile("记者|通讯员|同志|烈士|书记|主任")
        self._surname = re.compile(surname)
        self._known: Matcher[HistoricalPerson] = Matcher(
            (name, person)
            for person in persons
            for name in (person.name, *person.aliases)
            if len(name) > 1
        )

    def __call__(self, doc: Doc) -> Doc:
        text = doc._.text
        blocked = covered(doc, "documents", "places", "times", "quantities", "organizations")
        home = doc._.home
        found: list[Mention] = []

        def add(
            start: int,
            end: int,
            rule: str,
            confidence: float,
            canonical: str | None = None,
            scope: str | None = None,
        ) -> None:
            if text[start:end] in _NO_PERSONS:
                return
            if not any(blocked[start:end]) and not self._title.search(text, start, end):
                blocked[start:end] = [True] * (end - start)
                found.append(
                    Mention(
                        type=EntityType.PERSON,
                        start=start,
                        end=end,
                        text=text[start:end],
                        name=text[start:end],
                        canonical=canonical,
                        scope=scope or (home.code if home else None),
                        confidence=confidence,
                        rule=f"person.{rule}",
                    )
                )

        # A county bears the name of 杨靖宇: the longer name is the one that is meant.
        longer = covered(doc, "documents", "organizations")
        for body in doc._.organizations:
            if (lived := body.text.find(_IN_LIFE)) > 0:  # 张思德同志生前所在部队 names him
                for marks in (blocked, longer):
                    marks[body.start : body.start + lived] = [False] * lived
        for start, end, people in self._known.find(text):
            if not any(longer[start:end]):
                blocked[start:end] = [False] * (end - start)
                add(start, end, "gazetteer", 0.9, people[0].name, people[0].id)
        # The dead whom a site is named for are known names; 烈士纪念碑 holds no other.
        for site in (*doc._.sites, *doc._.honours):
            blocked[site.start : site.end] = [True] * (site.end - site.start)
        seen = set(names(doc, "PER"))
        for byline in _BYLINE.finditer(text):
            for start, end in self._names_in(doc, *byline.span(1), seen):
                if (start, end) in seen or self._surname.match(text, start):
                    add(start, end, "byline", 0.85)  # 记者注意到 names no one
        for start, end in self._authors(doc, seen):
            blocked[start:end] = [False] * (end - start)
            add(start, end, "author", 0.85)
        for start, end in self._signatures(doc, seen):
            blocked[start:end] = [False] * (end - start)
            add(start, end, "signature", 0.9)
        self._from_model(doc, add)
        for pattern, rule in (
            (self._after_title, "after-title"),
            (self._before_title, "before-title"),
            (self._spoken, "speaker"),
        ):
            for match in pattern.finditer(text):
                start, end = match.span("name")
                if start in doc._.words.common:
                    continue  # 总书记强调
                if rule == "after-title" and not _CLOSED.match(text, end):
                    continue  # 为官兵上门服务: what follows a title goes on as another word
                end = self._trim(text, start, end)
                if rule == "before-title" and _HONOURED_PLACE.match(text, end):
                    continue  # 加强烈士陵园保护
                if text.startswith("纪念", start):
                    continue
                if not _NOT_IN_NAMES.intersection(text[start + 1 : end]):
                    add(start, end, rule, 0.8)
        grown = True
        while grown:
            grown = False
            ends = {m.end for m in found}
            for match in self._listed.finditer(text):
                start, end = match.span("name")
                if match.start() in ends and not any(blocked[start:end]):
                    add(start, end, "listed", 0.75)
                    grown = True
        once = {m.name for m in found if len(m.name) > 2}
        for name in sorted(once):  # named once with a title, then without
            for match in re.finditer(re.escape(name), text):
                add(*match.span(), "repeated", 0.8)
        doc._.persons = sorted(found, key=lambda m: m.start)
        return doc

    def _authors(self, doc: Doc, seen: set[Span]) -> Iterator[Span]:
        """A line below the headline that holds nothing but names: 刘武生 杜宏奇."""
        match = _AUTHORS.match(doc._.text)
        found = list(self._names_in(doc, *match.span("names"), seen)) if match else []
        if match and sum(end - start for start, end in found) == len(
            re.sub(r"[、\s]", "", match["names"])
        ):
            common = doc._.words.common
            if all(
                self._surname.match(doc._.text, start) and common.get(start) != end
                for start, end in found
            ):
                yield from found

    def _signatures(self, doc: Doc, seen: set[Span]) -> Iterator[Span]:
        """The names in brackets that end a paragraph, often with nothing between: （王西钊武平）."""
        for match in _SIGNATURE.finditer(doc._.text):
            yield from self._names_in(doc, *match.span("names"), seen)

    def _names_in(self, doc: Doc, first: int, last: int, seen: set[Span]) -> Iterator[Span]:
        """The names in a stretch that holds nothing else: 张建国、李卫, 李舸杨文道, or 尔冬. `seen` are
        those of the model."""
        for run in _RUN.finditer(doc._.text, first, last):
            at, end = run.span()
            if len(run[0]) <= _WHOLE_NAME:
                if len(run[0]) > 1 and doc._.words.common.get(at) != end:
                    yield at, end
                continue
            for a, b in self._cut(run[0], at, seen):
                yield at + a, at + b

    def _cut(self, run: str, at: int, seen: set[Span]) -> list[Span]:
        """Names of two or three characters that fill a run, each with a surname; none where the run
        is something else. Of several ways to cut it the one that the model agrees with most."""
        ways: list[list[Span]] = [[]]
        complete: list[list[Span]] = []
        while ways:
            way = ways.pop()
            start = way[-1][1] if way else 0
            if start == len(run):
                complete.append(way)
                continue
            for end in (start + 3, start + 2):
                if end <= len(run) and self._surname.match(run, start):
                    ways.append([*way, (start, end)])
        return max(
            complete,
            key=lambda way: (
                sum((at + start, at + end) in seen for start, end in way),
                -len(way),
                -sum(self._rarity.get(run[start], len(self._rarity)) for start, _ in way),
            ),
            default=[],
        )

    def _from_model(self, doc: Doc, add: _Add) -> None:
        """Names that the model sees, where they look like one: 张建国, 埃德加·斯诺, 王某."""
        text: str = doc._.text
        signed = bytearray(len(text))
        for match in _SIGNATURE.finditer(text):
            signed[match.start() : match.end()] = b"\1" * (match.end() - match.start())
        for start, last in names(doc, "PER"):
            end = last
            if hyphenated := _HYPHENATED.match(text, end):
                end = hyphenated.end()  # 迪亚斯-卡内尔
            while text.startswith("某", end) and end - start < _WHOLE_NAME:
                end += 1  # 李某某
            name = text[start:end]
            surname = 2 <= len(name) <= 4 and self._surname.match(name)
            # 费尔南德斯 has no Chinese surname, and 总统朗格 has an office before the name.
            foreign = 3 <= len(name) <= 7 and not signed[start]
            office = len(name) > 1 and self._office_before.search(text[max(start - 4, 0) : start])
            if text[end : end + 1] == "〔":
                continue  # 白政发〔2019〕12号
            if _FOREIGN.fullmatch(name) or (
                (surname or foreign or office) and _HAN.fullmatch(name)
            ):
                add(start, end, "model", 0.8)

    @staticmethod
    def _trim(text: str, start: int, end: int) -> int:
        """Two or three characters: the third is none of the name where it begins the next word."""
        if end - start == 3 and text[end - 1] in _NOT_THIRD and text[end : end + 1] not in "、，。":
            return end - 1
        return end
