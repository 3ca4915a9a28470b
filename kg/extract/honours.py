"""Honours: titles and awards of the lexicon, and what the text calls a 称号."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from kg.extract.document_state import covered
from kg.extract.lexicon import Lexicons, alternatives
from kg.extract.numerals import parse_integer
from kg.model import EntityType, Mention

_NUMBER = r"([\d一二两三四五六七八九十]{1,3})"
_RUN = re.compile(_NUMBER + r"连冠")
_RUN_BEFORE = re.compile(_NUMBER + r"连冠[”」]?[，！]$")
"""实现了“九连冠”，全国双拥模范城已成为名片: the run is told right before."""
_AIMED = re.compile("争创|力争|冲刺|争取|全力创建|围绕创建|连冠[”」]?的?(?:宏伟)?目标")
_TIMES = re.compile(
    r"(?:连续)?(?:第)?" + _NUMBER + r"(?:次|届|度)(?:蝉联|荣获|获得|获评|被评为|被授予|获|被)?"
)
_TITLE = re.compile(r"[“「]([^“”「」\n]{2,24})[”」](?=(?:荣誉)?称号|荣誉)")
_TITLED = (
    r"[^“”「」\n]{2,20}(?:单位|集体|个人|标兵|模范|先锋|卫士|工作者|人物|奖|奖章|城|县|村|社区|企业|家庭|医生|教师|军嫂|退役军人|干部|好人|之星|学校|基地|能手|之家|窗口|示范点|示范站"
    r"|先进[师旅团营连]|民警|警察|战士|士兵|连队|班子|党委|支部|党组织|支书|文明户|光荣户|军属|老兵|青年|团队|小组|班组|办公室|服务站|服务中心|功臣|英雄|教练员|劳模)"
)
_GIVEN = re.compile(
    r"(?:评为|授予|荣获|荣膺|荣立|获得|获评|命名为|评选为|表彰为|确定为|认定为|创建为|评定为|每[年月季]一评|评[选]?出|涌现出|发布|命名的|授予的|获)[^，。；“”]{0,14}?(?:\d{4}年度?)?"
    rf"(?P<titles>[“「]{_TITLED}[”」](?:[、和及]?[“「]{_TITLED}[”」]){{0,12}})"
    r"|[“「](?P<finest>最美[\u4e00-\u9fff]{2,8}(?<!评选)(?<!活动))[”」](?!评选|发布仪式|评选活动|学习)"
)
"""被评为四川省“群众体育先进单位”: titles in quotes that were given."""
_MARKED = re.compile("(?<=[“「])[^“”「」]+")
_NAMED = re.compile(
    r"(?:命名为|认定为|评定为|确定为|表彰为|创建为|公布为|批准为|评为|成为|获评|入选|列为|获得|授予|荣获)了?(?P<name>(?:\d{4}年度?)?(?:首批|第[一二三四五六七八九十]{1,3}批)?"
    r"(?:[“「][^“”「」\n]{2,20}[”」]|[\u4e00-\u9fff]){2,16}?"
    r"(?:示范[区市县城镇村乡点]|示范基地|教育基地|示范单位|创新基地|百强[县市区镇村]|文明城市|卫生城市|园林城市|先进单位|先进集体|工程遗产|文化遗产|名镇|名村|之乡))"
    r"(?=[，。；、”\n]|称号|名单|名录)"
)
"""被命名为2025年生态文明建设示范区: a title without marks, told by its last word."""
_PRIZE = re.compile(
    r"(?:荣获|获得|获|授予|评为|摘得|捧得)了?(?P<name>(?:国家|全国|全军|省|市|部|军队|解放军|第[\u4e00-\u9fff\d]{1,4}届)"
    r"[\u4e00-\u9fff、]{0,14}?奖)(?![励金品项学杯惩])"
)
_MEDAL = re.compile(
    r"(?:获得?|荣获|授予|颁发|颁授|摘得|捧得|佩戴)了?(?P<name>[\u4e00-\u9fff]{0,10}[“「][^“”「」\n]{2,16}[”」](?:纪念章|勋章|奖章|奖))(?![励金品项学杯惩])"
)
"""颁发“光荣在党50年”纪念章, 获精神文明建设“五个一工程”奖."""
_PRAISED = re.compile(
    r"(?:评为|表彰为|评选为|获评|命名为|授予|荣获|树为)(?P<name>(?:[\u4e00-\u9fff、](?!为|的)){0,12}?(?:先进|优秀|模范|标兵|十佳|最美)[\u4e00-\u9fff]{2,8}?)"
    r"(?=[，。；、”\n]|等?(?:荣誉)?称号)"
)
"""被评为全省先进双拥办公室: a title without marks, told by its praise."""
_CLAUSE = 120
"""Characters around an honour in which its clause ends."""
_YEAR_BEFORE = re.compile(r"\d{4}年$")


class HonourFinder:
    """Sets `doc._.honours`, with the length of a run (四连冠, 连续八次) where the clause gives one."""

    def __init__(self, lexicons: Lexicons) -> None:
        honours = lexicons["honours"]
        self._names = re.compile(
            r"(?:(?P<level>全国|全省|全市|全军|全区|全县|省级|市级|县级|自治区级|国家级|中国)(?:百个|首批|第[一二三四五六七八九十]+批)?[“「]?)?"
            + r"(?P<name>"
            + alternatives(honours.terms(role="name"))
            + r")(?:（[县区、]{1,3}）)?"
        )
        self._ends = re.compile(alternatives(honours.terms(role="end")) + "$")
        self._not_after = re.compile(alternatives(honours.terms(role="not-before")))

    def __call__(self, doc: Doc) -> Doc:
        text = doc._.text
        blocked = covered(doc, "documents", "times", "organizations", "sites")
        found: list[Mention] = []

        def add(start: int, end: int, rule: str, confidence: float) -> None:
            if start < end and not any(blocked[start:end]):
                blocked[start:end] = [True] * (end - start)
                name = text[start:end].replace("“", "").replace("”", "")
                found.append(
                    Mention(
                        type=EntityType.HONOUR,
                        start=start,
                        end=end,
                        text=text[start:end],
                        name=name,
                        count=self._run(text, start, end),
                        confidence=confidence,
                        rule=f"honour.{rule}",
                    )
                )

        bodies = covered(doc, "organizations")
        for match in _GIVEN.finditer(text):
            group = "titles" if match["titles"] else "finest"
            for title in _MARKED.finditer(text, *match.span(group)):
                start, end = title.span()
                for offset in range(start, end):
                    blocked[offset] = blocked[offset] and not bodies[offset]
                add(start, end, "given", 0.85)
        dates = covered(doc, "times")
        for match in _NAMED.finditer(text):
            start, end = match.span("name")
            for offset in range(start, end):  # 2025年…示范区: the year is part of the name
                blocked[offset] = blocked[offset] and not dates[offset]
            add(start, end, "named", 0.75)
        for pattern in (_MEDAL, _PRIZE):
            for match in pattern.finditer(text):
                add(*match.span("name"), "prize", 0.75)
        for match in _TITLE.finditer(text):
            start, end = match.span(1)  # “全国优秀质量管理小组”称号 is no body
            for offset in range(start, end):
                blocked[offset] = blocked[offset] and not bodies[offset]
            add(start, end, "title", 0.9)
        for match in self._names.finditer(text):
            if not self._not_after.match(text, match.end()):
                start = match.start()
                if not match["level"]:  # 吉林省文物保护单位, 河北省双拥模范城
                    start = next((p.start for p in doc._.places if p.end == start), start)
                add(start, match.end(), "lexicon", 0.9)
        for match in _PRAISED.finditer(text):
            add(*match.span("name"), "praised", 0.7)
        found.sort(key=lambda m: m.start)
        doc._.honours = found
        return doc

    @staticmethod
    def _run(text: str, start: int, end: int) -> int | None:
        """The run or number of times that the clause around an honour gives."""
        first, last = max(start - _CLAUSE, 0), min(end + _CLAUSE, len(text))
        left = max(first, *(text.rfind(mark, first, start) + 1 for mark in "，。；\n"))
        right = min(
            (p for mark in "，。；\n" if (p := text.find(mark, end, last)) >= 0), default=last
        )
        if _AIMED.search(text, left, min(right + 3, len(text))):
            return None  # 力争全国双拥模范城“十连冠”
        after = _RUN.search(text, end, right)
        if after and not re.search(r"[市县区]|模范", text[end : after.start()]):
            return parse_integer(after[1])
        before = [*_RUN.finditer(text, left, start)] or [*_TIMES.finditer(text, left, start)]
        if before and _counts(before[-1], start):
            return parse_integer(before[-1][1])
        if earlier := _RUN_BEFORE.search(text, max(left - 12, 0), left):
            return parse_integer(earlier[1])
        tail = re.compile(r"[，]?(?:成绩是|实现|喜获)?[“]?" + _NUMBER + r"连冠").match(text, right)
        return parse_integer(tail[1]) if tail else None


def _counts(times: re.Match[str], start: int) -> bool:
    """Whether the number before an honour says how often: 第九次 in 第九次全国双拥模范城名单 and 第十一届 say
    which one it was."""
    said = times[0]
    if "届" in said:
        return said.startswith("连续")
    which = said.startswith("第") and said.endswith(("次", "度")) and times.end() == start
    return not which
