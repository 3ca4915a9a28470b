"""Places: administrative divisions of the gazetteer, and smaller ones named with a suffix."""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from dataclasses import replace

from spacy.tokens import Doc

from kg.extract.document_state import covered, names, published
from kg.extract.lexicon import Lexicons, alternatives
from kg.gazetteer.divisions import Division, Divisions
from kg.gazetteer.matcher import Matcher
from kg.model import EntityType, Mention

_LEVELS = {"province": 3, "prefecture": 2, "county": 1}
_HEADING = re.compile(r"^[^\n。]{4,40}(?<![。！？；：，…”）])$", re.MULTILINE)
_HOME_SHARE = 0.4
_SMALL = re.compile(
    r"(?!的)[\u4e00-\u9fff]{2,4}?(?:自治乡|街道|镇|乡|村|屯)(?![民庄长委史容里风级干])"
)


class PlaceFinder:
    """Sets `doc._.places`, with the code of the division where the article's context decides it,
    and `doc._.home`, the division that the article is mostly about."""

    def __init__(
        self, lexicons: Lexicons, divisions: Divisions, names: dict[str, tuple[Division, ...]]
    ) -> None:
        self._divisions = divisions
        words = lexicons["place_words"]
        self._other = words.terms(role="place")
        self._never = set(words.terms(role="never"))
        self._left = re.compile(alternatives(words.terms(role="left-context")) + "$")
        self._blocked_after = re.compile(alternatives(words.terms(role="blocked-after")))
        self._facilities = set(words.terms(role="facility"))
        heads = [*self._facilities, *words.terms(role="head")]
        self._head = re.compile(f"{alternatives(heads)}$")
        self._facility = re.compile(alternatives(self._facilities))
        self._names = {n: d for n, d in names.items() if n not in self._never}
        self._matcher: Matcher[tuple[Division, ...]] = Matcher(
            [*self._names.items(), *((name, ()) for name in self._other)]
        )

    def __call__(self, doc: Doc) -> Doc:
        text = doc.text
        taken = covered(doc, "documents", "quantities")
        hits = [
            (start, end, max(candidates, key=len))
            for start, end, candidates in self._matcher.find(text)
            if not any(taken[start:end]) and not self._blocked_after.match(text, end)
        ]
        full = {c.code for s, e, cs in hits for c in cs if c.name == text[s:e] and len(cs) == 1}
        full |= {d.code for s, e, cs in hits for d in cs if d.level == "province"}
        seen = set(names(doc, "LOC"))
        related = full | {a.code for code in full for a in self._divisions.ancestors(code)}
        found: list[Mention] = []
        before: tuple[int, tuple[Division, ...]] = (-1, ())
        for start, end, candidates in hits:
            surface = text[start:end]
            chosen = self._choose(candidates, surface, related, doc)
            if chosen is None and start == before[0]:
                chosen = self._within(candidates, before[1])
            before = end, candidates
            supported = chosen is not None or (start, end) in seen
            if candidates and not supported and all(surface != c.name for c in candidates):
                continue  # a short name that nothing supports is an ordinary word
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
                )
            )
        found.extend(self._small_places(text, found, taken))
        found.extend(self._from_model(doc, found, taken))
        doc._.places = sorted(found, key=lambda m: m.start)
        doc._.home = self._home(doc, doc._.places)
        return doc

    def _choose(
        self, candidates: tuple[Division, ...], surface: str, related: set[str], doc: Doc
    ) -> Division | None:
        """The one candidate that existed then and that the rest of the article speaks for."""
        day = published(doc)
        alive = [
            c for c in candidates if day is None or c.end is None or c.end >= day.year
        ] or list(candidates)
        if len(alive) == 1:
            only = alive[0]
            if surface == only.name or only.level != "county" or len(surface) > 2:
                return only
            return only if self._supported(only, related) else None
        near = [c for c in alive if self._supported(c, related)]
        for pool in (near, alive):
            if not pool:
                continue
            best = max(_LEVELS.get(c.level, 0) for c in pool)
            top = {c.code: c for c in pool if _LEVELS.get(c.level, 0) == best}
            if len(top) == 1 and (pool is near or best > 1):
                return next(iter(top.values()))
        return None

    def _within(
        self, candidates: tuple[Division, ...], outer: tuple[Division, ...]
    ) -> Division | None:
        """肇庆怀集: of the divisions of a name the one within the place named directly before."""
        codes = {division.code for division in outer}
        inside = [
            c for c in candidates if any(a.code in codes for a in self._divisions.ancestors(c.code))
        ]
        return inside[0] if len(inside) == 1 else None

    def _supported(self, division: Division, related: set[str]) -> bool:
        return division.code in related or any(
            a.code in related for a in self._divisions.ancestors(division.code)
        )

    def _small_places(self, text: str, found: list[Mention], taken: list[bool]) -> list[Mention]:
        """镇, 乡, 村 that follow directly on a known place or a word such as 在."""
        ends = {m.end for m in found}
        result: list[Mention] = []
        marks = list(taken)
        for m in found:
            marks[m.start : m.end] = [True] * (m.end - m.start)
        ends |= {end + 1 for end in ends if text.startswith("的", end)}
        starts = sorted(ends | {m.end() for m in re.finditer(r"[在于到、]", text)})
        while starts:
            start = starts.pop(0)
            match = _SMALL.match(text, start)
            if not match or any(marks[start : match.end()]):
                continue
            if start not in ends and not self._left.search(text[:start][-3:]):
                continue
            result.append(
                Mention(
                    type=EntityType.PLACE,
                    start=start,
                    end=match.end(),
                    text=match[0],
                    name=match[0],
                    confidence=0.7,
                    rule="place.suffix",
                )
            )
            ends.add(match.end())
            starts.insert(0, match.end())
            marks[start : match.end()] = [True] * len(match[0])
        for name in sorted({m.text for m in result}):  # known once, known everywhere
            for match in re.finditer(re.escape(name), text):
                if not any(marks[match.start() : match.end()]):
                    marks[match.start() : match.end()] = [True] * len(name)
                    result.append(
                        replace(
                            result[0], start=match.start(), end=match.end(), text=name, name=name
                        )
                    )
        return result

    def _from_model(self, doc: Doc, found: list[Mention], taken: list[bool]) -> list[Mention]:
        """Places that the model sees and whose last word says that they are one: 团山村, 西堤码头.

        A facility bears the name of the city directly before it: 沈阳桃仙国际机场.
        """
        text: str = doc.text
        marks = list(taken)
        for m in found:
            marks[m.start : m.end] = [True] * (m.end - m.start)
        starts = {m.start: m for m in found}
        cities = {m.end: m for m in found if m.scope and m.canonical != m.name}
        joined: set[int] = set()
        result: list[Mention] = []
        for start, end in names(doc, "LOC"):
            known = starts.get(start)
            begin = known.end if known and known.end < end else start
            head = self._head.search(text, begin, end)
            if head is None or head.start() <= begin or any(marks[begin:end]):
                continue
            if self._facility.search(text, begin, head.start()):
                continue  # 火车站共上岛 holds more than a name
            city = cities.get(begin)
            if city and head[0] in self._facilities:
                joined.add(city.start)
                begin = city.start
            name = text[begin:end]
            result.append(
                Mention(
                    type=EntityType.PLACE,
                    start=begin,
                    end=end,
                    text=name,
                    name=name,
                    confidence=0.7,
                    rule="place.model",
                )
            )
        found[:] = [m for m in found if m.start not in joined]
        return result

    def _home(self, doc: Doc, places: list[Mention]) -> Division | None:
        """The division named most, where it and what lies in it or around it is a good part of all
        that is named: a round-up of many places has no home.

        A name in the title or first line counts three times, that of a dateline (新华社北京1月15日
        电) not at all.
        """
        text: str = doc.text
        head = max(text.find("\n") if "\n" in text else 60, 60)
        datelines = {t.start for t in doc._.times if text[t.end : t.end + 1] in ("电", "讯")}
        counts: Counter[str] = Counter()
        for place in places:
            if place.scope and place.end not in datelines:
                counts[place.scope] += 3 if place.start <= head else 1
        for _, _, candidates in self._matcher.find(doc._.title or ""):
            divisions = max(candidates, key=len, default=())
            for division in divisions:
                if division.code in counts or len(divisions) == 1:
                    counts[division.code] += 3
        if not counts:
            return None
        top = max(counts.values())
        codes = [c for c, n in counts.items() if n == top]
        chains = {c: {c, *(a.code for a in self._divisions.ancestors(c))} for c in counts}
        # Of equals, the more specific: 吉林省白山市 is an article on 白山市.
        code = max(codes, key=lambda c: (len(chains[c]), -text.find(c), c))
        heads = [m.start() for m in _HEADING.finditer(text, 1)]
        held = {
            bisect(heads, p.start) for p in places if p.scope and code in chains.get(p.scope, ())
        }
        if len(heads) > 2 and len(held) == 1:
            return None  # one story of many
        near = sum(n for c, n in counts.items() if code in chains[c] or c in chains[code])
        return self._divisions.get(code) if near >= _HOME_SHARE * counts.total() else None
