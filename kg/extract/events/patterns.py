"""Events told by the form of their name: disasters, numbered sessions, shows by their title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc

from kg.extract.events.mention import event
from kg.model import Mention

_ORDINAL = "[一二三四五六七八九十]{1,3}"
_DISASTER = re.compile(
    r"(?:第\d{1,2}号)?(?:超强|强)?(?:台风|飓风)“[^”\n]{1,8}”"
    r"|(?:里氏)?(?:\d(?:[.·]\d)?|[一二三四五六七八九](?:点[一二三四五六七八九])?)级(?:强烈|强)?地震"
)
_LISTED = re.compile(
    r"(?P<list>[“][^“”\n]{2,20}”(?:[、和及]?[“][^“”\n]{2,20}”){0,12})(?:系列)?等[\u4e00-\u9fff]{0,6}?(?:活动|赛事|演出)"
)
_QUOTED = re.compile("(?<=“)[^“”]+")
_RELIEF = re.compile("抗(?:[洪震旱冰雪]|台风|冻雨)(?:抢险|救灾)*(?=[、，。；中]|等|任务|战斗|行动)")
"""汶川抗震, 长江抗洪: the fight against a disaster, told apart by its place."""
_SHOW = re.compile("(?:展|展览|晚会|音乐会|演唱会|博览会)$")
_SESSION = re.compile("届|党的")
_NUMBERED = re.compile(
    rf"(?:党的|中共)?{_ORDINAL}届{_ORDINAL}中全会"
    rf"|(?:第?{_ORDINAL}届)?(?:{_ORDINAL}|第{_ORDINAL})次(?:全会|全体会议)"
    r"|全体会议|(?:全体)?（扩大）会议"
    rf"|第?{_ORDINAL}届(?:全国)?(?:人大|政协|人民代表大会|委员会)(?:常委会)?第?{_ORDINAL}次(?:全体)?会议"
)
"""党的二十届三中全会, 十四届全国人大一次会议."""


def disasters(text: str) -> Iterator[Mention]:
    """第9号台风“苏拉”, 里氏6.2级地震: told by name or strength."""
    for match in _DISASTER.finditer(text):
        yield event(text, match.start(), match.end(), "disaster", "disaster", 0.85)


def relief(doc: Doc) -> Iterator[Mention]:
    """参加长江抗洪、汶川抗震等任务: each with its place."""
    before = {place.end: place.start for place in doc._.places}
    for match in _RELIEF.finditer(doc._.text):
        start = before.get(match.start())
        if start is not None:
            yield event(doc._.text, start, match.end(), "rescue", "relief", 0.8)


def listed(text: str, blocked: list[bool]) -> Iterator[Mention]:
    """开展“军营开放日”“双拥在基层”等活动: each of the list."""
    for listing in _LISTED.finditer(text):
        for quoted in _QUOTED.finditer(text, listing.start("list"), listing.end("list")):
            if not any(blocked[quoted.start() : quoted.end()]):
                yield event(text, quoted.start(), quoted.end(), "activity", "listed", 0.75)


def shows(doc: Doc) -> Iterator[Mention]:
    """《中国共产党抗战文物图片展》: a title that says that it is a show."""
    for title in doc._.documents:
        if title.rule == "document.title-marks" and _SHOW.search(title.text):
            yield event(doc._.text, title.start - 1, title.end + 1, "exhibition", "title", 0.9)


def sessions(doc: Doc, blocked: list[bool]) -> Iterator[Mention]:
    """中央纪委三次全会, 青海省第九届人民代表大会第一次会议: with the body or place right before."""
    text: str = doc._.text
    before = {m.end: m.start for m in (*doc._.places, *doc._.organizations)}
    for match in _NUMBERED.finditer(text):
        if any(blocked[match.start() : match.end()]):
            continue
        start = before.get(match.start(), match.start())
        if start < match.start() or _SESSION.search(match[0]):
            yield event(text, start, match.end(), "conference", "numbered", 0.9)
