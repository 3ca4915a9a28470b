"""Sites: memorial, heritage, exhibition and education places, named by their last word."""

from __future__ import annotations

import re
from bisect import bisect_left

from spacy.tokens import Doc

from kg.extract.document_state import covered, names
from kg.extract.heads import HeadFinder
from kg.extract.lexicon import Lexicons, alternatives
from kg.gazetteer.divisions import Division
from kg.gazetteer.events import HistoricalEvent
from kg.gazetteer.matcher import Matcher
from kg.gazetteer.persons import HistoricalPerson
from kg.model import EntityType, Mention

_HOMES = frozenset({"故居", "旧居", "祖居", "故里"})
"""Named for a person, with the place of it before: 绍兴鲁迅故居."""
_CLASSIFIERS = frozenset("处座个家所块")
_COUNTING = frozenset("0123456789余多几两一二三四五六七八九十百各每")
_NO_SITE = ("精神", "”精神", "村", "镇", "街道", "社区", "革命旧址", "旧址")
_OF_PERSONS = frozenset(
    {"烈士墓", "将军墓", "墓", "故居", "旧居", "铜像", "塑像", "雕像", "烈士塑像"}
)
_OF_BODIES = ("旧址", "会址", "遗址")
"""What bears the name of the body that was there: 省委驻地旧址."""
_DESIGNATED = re.compile("(?:命名|公布|确定|认定|批准|列|授予|挂牌|评)为?(?:首批)?$|被授予$")
_RED = "红军"
"""What makes a name of a head in quotation marks: “红军桥”."""
_RULING = frozenset({"PartyBody", "GovernmentBody"})
"""Bodies that act on sites and give them no name: 县政府烈士陵园."""

_REGION = re.compile(
    "[东西]北|华[北中东南]|川陕|鄂豫皖|湘鄂[西赣]|湘赣|闽浙赣|陕甘|晋察冀|晋冀鲁豫|晋绥|冀[中南东]"
)
"""Regions of history, whose sites are named after them: 通化|东北抗日联军纪念馆."""


class SiteFinder:
    """Sets `doc._.sites`. A bare head (纪念馆) is no name; a place before the name (甘肃兰州烈士陵园)
    stays outside where another place stands between it and the head."""

    def __init__(
        self, lexicons: Lexicons, persons: list[HistoricalPerson], events: list[HistoricalEvent]
    ) -> None:
        self._persons = Matcher((name, p) for p in persons for name in (p.name, *p.aliases))
        self._event = re.compile(alternatives(n for e in events for n in (e.name, *e.aliases)))
        self._wars = {n for e in events if e.kind == "war" for n in (e.name, *e.aliases)}
        self._army = re.compile(alternatives(lexicons["historical_armies"].terms()))
        heads = lexicons["site_heads"]
        offices = alternatives(lexicons["office_titles"].terms(where="before"))
        self._office = re.compile(rf".*(?:{offices}|战斗英雄|女英雄)(?=[\u4e00-\u9fff]{{2,}})")
        self._names: Matcher[None] = Matcher(
            (term, None) for term in lexicons["site_names"].terms()
        )
        self._heads = HeadFinder(heads.terms(), lexicons["boundaries"].terms(), longest=24)
        self._head = re.compile(alternatives(heads.terms()))
        self._ends_in_head = re.compile(f"{alternatives(heads.terms())}.")
        self._generic = set(lexicons["place_words"].terms(role="generic-site"))
        self._class = re.compile(alternatives(self._generic) + "+")

    def __call__(self, doc: Doc) -> Doc:
        text = doc._.text
        home: Division | None = doc._.home
        blocked = covered(doc, "documents", "times", "quantities")
        bodies = sorted(doc._.organizations, key=lambda m: m.start)
        begins = [body.start for body in bodies]
        for body in bodies:  # 东北抗联纪念馆 is a site; 纪念馆管理处 is a body
            if self._ends_in_head.search(body.text) is None:
                continue
            blocked[body.start : body.end] = [True] * (body.end - body.start)
        places = sorted(doc._.places, key=lambda m: m.start)
        named = {start for start, _ in names(doc, "PER")} | {
            s for s, _, _ in self._persons.find(text)
        }
        found: list[Mention] = []
        for start, end, _ in self._names.find(text):
            if text.startswith(_NO_SITE, end) or any(blocked[start:end]):
                continue
            if self._head.match(text, end):
                continue  # 三星堆博物馆 is more than 三星堆
            blocked[start:end] = [True] * (end - start)
            found.append(_site(text, start, end, home, "site.name"))
        for start, end, head in self._heads.find(text, doc._.words, blocked):
            for body in bodies[bisect_left(begins, start) : bisect_left(begins, end)]:
                core = text[body.end : end - len(head)]
                ruled = (
                    body.subtype in _RULING
                    and not head.endswith(_OF_BODIES)
                    and not self._class.fullmatch(core)
                )
                if ruled and start <= body.start and body.end < end - len(head):
                    start = body.end
            if head.endswith("基地") and _DESIGNATED.search(text, max(start - 6, 0), start):
                continue  # 被公布为林口县爱国主义教育基地: an honour
            if text[start] in _CLASSIFIERS and text[start - 1 : start] in _COUNTING:
                start += 1  # 20余处革命旧址
            start = self._after_places(text, start, end, head, places, named)
            if text[start] == "在":
                start += 1  # 临沂市|在|华东革命烈士陵园, where the dictionary has 在华 as a word
            if text.startswith("日", end):
                continue  # 国际博物馆日
            name = (
                text[start:end].strip("“”")
                if text[start:end].count("“") != text[start:end].count("”")
                else text[start:end]
            )
            core = name[: len(name) - len(head)]
            if head in _OF_PERSONS and (office := self._office.match(core)):
                name = name[office.end() :]  # 东海舰队司令员|马龙将军墓
                core = core[office.end() :]
            marked = text[start - 1 : start] == "“" and text[end : end + 1] == "”"
            if (
                (len(core) < 2 and not (marked and head.startswith(_RED)))
                or name in self._generic
                or self._class.fullmatch(core)
            ):
                continue  # 全国备案博物馆, 红色教育基地: classes of sites
            start = text.index(name, start)
            found.append(_site(text, start, end, home, "site.head"))
        doc._.sites = sorted(found, key=lambda m: m.start)
        return doc

    def _after_places(
        self,
        text: str,
        start: int,
        end: int,
        head: str,
        places: list[Mention],
        named: set[int],
    ) -> int:
        """Where the name of a site begins behind the places that only say where it is: 甘肃|兰州烈士
        陵园, 绍兴|鲁迅故居, 山西长治|八路军太行纪念馆, 山西|百团大战纪念馆."""
        inside = [p for p in places if start <= p.start and p.end < end]
        if inside and text[start] == "在" and inside[0].start == start + 1:
            start += 1  # 在|华北军区烈士陵园
        chained = False
        while len(inside) > 1 and inside[0].start == start and inside[1].start == inside[0].end:
            start, chained = inside.pop(0).end, True
        if len(inside) != 1 or inside[0].start != start:
            return start
        if _REGION.match(text, start):
            return start
        place, core = inside[0], text[inside[0].end : end - len(head)]
        province = (place.scope or "").endswith("0000")
        full = place.text == place.canonical or text[place.end] == "“"
        if (
            place.end in named
            or head in _HOMES
            or core.startswith("中国")
            or (place.scope and self._army.match(core))
            or (province and self._event.match(core))
            or (chained and len(core) > 2 and core not in self._generic and core not in self._wars)
            or (
                place.rule == "place.gazetteer"
                and full
                and core not in ("", *self._generic)
                and len(core) > 1
            )
        ):
            return place.end
        return start


def _site(text: str, start: int, end: int, home: Division | None, rule: str) -> Mention:
    return Mention(
        type=EntityType.SITE,
        start=start,
        end=end,
        text=text[start:end],
        name=text[start:end],
        scope=home.code if home else None,
        confidence=0.85,
        rule=rule,
    )
