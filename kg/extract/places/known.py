"""Places of the gazetteer: divisions, countries, and the geographic names of the lexicon."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from kg.extract.document_state import names, published
from kg.extract.lexicon import Lexicon, alternatives
from kg.extract.words import Words
from kg.gazetteer.countries import Country
from kg.gazetteer.divisions import Division, Divisions
from kg.gazetteer.matcher import Matcher
from kg.model import EntityType, LinkingReason, Mention, Span

_WATERS_AND_HILLS = frozenset("河江湖山岭桥路")
_LAND_AND_WATER = frozenset("岛湖")
_SMALLER = re.compile("[镇乡村屯](?![村镇])|街道")
_DIVISION = re.compile("[州省市](?![府长委场民政区中])")
_NAME_PART = re.compile("(?![和与及至到在或等的])[\u4e00-\u9fff]{1,2}(?<![和与及至到在或等的])")
_CITY_WORD = re.compile(
    "市(?:民(?=[，。；、们和与代自踊纷挂走在]|$)|区(?![委政府级人两域划一])|容|郊)"
)
"""Words that begin with the last character of a city's name."""
_OF_STATE = re.compile("总统|总理|首相|外长|外交部|国防部|武装部队|政府军|军方|政府|首都|国王|议会")
"""What follows the name of a country: 乍得武装部队."""
_HELD_IN = re.compile(
    "(?<=在)[京津沪渝](?=召开|举行|举办|开幕|闭幕|成立|揭晓|启动|发布|签署|会见|亮相|首发|首演|座谈|开展)"
)
_LEVELS = {"province": 3, "prefecture": 2, "county": 1}


@dataclass(frozen=True, slots=True)
class Entry:
    """What one name may stand for; a phrase holds the name of a place and names none (中国式), and a
    word is one more often than a name (长治): it is a place only right behind another. A landscape
    (湘西, 武夷山) is a division too, but only in an article that names that in full, or what lies in it."""

    divisions: tuple[Division, ...] = ()
    country: Country | None = None
    phrase: bool = False
    word: bool = False
    landscape: bool = False


class KnownPlaces:
    """Finds names of the gazetteer and decides by the article which place each one means."""

    def __init__(self, words: Lexicon, divisions: Divisions, countries: Sequence[Country]) -> None:
        self._divisions = divisions
        self._blocked_after = re.compile(alternatives(words.terms(role="blocked-after")))
        never = set(words.terms(role="never"))
        table = {
            name: Entry(divisions=found, word=name in never) for name, found in divisions.names()
        }
        for country in countries:
            for name in (country.name, *country.aliases):
                old = table.get(name, Entry())
                table[name] = Entry(divisions=old.divisions, country=country)
        for name in words.terms(role="place"):
            table[name] = replace(table.get(name, Entry()), landscape=True)
        for name in words.terms(role="phrase"):
            table[name] = Entry(phrase=True)
        self._matcher: Matcher[Entry] = Matcher(table.items())
        self._shorter = {
            name: table[name[:-1]] for name in table if name.endswith("市") and name[:-1] in table
        }

    def entries(self, text: str) -> list[tuple[int, int, Entry]]:
        """Every name of the gazetteer in a text, with all that it may stand for."""
        return [(s, e, entry) for s, e, (entry,) in self._matcher.find(text) if not entry.phrase]

    def find(self, doc: Doc, taken: list[bool]) -> list[Mention]:
        """The mentions of places; a short name that nothing supports is an ordinary word.

        `taken` marks the characters that are part of no place; phrases are added to it.
        """
        text: str = doc._.text
        for start, end, (entry,) in self._matcher.find(text):
            if entry.phrase:
                taken[start:end] = [True] * (end - start)
        persons = sorted(names(doc, "PER"))
        entries = self.entries(text)
        ends = {end for _, end, _ in entries}
        hits = [
            hit
            for hit in entries
            if not any(taken[hit[0] : hit[1]])
            and (not hit[2].word or hit[0] in ends)
            and not _within_person(hit, persons)
            and not self._blocked_after.match(text, hit[1])
            and not text.startswith("首都", hit[0] - 1)  # 首都柏林 is not 都柏林
            and _stands_alone(doc, hit, ends)
            and not _within_township(text, hit, ends)
        ]
        seen = set(names(doc, "LOC"))
        in_names = bytearray(len(text))
        for start, end in seen:
            in_names[start:end] = b"\1" * (end - start)
        sure = [
            (d.code, entry.landscape)
            for s, e, entry in hits
            for d in entry.divisions
            if d.level == "province"
            or (len(entry.divisions) == 1 and (d.name == text[s:e] or _is_city(d, in_names[s:e])))
        ]
        related = {code for code, landscape in sure if not landscape}
        related |= {a.code for code, _ in sure for a in self._divisions.ancestors(code)}
        in_full = {text[s:e] for s, e, _ in hits}
        begun = {start for start, _ in (*seen, *names(doc, "ORG"))}
        found = list(self._abbreviated(text, taken))
        before: tuple[int, tuple[Division, ...]] = (-1, ())
        for start, end, entry in hits:
            surface = text[start:end]
            if not entry.divisions and not entry.country and _DIVISION.match(text, end):
                end += 1  # 加利福尼亚|州
                surface = text[start:end]
            if _CITY_WORD.match(text, end - 1):
                shorter = self._shorter.get(surface)
                if shorter is not None:  # 拉萨市民, 漳州市区
                    end, surface, entry = end - 1, surface[:-1], shorter
            if _SMALLER.match(text, end) and all(surface != d.name for d in entry.divisions):
                continue  # 龙泉镇 is not the city of 龙泉
            named = all(in_names[start:end])  # the model sees a place here: 湘西隆回
            candidates = entry.divisions
            if entry.landscape:
                candidates = tuple(c for c in candidates if c.code in related or c.name in in_full)
            chosen, reason = self._choose(candidates, surface, related, doc, sure=named)
            if chosen is None and start == before[0]:
                chosen = self._within(candidates, before[1])
                reason = LinkingReason.WITHIN if chosen else reason
            before = end, entry.divisions
            if chosen is None and entry.country:
                if (
                    len(surface) > 2
                    or surface == "我国"
                    or (start, end) in seen
                    or (surface.endswith("国") and surface != "中国" and start in begun)
                    or _OF_STATE.match(text, end)
                ):
                    found.append(_country(start, end, surface, entry.country))
                continue
            supported = chosen is not None or named
            if (
                entry.divisions
                and not entry.landscape
                and not supported
                and all(surface != d.name for d in entry.divisions)
            ):
                continue
            found.append(
                Mention(
                    type=EntityType.PLACE,
                    start=start,
                    end=end,
                    text=surface,
                    name=surface,
                    canonical=chosen.name if chosen else None,
                    scope=chosen.code if chosen else None,
                    confidence=0.95 if chosen and surface == chosen.name else 0.8,
                    rule="place.gazetteer",
                    reason=reason,
                    rejected=_rejected(entry.divisions, chosen),
                )
            )
        return found

    def _abbreviated(self, text: str, taken: list[bool]) -> Iterator[Mention]:
        """在京召开: a city named by its one character, where the text says what took place in it."""
        for match in _HELD_IN.finditer(text):
            (division,) = self._divisions.abbreviated(match[0]) or (None,)
            if division is None or any(taken[match.start() : match.end()]):
                continue
            yield Mention(
                type=EntityType.PLACE,
                start=match.start(),
                end=match.end(),
                text=match[0],
                name=match[0],
                canonical=division.name,
                scope=division.code,
                confidence=0.85,
                rule="place.abbreviation",
                reason=LinkingReason.ONLY_ONE,
            )

    def _choose(
        self,
        candidates: tuple[Division, ...],
        surface: str,
        related: set[str],
        doc: Doc,
        *,
        sure: bool,
    ) -> tuple[Division | None, LinkingReason | None]:
        """The one candidate that existed then and that the rest of the article speaks for, and why;
        `sure` says that the word is a place's name here."""
        if not candidates:
            return None, None
        day = published(doc)
        alive = self._alive(candidates, surface, day.year) if day else list(candidates)
        if len(alive) == 1:
            only = alive[0]
            codes = {candidate.code for candidate in candidates}
            why = LinkingReason.ONLY_ONE if len(codes) == 1 else LinkingReason.ONLY_ONE_THEN
            if sure or surface == only.name or only.level != "county" or len(surface) > 2:
                return only, why
            supported = self._supported(only, related)
            return (only, LinkingReason.CONTEXT) if supported else (None, None)
        near = [c for c in alive if self._supported(c, related)]
        for pool in (near, alive):
            if not pool:
                continue
            best = max(_LEVELS.get(c.level, 0) for c in pool)
            top = {c.code: c for c in pool if _LEVELS.get(c.level, 0) == best}
            if (
                len(top) > 1
            ):  # 鼓楼区 of 南京 and of 徐州 both lie in 江苏, where the text names 南京
                closer = {c.code: c for c in top.values() if self._closely_supported(c, related)}
                top = closer or top
            if len(top) == 1 and (pool is near or best > 1):
                return next(iter(top.values())), (
                    LinkingReason.CONTEXT if pool is near else LinkingReason.HIGHEST
                )
        return None, LinkingReason.SEVERAL

    def _alive(self, candidates: tuple[Division, ...], surface: str, year: int) -> list[Division]:
        """What the name stood for in the year. A text may speak of what has ended since, or of what it
        has become, and a full name is what it says, whatever the tables know of its years."""
        begun = [self._divisions.as_of(c, year, surface) for c in candidates]
        known = list({c.code: c for c in begun if c is not None}.values())
        if alive := [c for c in known if c.end is None or c.end >= year]:
            return alive
        ended = known or [c for c in candidates if c.name == surface]
        became = [self._divisions.in_force(c, year) for c in ended]
        return list({c.code: c for c in became}.values())

    def _within(
        self, candidates: tuple[Division, ...], outer: tuple[Division, ...]
    ) -> Division | None:
        """肇庆怀集: of the divisions of a name the one within the place named directly before."""
        codes = {division.code for division in outer}
        inside = [
            c for c in candidates if any(a.code in codes for a in self._divisions.ancestors(c.code))
        ]
        return inside[0] if len(inside) == 1 else None

    def _closely_supported(self, division: Division, related: set[str]) -> bool:
        """Whether the article names it or what contains it below the province."""
        ancestors = self._divisions.ancestors(division.code)
        return division.code in related or any(
            a.code in related for a in ancestors if a.level != "province"
        )

    def _supported(self, division: Division, related: set[str]) -> bool:
        return division.code in related or any(
            a.code in related for a in self._divisions.ancestors(division.code)
        )


def _is_city(division: Division, seen: bytearray) -> bool:
    """Whether a short name is that of a city that the model sees too: 新华社南京8月1日电."""
    return division.level == "prefecture" and all(seen)


def _stands_alone(doc: Doc, hit: tuple[int, int, Entry], ends: set[int]) -> bool:
    """担任县委 has no 任县, 歌乐山 is not 乐山, and 苏州河 not 苏州, nor 永兴岛 the county 永兴; 甘肃兰州 has both.

    中共甘肃省委 is one word of the dictionary and names a province all the same.
    """
    start, end, _ = hit
    words: Words = doc._.words
    if doc._.text[end : end + 1] in _LAND_AND_WATER and (start, end + 1) in names(doc, "LOC"):
        return False
    longer = words.common.get(start, 0)
    if longer > end and doc._.text[longer - 1] in _WATERS_AND_HILLS:
        return False
    if words.begins[start] or doc._.text.startswith("中共", max(start - 2, 0)):
        return True
    if start not in ends and words.places.get(words.begin(start), 0) > start:
        return False  # 陕南山区 has no 南山区
    last = end - start > 2 or start in ends
    return last and bool(words.begins[end])


def _within_township(text: str, hit: tuple[int, int, Entry], ends: set[int]) -> bool:
    """古交市常安乡 has no 安乡: a character or two between it and the place before make a longer name."""
    start, end, _ = hit
    if text[end - 1] not in "乡镇":
        return False
    return any(
        start - gap in ends and _NAME_PART.fullmatch(text, start - gap, start) for gap in (1, 2)
    )


def _within_person(hit: tuple[int, int, Entry], persons: list[Span]) -> bool:
    """李长春 is no city."""
    before = bisect(persons, (hit[0], hit[1])) - 1
    around = persons[before : before + 2] if before >= 0 else persons[:1]
    return any(s <= hit[0] and hit[1] <= e and e - s > hit[1] - hit[0] for s, e in around)


def _rejected(candidates: tuple[Division, ...], chosen: Division | None) -> tuple[str, ...]:
    """The other divisions that bear or bore the name, each once: 朝阳市 211300."""
    return tuple(
        sorted(
            {f"{d.name} {d.code}" for d in candidates if chosen is None or d.code != chosen.code}
        )
    )


def _country(start: int, end: int, surface: str, country: Country) -> Mention:
    return Mention(
        type=EntityType.PLACE,
        start=start,
        end=end,
        text=surface,
        name=surface,
        canonical=country.name,
        confidence=0.9,
        rule="place.country",
    )
