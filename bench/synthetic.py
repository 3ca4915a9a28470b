"""Large graphs with our shapes: the graphs of the articles in data/articles, over and over again.

Each copy is another article: its IRIs are its own, its places are other divisions of the gazetteer,
its dates other years, and what it names is shared with some other copies, a few things with many.
Sentences stay as they are. With each round of copies comes one of the checked claims and of the
comparisons, and in the end what the gazetteer lists.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from kg.build import build
from kg.gazetteer import Division, Gazetteer
from kg.graph.iris import Iris
from kg.graph.metadata import MOST_MENTIONED, Mentioned, metadata_quads
from kg.graph.places import place_quads
from kg.graph.store import Store
from kg.settings import RESOURCES, Settings

YEARS = 30
"""Years over which the copies are spread, backwards from the original."""
SHARED = {"time": YEARS, "quantity": 10**9, "organization": 400, "person": 400, "honour": 20}
"""How many things of a type one thing of an article becomes at most; others grow with the copies."""
_ONE_IN = 3
"""Copies to one other thing where `SHARED` says nothing."""
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
_SLOT = re.compile(
    r"(?P<label>(?<=Label> \")[^\"]*(?=\"@zh ))"
    r"|(?P<article>(?<=article/)[\w.%-]+(?=[/>])"
    r"|(?<=identifier> \")(?P<id>[\w.%-]+)(?=\" <\S+/article/(?P=id)/))"
    r"|(?P<fact>(?<=/)[0-9a-f]{16}(?=>))"
    r"|(?P<thing>(?<=/)[0-9a-f]{12}(?=>))"
    r"|(?P<place>(?<=[/\"])\d{6}(?=[>\"]))"
    r"|(?P<year>(?<=\")\d{4}(?=-\d\d-\d\d\"))"
)
_KINDS = ("label", "article", "fact", "thing", "place", "year")
_TYPED = re.compile(r"/id/(?P<type>\w+)/(?P<key>[0-9a-f]{12}|\d{6})>")

Fill = Callable[[int], str]
"""What stands in a slot, by the number of the copy."""


@dataclass(frozen=True)
class Original:
    """The graph of one article as text, cut at what changes: fixed text, and numbers of slots."""

    pieces: list[str | int]
    slots: list[Fill]
    size: int

    def copy(self, number: int) -> str:
        """The N-Quads of one copy."""
        filled = [slot(number) for slot in self.slots]
        return "".join(filled[p] if isinstance(p, int) else p for p in self.pieces)


class Copier:
    """Makes copies of the demo articles' graphs, always the same ones."""

    def __init__(self, demo: Path, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._levels: dict[str, list[Division]] = defaultdict(list)
        for division in sorted(_in_use(gazetteer), key=lambda d: d.code):
            self._levels[division.level].append(division)
        with Store.of(demo) as store:
            of_articles, of_all, listed = [], [], []
            for graph in store.graphs():
                if "/graph/article/" in graph.value:
                    of_articles.append(_text(store, graph))
                elif graph.value.endswith(("/graph/claims", "/graph/resolution")):
                    of_all.append(_text(store, graph))
                elif graph.value.endswith(("/honours", "/organizations", "/sites")):
                    listed.append(_text(store, graph))
        self._gazetteer_text = "".join(listed)
        self.originals = [self._original("\n" + text) for text in (*of_articles, "".join(of_all))]

    def write(self, triples: int, file: IO[bytes]) -> int:
        """Write copies until there are so many quads, then what the gazetteer adds; returns the
        articles."""
        written = number = 0
        while written < triples:
            original = self.originals[number % len(self.originals)]
            file.write(original.copy(number // len(self.originals)).encode())
            written += original.size
            number += 1
        articles = number - number // len(self.originals)
        codes = {division.code for level in self._levels.values() for division in level}
        file.write(self._gazetteer_text.encode())
        iris, known = Iris(Settings().base_iri), self._gazetteer
        divisions = place_quads(codes, known.divisions, iris, points=known.points)
        ox.serialize(divisions, file, format=ox.RdfFormat.N_QUADS)
        return articles

    def _original(self, text: str) -> Original:
        types = {match["key"]: match["type"] for match in _TYPED.finditer(text)}
        slots: dict[tuple[str, str], Fill] = {}
        numbers: dict[tuple[str, str], int] = {}
        pieces: list[str | int] = []
        at = 0
        for match in _SLOT.finditer(text):
            kind = next(name for name in _KINDS if match[name] is not None)
            key = match[0]
            if kind == "label":
                subject = _TYPED.search(text, text.rindex("\n", 0, match.start()), match.start())
                key = f"{subject['key'] if subject else ''} {key}"
            slot = (kind, key)
            if slot not in slots:
                numbers[slot] = len(slots)
                slots[slot] = self._fill(kind, key, types)
            pieces += (text[at : match.start()], numbers[slot])
            at = match.end()
        return Original([*pieces, text[at:]], list(slots.values()), text.count("\n") - 1)

    def _fill(self, kind: str, key: str, types: dict[str, str]) -> Fill:
        if kind == "article":
            return lambda copy: f"{key}-{copy}" if copy else key
        if kind == "fact":
            return lambda copy: f"{int(key, 16) ^ copy * 2654435761:016x}" if copy else key
        if kind == "year":
            return lambda copy: str(int(key) - copy % YEARS)
        if kind == "place":
            return lambda copy: self._place(key, copy).code if copy and self._known(key) else key
        if kind == "thing":
            return lambda copy: _other(key, _variant(types.get(key, ""), key, copy))
        thing, _, label = key.partition(" ")
        if types.get(thing) == "place":
            return lambda copy: (
                self._place(thing, copy).name if copy and self._known(thing) else label
            )
        if thing not in types:
            return lambda _copy: label
        return lambda copy: _renamed(label, _variant(types.get(thing, ""), thing, copy))

    def _known(self, code: str) -> bool:
        return self._gazetteer.divisions.get(code) is not None

    @cache  # noqa: B019 - one copier lives as long as the program
    def _place(self, code: str, copy: int) -> Division:
        division = self._gazetteer.divisions.get(code)
        assert division is not None
        level = self._levels[division.level]
        place = next((i for i, d in enumerate(level) if d.code == code), 0)
        return level[(place + copy * 13) % len(level)]


def _text(store: Store, graph: ox.NamedNode) -> str:
    quads = sorted(store.quads(graph), key=str)
    return (ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"").decode()


def _in_use(gazetteer: Gazetteer) -> Iterator[Division]:
    for division in gazetteer.divisions:
        if division.end is None:
            yield division


def _variant(kind: str, key: str, copy: int) -> int:
    """Which thing stands for an original in a copy: 0 is the original itself."""
    if kind in SHARED:
        return copy % SHARED[kind]
    return (copy + int(key[:4], 16)) // _ONE_IN if copy else 0


def _other(key: str, variant: int) -> str:
    return hashlib.sha256(f"{key} {variant}".encode()).hexdigest()[:12] if variant else key


def _renamed(label: str, variant: int) -> str:
    if not variant:
        return label
    digits = ""
    while variant:
        variant, digit = divmod(variant, len(_SURNAMES))
        digits += _SURNAMES[digit]
    return digits + label


_RULES = """
SELECT ?rule ?confidence (COUNT(?statement) AS ?number) WHERE {
  GRAPH ?g { ?statement a kg:Statement ; kg:rule ?rule ; kg:confidence ?confidence }
} GROUP BY ?rule ?confidence"""
_MENTIONED = f"""
SELECT ?entity (MIN(?name) AS ?label) ?articles ?mentions WHERE {{
  {{ SELECT ?entity (COUNT(DISTINCT ?g) AS ?articles) (COUNT(?mention) AS ?mentions) WHERE {{
    GRAPH ?g {{ ?mention kg:mentionOf ?entity }}
    FILTER(!CONTAINS(STR(?entity), "/id/time/") && !CONTAINS(STR(?entity), "/id/quantity/"))
  }} GROUP BY ?entity ORDER BY DESC(?mentions) ?entity LIMIT {MOST_MENTIONED} }}
  GRAPH ?h {{ ?entity skos:prefLabel ?name }}
}} GROUP BY ?entity ?articles ?mentions"""


def description(store: Store) -> list[ox.Quad]:
    """What a build says of the whole graph, counted here with the queries that this spares."""
    rules, mentioned = store.query(_RULES), store.query(_MENTIONED)
    assert isinstance(rules, ox.QuerySolutions)
    assert isinstance(mentioned, ox.QuerySolutions)
    counts = {
        f"rule/{r['rule'].value}/{r['confidence'].value}": int(r["number"].value) for r in rules
    }
    most = [
        Mentioned(
            iri=m["entity"].value,
            label=m["label"].value,
            articles=int(m["articles"].value),
            mentions=int(m["mentions"].value),
        )
        for m in mentioned
    ]
    return list(metadata_quads(counts, Iris(Settings().base_iri), mentioned=most))


def demo_copier(folder: Path) -> Copier:
    """A copier of the demo articles, built in the folder."""
    build([RESOURCES / "data" / "articles"], folder / "demo", workers=1)
    return Copier(folder / "demo", Gazetteer.load(Settings().gazetteer))
