"""Organizations: party and government bodies, leading groups, troops by place, and named bodies."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from kg.extract.document_state import covered, names
from kg.extract.heads import HeadFinder
from kg.extract.lexicon import Lexicons, alternatives
from kg.extract.words import Words
from kg.gazetteer.divisions import Division, Divisions
from kg.gazetteer.matcher import Matcher
from kg.model import EntityType, Mention

_LEVEL = r"(?:省|市|县|区|州|旗|地委(?=、)|镇|乡)"
_COMMITTEE = re.compile(
    rf"(?P<level>{_LEVEL})?(?P<tail>委)(?:员会)?(?!员|托|派|任|会|宣|组织|统战|政法|办公|常委|老|屈)"
)
_GOVERNMENT = re.compile(
    rf"(?P<level>{_LEVEL})?(?P<tail>(?:人民)?政府|府(?=命名|决定|联合|印发|、))(?!工作|部门|办公)"
)
_GARRISON = re.compile(
    r"(?P<command>(?:中国人民)?解放军|[\u4e00-\u9fff]{2}军区(?:[海空]军)?)?驻(?P<place>[\u4e00-\u9fff]{1,4}?)"
    r"(?P<unit>部队|某[\u4e00-\u9fff]{0,3}?(?:部队|部|旅|团|师|营|连)|官兵)"
)
_BEFORE_SHORT_NAMES = "和与及由受在经向到为对了是将被让给使入议开任"
_BARE_GARRISON = re.compile(
    r"驻军部队|驻军某[\u4e00-\u9fff]{0,3}?(?:部队|部|旅|团|师|营|连)|当地驻军|驻军(?!的?家属)|某[\u4e00-\u9fff]{0,2}部队"
)

_DEPARTMENT = re.compile(
    r"(?![的在与和及为等派召举将已了对向是把被由从到各所])(?:[\u4e00-\u9fff](?!的|在|与|和|及|、)){0,9}?"
    r"(?:司|统战部|组织部|宣传部|对外联络部|社会工作部|办公厅|研究室|联络处|工作团|办公室|后勤部|政治部|司令部|参谋部)(?![令长机法])"
)
"""What names a part of the body before it."""
_WHOLES = frozenset({"解放军", "中国人民解放军", "中共中央", "人民解放军", "中央军委", "军委"})
_NO_DEPARTMENTS = frozenset({"Garrison", "Company", "School", "Media", "LeadingGroup"})
_SOME_UNIT = re.compile(
    r"某[\u4e00-\u9fff]{0,4}?(?:医院|部队|支队|大队|中队|分队|基地|仓库|干休所|旅|团|师|营|连|部|站|所)(?![长队分])"
)
_EACH_LEVEL = re.compile("(?:各|全国)(?:省|市|县|区|州|旗|自治区|自治州|直辖市|、)+$")
_CONGRESS = re.compile(
    "(?:党的)?[一二三四五六七八九十]{1,3}大|[一二三四五六七八九十]{1,3}届.{1,3}全会"
)
_FOREIGN_ARMY = re.compile(
    r"(?<![节今当生假次同平即最向\d一二三四五六七八九十])[日美英法苏]军(?![民地队人属嫂营事])"
)
_LIST_MARKER = re.compile(r"\d{1,2}[·.、]")
_TROOPS_IN = re.compile(
    r"在(?P<place>[\u4e00-\u9fff·]{2,8}?)(?:的(?:非法)?|非法)(?:驻军|军队)(?!事)"
)
_ABROAD = re.compile(
    r"驻[\u4e00-\u9fff·]{1,8}?(?P<kind>大使馆|使馆|总领事馆|领事馆|维和部队|军队|俄军|美军)"
)
"""法国驻塞内加尔大使馆: who sent it stands before 驻, the country after it."""
_FOREIGN_GOVERNMENT = re.compile(
    r"(?<![\u4e00-\u9fff])[美英法德日俄韩朝印巴叙伊以黎埃土乌古越缅泰菲澳加意西葡]政府(?![部军机])"
)
_NUMBERED_UNIT = (
    r"第?(?P<number>[一二三四五六七八九十百零〇\d]{1,4})"
    r"(?P<unit>路军|军团|野战军|军分区|军|师|旅|团|纵队|支队|大队)(?![长政副])"
)


@dataclass(slots=True)
class _Collector:
    """Takes names in order of precedence; what overlaps an earlier one is not taken."""

    text: str
    blocked: list[bool]
    found: list[Mention]

    def __call__(
        self,
        start: int,
        end: int,
        subtype: str | None,
        rule: str,
        canonical: str | None = None,
        scope: str | None = None,
        confidence: float = 0.9,
    ) -> None:
        if any(self.blocked[start:end]):
            return
        self.blocked[start:end] = [True] * (end - start)
        name = self.text[start:end]
        self.found.append(
            Mention(
                type=EntityType.ORGANIZATION,
                start=start,
                end=end,
                text=name,
                name=name,
                subtype=subtype,
                canonical=canonical,
                scope=scope,
                confidence=confidence,
                rule=f"organization.{rule}",
            )
        )


class OrganizationFinder:
    """Sets `doc._.organizations`. Bodies named by their level only (市委) get the full name that
    the article's home division gives them; a garrison keeps the place of its name, and no more."""

    def __init__(self, lexicons: Lexicons, divisions: Divisions) -> None:
        self._divisions = divisions
        names = lexicons["organization_names"]
        self._fixed = {row["term"]: row for row in names.rows}
        self._matcher: Matcher[str] = Matcher((term, term) for term in self._fixed)
        heads = lexicons["organization_heads"]
        self._subtypes = heads.mapping("subtype")
        self._head_at_end = re.compile(f"{alternatives(heads.terms())}$")
        self._heads = HeadFinder(heads.terms(), lexicons["boundaries"].terms(), longest=16)
        armies = alternatives(lexicons["historical_armies"].terms())
        self._numbered_unit = re.compile(f"(?P<army>{armies}){_NUMBERED_UNIT}")
        self._level = re.compile(_LEVEL)
        self._generic = re.compile(alternatives(lexicons["place_words"].terms(role="generic-body")))

    def __call__(self, doc: Doc) -> Doc:
        text = doc.text
        home: Division | None = doc._.home
        blocked = covered(doc, "documents", "times", "quantities")
        places = {m.start: m for m in doc._.places}
        ends = {m.end: m for m in doc._.places}
        found: list[Mention] = []

        for start, end in names(doc, "PER"):  # 总政治部副主任周子玉代表全国双拥工作领导小组
            blocked[start:end] = [True] * (end - start)
        add = _Collector(text, blocked, found)
        self._garrisons(text, home, ends, add)
        for match in self._numbered_unit.finditer(text):
            army, number, unit = match.group("army", "number", "unit")
            full = f"{army}第{number}{unit}"
            add(*match.span(), "MilitaryBody", "numbered-unit", full)
        for match in _TROOPS_IN.finditer(text):
            sender, host = ends.get(match.start()), places.get(match.start() + 1)
            if sender and host and host.end == match.end("place"):
                add(sender.start, match.end(), "Garrison", "troops-in")  # 美国在叙利亚的驻军
        for match in _ABROAD.finditer(text):
            host = places.get(match.start() + 1)
            if host and host.end == match.start("kind"):
                covering = [s for s, e in names(doc, "ORG") if s < match.start() < e]
                sender = ends.get(match.start())
                start = min([*covering, sender.start if sender else match.start()])
                subtype = "GovernmentBody" if match["kind"][-1] == "馆" else "MilitaryBody"
                add(start, match.end(), subtype, "abroad")
        for match in _FOREIGN_ARMY.finditer(text):
            add(*match.span(), "MilitaryBody", "foreign-army")
        for match in _FOREIGN_GOVERNMENT.finditer(text):
            add(*match.span(), "GovernmentBody", "foreign-government")
        self._headed(text, doc._.words, home, places, add)
        for start, end, terms in self._matcher.find(text):
            row = self._fixed[terms[0]]
            if text[end - 1] == "部" and text[end : end + 1] in ("门", "队"):
                continue  # 四川省劳动部门
            abroad = ends.get(start)
            if abroad and abroad.rule == "place.country" and abroad.canonical != "中国":
                add(abroad.start, end, row["subtype"], "abroad")  # 叙利亚外交部
                continue
            add(start, end, row["subtype"], "name", row["canonical"] or None)
        self._committees(text, doc._.words, home, ends, add)
        self._from_model(doc, places, add)
        found = _with_departments([_with_unit(text, body) for body in found], text)
        doc._.organizations = sorted(found, key=lambda m: m.start)
        return doc

    def _from_model(self, doc: Doc, places: dict[int, Mention], add: _Collector) -> None:
        """Bodies that the model sees and no rule names; the head, where known, says the kind.

        What it takes for a place is a body where its head says so: 新四军苏浙军区.
        """
        text: str = doc.text
        seen = [(span, True) for span in names(doc, "ORG")]
        seen += [(span, False) for span in names(doc, "LOC")]
        for (start, end), body in sorted(seen):
            if marker := _LIST_MARKER.match(text, start, end):
                start = marker.end()
            start = _last_of_chain(places, start, end)
            if (place := places.get(start)) and place.end == end:
                continue  # 肇庆怀集: two places in a row
            head = self._head_at_end.search(text[start:end])
            if _CONGRESS.fullmatch(text, start, end):
                continue
            if end - start > 2 and (body if head is None else head.start() > 0):
                division = self._division_at(places.get(start))
                add(
                    start,
                    end,
                    self._subtypes[head[0]] if head else None,
                    "model",
                    scope=division.code if division else None,
                    confidence=0.7,
                )

    def _division_at(self, mention: Mention | None) -> Division | None:
        return self._divisions.get(mention.scope) if mention and mention.scope else None

    def _home_at_level(self, level: str, home: Division | None) -> Division | None:
        """The division that 市 or 省 means in an article at home in `home`."""
        if home is None:
            return None
        for division in (home, *self._divisions.ancestors(home.code)):
            name = division.name
            if name.endswith(level) or (level == "省" and division.level == "province"):
                return division
        return None

    def _committees(
        self,
        text: str,
        words: Words,
        home: Division | None,
        ends: dict[int, Mention],
        add: _Collector,
    ) -> None:
        last: Division | None = None
        for pattern, subtype, full, rule in (
            (_COMMITTEE, "PartyBody", "中共{}委员会", "party-committee"),
            (_GOVERNMENT, "GovernmentBody", "{}人民政府", "government"),
        ):
            for match in pattern.finditer(text):
                start, level = match.start(), match["level"]
                # 延安市委 is the place 延安 and the level 市; 白山市委 is the place 白山市 and 委.
                place = ends.get(match.start("level") if level else -1) or ends.get(
                    match.start("tail")
                )
                division = self._division_at(place)
                if place is not None:
                    start = place.start - (2 if text[: place.start].endswith("中共") else 0)
                    if level and division and not division.name.endswith(level):
                        division = self._home_at_level(level, division)
                elif level:
                    at = match.start()
                    if not (_edge(text, at) or (words.begins[at] and text[at - 1] not in "名位个")):
                        continue
                    division = self._context(
                        text, match.start(), last, level
                    ) or self._home_at_level(level, home)
                else:
                    continue
                last = division or last
                add(
                    start,
                    match.end(),
                    subtype,
                    rule,
                    full.format(division.name) if division else None,
                    division.code if division else None,
                )

    def _context(self, text: str, start: int, last: Division | None, level: str) -> Division | None:
        """乐平市委、市政府: the second body is of the place of the first."""
        if last is not None and text[start - 1 : start] in "、和与及" and last.name.endswith(level):
            return last
        return None

    def _garrisons(
        self, text: str, home: Division | None, ends: dict[int, Mention], add: _Collector
    ) -> None:
        for match in _GARRISON.finditer(text):
            end = match.end() - (2 if match["unit"] == "官兵" else 0)
            short = match["place"]
            if short in ("守", "扎", "训", "防", "村", "外"):
                continue
            single = match["unit"].startswith("某")
            division = self._named(short, home)
            start = match.start()
            if short in ("军", "地") and (place := ends.get(start)):
                start, division = place.start, self._division_at(place) or division
            add(
                start,
                end,
                "Garrison",
                "garrison",
                None if single or division is None else f"驻{division.name}部队",
                f"single:{division.code if division else ''}"
                if single
                else division.code
                if division
                else None,
            )
        for match in _BARE_GARRISON.finditer(text):
            place = ends.get(match.start())
            division = self._division_at(place) or home
            if match[0] == "驻军" and (division is None or text[match.start() - 1] in "千万百法"):
                continue  # 五千驻军, 非法驻军: of no place that is known
            single = "某" in match[0]
            start = place.start if place else match.start()
            add(
                start,
                match.end(),
                "Garrison",
                "garrison",
                None if single or division is None else f"驻{division.name}部队",
                f"single:{division.code if division else ''}"
                if single
                else division.code
                if division
                else None,
            )

    def _named(self, short: str, home: Division | None) -> Division | None:
        """驻白部队: the abbreviation of the home division, or of one above it, or a known one."""
        if short in ("地", "军", "当地", "本地", "我", "该") or not short:
            return home
        near = [home, *self._divisions.ancestors(home.code)] if home else []
        for division in near:
            if division.name.startswith(short):
                return division
        candidates = {
            d.code: d for d in (*self._divisions.abbreviated(short), *self._divisions.named(short))
        }
        for division in near:
            if division.code in candidates:
                return division
        top = [d for d in candidates.values() if d.level == "province"] or list(candidates.values())
        return top[0] if len(top) == 1 else None

    def _headed(
        self,
        text: str,
        words: Words,
        home: Division | None,
        places: dict[int, Mention],
        add: _Collector,
    ) -> None:
        known = {end: start for start, end, _ in self._matcher.find(text)}
        before = 0
        for start, end, head in list(self._heads.find(text, words, list(add.blocked))):
            subtype = self._subtypes[head]
            start = max(start, known.get(end, start))
            if start < before < end - len(head):
                start = before  # 沈阳铁路公安局|通辽铁路公安处
            before = end
            if _EACH_LEVEL.search(text, max(start - 12, 0), start):
                continue  # 各省、自治区、直辖市双拥工作领导小组 is a class of bodies
            if text[start - 1 : start] == "该" and text[start] in "省市县区州镇":
                start += 1  # 该市城中居委会
            inside = sorted(p for p in places if start <= p < end)
            level = self._level.match(text, start)
            if inside and inside[0] != start and subtype != "LeadingGroup":
                start = inside[0]
            start = _last_of_chain(places, start, end)
            name = text[start:end]
            if subtype == "LeadingGroup" and name == head:
                full = self._last_group(add.found, start, head)
                if full is None:
                    continue
                add(start, end, subtype, "anaphor", full.canonical, full.scope, 0.75)
                continue
            if (
                len(name) <= len(head)
                and subtype != "LeadingGroup"
                and head not in ("省军区", "军分区", "人武部")
            ):
                continue
            if self._generic.match(name) or (
                name[-1] == "部" and text[end : end + 1] in ("队", "门")
            ):
                continue  # 武装部队 has no 武装部
            place = places.get(start)
            division = self._division_at(place)
            anchored = (
                place is not None
                or level is not None
                or subtype == "LeadingGroup"
                or any(name.startswith(w) for w in ("全国", "中央", "国家"))
            )
            if not anchored and start in places:
                anchored = True
            if not anchored:
                continue
            canonical = self._full_name(name, subtype, division, place, home)
            scope = division.code if division else None
            if canonical is not None and scope is None:
                scope = next(
                    (
                        d.code
                        for d in ([home, *self._divisions.ancestors(home.code)] if home else [])
                        if canonical.startswith(d.name)
                    ),
                    None,
                )
            add(start, end, subtype, "head", canonical, scope, 0.85)

    @staticmethod
    def _last_group(found: list[Mention], start: int, head: str) -> Mention | None:
        """A bare 领导小组 is the leading group that the text named last."""
        return next(
            (
                m
                for m in reversed(found)
                if m.subtype == "LeadingGroup"
                and m.end <= start
                and (m.canonical or m.name).endswith(head)
            ),
            None,
        )

    def _full_name(
        self,
        name: str,
        subtype: str,
        division: Division | None,
        place: Mention | None,
        home: Division | None,
    ) -> str | None:
        tail = name
        if division is not None and place is not None:
            tail = name[len(place.text) :]
            if tail[:1] and division.name.endswith(tail[:1]) and self._level.match(tail):
                tail = tail[1:]
        elif self._level.match(name) and not name.startswith(("区域", "市场", "县域")):
            division = self._home_at_level(name[0], home)
            tail = name[1:] if division else name
        elif subtype == "LeadingGroup" and not name.startswith(("全国", "中央", "国务院")):
            division = home
        tail = tail.replace("双拥办公室", "双拥办")
        if tail.endswith("双拥办"):
            tail = tail.removesuffix("双拥办") + "双拥工作领导小组办公室"
        if name.startswith("全国双拥"):
            return tail
        return f"{division.name}{tail}" if division else None


def _with_unit(text: str, body: Mention) -> Mention:
    """漳州军分区某医院, 第82集团军某旅: a unit that is not named is one of its own."""
    military = body.subtype in ("MilitaryBody", "Garrison")
    unit = _SOME_UNIT.match(text, body.end) if military else None
    if unit is None:
        return body
    name = text[body.start : unit.end()]
    scope = f"single:{(body.scope or '').removeprefix('single:')}"
    return replace(body, end=unit.end(), text=name, name=name, canonical=None, scope=scope)


def _with_departments(bodies: list[Mention], text: str) -> list[Mention]:
    """国家计委科技司, 中共中央统战部: the department right after a body is named with it."""
    by_start = {b.start: b for b in bodies}
    result: list[Mention] = []
    swallowed: set[int] = set()
    for body in sorted(bodies, key=lambda b: b.start):
        if id(body) in swallowed:
            continue
        following = by_start.get(body.end)
        department = _DEPARTMENT.match(text, body.end)
        single = (body.scope or "").startswith("single:") or body.subtype in _NO_DEPARTMENTS
        army = body.subtype == "MilitaryBody" and not (body.scope or "").startswith("single:")
        if following and following.rule == "organization.name" and (army or body.text in _WHOLES):
            swallowed.add(id(following))
            end, canonical = following.end, following.canonical
            subtype = following.subtype
        elif department and following is None and not single:
            end, canonical, subtype = department.end(), None, body.subtype
        else:
            result.append(body)
            continue
        name = text[body.start : end]
        result.append(
            replace(body, end=end, text=name, name=name, canonical=canonical, subtype=subtype)
        )
    return [b for b in result if id(b) not in swallowed]


def _last_of_chain(places: dict[int, Mention], start: int, end: int) -> int:
    """辽宁省丹东市鸭绿江造纸厂: of places in a row before a name only the last is part of it."""
    while (place := places.get(start)) and (after := places.get(place.end)) and after.end <= end:
        start = place.end
    return start


def _edge(text: str, start: int) -> bool:
    """Whether a short name (市委) can begin here: not inside a longer word (城市委托)."""
    before = text[start - 1 : start]
    return before in _BEFORE_SHORT_NAMES or not "\u4e00" <= before <= "\u9fff"
