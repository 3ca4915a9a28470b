"""Documents: titles in 《》 or after a verb of issuing, and columns that the text sets up by name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc

from kg.extract.lexicon import Lexicons, alternatives
from kg.gazetteer.matcher import Matcher
from kg.model import EntityType, Mention

_QUOTED_LIST = re.compile(r"(?:[“「][^“”「」\n]{2,30}[”」][、和及]?){1,40}")
_QUOTED = re.compile(r"[“「]([^“”「」\n]{2,30})[”」]")
_NUMBER = r"[\u4e00-\u9fff]{1,8}[〔\[［【（(]\d{4}[〕\]］】）)]第?\d{1,5}号"
_NUMBER_AFTER = re.compile(rf"》?[（(]?(?P<number>{_NUMBER})")
_NUMBER_BEFORE = re.compile(rf"(?P<number>{_NUMBER})[）)]?(?:文件?)?《?$")
_ISSUING = re.compile(
    "(?:印发|出台|发布|公布|下发|颁布|施行|通过|宣读|传达|作出|作出了|审议|发出|签署)了?"
)
_LONGER_WORD = re.compile("[规律制治官院人学师庭案定界盲医宝度典务]|草案|修正案")
"""国防法规 and 宪法修正案 name no law of the lexicon."""
_PLAN = re.compile("(?:国家)?[“‘](?:[一二三四五六七八九]|十[一二三四五]?)五[”’]规划(?:纲要)?(?!期)")
_CLASS = re.compile(
    "第|多|新|最新|该|本|其|一系列|相关|有关|专项|具体|补助|系列|一批|各|两|三|几|了"
)
"""What begins a kind of document and no title: 新的管理办法."""


def titles(text: str) -> list[tuple[int, int]]:
    """Spans of what stands between outermost 《 and 》 on one line; nested marks belong to the title.

    >>> titles("印发《贯彻〈条例〉和《办法》的通知》。")
    [(3, 17)]
    """
    found: list[tuple[int, int]] = []
    depth = start = 0
    for i, char in enumerate(text):
        if char == "《":
            start = i + 1 if depth == 0 else start
            depth += 1
        elif char == "》" and depth:
            depth -= 1
            if depth == 0 and start < i <= start + 80:
                found.append((start, i))
        elif char == "\n":
            depth = 0
    return found


class DocumentFinder:
    """Sets `doc._.documents`. The kind comes from the title's last words, else from its context."""

    def __init__(self, lexicons: Lexicons) -> None:
        kinds = lexicons["document_kinds"]
        self._kind = kinds.mapping("kind")
        self._title_end = re.compile(
            f"(?P<term>{alternatives(kinds.terms(where='title-end'))})(?:[（(].*[)）])?$"
        )
        self._before = re.compile(
            f"(?P<term>{alternatives(kinds.terms(where='before'))})[^，。；]{{0,2}}$"
        )
        self._after = re.compile(f"(?P<term>{alternatives(kinds.terms(where='after'))})")
        named = alternatives(kinds.terms(where="title-end"))
        self._unmarked = re.compile(
            rf"(?P<title>关于[^，。；：《》“”\n]{{4,50}}?的{named}"
            rf"|(?:全国|国家|中央|中国|[\u4e00-\u9fff]{{2,6}}[省市县区]|\d{{4}}年)[^，。；：《》“”（）的了\n]{{2,30}}{named})"
            r"(?=[，。；、》）\n]|和|并|$)"
        )
        names = lexicons["document_names"]
        self._known_kind = names.mapping("kind")
        self._known = Matcher((term, term) for term in self._known_kind)
        self._named_list = re.compile(
            _QUOTED_LIST.pattern + r"等?" + alternatives(kinds.terms(where="quoted"))
        )

    def _kind_of(self, text: str, start: int, end: int) -> str | None:
        before, after = text[max(start - 12, 0) : start - 1], text[end + 1 : end + 9]
        after = re.split(r"[，。；《]", after)[0]
        for pattern, where in (
            (self._after, after),
            (self._before, before),
            (self._title_end, text[start:end]),
        ):
            if found := pattern.search(where):
                return self._kind[found["term"]]
        return None

    def __call__(self, doc: Doc) -> Doc:
        text = doc._.text
        found: list[Mention] = []
        for start, end in titles(text):
            found.append(
                Mention(
                    type=EntityType.DOCUMENT,
                    start=start,
                    end=end,
                    text=text[start:end],
                    name=text[start:end],
                    subtype=self._kind_of(text, start, end),
                    number=_number(text, start, end),
                    confidence=0.98,
                    rule="document.title-marks",
                )
            )
        found.extend(self._unmarked_titles(text, found))
        found.extend(self._known_names(text, found))
        found.extend(self._plans(text))
        for listing in self._named_list.finditer(text):
            for quoted in _QUOTED.finditer(text, listing.start(), listing.end()):
                start, end = quoted.span(1)
                found.append(
                    Mention(
                        type=EntityType.DOCUMENT,
                        start=start,
                        end=end,
                        text=quoted[1],
                        name=quoted[1],
                        subtype="Column",
                        confidence=0.8,
                        rule="document.quoted-column",
                    )
                )
        doc._.documents = sorted(found, key=lambda m: m.start)
        return doc

    def _unmarked_titles(self, text: str, marked: list[Mention]) -> Iterator[Mention]:
        """宣读了关于命名全国双拥模范城（县）的决定: a title that begins right after such a verb."""
        taken = {i for m in marked for i in range(m.start, m.end)}
        for verb in _ISSUING.finditer(text):
            match = self._unmarked.match(text, verb.end())
            if match is None or taken.intersection(range(*match.span("title"))):
                continue
            if _CLASS.match(match["title"]):
                continue
            start, end = match.span("title")
            yield Mention(
                type=EntityType.DOCUMENT,
                start=start,
                end=end,
                text=match["title"],
                name=match["title"],
                subtype=self._kind_of(text, start, end),
                number=_number(text, start, end),
                confidence=0.75,
                rule="document.unmarked-title",
            )

    def _plans(self, text: str) -> Iterator[Mention]:
        """“十五五”规划纲要: the five-year plans, which are seldom put in 《》."""
        for match in _PLAN.finditer(text):
            yield Mention(
                type=EntityType.DOCUMENT,
                start=match.start(),
                end=match.end(),
                text=match[0],
                name=match[0],
                subtype="Plan",
                confidence=0.8,
                rule="document.five-year-plan",
            )

    def _known_names(self, text: str, marked: list[Mention]) -> Iterator[Mention]:
        """驻军法: a law of the lexicon, named without marks."""
        taken = {i for m in marked for i in range(m.start, m.end)}
        for start, end, terms in self._known.find(text):
            if taken.intersection(range(start, end)) or _LONGER_WORD.match(text, end):
                continue
            yield Mention(
                type=EntityType.DOCUMENT,
                start=start,
                end=end,
                text=text[start:end],
                name=text[start:end],
                subtype=self._known_kind[terms[0]],
                confidence=0.85,
                rule="document.known-name",
            )


def _number(text: str, start: int, end: int) -> str | None:
    """《…的意见》（国发〔2019〕12号): the number that the issuing body gave the document."""
    after = _NUMBER_AFTER.match(text, end)
    found = after or _NUMBER_BEFORE.search(text[max(start - 30, 0) : start])
    return found["number"] if found else None
