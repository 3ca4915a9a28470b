"""How fast search is on many labels: python bench/search.py [--labels 1000000]

The labels are made of the gazetteer's names and words of the domain, with mentions that fall off as
in texts. Each query is asked as often as fits in a second; the first asking, with a cold cache, is
shown apart.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from kg.gazetteer import Divisions
from kg.search import Document, Entry, Pinyin, SearchIndex, search
from kg.search.index import Words, write_index
from kg.settings import Settings

TAILS = {
    "Organization": [
        "人民政府",
        "双拥工作领导小组",
        "双拥办",
        "退役军人事务局",
        "第一中学",
        "驻军",
    ],
    "Site": ["烈士陵园", "革命纪念馆", "会议旧址", "抗日战争纪念馆", "红军长征纪念碑", "战斗遗址"],
    "Event": ["双拥座谈会", "命名大会", "起义", "战役", "公祭仪式", "八一慰问", "征兵动员会"],
    "Honour": ["双拥模范城", "双拥模范县", "爱国拥军模范单位", "红色教育基地"],
    "Document": ["双拥工作条例", "优抚办法", "退役军人安置规定", "工作要点"],
    "Place": [""],
}
QUERIES = [
    *(
        "白山市",
        "白山",
        "山",
        "七道江",
        "双拥",
        "雙擁模範城",
        "白山市双拥工作领导小组",
        "烈士 陵园",
    ),
    *("纪念馆", "人民政府武装部", "单县", "不存在的名字"),
    *("baishanshi", "bai shan shi", "baishan", "bais", "shuangyong", "lieshilingyuan", "shanxian"),
    *("shi", "xian", "b", "bs", "bssrmzf"),
]


def labels(count: int, chance: random.Random) -> Iterator[Entry]:
    """Entries of all types; the first of a million are mentioned most."""
    places = sorted({division.name for division in Divisions.load(Settings().gazetteer)})
    seen: set[str] = set()
    while len(seen) < count:
        type_ = chance.choice(list(TAILS))
        name = chance.choice(places) + chance.choice(TAILS[type_])
        if chance.random() < 0.7:
            name = chance.choice(places) + name
        if name in seen:
            name = f"{name}第{len(seen)}号"
        seen.add(name)
        yield Entry(
            iri=f"urn:{len(seen)}",
            key=f"x/{len(seen)}",
            type=type_,
            classes=frozenset({type_}),
            label=name,
            names=frozenset(),
            mentions=int(chance.paretovariate(1)),
        )


def documents(
    count: int, names: list[str], chance: random.Random
) -> Iterator[tuple[Document, list[Words]]]:
    for number in range(count // 20):
        article = f"urn:article:{number}"
        texts = [
            f"{chance.choice(names)}在{chance.choice(names)}召开会议，研究双拥工作和{chance.choice(names)}的保护。"
            for _ in range(20)
        ]
        document = Document(
            version=f"{article}:1", article=article, key=article, title=None, published=None, rank=0
        )
        yield document, [(text, 0, len(text)) for text in texts]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--labels", type=int, default=1_000_000)
    options.add_argument("--sentences", type=int, default=200_000)
    asked = options.parse_args()
    chance = random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "state.sqlite3"
        entries = list(labels(asked.labels, chance))
        texts = list(documents(asked.sentences, [e.label for e in entries], chance))
        begun = time.perf_counter()
        write_index(path, entries, texts, Pinyin.load(Settings().gazetteer))
        took = time.perf_counter() - begun
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{asked.labels:,} labels, {asked.sentences:,} sentences: built in {took:.0f} s, "
            f"{path.stat().st_size / 1e6:.0f} MB, peak memory {memory:.0f} MB"
        )
        index = SearchIndex(path)
        search(index, "x")  # loads the tables of pinyin
        print(f"{'query':28} {'first ms':>9} {'median ms':>9} {'slowest ms':>10} hits")
        for types in ((), ("Honour",)):
            print(f"-- types: {', '.join(types) or 'all'}")
            for text in QUERIES:
                measure(index, text, types)


def measure(index: SearchIndex, text: str, types: tuple[str, ...]) -> None:
    times: list[float] = []
    end = time.perf_counter() + 1
    while time.perf_counter() < end and len(times) < 200:
        begun = time.perf_counter()
        hits = search(index, text, types=types)
        times.append((time.perf_counter() - begun) * 1000)
    print(
        f"{text:28} {times[0]:9.1f} {statistics.median(times):9.2f} {max(times[1:] or times):10.1f} "
        f"{len(hits)}"
    )


if __name__ == "__main__":
    main()
