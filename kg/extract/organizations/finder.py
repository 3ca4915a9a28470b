"""The component that finds organizations: each reader in turn, what one takes no later one takes."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from kg.extract.document_state import covered, names, published
from kg.extract.lexicon import Lexicons, alternatives
from kg.extract.organizations.collector import Collector, Places
from kg.extract.organizations.departments import with_departments
from kg.extract.organizations.full_names import FullNames
from kg.extract.organizations.headed import HeadedReader
from kg.extract.organizations.parts import with_wholes
from kg.extract.organizations.ruling import read_ruling
from kg.extract.organizations.troops import TroopReader, foreign_initials, with_unit
from kg.extract.organizations.units import UnitReader
from kg.extract.places.home import STORY_OPENING
from kg.extract.words import Words
from kg.gazetteer.divisions import Divisions
from kg.gazetteer.matcher import Matcher

_CONGRESS = re.compile(
    "(?:党的)?[一二三四五六七八九十]{1,3}大|[一二三四五六七八九十]{1,3}届.{1,3}全会"
)
_SHORT = 3
"""Characters of names that the forces of several countries bear: 空军, 国防军."""
_STATES = frozenset("美英法德俄日韩以")
_OTHER_TROOPS = ("基地", "陆战队")
_NO_BODY = re.compile("共同体$|机组$|议军$|倡议$|软实力?$|[各]|^家|[称派]出?[^号遣驻]")
_NOT_ITS_NAME = re.compile("(?<=[网报社])讯$|会同(?!县)")
"""What stands behind a name: 廊坊传媒网讯, 文化和旅游厅会同文物局."""
_DAY = re.compile(r"[\d〇一二三四五六七八九十]日")
"""27日外交部宣布: here 日 is no country."""
_STANDING_COMMITTEE = re.compile(
    "(?:带领|率领|率)(?:[一二三四五六七八九十]{1,3}届)?(?P<body>(?:中共)?中央政治局常委)(?!、)"
)
"""Its members as one, and no office: 带领中共中央政治局常委瞻仰."""
_LIST_MARKER = re.compile(r"\d{1,2}[·.、]")


class OrganizationFinder:
    """Sets `doc._.organizations`. Bodies named by their level only (市委) get the full name that
    the article's home division gives them; a garrison keeps the place of its name, and no more."""

    def __init__(self, lexicons: Lexicons, divisions: Divisions) -> None:
        self._divisions = divisions
        self._fixed = {row["term"]: row for row in lexicons["organization_names"].rows}
        self._matcher: Matcher[str] = Matcher((term, term) for term in self._fixed)
        heads = lexicons["organization_heads"]
        self._subtypes = heads.mapping("subtype")
        self._head_at_end = re.compile(f"{alternatives(heads.terms())}$")
        armies = lexicons["historical_armies"].terms()
        self._units = UnitReader(armies)
        self._troops = TroopReader(
            armies, {term: row["canonical"] for term, row in self._fixed.items()}
        )
        self._full_names = FullNames(lexicons)
        self._headed = HeadedReader(lexicons, self._matcher, self._full_names)

    def __call__(self, doc: Doc) -> Doc:
        text: str = doc._.text
        blocked = covered(doc, "documents", "times", "quantities")
        for time in doc._.times:
            if time.rule.endswith("anniversary"):  # 中国共产党成立103周年
                blocked[time.start : time.end] = [False] * (time.end - time.start)
        for start, end in names(doc, "PER"):  # 总政治部副主任周子玉代表全国双拥工作领导小组
            if end - start > 1:  # but 驻许部队
                blocked[start:end] = [True] * (end - start)
        places = Places(
            text,
            [opening.end() for opening in STORY_OPENING.finditer(text)],
            doc._.places,
            {m.start: m for m in doc._.places},
            {m.end: m for m in doc._.places},
            doc._.home,
            self._divisions,
            day.year if (day := published(doc)) else None,
        )
        add = Collector(text, blocked, [])
        self._units.read(doc, add)
        self._troops.read(doc, places, add)
        self._headed.read(doc, places, add)
        self._known(text, doc._.words, places, add)
        read_ruling(text, doc._.words, places, add)
        self._from_model(doc, places, add)
        found = [one for body in add.found for one in with_unit(text, body)]
        doc._.organizations = with_wholes(with_departments(found, text), doc._.places, text)
        return doc

    def _known(self, text: str, words: Words, places: Places, add: Collector) -> None:
        """Bodies of the lexicon, and those of other countries that bear the same name."""
        for match in _STANDING_COMMITTEE.finditer(text):
            add(*match.span("body"), "PartyBody", "name", "中共中央政治局常务委员会")
        initials = foreign_initials(places)
        for start, end, terms in self._matcher.find(text):
            row = self._fixed[terms[0]]
            if text[end - 1] == "部" and text[end : end + 1] in ("门", "队"):
                continue  # 四川省劳动部门
            if text.startswith(_OTHER_TROOPS, end) or (
                terms[0] == "党中央" and not words.begins[start]
            ):
                continue  # 空军基地, 古巴共产党中央
            abroad = places.ends.get(start)
            own = row["subtype"] == "MilitaryBody" and len(terms[0]) > _SHORT  # 胡塞武装
            if abroad and abroad.rule == "place.country" and abroad.canonical != "中国" and not own:
                add(abroad.start, end, row["subtype"], "abroad")  # 叙利亚外交部
                continue
            foreign = row["canonical"] == "" and not terms[0].startswith("中")  # |以|中共中央名义
            if foreign and _has_initial(text, start, initials):
                add(start - 1, end, row["subtype"], "abroad")  # 俄国防部
                continue
            add(start, end, row["subtype"], "name", row["canonical"] or None)

    def _from_model(self, doc: Doc, places: Places, add: Collector) -> None:
        """Bodies that the model sees and no rule names; the head, where known, says the kind.

        What it takes for a place is a body where its head says so: 新四军苏浙军区.
        """
        text: str = doc._.text
        seen = [(span, True) for span in names(doc, "ORG")]
        seen += [(span, False) for span in names(doc, "LOC")]
        for (start, end), body in sorted(seen):
            if marker := _LIST_MARKER.match(text, start, end):
                start = marker.end()
            if rest := _NOT_ITS_NAME.search(text, start, end):
                end = rest.start()
            start = places.last_of_chain(start, end)
            if _NO_BODY.search(text[start:end]):
                continue
            if (place := places.starts.get(start)) and place.end == end:
                continue  # 肇庆怀集: two places in a row
            head = self._head_at_end.search(text[start:end])
            if _CONGRESS.fullmatch(text, start, end):
                continue
            if end - start > 2 and (body if head is None else head.start() > 0):
                division, canonical = places.division(places.starts.get(start)), None
                subtype = self._subtypes[head[0]] if head else None
                if self._full_names.knows(start, end, head[0] if head else None, places):
                    division, canonical = self._full_names.of(start, end, subtype, places)
                add(
                    start,
                    end,
                    subtype,
                    "model",
                    canonical,
                    division.code if division else None,
                    0.7,
                )


def _has_initial(text: str, start: int, initials: set[str]) -> bool:
    """Whether a country's first character stands before a body: that of one named in the text, or of
    a great one where a clause opens (美国防部)."""
    initial = text[start - 1 : start]
    opens = not "\u4e00" <= text[start - 2 : start - 1] <= "\u9fff"
    known = initial in initials or (opens and initial in _STATES)
    return bool(initial) and known and not _DAY.search(text, max(start - 2, 0), start)
