"""Events named by their last word: …表彰大会, …文艺晚会, …安葬仪式, …战役."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from kg.extract.document_state import covered
from kg.extract.events.mention import BEFELL, event
from kg.extract.heads import HeadFinder
from kg.extract.lexicon import Lexicons, alternatives
from kg.model import Mention, Span

_NOT_AFTER = re.compile(
    "遇难|灾区|纪念碑|烈士(?:仪式|活动)|[室厅部址组制堂日馆机群力示望现争碑]|故事|英雄|任务|意志|主席|公报"
)
_STRUCK = re.compile(
    "(?:发生|遭遇|遭受|遭到|遭|发起|突发|发动|爆发|挫败|实施)了?(?:[^，。；]{1,8}的|多?[次起]|[一二三两多]起)?$"
)
_HAPPENED = re.compile("发生|爆发|来袭")
"""What makes an event of a head alone: 当地发生洪灾, 山洪灾害发生后."""
_PLAIN = frozenset({"weak", "quoted"})
_PLAIN_KINDS = {"会议": "conference"}
"""What a plain head is that is no activity."""
_QUOTING = frozenset({"weak", "activity"})
_HELD = re.compile("(?:举行|举办|召开|开展|进行|组织)(?:了?(?:[^，。；]{1,12}的)?|的)$")
_JUST_HELD = re.compile(
    "(?:举行|举办|召开|推出)(?:了?(?:[^，。；]{1,12}的)?|的(?:盛大|隆重|庄严)?|了?[^，。；、的]{0,8}(?:会|仪式|展|展览|演出|典礼|阅兵)[和与])$"
)
_OFTEN = re.compile(r"\d+[余多]?[次场]|[一二三四五六七八九十几数多][余多]?[次场]|分别|经常|定期")
_HELD_AFTER = re.compile("[^，。；]{0,12}?(?:举行|举办|召开)(?!的)")
_TELLING = frozenset({"ceremony", "conference", "performance"})
"""Kinds whose bare head is an event where the text says that it was held: 随后召开座谈会."""
_TOPICAL = re.compile("双拥|主题|红色主题|专题|专场|纪念|庆祝|文艺|宣传|慰问")
"""What a name may begin with, or be but for its head, where the text says that it was held."""
_HELD_WEAK = frozenset({"会议", "行动", "演练", "演习"})
"""召开紧急会议: held, such an event is one, though its name says little."""
_HOLDING = re.compile(
    "(?:举行|举办|召开|开展|主办|承办)了?+(?P<name>[^，。；：！？、的以\n]{1,20})$"
)
"""What follows such a verb is the name from its first word on: 开展清明缅怀英烈主题活动."""
_NAMED_FOR_PLACE = frozenset(
    {
        "冬奥会",
        "冬残奥会",
        "奥运会",
        "残奥会",
        "亚运会",
        "大运会",
        "军运会",
        "世博会",
        "世园会",
        "世界杯",
    }
)
"""What is told apart by its place: 北京冬奥会."""
_LEADING = re.compile(
    "^(?:他们?|她们?|我们|还有|多起|又一?起|十分关心|促成|实施|指挥|领导|总结|参与|策划|发起|授权|谴责|[^，。]{2,8}?称(?!号)|[^，。]{0,8}?遭)+"
)
"""What is no part of a name, though no boundary in names of other kinds."""
_POINTING = re.compile("^(?:此次|本次|这次|该次|上次)")
_COUNTED = re.compile("^(?:[几数多每历两三四五六七八九十]|\\d+)[余多]?[次场届期]")
_PEOPLE_OF = re.compile("书记|主任|部长|局长|代表|官兵|干部|家属|子女|老兵|青年|职工")
"""What makes a body part of a name: 纪委书记座谈会."""
_OPENING = ("揭牌", "揭幕", "挂牌", "授牌", "奠基", "落成", "开馆", "启用")
_YEAR = re.compile(r"\d{4}年(?:[上下]半年)?")
_HOLDS = re.compile("(?:举行|召开|举办|开展|组织)了?$")
_FOR = re.compile("，(?:以)?(?:隆重|深切|热烈)?(?:纪念|庆祝|表彰|命名)")
_FIGURE = re.compile("第[一二三四五六七八九十]+战役")
"""抗震救灾的第二战役 is an image."""
_AWARDED_TO = re.compile("(?:模范|先进)?个人")
"""How a name goes on after 和: 双拥模范单位和|模范个人表彰大会."""
_ORDINAL = re.compile(r"(?:第[一二三四五六七八九十百\d]{1,4}|首)届$")
_NATIONAL = re.compile(
    r"(?:全[国省市军县区州]|中央|第[一二三四五六七八九十百\d]{1,4}[届次]|首届)"
    r"(?:宣传|组织|教育|学习|保护|安置|推进|命名|表彰)[\u4e00-\u9fff]{0,4}$"
)
"""What a name goes on with before a word that is a verb elsewhere: 全国宣传|思想工作会议."""
_SPOKEN = re.compile("[，。！？；：\n了我你]|是")
_NEEDS_PLACE = frozenset({"战斗", "会师"})
_SHOWN = frozenset({"exhibition", "performance"})
"""What bears the title of what is shown: 《伟大历程》主题展览."""
_THIS = frozenset("这此本该一首每两三几")
_DRILL = re.compile("训练|队列|准备|村|场|指挥|集训|任务|方队|分列|合练|装备|受阅")
"""What follows 阅兵 where it only says what for."""
_NO_PART = re.compile("(?:发布|部门|[和与暨]|参加|出席|筹备|宣传|观看)(?:纪念|庆祝)?$")
"""What stands before an anniversary and begins no name with it."""
_MET = re.compile("部队|两军|各部|胜利$|成功$|顺利$")
"""南昌起义部队与秋收起义部队胜利会师: who met is said, and no name."""
_ANY = re.compile(
    "本届|历届|该届|整场|本场|这场|该场|多种|各种|一系列|系列|主题|形式多样|大型|专题|多场|丰富多彩|特色|多次|首次"
)
"""Words that begin a kind of event and no name."""
_WEAK_NEEDS = re.compile(
    r"[”」]|第[一二三四五六七八九十百\d]+|周年|纪念|主题|系列|专场|专项|公祭|祭扫|联谊|评选|送温暖|走访|学雷锋"
)


@dataclass(frozen=True, slots=True)
class _Named:
    """A name with its head, and what stands around it."""

    text: str
    start: int
    end: int
    head: str
    kind: str

    @property
    def name(self) -> str:
        return self.text[self.start : self.end]

    @property
    def core(self) -> str:
        """What the name says beside its head."""
        return self.name[: len(self.name) - len(self.head)].strip("“”")

    @property
    def quoted(self) -> bool:
        return self.before(1) == "“" and self.text[self.end : self.end + 1] == "”"

    @property
    def held(self) -> bool:
        """Whether a verb of holding stands right before it."""
        return _HELD.search(self.before(20)) is not None

    @property
    def definite(self) -> bool:
        """Whether the bare head is an event here: 随后召开座谈会, 开展综合演练."""
        if self.name != self.head:
            return False
        if self.kind in BEFELL:
            struck = _STRUCK.search(self.before(16)) or _HAPPENED.match(self.text, self.end)
            return struck is not None
        if self.kind == "training":
            return self.held and len(self.head) > 3
        shown = self.kind == "exhibition" and len(self.head) > 3
        known = self.kind == "conference" and len(self.head) > 3 and self.before(1) == "的"
        if known and self.text.startswith(("上", "中"), self.end):
            return True  # 在北京的命名大会上
        told = _FOR.match(self.text, self.end) is not None  # 召开大会，纪念建军65周年
        return (self.says_which or shown or (told and self.kind in _TELLING)) and self.just_held

    @property
    def just_held(self) -> bool:
        """Whether the text says right before it that it was held, and once."""
        before = self.before(20)
        return _JUST_HELD.search(before) is not None and not _OFTEN.search(before)

    @property
    def topical(self) -> bool:
        """Whether a name that says little but its topic is of one that was held: 召开双拥座谈会, 推出红色
        主题展览."""
        telling = self.kind in _TELLING | _SHOWN or len(self.core) > 3 or len(self.head) > 3
        return telling and _TOPICAL.match(self.name) is not None and self.just_held

    @property
    def says_which(self) -> bool:
        """Whether a bare head can be a name at all: 座谈会 can, 大会 says too little."""
        return self.kind in _TELLING and (len(self.head) > 2 or self.head in ("仪式", "阅兵"))

    def before(self, length: int) -> str:
        return self.text[max(self.start - length, 0) : self.start]


class HeadedEvents:
    """Finds names by their heads. A weak head (活动, 会议) makes an event only where the name says
    which."""

    def __init__(self, lexicons: Lexicons) -> None:
        heads = lexicons["event_heads"]
        self._kind = heads.mapping("kind")
        self._heads = HeadFinder(heads.terms(), lexicons["boundaries"].terms(), longest=40)
        self._generic = set(lexicons["place_words"].terms(role="generic-event"))
        telling = [head for head, kind in self._kind.items() if kind in _TELLING and len(head) > 2]
        self._and = re.compile(f"{alternatives(telling)}[和与及、]")

    def find(self, doc: Doc, blocked: list[bool], known: list[Span]) -> list[Mention]:
        """The events of a text; `known` are the names of historical events in it, whose places are
        part of them: 南京大屠杀."""
        text: str = doc._.text
        edges = _Edges(doc, blocked, {start for start, _ in known})
        located = covered(doc, "places", "organizations")
        for start, end, _ in doc._.names:
            located[start:end] = [True] * (end - start)
        scope = doc._.home.code if doc._.home else None
        found: list[Mention] = []
        bare: list[_Named] = []
        for start, end, head in self._heads.find(text, doc._.words, blocked):
            kind = self._kind[head]
            if any(s < end - len(head) + 1 and end < e for s, e in known):
                continue  # 海战 in 淮海战役
            if text[start] == "暨":  # 全国双拥模范城命名|暨双拥模范单位和个人表彰大会
                start = self._heads.left_edge(
                    text, doc._.words, doc._.words.begin(start - 1), blocked
                )
            start, end = edges.of(start, end, head, kind)
            if text[start - 1 : start] == "暨" and not located[start - 2]:
                start = self._heads.left_edge(
                    text, doc._.words, doc._.words.begin(start - 2), blocked
                )
                start, end = edges.of(start, end, head, kind)
            if another := self._and.match(text, start, end - len(head)):
                start = another.end()  # 招待会和|文艺晚会
            named = _Named(text, start, end, head, kind)
            if named.name == head and not named.definite and named.says_which:
                bare.append(named)
            elif self._is_event(named, located[named.start] or located[named.start - 1]):
                shown = kind if kind not in _PLAIN else _PLAIN_KINDS.get(head, "activity")
                found.append(event(text, named.start, end, shown, "head", 0.8, scope=scope))
        found.extend(_bare(bare, found))
        return found

    def _is_event(self, named: _Named, located: bool) -> bool:
        text, end, kind = named.text, named.end, named.kind
        befell = kind in BEFELL and named.name == named.head and located
        if len(named.core) < 2 and not (named.definite or befell):
            return False
        if _COUNTED.match(named.name) or _FIGURE.fullmatch(named.name):
            return False
        if kind in _PLAIN | _QUOTING | _SHOWN and re.search("等|”“", named.name):
            return False  # “花车巡游”等活动: a class of what is listed
        if "”等" in named.name:
            return False
        vague = named.name in self._generic or named.core in self._generic
        if (vague or _ANY.match(named.name)) and not (named.quoted or named.topical):
            return False
        if named.head == "阅兵" and _DRILL.match(text, end):
            return False
        if named.head == "会师" and (named.before(1) in ("在", "于") or _MET.search(named.core)):
            return False  # 两军在煤山镇会师: what they did, and no name
        if named.head in _NEEDS_PLACE and not located:
            return False  # 仍然战斗 is no battle
        if kind in BEFELL and not (
            located or named.held or _STRUCK.search(named.before(16)) or _HAPPENED.match(text, end)
        ):
            return False
        if kind == "weak" and not (
            named.quoted
            or _WEAK_NEEDS.search(named.name)
            or (named.held and named.head in _HELD_WEAK)
        ):
            return False
        if kind == "quoted" and not named.quoted:
            return False
        if named.head == "工程" and "”的" in named.name:
            return False  # “文明走廊”的标志性工程 is a building
        return not (
            (text.startswith("精神", end) and kind != "conference")
            or _NOT_AFTER.match(text, end)
            or named.name.count("”") != named.name.count("“")
        )


def _bare(bare: list[_Named], found: list[Mention]) -> Iterator[Mention]:
    """安葬仪式 where 第十批…安葬仪式 is named too, or where it is held."""
    for named in bare:
        drill = named.head == "阅兵" and _DRILL.match(named.text, named.end)
        if drill or _NOT_AFTER.match(named.text, named.end):
            continue  # 发布会现场
        longer = any(m.name.endswith(named.head) and m.name != named.head for m in found)
        if longer or _HELD_AFTER.match(named.text, named.end):
            yield event(named.text, named.start, named.end, named.kind, "head", 0.7)


class _Edges:
    """Where names of events begin in one text."""

    def __init__(self, doc: Doc, blocked: list[bool], history: set[int]) -> None:
        self._text: str = doc._.text
        self._blocked = blocked
        self._honours: list[Mention] = doc._.honours
        self._located = {m.end for m in (*doc._.places, *doc._.organizations)}
        self._places = {
            m.start: m.end
            for m in (*doc._.places, *doc._.organizations)
            if m.scope and m.start not in history
        }
        self._years = {t.end: t.start for t in doc._.times if _YEAR.fullmatch(t.text)}
        self._opened = {m.end: m.start for m in (*doc._.organizations, *doc._.sites)}
        self._anniversaries = {
            position: t.start
            for t in doc._.times
            if t.rule.endswith("anniversary")
            for position in range(t.start + 1, t.end + 1)
        }

    def of(self, start: int, end: int, head: str, kind: str) -> Span:
        """Where a name begins and ends whose words go back to `start`."""
        text = self._text
        start = self._left(start, end, head, kind)
        quoted = text[end : end + 1] == "”"
        opening = text.rfind("“", max(start - 30, 0), start + 1) if quoted else -1
        inside = text[opening + 1 : start]
        if opening >= 0 and "”" not in inside and not _SPOKEN.search(inside):
            start = opening + 1  # “拥军优属、拥政爱民先进个人代表大会”
        mark = start - 1 if quoted and text[start - 1] == "“" else start
        ordinal = _ORDINAL.search(text, max(mark - 6, 0), mark) if text[mark] == "“" else None
        if ordinal:  # 第三届“良渚论坛”
            return ordinal.start(), end + (mark < start)
        return start, end

    def _left(self, start: int, end: int, head: str, kind: str) -> int:
        text = self._text
        if text[start - 2 : start] == "”的" and kind in _QUOTING:
            opening = text.rfind("“", max(start - 40, 0), start)  # “…”的主题活动
            start = opening if opening >= 0 and "\n" not in text[opening:start] else start
        start = self._after_verb(start)
        if text[start - 1 : start] == "》" and kind in _SHOWN:
            opening = text.rfind("《", max(start - 40, 0), start)
            start = opening if opening >= 0 else start
        joined = start - 1 if text[start - 1] in "和、" else start
        start = min(
            (h.start for h in self._honours if h.start < start and h.end in (start, joined))
            if _AWARDED_TO.match(text, start, end)
            else (h.start for h in self._honours if h.start < start <= h.end),
            default=start,
        )
        if text[start] in "次届场" and text[start - 1 : start] in _THIS:
            start += 1
        for pattern in (_LEADING, _POINTING):
            if (leading := pattern.match(text[start : end - len(head)])) is not None:
                start += leading.end()
        if kind == "conference" and (
            national := _NATIONAL.search(text[max(start - 14, 0) : start])
        ):
            start = max(start - 14, 0) + national.start()
        if head not in _NAMED_FOR_PLACE:
            start = self._after_places(start, end)
        if start == end - len(head):
            start = self._with_what_opens(start, head)
        start = self._with_year(start)
        if kind in BEFELL:
            start = max((e for e in self._located if start < e <= end - len(head)), default=start)
        return self._with_anniversary(start, end)

    def _after_verb(self, start: int) -> int:
        """Behind a verb of holding, with a boundary word in between."""
        found = _HOLDING.search(self._text, max(start - 24, 0), start)
        if found is None or any(self._blocked[found.start("name") : start]):
            return start
        return found.start("name")

    def _with_year(self, start: int) -> int:
        """举行2023年度表彰大会, 遵义市2024年新兵欢送大会: the year right before a name is part of it where a
        verb of holding or the place stands before that."""
        text = self._text
        year = self._years.get(start)
        if year is None:
            return start
        annual = text.startswith("度", start)
        held = _HOLDS.search(text, max(year - 4, 0), year) is not None
        return year if annual or held or year in self._located else start

    def _with_what_opens(self, start: int, head: str) -> int:
        """自贡市退役军人服务中心揭牌仪式: the body or site that is opened is part of the name."""
        return self._opened.get(start, start) if head.startswith(_OPENING) else start

    def _after_places(self, start: int, end: int) -> int:
        """白山市双拥表彰大会, 四川省暨成都市公祭仪式: the place before an event's name is where it was, not
        part of it."""
        while (after := self._places.get(start, end)) < end - 2 and not _PEOPLE_OF.match(
            self._text, after
        ):
            start = after + (self._text[after] == "暨" and after + 1 in self._places)
        return start

    def _with_anniversary(self, start: int, end: int) -> int:
        """庆祝中华人民共和国成立75周年音乐会: the anniversary is part of the name as a whole."""
        text = self._text
        start = self._anniversaries.get(start, start)
        if start and text[start - 1] == "》" and text.startswith(("签订", "发布", "颁布"), start):
            opening = text.rfind("《", max(start - 80, 0), start)
            start = opening if opening >= 0 else start
        dated = next((p for p in range(start + 1, end) if p in self._anniversaries), None)
        if dated and text[start] not in "《“":
            dated = self._anniversaries[dated]
            if start < dated and _NO_PART.search(text, start, dated):
                start = dated  # 公开发布|中国人民抗日战争胜利80周年纪念活动
        if start > 1 and text.startswith(("纪念", "庆祝"), start - 2) and "周年" in text[start:end]:
            start -= 2
        return start
