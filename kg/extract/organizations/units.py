"""Units of the forces: those of a group army, those that bear a title or a person's name, headquarters."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc

from kg.extract.document_state import names
from kg.extract.lexicon import alternatives
from kg.extract.organizations.collector import Collector

_NUMBER = "[一二三四五六七八九十百零〇\\d]{1,4}"
_SOME = "某[\u4e00-\u9fff]{0,4}?(?:医院|支队|大队|中队|部队|旅|团|师|营|连)(?![长队])"
_GROUP_ARMY = re.compile(
    f"(?:解放军)?(?P<branch>陆军|空军|海军)?第?(?P<number>{_NUMBER})集团军(?P<unit>{_SOME})?"
)
"""陆军第82集团军某合成旅: a unit that is not named is one body with what it belongs to."""
_RED_ARMY = re.compile(
    f"红(?P<number>[一二三四五六七八九十]{{1,3}})(?P<unit>方面军|军团|军|师|团|连)(?![长政队])"
    f"(?P<part>(?:第?{_NUMBER}[军师团营连](?![长政队]))*)"
)
_LARGE = ("方面军", "军团", "军")
"""Units of which the Red Army had one by a number: 红四军 is 中国工农红军第四军, 红四连 many a company."""
_FORCES = re.compile(f"第(?:{_NUMBER})(?:野战军|战区)(?![司政])")
_TITLED = re.compile(
    "“(?P<name>[\u4e00-\u9fff]{2,10}(?:(?<![相串接牵关黄大一])连|大队|中队|支队"
    "|(?:英雄|模范|尖刀|先锋|独立|红军|[红铁])(?:旅|团|师|营)))”"
)
"""“硬骨头六连”: a unit by the title that it bears."""
_CIVIL = re.compile("志愿|服务|突击|宣传|文艺|巡逻|巾帼|民兵|刑警|警察|城管|救援|消防")
"""What the names of teams hold that are of no force."""
_CONFERRED = re.compile(
    "(?:授予|授称|命名为?|荣获|获得?|获评|称号|[誉称评选]为|表彰为)[^，。；“”]{0,12}$"
)
_AS_TITLE = re.compile(
    "”?(?:的?(?:光荣|荣誉)?称号|荣誉|精神|锦旗|奖旗|[、和]“[^”]{2,12}”(?:等)?(?:荣誉)?称号)"
)
"""What stands before and after a title that is given, and names no unit there."""
_NAMED_FOR = re.compile(
    "(?:支队|纵队|独立[团营连])(?!长)|[连团营](?=[，。；、的”]|官兵|战士|指战员)"
)
"""What makes a unit of a person's name; of 陈富军团圆 nothing."""
_FORMER_OF = re.compile("(?:同志|烈士)?生前所在(?:部队|连队|[团旅师营连](?![长队]))")
_COMMANDED_BY = re.compile("部(?=[，。；、在从向与])")
_COMMANDING = re.compile("(?:以|率|[、，和与]|国民党|军阀|军)$")
"""孙连仲部: the troops of a commander."""
_RISEN = re.compile(
    "(?<![\u4e00-\u9fff][多几数])(?!.[支地路个])[\u4e00-\u9fff]{2}起义(?:部队|军(?!人|官)|总指挥部)(?!旧址)"
)
_NOT_ITS_PLACE = "(?!(?:重要|主要)?(?:旧址|遗址|旧居|会址|驻地|纪念|陈列|[\u4e00-\u9fff]{0,4}(?:旧址|纪念|陈列)))"
_COMPANY_PARTY = re.compile("(?<![各基多个])连队党(?:支部|委)")


class UnitReader:
    """Reads units that are known by more than a number; `armies` are the armies of the past."""

    def __init__(self, armies: Sequence[str]) -> None:
        self._headquarters = re.compile(
            f"{alternatives(armies)}(?:总司令部|总指挥部|前敌总指挥部|总部){_NOT_ITS_PLACE}"
        )

    def read(self, doc: Doc, add: Collector) -> None:
        """Add what a text says of such units, the surest first."""
        text: str = doc._.text
        for match in _GROUP_ARMY.finditer(text):
            branch, number = match["branch"] or "陆军", match["number"]
            full = f"中国人民解放军{branch}第{number}集团军{match['unit'] or ''}"
            scope = "single:" if match["unit"] else None
            add(*match.span(), "MilitaryBody", "group-army", full, scope)
        for match in _RED_ARMY.finditer(text):
            number, unit, part = match.group("number", "unit", "part")
            if unit in _LARGE:
                full = f"中国工农红军第{number}{unit}{part}"
                add(*match.span(), "MilitaryBody", "red-army", full)
            elif text[match.start() - 1 : match.start()] != "“":
                add(*match.span(), "MilitaryBody", "red-army")
        for match in _FORCES.finditer(text):
            start = next(
                (
                    match.start() - len(army)
                    for army in ("中国人民解放军", "解放军")
                    if text.endswith(army, 0, match.start())
                ),
                match.start(),
            )
            add(start, match.end(), "MilitaryBody", "force")
        self._titled(text, add)
        for match in self._headquarters.finditer(text):
            add(*match.span(), "MilitaryBody", "headquarters")
        for match in _RISEN.finditer(text):
            add(*match.span(), "MilitaryBody", "risen")
        for match in _COMPANY_PARTY.finditer(text):
            add(*match.span(), "PartyBody", "company-party")
        self._of_persons(doc, add)

    @staticmethod
    def _titled(text: str, add: Collector) -> None:
        """“硬骨头六连”, and the same without marks; 授予“硬骨头六连”称号 is an honour."""
        bearing: set[str] = set()
        for match in _TITLED.finditer(text):
            before = text[max(match.start() - 20, 0) : match.start()]
            if _CONFERRED.search(before) or _AS_TITLE.match(text, match.end()):
                continue
            if match["name"].endswith("连") or not _CIVIL.search(match["name"]):
                bearing.add(match["name"])
                start, end = match.span("name")
                add.blocked[start:end] = [False] * (end - start)  # “杨根思连” is no person
                add(start, end, "MilitaryBody", "titled")
        if not bearing:
            return
        for match in re.finditer(alternatives(bearing), text):
            if text[match.start() - 1 : match.start()] != "“":
                add(*match.span(), "MilitaryBody", "titled")

    @staticmethod
    def _of_persons(doc: Doc, add: Collector) -> None:
        """杨靖宇支队, 雷锋生前所在部队, 孙连仲部: the person is part of the name of the body."""
        text: str = doc._.text
        for start, end in names(doc, "PER"):
            led = _COMMANDED_BY.match(text, end)
            if led and not _COMMANDING.search(text[max(start - 3, 0) : start]):
                led = None
            if unit := _NAMED_FOR.match(text, end) or _FORMER_OF.match(text, end) or led:
                add.blocked[start:end] = [False] * (end - start)
                add(start, unit.end(), "MilitaryBody", "named-for")
